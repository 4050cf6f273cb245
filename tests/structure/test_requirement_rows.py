"""Tests name only rows that exist, and the script that counts them counts right."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from scripts import rows

REGISTER = rows.read_rows()


@pytest.fixture(scope="module")
def claimed() -> list[rows.Shown]:
    """What the tests of this house say they show; to read them all takes a second."""
    return list(rows.all_shown())


def _written(folder: Path, source: str) -> Path:
    path = folder / "test_planted.py"
    path.write_text(source, encoding="utf-8")
    return path


def test_every_row_named_by_a_test_exists(claimed: list[rows.Shown]) -> None:
    known = {row.id for row in REGISTER}
    unknown = [shown for shown in claimed if shown.row not in known]
    assert not unknown, f"docs/requirements.csv has no such row: {unknown}"


def test_no_test_claims_a_row_that_asks_for_nothing(claimed: list[rows.Shown]) -> None:
    idle = {row.id for row in REGISTER if not row.applies}
    assert not [shown for shown in claimed if shown.row in idle]


def test_the_register_holds_every_row_once_with_its_condition() -> None:
    with rows.REQUIREMENTS.open(encoding="utf-8", newline="") as file:
        read = list(csv.DictReader(file))
    assert len(read) == 216
    assert len({row["id"] for row in read}) == 216
    assert all(row["theme"] and row["software_must"] for row in read)
    assert all(row["accept"] or "ACCEPT" in row["software_must"] for row in read)
    assert {row["applicability"] for row in read} == {"applies", rows.NOT_APPLICABLE}


def test_only_noise_is_left_out() -> None:
    assert {row.theme for row in REGISTER if not row.applies} == {"noise"}
    assert all(not row.applies for row in REGISTER if row.theme == "noise")


def test_a_marker_on_a_function_a_class_and_a_module_is_found(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        "pytestmark = [pytest.mark.row('000-01'), pytest.mark.slow]\n"
        "@pytest.mark.row('000-02', '000-03')\ndef test_a(): ...\n"
        "@pytest.mark.row('000-04')\nclass TestB:\n"
        "    @pytest.mark.row('000-05')\n    def test_c(self): ...\n",
    )
    found = {shown.row: shown.test for shown in rows.shown_in(path, tmp_path)}
    assert found == {
        "000-01": "test_planted.py",
        "000-02": "test_planted.py::test_a",
        "000-03": "test_planted.py::test_a",
        "000-04": "test_planted.py::TestB",
        "000-05": "test_planted.py::test_c",
    }


@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.slow('000-01')\ndef test_a(): ...",
        "row('000-01')",
        "x = '000-01'",
        "# pytest.mark.row('000-01')",
    ],
)
def test_what_is_no_marker_shows_no_row(tmp_path: Path, source: str) -> None:
    assert not list(rows.shown_in(_written(tmp_path, source), tmp_path))


def test_an_unknown_row_makes_the_count_fail(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = [rows.Shown("999-99", "tests/test_x.py::test_y")]
    monkeypatch.setattr(rows, "all_shown", lambda: planted)
    assert rows.main() == 1
    assert "999-99" in capsys.readouterr().err


def test_the_last_line_counts_covered_uncovered_and_not_applicable(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    planted = [rows.Shown("004-18", "tests/a.py::test_a"), rows.Shown("004-18", "tests/b.py::test_b")]
    monkeypatch.setattr(rows, "all_shown", lambda: planted)
    assert rows.main() == 0
    printed = capsys.readouterr().out.strip().splitlines()
    assert printed[-1] == "rows: 1 covered, 209 uncovered, 6 not applicable"
    assert any(line.strip() == "tests/b.py::test_b" for line in printed)
