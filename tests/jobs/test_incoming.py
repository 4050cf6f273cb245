"""The worker against real servers and a real folder that fail twice and then deliver twice: everything once, nothing lost."""

from __future__ import annotations

import socket
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.management import call_command

from tests.assessment.cast import AN, BINH, CHI, GIANG, Town
from tests.connections.outside_server import Answer, Outside
from thenchot.connections.models import KINDS, Connection
from thenchot.evidence.models import Fact
from thenchot.intake.actions.receive import Received
from thenchot.intake.models import Arrival
from thenchot.jobs import incoming
from thenchot.jobs.adapters import folder
from thenchot.jobs.incoming import Run, run_connection
from thenchot.jobs.rounds import HANDLERS, work
from thenchot.lib import clock
from thenchot.people.models import Grant
from thenchot.workplan.models import Task

HEADINGS = [
    "Mã cán bộ, đơn vị", "Số của nguồn", "Loại thông tin", "Ngày xảy ra", "Nội dung", "Số, ký hiệu văn bản", "Ngày văn bản",
]  # fmt: skip
FINDING = "Hạn chế, thiếu sót qua kiểm tra, thanh tra, giám sát"
ROWS = [
    [AN, "TT-1", FINDING, "06/10/2026", "Chậm trả lời kiến nghị", "12/KL-TTr", "20/10/2026"],
    [BINH, "TT-2", FINDING, "07/10/2026", "Hồ sơ thiếu", "12/KL-TTr", "20/10/2026"],
]
TASKS = {
    "tasks": [
        {"id": 7, "content": "Trả lời đơn số 7", "unit": "BT-KT", "doer": AN, "deadline": "2026-11-25", "units": 1.5},
        {"id": "8", "content": "Báo cáo quý", "unit": "BT-KT", "doer": BINH, "deadline": "2026-11-28", "units": 2},
    ],
    "next": "t-8",
}  # fmt: skip
COUNTS = {"counts": [{"code": AN, "on_time": 120, "late": 3}, {"code": "BT-KT", "on_time": 700, "late": 3}]}
NONE: dict[str, list[object]] = {"counts": []}


def run(source: str) -> Run:
    """One run, whenever it would be due."""
    Connection.objects.filter(source=source).update(next_at=None)
    done = run_connection(connection(source))
    assert done is not None
    return done


def connection(source: str) -> Connection:
    return Connection.objects.select_related("unit", "person").get(source=source)


def csv_of(*rows: list[str]) -> bytes:
    return "\n".join(";".join(row) for row in (HEADINGS, *rows)).encode()


def xlsx_of(*rows: list[str]) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("Thông tin")
    for at, row in enumerate((HEADINGS, *rows)):
        sheet.write_row(at, 0, row)
    book.close()
    return buffer.getvalue()


def put(drop: Path, name: str, content: bytes) -> Path:
    drop.mkdir(parents=True, exist_ok=True)
    path = drop / name
    path.write_bytes(content)
    return path


def names(path: Path) -> list[str]:
    """What lies in a folder, without the moments its names begin with."""
    return sorted(one.name.split("-", 2)[2] for one in path.iterdir())


def test_every_kind_of_connection_has_one_handler() -> None:
    assert set(HANDLERS) == {kind for kind, _words in KINDS}


def test_a_server_that_fails_twice_and_delivers_twice_gives_each_task_once(town: Town, server: Outside) -> None:
    server.says(Answer({}, 503), Answer(status=0), Answer(TASKS), Answer(TASKS))
    assert (run("van-ban").problem, run("van-ban").problem) == ("status", "unreachable")
    assert connection("van-ban").failures == 2
    assert run("van-ban").taken == 2
    assert run("van-ban") == Run(Received(known=2), 0)
    made = Task.objects.filter(source__startswith="Quản lý văn bản").order_by("id")
    assert [(task.content, str(task.units), task.source) for task in made] == [
        ("Trả lời đơn số 7", "1.5000", "Quản lý văn bản, số 7"), ("Báo cáo quý", "2.0000", "Quản lý văn bản, số 8"),
    ]  # fmt: skip
    assert [asked.path for asked in server.asked] == ["/api/tasks", "/api/tasks", "/api/tasks", "/api/tasks?after=t-8"]
    assert (connection("van-ban").failures, connection("van-ban").problem) == (0, "")


