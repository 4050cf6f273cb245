"""Each adapter by itself: what lies still in a folder, what a row is known by, lists in JSON read or refused where they break."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from thenchot.connections.models import Connection
from thenchot.evidence.reading import Line
from thenchot.files.refusals import MERGED
from thenchot.intake.actions.receive import Brought, Received
from thenchot.jobs.adapters import documents, folder, one_stop
from thenchot.jobs.adapters.reading import LONGEST_REF, SourceError, ref_of, rows_of
from thenchot.jobs.incoming import Run, _said
from thenchot.jobs.management.commands.worker import said
from thenchot.jobs.outgoing import Run as Sending
from thenchot.lib.outside import AddressError, NoAnswerError

PLACE = Connection(kind="documents", address="https://van-ban.vi-du.vn/api", place={"after": "t-7"})
HEAD = "Mã cán bộ, đơn vị;Số của nguồn;Loại thông tin;Nội dung\n"


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    for name in ("", folder.DONE, folder.FAILED):
        (tmp_path / "thanh-tra" / name).mkdir(exist_ok=True)
    return tmp_path / "thanh-tra"


def put(drop: Path, name: str, text: str = HEAD) -> Path:
    path = drop / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("said", [None, [], 3, "x", {}, {"tasks": None}, {"tasks": "x"}, {"tasks": [None]}, {"tasks": [[]]}])
def test_what_is_no_list_of_objects_is_refused_by_its_name(said: Any) -> None:
    with pytest.raises(SourceError, match="tasks"):
        rows_of(said, "tasks")


def test_a_list_of_objects_is_given_as_it_is() -> None:
    assert rows_of({"tasks": [{"id": 1}, {}], "next": 3}, "tasks") == [{"id": 1}, {}]
    assert rows_of({"tasks": []}, "tasks") == []


@pytest.mark.parametrize(
    ("value", "ref"), [(7, "7"), ("CV-7", "CV-7"), (" CV 7 ", "CV 7"), ("x" * LONGEST_REF, "x" * LONGEST_REF), (0, "0")]
)
def test_a_number_of_the_source_is_whole_or_a_text(value: object, ref: str) -> None:
    assert ref_of({"id": value}, "id", 0) == ref


@pytest.mark.parametrize("value", ["", "  ", None, True, 1.5, [], {}, "x" * (LONGEST_REF + 1), "a\x00b", "a\nb"])
def test_what_is_no_number_is_refused_by_its_place(value: object) -> None:
    with pytest.raises(SourceError) as wrong:
        ref_of({"id": value}, "id", 4)
    assert wrong.value.detail == "id [4]"


def asked(monkeypatch: pytest.MonkeyPatch, module: Any, *answers: object) -> list[tuple[str, Mapping[str, str]]]:
    """Let the module's questions be answered in turn; what was asked is kept."""
    questions: list[tuple[str, Mapping[str, str]]] = []
    said = iter(answers)

    def ask(_place: object, path: str, query: Mapping[str, str]) -> object:
        questions.append((path, dict(query)))
        return next(said)

    monkeypatch.setattr(module, "ask", ask)
    return questions


@pytest.mark.parametrize(
    ("said", "place", "more"),
    [
        ({"tasks": []}, "t-7", False), ({"tasks": [], "next": "t-9"}, "t-9", False), ({"tasks": [], "next": 9}, "9", False),
        ({"tasks": [], "next": "t-9", "more": True}, "t-9", True), ({"tasks": [], "next": "t-9", "more": "yes"}, "t-9", False),
        ({"tasks": [], "next": "t-7", "more": True}, "t-7", False),
    ],
)  # fmt: skip
def test_where_the_next_run_goes_on_and_whether_at_once(
    monkeypatch: pytest.MonkeyPatch, said: dict[str, Any], place: str, more: bool
) -> None:
    """A source that says there is more but does not move on would be asked for ever."""
    questions = asked(monkeypatch, documents, said)
    fetched = documents.fetch_tasks(PLACE)
    assert (fetched.place, fetched.more) == ({"after": place}, more)
    assert questions == [("/tasks", {"after": "t-7"})]


