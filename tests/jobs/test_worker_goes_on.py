"""One bad file, one bad answer, one bad receipt: each waits for a person, and whatever stands behind it goes on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from tests.assessment.cast import AN, BINH, GIANG, ORGANISER, WARD, Town
from tests.connections.outside_server import Answer, Outside
from thenchot.assessment.queries.national import national_results
from thenchot.connections.models import Connection
from thenchot.evidence.models import Fact
from thenchot.intake.actions.receive import Received
from thenchot.intake.models import Arrival
from thenchot.jobs import outgoing
from thenchot.jobs.incoming import Run, run_connection
from thenchot.jobs.outgoing import Run as Sending
from thenchot.jobs.outgoing import pack_all, run_national
from thenchot.jobs.rounds import work
from thenchot.lib import clock
from thenchot.lib.outside import hand_over
from thenchot.outbound import queries, refusals
from thenchot.outbound.actions.make_packet import Batch, make_packet
from thenchot.outbound.actions.send_packet import send_packet
from thenchot.outbound.models import Owed, Packet
from thenchot.outbound.packing import name_of
from thenchot.workplan.models import Task

HEAD = "Mã cán bộ, đơn vị;Số của nguồn;Loại thông tin;Ngày xảy ra;Nội dung;Số, ký hiệu văn bản;Ngày văn bản"
FINDING = "Hạn chế, thiếu sót qua kiểm tra, thanh tra, giám sát"


def row(code: str, ref: str, text: str = "Chậm trả lời") -> str:
    return f"{code};{ref};{FINDING};06/10/2026;{text};12/KL-TTr;20/10/2026"


def put(path: Path, *rows: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")


def run(source: str) -> Run:
    Connection.objects.filter(source=source).update(next_at=None)
    done = run_connection(Connection.objects.select_related("unit", "person").get(source=source))
    assert done is not None
    return done


def twice(source: str) -> Run:
    run(source)
    return run(source)


def put_away(drop: Path, folder: str) -> list[str]:
    return sorted(one.name.split("-", 2)[2] for one in (drop / folder).iterdir())


def test_a_long_name_an_old_name_and_a_contradiction_stop_no_other_file(town: Town, drop: Path) -> None:
    put(drop / f"{'ế' * 83}.csv", row(AN, "TT-1"))
    put(drop / os.fsdecode(b"B\xe1o c\xe1o.csv"), row(BINH, "TT-2"))
    put(drop / "hai-noi-dung.csv", row(AN, "TT-3"), row(BINH, "TT-3"))
    put(drop / "z.csv", row(BINH, "TT-4", "Hồ sơ thiếu"))
    assert twice("thanh-tra").problem == ""
    assert sorted(fact.source_ref for fact in Fact.objects.all()) == ["TT-1", "TT-2", "TT-4"]
    assert put_away(drop, "failed") == ["hai-noi-dung.csv", "hai-noi-dung.csv.txt"]
    assert len(put_away(drop, "done")) == 3
    assert list(drop.glob("*.csv")) == []
    assert Connection.objects.get(source="thanh-tra").place == {}


def test_a_file_that_still_grows_is_remembered_under_a_name_that_can_be_kept(town: Town, drop: Path) -> None:
    put(drop / os.fsdecode(b"B\xe1o c\xe1o.csv"), row(AN, "TT-1"))
    run("thanh-tra")
    assert list(Connection.objects.get(source="thanh-tra").place) == ["B\\xe1o c\\xe1o.csv"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("mot-cua", {"counts": [{"code": "00\ud80022", "late": 1}]}), ("mot-cua", {"counts": [{"code": "\x00", "late": 1}]}),
        ("van-ban", {"tasks": [], "next": "\ud800"}), ("van-ban", {"tasks": [{"id": "7\ud800", "content": "Việc"}]}),
    ],
)  # fmt: skip
def test_half_a_letter_in_an_answer_is_a_problem_of_that_connection_alone(
    town: Town, server: Outside, drop: Path, source: str, said: dict[str, Any]
) -> None:
    """JSON can carry what no database takes."""
    text = repr(said).replace("'", '"').replace("\\x00", "\\u0000").encode()
    server.says(Answer(text))
    assert run(source).problem == "form"
    assert (Arrival.objects.count(), Connection.objects.get(source=source).failures) == (0, 1)
    put(drop / "a.csv", row(AN, "TT-1"))
    run("thanh-tra")
    Connection.objects.update(next_at=None)
    assert {one.source for one, _done in work()} == {"mot-cua", "van-ban", "thanh-tra"}
    assert Fact.objects.count() == 1


def test_a_text_with_blanks_that_do_not_break_comes_in_whole_and_once(town: Town, server: Outside) -> None:
    """Two programs write one text in two spellings; it is the same task, whichever brings it."""
    task = {"id": 7, "unit": "BT-KT", "doer": AN, "deadline": "2026-11-25", "units": 1.5}
    server.says(Answer({"tasks": [{**task, "content": "Trả\u00a0lời đơn số\t7"}], "next": "a"}))
    run("van-ban")
    server.says(Answer({"tasks": [{**task, "content": normalize("NFD", "Trả lời đơn số 7")}]}))
    assert run("van-ban").received == Received(known=1)
    assert Task.objects.get(source="Quản lý văn bản, số 7").content == "Trả lời đơn số 7"


def sending() -> Sending:
    Connection.objects.update(next_at=None)
    Packet.objects.update(next_at=None)
    done = run_national(Connection.objects.select_related("unit", "person").get())
    assert done is not None
    return done


def packed_in(town: Town, count: int) -> list[Packet]:
    """So many packets of a few results each, the last with the rest."""
    viewer = town.viewer(ORGANISER)
    for number in range(count):
        owed = queries.to_pack(viewer, town.cycle_id, 3 if number < count - 1 else len(WARD))
        make_packet(by=viewer, batch=Batch(owed, national_results(owed), queries.body_of(owed, viewer.day)))
    return list(Packet.objects.order_by("id"))


def receipt(of: Packet, **change: str) -> Answer:
    return Answer({"packet": name_of(of.id), "receipt": f"BN-{of.id}", "received_on": "2026-10-20", **change})


def test_a_receipt_that_does_not_fit_keeps_no_other_packet_waiting(owing: Town, server: Outside) -> None:
    first, second, third = packed_in(owing, 3)
    server.says(receipt(first, packet="TC-999999"), receipt(second), receipt(third), Answer({}))
    assert sending() == Sending(sent=3, received=2, problem="receipt")
    found = Connection.objects.get()
    assert (found.problem, found.detail, found.failures) == ("receipt", refusals.RECEIPT_OTHER.code, 1)
    assert list(Packet.objects.order_by("id").values_list("state", flat=True)) == ["sent", "received", "received"]
    server.says(receipt(first))
    assert sending() == Sending(received=1)
    assert (Connection.objects.get().problem, queries.open_rows().count()) == ("", 0)


def test_a_receipt_no_database_could_keep_is_one_that_does_not_fit(owing: Town, server: Outside) -> None:
    (packet,) = packed_in(owing, 1)
    server.says(Answer(f'{{"packet": "{name_of(packet.id)}", "receipt": "BN\\ud800", "received_on": "2026-10-20"}}'.encode()))
    assert sending() == Sending(sent=1, problem="receipt")
    assert Connection.objects.get().detail == refusals.RECEIPT_UNREADABLE.code
    assert queries.open_rows().count() == len(WARD)


def test_a_packet_that_fails_is_the_last_one_tried_and_the_first_of_the_next_run(owing: Town, server: Outside) -> None:
    """Where the database is away, two hundred packets are not two hundred waits."""
    first, _second = packed_in(owing, 2)
    server.says(Answer({}, 503))
    assert sending() == Sending(problem="status")
    assert [asked.path for asked in server.asked] == ["/api/packets"]
    assert list(Packet.objects.order_by("id").values_list("failures", flat=True)) == [1, 0]
    server.asked.clear()
    server.says(Answer({}))
    assert sending() == Sending(sent=2)
    assert server.asked[0].headers["Idempotency-Key"] == first.sha256


def test_who_packs_by_hand_at_the_same_moment_stops_no_run(
    owing: Town, server: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    viewer = owing.viewer(ORGANISER)

    def somebody_is_quicker(owed: list[Owed]) -> Any:
        monkeypatch.setattr(outgoing, "national_results", national_results)
        results = national_results(owed)
        make_packet(by=viewer, batch=Batch(owed, results, queries.body_of(owed, viewer.day)))
        return results

    monkeypatch.setattr(outgoing, "national_results", somebody_is_quicker)
    server.says(Answer({}))
    assert sending() == Sending(made=0, sent=1)
    assert Packet.objects.get().count == len(WARD)
    assert pack_all(viewer, owing.cycle_id) == 0


def test_who_takes_the_file_by_hand_while_it_is_handed_over_leaves_it_sent_once(
    owing: Town, server: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    (packet,) = packed_in(owing, 1)
    def while_somebody_takes_it(*given: Any) -> Any:
        send_packet(by=owing.actor(ORGANISER), packet=Packet.objects.get(id=packet.id))
        return hand_over(*given)

    monkeypatch.setattr(outgoing, "hand_over", while_somebody_takes_it)
    server.says(Answer({}), receipt(packet))
    assert sending() == Sending(sent=1, received=1)  # the receipt is asked for in the same run: it is sent by now
    packet.refresh_from_db()
    assert (packet.state, packet.sent_by) == ("received", f"Lý Thu Hiền ({ORGANISER})")
    assert Connection.objects.get().failures == 0


def test_a_stopped_connection_is_not_run_even_by_a_worker_that_read_it_before(town: Town, server: Outside) -> None:
    read = Connection.objects.select_related("unit", "person").get(source="mot-cua")
    stopped = {"state": "stopped", "stopped_at": clock.now(), "stopped_reason": "Đổi phần mềm", "stopped_by": town.id(GIANG)}
    Connection.objects.filter(id=read.id).update(**stopped)
    assert run_connection(read) is None
    assert server.asked == []