def test_a_change_of_state_in_a_later_delivery_reaches_the_task(town: Town, server: Outside) -> None:
    server.says(Answer(TASKS))
    run("van-ban")
    done = {**TASKS["tasks"][0], "state": "done", "done_on": "2026-11-19"}  # type: ignore[dict-item]
    server.says(Answer({"tasks": [done], "next": "t-9"}))
    assert run("van-ban").received == Received(changed=1)
    assert Task.objects.get(source="Quản lý văn bản, số 7").status == "done"


def test_pages_are_read_until_the_source_has_no_more_and_a_broken_page_comes_again(town: Town, server: Outside) -> None:
    first, second = ({"tasks": [one], "next": f"t-{at}", "more": at == 0} for at, one in enumerate(TASKS["tasks"]))
    server.says(Answer(first), Answer({}, 500))
    assert run("van-ban").taken == 1  # what came before the failure is taken already
    assert connection("van-ban").place == {}
    server.says(Answer(first), Answer(second))
    assert run("van-ban").received == Received(new=1, known=1)
    assert connection("van-ban").place == {"after": "t-1"}


def test_a_source_that_always_has_more_is_left_after_so_many_pages(
    town: Town, server: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming, "MOST_PAGES", 3)
    server.says(*(Answer({"tasks": [], "next": str(at), "more": True}) for at in range(9)))
    run("van-ban")
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("said", "problem", "detail"),
    [
        ([], "form", "tasks"), ({"tasks": {}}, "form", "tasks"), ({"tasks": [3]}, "form", "tasks"),
        ({"tasks": [{"content": "x"}]}, "form", "id [0]"), ({"tasks": [{"id": " "}]}, "form", "id [0]"),
        ({"tasks": [{"id": True}]}, "form", "id [0]"), ({"tasks": [{"id": "x" * 61}]}, "form", "id [0]"),
        ({"tasks": [], "next": ["x"]}, "form", "next"), (b"<html>", "no_json", ""),
    ],
)  # fmt: skip
def test_an_answer_of_another_form_takes_nothing_and_says_where(
    town: Town, server: Outside, said: Any, problem: str, detail: str
) -> None:
    server.says(Answer(said))
    assert run("van-ban").problem == problem
    assert (connection("van-ban").detail, Arrival.objects.count()) == (detail, 0)


@pytest.mark.row("002-03")
def test_the_desks_counts_come_twice_after_two_failures_and_stand_once_for_person_and_unit(
    town: Town, server: Outside
) -> None:
    server.says(Answer({}, 500), Answer({}, 429), Answer(NONE), Answer(COUNTS), Answer(NONE), Answer(COUNTS))
    assert (run("mot-cua").problem, run("mot-cua").problem) == ("status", "status")
    assert (run("mot-cua").taken, run("mot-cua").taken) == (2, 0)
    facts = {fact.source_ref: fact for fact in Fact.objects.all()}
    assert set(facts) == {f"2026-11/{AN}", "2026-11/BT-KT"}
    assert facts[f"2026-11/{AN}"].details == {"on_time": "120", "late": "3"}
    assert (facts["2026-11/BT-KT"].unit_id, facts["2026-11/BT-KT"].person_id) == (town.unit("BT-KT").id, None)
    assert {fact.source_code for fact in facts.values()} == {"one_stop"}
    assert [asked.path for asked in server.asked[-2:]] == ["/api/counts?month=2026-10", "/api/counts?month=2026-11"]


def test_counts_without_a_code_are_no_counts(town: Town, server: Outside) -> None:
    server.says(Answer({"counts": [{"on_time": 1}]}))
    assert (run("mot-cua").problem, connection("mot-cua").detail) == ("form", "code [0]")