def test_the_first_run_asks_for_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = asked(monkeypatch, documents, {"tasks": [{"id": 1, "content": "Việc"}]})
    fetched = documents.fetch_tasks(Connection(kind="documents", address="https://a.vn", place={}))
    assert (fetched.brought, questions) == ([Brought("1", "task", {"id": 1, "content": "Việc"})], [("/tasks", {})])


@pytest.mark.parametrize(
    ("today", "months"),
    [("2026-11-20", ["2026-10", "2026-11"]), ("2026-01-01", ["2025-12", "2026-01"]), ("2026-12-31", ["2026-11", "2026-12"])],
)
def test_counts_are_asked_of_this_month_and_the_one_before(
    monkeypatch: pytest.MonkeyPatch, today: str, months: list[str]
) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", today)
    row = {"code": " 0022 ", "on_time": 9}
    questions = asked(monkeypatch, one_stop, {"counts": []}, {"counts": [row]})
    fetched = one_stop.fetch_counts(Connection(kind="one_stop", address="https://a.vn"))
    assert [query["month"] for _path, query in questions] == months
    cells = {"kind": "one_stop_dossiers", "subject": "0022", "month": months[1], "on_time": 9, "late": 0}
    assert fetched.brought == [Brought(f"{months[1]}/0022", "fact", cells)]


@pytest.mark.parametrize("code", [None, "", " ", 22, "x" * 41, ["0022"]])
def test_counts_of_nobody_are_refused_by_their_place(monkeypatch: pytest.MonkeyPatch, code: object) -> None:
    asked(monkeypatch, one_stop, {"counts": [{"code": "0022"}, {"code": code}]})
    with pytest.raises(SourceError, match=re.escape("code [1]")):
        one_stop.fetch_counts(Connection(kind="one_stop", address="https://a.vn"))


def test_a_folder_is_made_with_its_parts_below_the_one_for_what_comes_in(settings: Settings, tmp_path: Path) -> None:
    settings.INTAKE_FOLDER = tmp_path / "tiep-nhan"
    for _twice in range(2):
        found = folder.folder_of(Connection(kind="folder", address="thanh-tra"))
    assert found == tmp_path / "tiep-nhan" / "thanh-tra"
    assert sorted(path.name for path in found.iterdir()) == ["done", "failed"]


def test_a_file_lies_still_when_two_looks_see_the_same(drop: Path) -> None:
    put(drop, "a.csv")
    still, seen = folder.look(drop, {})
    assert (still, list(seen)) == ([], ["a.csv"])
    put(drop, "a.csv", HEAD + "0022;1;x;y\n")
    still, later = folder.look(drop, seen)
    assert (still, later == seen) == ([], False)
    still, _same = folder.look(drop, later)
    assert [path.name for path in still] == ["a.csv"]


def test_a_file_that_was_taken_away_and_put_back_is_looked_at_anew(drop: Path) -> None:
    path = put(drop, "a.csv")
    seen = folder.look(drop, {})[1]
    path.unlink()
    assert folder.look(drop, seen) == ([], {})


@pytest.mark.parametrize("name", ["a.CSV", "b.XlSx", "c d.csv", "đ.csv"])
def test_endings_and_names_are_read_as_people_write_them(drop: Path, name: str) -> None:
    put(drop, name)
    seen = folder.look(drop, {})[1]
    assert [path.name for path in folder.look(drop, seen)[0]] == [name]


@pytest.mark.parametrize("name", ["~$a.xlsx", ".a.csv", "a.csv.tmp", "a.xls", "a.xlsm", "a.csv~", "a", "csv"])
def test_what_is_unfinished_or_of_another_kind_is_left_alone(drop: Path, name: str) -> None:
    put(drop, name)
    assert folder.look(drop, {}) == ([], {})


def test_so_many_files_are_read_at_once_in_the_order_of_their_names(drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder, "MOST_FILES", 2)
    for name in ("c.csv", "a.csv", "b.csv"):
        put(drop, name)
    seen = folder.look(drop, {})[1]
    assert [path.name for path in folder.look(drop, seen)[0]] == ["a.csv", "b.csv"]


