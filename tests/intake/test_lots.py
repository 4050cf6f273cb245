"""Lots of a source: large ones, ones of two sources, ones that say something else, through an old connection and a new one."""

from __future__ import annotations

import pytest

from tests.assessment.cast import ADMIN, AN, BINH, GIANG, Town
from tests.intake.conftest import DESK, accepted
from thenchot.connections.acting import acting
from thenchot.connections.actions.stop_connection import stop_connection
from thenchot.connections.models import Connection
from thenchot.evidence.models import Fact
from thenchot.intake import queries
from thenchot.intake.actions import receive as lots
from thenchot.intake.actions.mend import drop
from thenchot.intake.actions.receive import Brought, Received, receive
from thenchot.intake.actions.take import take
from thenchot.intake.models import Arrival
from thenchot.lib import clock

COUNTS = {"kind": "one_stop_dossiers", "subject": AN, "month": "10/2026", "on_time": "9", "late": "0"}


def desk(source: str = "mot-cua") -> Connection:
    return Connection.objects.select_related("unit", "person").exclude(state="stopped").get(source=source)


def counts(number: int, **change: str) -> Brought:
    return Brought(f"N{number}", "fact", {**COUNTS, **change})


def take_all(connection: Connection) -> int:
    person = acting(connection, clock.today())
    assert person is not None
    return sum(take(by=person, arrival=arrival) for arrival in queries.to_take(connection, clock.now()))


@pytest.mark.parametrize("size", [1, 3, 4, 5, 9])
def test_a_lot_of_any_size_is_written_down_whole_and_once(town: Town, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(lots, "AT_ONCE", 4)
    rows = [counts(number) for number in range(size)]
    assert receive(connection=desk(), brought=rows) == Received(new=size)
    assert receive(connection=desk(), brought=rows) == Received(known=size)
    changed = [*rows[:-1], counts(size - 1, late="2")]
    assert receive(connection=desk(), brought=changed) == Received(changed=1, known=size - 1)
    assert Arrival.objects.count() == size


def test_of_one_number_that_comes_twice_in_a_lot_the_last_counts(town: Town) -> None:
    assert receive(connection=desk(), brought=[counts(1), counts(1, late="5")]) == Received(new=1)
    assert Arrival.objects.get().cells["late"] == "5"


def test_an_empty_lot_is_nothing(town: Town) -> None:
    assert receive(connection=desk(), brought=[]) == Received()
    assert not Arrival.objects.exists()


def test_the_same_number_of_two_sources_is_two_matters(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1)])
    receive(connection=desk("thanh-tra"), brought=[counts(1, subject=BINH)])
    assert sorted(Arrival.objects.values_list("source", "ref")) == [("mot-cua", "N1"), ("thanh-tra", "N1")]
    assert (take_all(desk()), take_all(desk("thanh-tra"))) == (1, 1)
    assert sorted(Fact.objects.values_list("source_code", flat=True)) == ["inspectorate", "one_stop"]


def test_a_new_connection_of_the_same_source_goes_on_where_the_old_one_was(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1), counts(2, month="09/2026")])
    take_all(desk())
    stop_connection(by=town.viewer(ADMIN), connection=desk(), reason="Đổi máy chủ")
    new = accepted(town, DESK)
    assert receive(connection=new, brought=[counts(1), counts(2, month="09/2026"), counts(3, month="08/2026")]) == Received(
        new=1, known=2
    )
    assert take_all(new) == 1
    assert Fact.objects.count() == 3
    receive(connection=new, brought=[counts(1, late="1")])
    assert Arrival.objects.get(ref="N1").connection_id == new.id
    take_all(new)
    assert Fact.objects.filter(withdrawn_at=None).count() == 3


def test_what_waits_is_taken_in_the_order_it_came_and_so_many_at_a_time(town: Town) -> None:
    receive(connection=desk(), brought=[counts(number) for number in (3, 1, 2)])
    found = queries.to_take(desk(), clock.now(), 2)
    assert [arrival.ref for arrival in found] == ["N3", "N1"]


def test_cells_are_kept_only_until_the_matter_is_taken(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1), counts(2, subject="9999")])
    take_all(desk())
    cells = dict(Arrival.objects.values_list("ref", "cells"))
    assert cells["N1"] == {}
    assert cells["N2"]["subject"] == "9999"


def test_another_kind_under_a_known_number_is_another_content(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1)])
    task = Brought("N1", "task", {"content": "Việc", "subject": AN})
    assert receive(connection=desk(), brought=[task]) == Received(changed=1)
    assert (Arrival.objects.get().kind, Arrival.objects.get().cells) == ("task", {"content": "Việc"})


def test_only_what_matters_makes_a_row_another_one(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1)])
    noisy = Brought("N1", "fact", {**COUNTS, "on_time": 9, "synced_at": "2026-11-20T10:00", "subject": f" {AN} "})
    assert receive(connection=desk(), brought=[noisy]) == Received(known=1)


def test_what_came_anew_after_it_was_dropped_or_stuck_starts_over(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1, subject="9999")])
    take_all(desk())
    stuck = Arrival.objects.select_related("connection").get()
    drop(by=town.viewer(GIANG), arrival=stuck, reason="Không phải người của phường")
    receive(connection=desk(), brought=[counts(1)])
    again = Arrival.objects.get()
    assert (again.state, again.why, again.tries, again.note, again.version) == ("waiting", {}, 0, "", stuck.version + 2)
    assert take_all(desk()) == 1


def test_what_sticks_is_told_by_number_for_a_file(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1, subject="9999"), counts(2), counts(3, late="ba")])
    take_all(desk())
    told = queries.sticking(desk(), ["N1", "N2", "N3", "N4"])
    assert [(ref, refusal.field) for ref, refusal in told] == [("N1", "subject"), ("N3", "late")]
    assert all(refusal.sentence for _ref, refusal in told)


def test_a_reason_that_a_later_version_no_longer_knows_is_no_failure_of_the_page(town: Town) -> None:
    receive(connection=desk(), brought=[counts(1, subject="9999")])
    take_all(desk())
    Arrival.objects.update(why={"code": "evidence.gone", "field": "", "params": {}})
    assert queries.refusal_of(Arrival.objects.get()) is None
    assert queries.sticking(desk(), ["N1"]) == []