@pytest.mark.row("004-29")
@pytest.mark.parametrize(("name", "content"), [("thang-10.csv", csv_of(*ROWS)), ("thang-10.xlsx", xlsx_of(*ROWS))])
def test_a_dropped_file_is_read_once_it_lies_still_and_each_fact_shows_its_source(
    town: Town, drop: Path, name: str, content: bytes
) -> None:
    put(drop, name, content[:40])
    run("thanh-tra")
    put(drop, name, content)  # still being copied: it changed since the last look
    assert run("thanh-tra") == Run()
    assert (drop / name).exists()
    assert run("thanh-tra").taken == 0  # taken file by file, before each is moved
    assert [(fact.source_ref, fact.source_code, fact.document) for fact in Fact.objects.order_by("source_ref")] == [
        ("TT-1", "inspectorate", "12/KL-TTr"), ("TT-2", "inspectorate", "12/KL-TTr"),
    ]  # fmt: skip
    assert (names(drop / "done"), names(drop / "failed"), (drop / name).exists()) == ([name], [], False)


def lies_still(drop: Path, name: str, content: bytes) -> None:
    """Dropped and looked at twice."""
    put(drop, name, content)
    run("thanh-tra")
    run("thanh-tra")


def test_the_same_file_twice_is_once(town: Town, drop: Path) -> None:
    lies_still(drop, "a.csv", csv_of(*ROWS))
    lies_still(drop, "b.csv", csv_of(*ROWS))
    assert Fact.objects.count() == 2
    assert names(drop / "done") == ["a.csv", "b.csv"]


def test_a_file_that_fails_twice_and_then_comes_twice_is_taken_once(town: Town, drop: Path) -> None:
    lies_still(drop, "a.xlsx", b"PK\x03\x04 half a workbook")
    lies_still(drop, "a.xlsx", b"")
    assert names(drop / "failed") == ["a.xlsx", "a.xlsx", "a.xlsx.txt", "a.xlsx.txt"]
    lies_still(drop, "a.xlsx", xlsx_of(*ROWS))
    lies_still(drop, "a.xlsx", xlsx_of(*ROWS))
    assert Fact.objects.count() == 2


