"""Files as people name and fill them: long Vietnamese names, one number for two matters, signs no database takes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.connections.models import Connection
from thenchot.evidence.reading import Line
from thenchot.jobs.adapters import documents, folder, one_stop
from thenchot.jobs.adapters.reading import SourceError

HEAD = "Mã cán bộ, đơn vị;Số của nguồn;Loại thông tin;Nội dung\n"
LONG = "Kết luận thanh tra việc giải quyết thủ tục hành chính của các phòng chuyên môn thuộc phường quý ba, kèm phụ lục"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    for name in ("", folder.DONE, folder.FAILED):
        (tmp_path / "thanh-tra" / name).mkdir(exist_ok=True)
    return tmp_path / "thanh-tra"


def put(drop: Path, name: str, *rows: str) -> Path:
    path = drop / name
    path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "name", [f"{LONG[:80]}.csv", f"{'ế' * 83}.xlsx", f"{'x' * 251}.csv", normalize("NFD", LONG[:70]) + ".csv"]
)
def test_a_file_with_the_longest_name_there_can_be_is_put_away_with_its_reason(drop: Path, name: str) -> None:
    """Left where it lies it would stop every later run of the folder at the same place."""
    path = put(drop, name)
    folder.put_away(path, folder.FAILED, "Lý do")
    (reason,) = (one for one in (drop / folder.FAILED).iterdir() if one.suffix == ".txt")
    moved = reason.with_suffix("")
    assert (moved.exists(), path.exists(), reason.read_text("utf-8")) == (True, False, "Lý do\n")
    assert moved.suffix == path.suffix
    assert moved.name.split("-", 2)[2][:60] == name[:60]


@given(st.text(st.characters(categories=["L", "N", "Zs"]), min_size=1, max_size=250), st.sampled_from([".csv", ".XLSX"]))
def test_a_name_is_cut_no_more_than_it_must_be_and_keeps_its_ending(stem: str, ending: str) -> None:
    short = folder._short(Path(f"x{stem}y{ending}"))
    assert short.endswith(ending)
    assert len(short.encode()) + len("20261122-101500123456-.txt") <= folder.LONGEST_NAME
    assert f"x{stem}y".startswith(short.removesuffix(ending))
    if len(f"x{stem}y".encode()) <= 200:
        assert short == f"x{stem}y{ending}"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (["0022;7;x;Chậm", "0023;7;x;Thiếu"], ["Dòng 3: số 7 đã có ở dòng 2"]),
        (["0022;7;x;Chậm", "0022;8;x;Chậm", "0022;7;x;Chậm hai lần"], ["Dòng 4: số 7 đã có ở dòng 2"]),
        (["0022;7;x;a", "0022;7;x;b", "0022;7;x;c"], ["Dòng 3: số 7", "Dòng 4: số 7"]),
        ([f"0022;{'9' * 60}1;x;a", f"0022;{'9' * 60}2;x;b"], ["Dòng 3: số 999"]),
    ],
)
def test_two_matters_under_one_number_keep_the_whole_file_back(drop: Path, rows: list[str], said: list[str]) -> None:
    """Taken, the second would silently take the place of the first: a finding about somebody would be lost."""
    (found,) = folder.read([put(drop, "a.csv", *rows)])
    assert found.brought == ()
    assert found.problem.startswith("Có số của nguồn dùng cho hai nội dung")
    assert [words for words in said if words not in found.problem] == []
    assert len(found.problem.splitlines()) == 1 + len(said)


@pytest.mark.parametrize(
    "rows", [["0022;7;x;Chậm", "0022;7;x;Chậm"], ["0022;;x;Chậm", "0022;;x;Chậm"], ["0022;7;x;Chậm", "0022;8;x;Chậm"]]
)
def test_the_same_row_twice_or_two_numbers_for_one_text_are_no_contradiction(drop: Path, rows: list[str]) -> None:
    (found,) = folder.read([put(drop, "a.csv", *rows)])
    assert (found.problem, len(found.brought)) == ("", 2)


@given(st.lists(st.tuples(st.sampled_from("123"), st.sampled_from("ab")), max_size=6))
def test_a_file_contradicts_itself_exactly_when_a_number_stands_for_two_texts(rows: list[tuple[str, str]]) -> None:
    lines = [Line(at, {"ref": ref, "text": text}) for at, (ref, text) in enumerate(rows, 2)]
    said = folder._twice(lines, [folder._brought(line) for line in lines])
    assert bool(said) == (len(set(rows)) > len({ref for ref, _text in rows}))


def answered(monkeypatch: pytest.MonkeyPatch, module: Any, said: object) -> None:
    monkeypatch.setattr(module, "ask", lambda *_: said)


@pytest.mark.parametrize("code", ["00\x0022", "00\ud80022", "00\n22", "0022\x07", "00\u200b22"])
def test_a_code_with_a_hidden_sign_is_refused_by_its_place(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Half a letter, which JSON can carry, no database takes: the worker would stop for every connection."""
    answered(monkeypatch, one_stop, {"counts": [{"code": code}]})
    with pytest.raises(SourceError, match=re.escape("code [0]")):
        one_stop.fetch_counts(Connection(kind="one_stop", address="https://a.vn"))


@pytest.mark.parametrize("then", [True, False, None, 1.5, "\ud800", "a\x00", "a\nb", "x" * 201, [], {}])
def test_a_place_that_cannot_be_kept_or_asked_for_is_refused(monkeypatch: pytest.MonkeyPatch, then: object) -> None:
    answered(monkeypatch, documents, {"tasks": [], "next": then})
    with pytest.raises(SourceError, match="next"):
        documents.fetch_tasks(Connection(kind="documents", address="https://a.vn", place={}))


@pytest.mark.parametrize("then", ["", "x" * 200, "2026-11-24T10:00:00+07:00", "trang 7/ố&=", 0, -1, 10**20])
def test_a_place_is_whatever_the_source_says_it_is(monkeypatch: pytest.MonkeyPatch, then: object) -> None:
    answered(monkeypatch, documents, {"tasks": [], "next": then, "more": True})
    fetched = documents.fetch_tasks(Connection(kind="documents", address="https://a.vn", place={"after": "t-1"}))
    assert (fetched.place, fetched.more) == ({"after": str(then)}, True)


@pytest.mark.parametrize(
    ("row", "figures"),
    [
        ({}, (0, 0)), ({"on_time": 7}, (7, 0)), ({"late": None}, (0, None)), ({"on_time": "7", "late": "1.5"}, ("7", "1.5")),
        ({"on_time": -1, "late": 3, "name": "x", "month": "2020-01", "kind": "absence"}, (-1, 3)),
    ],
)  # fmt: skip
def test_figures_of_the_desk_are_handed_on_to_be_judged_and_nothing_else_of_the_row(
    monkeypatch: pytest.MonkeyPatch, row: dict[str, object], figures: tuple[object, object]
) -> None:
    """A desk cannot say of itself that its counts are of another month or another kind of matter."""
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-20")
    answered(monkeypatch, one_stop, {"counts": [{"code": "BT-KT", **row}]})
    before, present = one_stop.fetch_counts(Connection(kind="one_stop", address="https://a.vn")).brought
    assert (before.ref, present.ref) == ("2026-10/BT-KT", "2026-11/BT-KT")
    kind = {"kind": "one_stop_dossiers", "subject": "BT-KT", "month": "2026-11"}
    assert present.cells == {**kind, "on_time": figures[0], "late": figures[1]}
