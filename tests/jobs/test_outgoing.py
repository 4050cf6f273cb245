"""The national database over a real server: packed by itself, tried until it is taken, received once."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command

from tests.assessment.cast import AN, AUTHORITY, ORGANISER, WARD, Town
from tests.connections.outside_server import Answer, Outside
from tests.outbound.schema import breaks, schema
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.audit.queries import history
from thenchot.connections.models import Connection
from thenchot.jobs.outgoing import Run, run_national
from thenchot.outbound import queries
from thenchot.outbound.models import Owed, Packet
from thenchot.outbound.packing import name_of
from thenchot.people.models import Grant


def run() -> Run:
    Connection.objects.update(next_at=None)
    Packet.objects.update(next_at=None)
    done = run_national(Connection.objects.select_related("unit", "person").get())
    assert done is not None
    return done


def receipt(packet: int, number: str = "BN-1", **more: Any) -> Answer:
    return Answer({"packet": name_of(packet), "receipt": number, "received_on": "2026-10-20", **more})


def test_the_database_fails_twice_takes_the_packet_and_gives_its_receipt_once(owing: Town, server: Outside) -> None:
    server.says(Answer({}, 503), Answer(status=0), Answer({}, 201), receipt(1))
    assert run() == Run(made=1, problem="status")
    assert run() == Run(problem="unreachable")
    packet = Packet.objects.get()
    assert (packet.state, packet.failures) == ("ready", 2)
    server.says(Answer({}, 201), receipt(packet.id))
    assert run() == Run(sent=1, received=1)
    packet.refresh_from_db()
    assert (packet.state, packet.receipt, queries.open_rows().count()) == ("received", "BN-1", 0)
    assert run() == Run()  # nothing is owed any more, so nothing is asked
    posts = [asked for asked in server.asked if asked.method == "POST"]
    assert len(posts) == 3
    assert {asked.body for asked in posts} == {posts[0].body}
    assert {asked.headers["Idempotency-Key"] for asked in posts} == {packet.sha256}
    assert posts[0].headers["Authorization"] == "Bearer khoa-quoc-gia"
    payload = json.loads(json.loads(posts[0].body)["payload"])
    assert not list(breaks(payload, schema("packet-1.schema.json")))
    assert len(payload["results"]) == len(WARD)
    acts = [(line.action, line.actor) for line in history("packet", packet.id)]
    assert [action for action, _by in acts] == ["make", "send", "receive"]
    assert acts[1][1] == f"Lý Thu Hiền, qua kết nối Cơ sở dữ liệu quốc gia ({ORGANISER})"


def test_the_receipt_may_be_the_answer_itself_and_what_it_refuses_is_sent_again(owing: Town, server: Outside) -> None:
    an = owing.sheet(AN).id
    for number, refused in (("BN-1", [{"result": f"{an}-1", "reason": "Sai mã"}]), ("BN-2", [])):
        server.says(Answer({}, 500))
        assert run().made == 1
        server.says(receipt(Packet.objects.latest("id").id, number, refused=refused))
        assert run() == Run(sent=1, received=1)
        assert [row.refused for row in queries.open_rows()] == [one["reason"] for one in refused]


def test_a_replacement_is_packed_and_sent_by_itself(owing: Town, server: Outside) -> None:
    server.says(Answer({}))
    run()
    correct(by=owing.viewer(AUTHORITY), given=Correction(owing.sheet(AN), "Kết luận số 7", {"I.1": "1"}))
    assert run().made == 1
    said = json.loads(json.loads([asked for asked in server.asked if asked.method == "POST"][-1].body)["payload"])
    assert [(one["result"][-2:], one["replaces"][-2:]) for one in said["results"]] == [("-2", "-1")]


@pytest.mark.parametrize(
    "said",
    [
        {"packet": "TC-999999", "receipt": "BN", "received_on": "2026-10-20"},
        {"packet": "", "receipt": 7, "received_on": "2026-10-20"},
        {"packet": "", "receipt": "BN", "received_on": "2026-10-20", "refused": [{"result": "1-1"}]},
        {"packet": "", "receipt": "BN", "received_on": "hôm nay"},
        {"packet": "", "receipt": "BN", "received_on": "2026-10-20", "refused": [{"result": "99999-1", "reason": "x"}]},
    ],
)
def test_an_answer_that_is_no_receipt_of_the_packet_waits_for_a_person(
    owing: Town, server: Outside, said: dict[str, Any]
) -> None:
    server.says(Answer({}))
    run()
    packet = Packet.objects.get()
    server.says(Answer({**said, "packet": said["packet"] or name_of(packet.id)}))
    assert run().problem == "receipt"
    packet.refresh_from_db()
    assert (packet.state, queries.open_rows().count()) == ("sent", len(WARD))


def test_only_the_places_of_the_connection_are_sent_and_only_while_its_person_may(owing: Town, server: Outside) -> None:
    Connection.objects.update(unit_id=owing.unit("HL").id)
    assert run() == Run()
    Connection.objects.update(unit_id=owing.unit("BT").id)
    Grant.objects.filter(role="organisation_body").delete()
    assert run() == Run(problem="person_gone")
    assert (server.asked, Packet.objects.count(), Owed.objects.count()) == ([], 0, len(WARD))


def test_the_worker_says_what_it_sent(owing: Town, server: Outside, capsys: pytest.CaptureFixture[str]) -> None:
    server.says(Answer({}))
    call_command("worker", "--once")
    assert capsys.readouterr().out == "Cơ sở dữ liệu quốc gia: đóng 1 gói, gửi 1, có biên nhận 0\n"