def test_rows_that_stick_are_named_beside_the_file_and_the_mended_file_brings_them_alone(town: Town, drop: Path) -> None:
    wrong = [["9999", *ROWS[0][1:]], ROWS[1]]
    lies_still(drop, "a.csv", csv_of(*wrong))
    reason = next((drop / "failed").glob("*.txt")).read_text("utf-8")
    assert reason.startswith("1 dòng chờ sửa ở trang Dữ liệu nhận")
    assert "TT-1: Không tìm thấy mã “9999”" in reason
    assert [fact.source_ref for fact in Fact.objects.all()] == ["TT-2"]
    lies_still(drop, "a.csv", csv_of(*ROWS))
    assert sorted(fact.source_ref for fact in Fact.objects.all()) == ["TT-1", "TT-2"]
    assert not Arrival.objects.filter(state="stuck").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\xfa", "Không đọc được chữ"), (b"a;b\n1;2", "Không nhận ra dòng tiêu đề"),
        (";".join(HEADINGS).encode(), "không có dòng nào"),
        (csv_of([AN, "1", FINDING, "06/10/2026", "#REF!", "12", "20/10/2026"]), "Dòng 2: Công thức"),
        (b"x" * (folder.LARGEST + 1), "lớn hơn 5 MB"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_lies_among_the_failed_with_its_reason(
    town: Town, drop: Path, content: bytes, said: str
) -> None:
    lies_still(drop, "a.csv", content)
    assert said in next((drop / "failed").glob("*.txt")).read_text("utf-8")
    assert (Arrival.objects.count(), connection("thanh-tra").failures) == (0, 0)


def test_a_row_without_a_number_of_its_own_is_known_by_what_it_says(town: Town, drop: Path) -> None:
    bare = [ROWS[0][0], "", *ROWS[0][2:]]
    lies_still(drop, "a.csv", csv_of(bare))
    lies_still(drop, "b.csv", csv_of(bare, [*bare[:4], "Việc khác", *bare[5:]]))
    assert Fact.objects.count() == 2


def test_only_whole_files_of_the_folder_itself_are_read(town: Town, drop: Path, tmp_path: Path) -> None:
    secret = tmp_path / "elsewhere.csv"
    secret.write_bytes(csv_of(*ROWS))
    put(drop, "~$a.xlsx", b"lock")
    put(drop, ".b.csv", csv_of(*ROWS))
    put(drop, "c.csv.part", csv_of(*ROWS))
    (drop / "d.csv").symlink_to(secret)
    (drop / "e.csv").mkdir()
    run("thanh-tra")
    run("thanh-tra")
    assert (Fact.objects.count(), names(drop / "done"), names(drop / "failed")) == (0, [], [])
    assert secret.exists()


def test_killed_between_taking_and_moving_the_file_comes_again_and_every_row_is_known(
    town: Town, drop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(drop, "a.csv", csv_of(*ROWS))
    run("thanh-tra")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(folder, "put_away", killed)
        run("thanh-tra")
    assert ((drop / "a.csv").exists(), Fact.objects.count()) == (True, 2)
    assert run("thanh-tra").received == Received(known=2)
    assert (names(drop / "done"), Fact.objects.count()) == (["a.csv"], 2)


def test_a_folder_that_cannot_be_written_is_a_problem_of_the_connection(town: Town, drop: Path) -> None:
    drop.parent.mkdir(parents=True, exist_ok=True)
    drop.write_text("a file in its place")
    assert run("thanh-tra").problem == "folder"


def test_who_may_no_longer_do_it_by_hand_brings_nothing_in(town: Town, server: Outside) -> None:
    Grant.objects.filter(person_id=town.id(GIANG)).update(valid_to=clock.today() - timedelta(days=1))
    assert run("mot-cua").problem == "person_gone"
    assert server.asked == []


def test_what_waits_is_taken_even_while_the_source_is_away(town: Town, server: Outside) -> None:
    server.says(Answer(TASKS))
    run("van-ban")
    Arrival.objects.filter(ref="8").update(state="waiting", object_id=None, object_kind="")
    server.says(Answer({}, 500))
    assert run("van-ban").problem == "status"
    assert Arrival.objects.get(ref="8").state != "waiting"


def test_one_of_two_workers_runs_a_connection(town: Town, server: Outside) -> None:
    one, other = connection("van-ban"), connection("van-ban")
    server.says(Answer(TASKS))
    assert run_connection(one) is not None
    assert run_connection(other) is None
    assert len(server.asked) == 1


def test_without_an_accepted_connection_nothing_outside_is_asked(
    town: Town, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def cut(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    Connection.objects.filter(source="mot-cua").update(state="proposed")
    Connection.objects.filter(source="van-ban").update(state="stopped", stopped_at=clock.now(), stopped_reason="x")
    Connection.objects.filter(source="thanh-tra").delete()
    monkeypatch.setattr(socket, "getaddrinfo", cut)
    monkeypatch.setattr(socket, "create_connection", cut)
    assert list(work()) == []
    call_command("worker", "--once")
    assert capsys.readouterr().out == ""


def test_the_worker_says_of_each_connection_what_it_did_and_one_failure_stops_no_other(
    town: Town, server: Outside, drop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.says(Answer({"counts": [{"code": CHI, "on_time": 9, "late": 0}]}), Answer(NONE), Answer({}, 500))
    put(drop, "a.csv", csv_of(*ROWS))
    call_command("worker", "--once")
    assert capsys.readouterr().out.splitlines() == [
        "Một cửa Bến Trúc: 1 tin mới, 0 tin có bản mới, đã nhận 1",
        "Tệp của Thanh tra: 0 tin mới, 0 tin có bản mới, đã nhận 0",
        "Quản lý văn bản: 0 tin mới, 0 tin có bản mới, đã nhận 0; Đầu kia từ chối hoặc đang lỗi. Kiểm tra khóa truy cập và hỏi "
        "bên vận hành.",
    ]  # fmt: skip
    assert list(work()) == []  # none is due again yet