def test_a_file_that_vanished_before_it_was_read_is_a_problem_of_that_file_alone(drop: Path) -> None:
    good = put(drop, "b.csv", HEAD + "0022;1;x;y\n")
    gone, read = list(folder.read([drop / "a.csv", good]))
    assert (gone.problem.startswith("Không mở được tệp"), read.problem, len(read.brought)) == (True, "", 1)


def test_a_row_that_cannot_be_read_keeps_the_whole_file_back(drop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [Line(2, {"subject": "0022"}), Line(3, {}, MERGED(first=3, last=4))]
    monkeypatch.setattr(folder, "read_file", lambda *_: lines)
    (found,) = folder.read([put(drop, "a.csv")])
    assert found.brought == ()
    assert "chưa nhận dòng nào" in found.problem
    assert "Dòng 3: Ô đang gộp" in found.problem


def test_files_put_away_under_one_name_all_stay(drop: Path) -> None:
    for _twice in range(3):
        folder.put_away(put(drop, "a.csv"), folder.DONE)
        folder.put_away(put(drop, "a.csv"), folder.FAILED, "Lý do")
    assert len(list((drop / folder.DONE).iterdir())) == 3
    reasons = sorted(path for path in (drop / folder.FAILED).iterdir() if path.suffix == ".txt")
    assert [path.read_text("utf-8") for path in reasons] == ["Lý do\n"] * 3
    assert all(path.with_suffix("").exists() for path in reasons)
    assert list(drop.glob("*.csv")) == []


texts = st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), max_size=12)
cells = st.dictionaries(st.sampled_from(["subject", "kind", "text", "day", "late"]), texts, max_size=5)


@given(cells, cells)
def test_rows_without_a_number_are_one_exactly_when_they_say_the_same(one: dict[str, str], other: dict[str, str]) -> None:
    first, second = (folder._brought(Line(2, given)) for given in (one, other))
    same = {k: v for k, v in one.items() if v} == {k: v for k, v in other.items() if v}
    assert (first.ref == second.ref) == same
    assert first.ref.startswith("~")
    assert len(first.ref) <= LONGEST_REF


@given(cells, st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=80))
def test_a_row_with_a_number_is_known_by_it_alone(given_cells: dict[str, str], ref: str) -> None:
    brought = folder._brought(Line(9, {**given_cells, "ref": ref}))
    assert brought.ref == ref[:LONGEST_REF]
    assert "ref" not in brought.cells


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [
        (NoAnswerError("status", "503"), ("status", "503")), (AddressError("host"), ("address", "host")),
        (SourceError("tasks"), ("form", "tasks")), (PermissionError(13, "Permission denied"), ("folder", "Permission denied")),
        (OSError(), ("folder", "OSError")),
    ],
)  # fmt: skip
def test_why_a_run_failed_is_kept_as_a_code_and_what_it_was_about(wrong: Exception, problem: tuple[str, str]) -> None:
    assert _said(wrong) == problem


@pytest.mark.parametrize(
    ("run", "line"),
    [
        (Run(Received(3, 2, 1), 4), "3 tin mới, 2 tin có bản mới, đã nhận 4"),
        (Run(problem="folder"), "0 tin mới, 0 tin có bản mới, đã nhận 0; Không đọc hoặc ghi được thư mục."),
        (Sending(2, 1, 1), "đóng 2 gói, gửi 1, có biên nhận 1"),
        (Sending(problem="receipt"), "đóng 0 gói, gửi 0, có biên nhận 0; Biên nhận trả về không khớp"),
    ],
)
def test_the_worker_says_each_run_in_a_line(run: Run | Sending, line: str) -> None:
    assert said(run).startswith(line)
    assert "\n" not in said(run)


@given(st.lists(st.builds(Received, st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)), max_size=5))
def test_what_lots_brought_adds_up(lots: list[Received]) -> None:
    total = sum(lots, Received())
    assert total == Received(sum(one.new for one in lots), sum(one.changed for one in lots), sum(one.known for one in lots))
