"""Whoever changes the trail is found out: by the row, by the chain and by the seal."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from tests.audit.trail import (
    AFTER,
    CLERK,
    DAY,
    add,
    at,
    chain,
    faults,
    rehash,
    tamper,
    what,
    without_triggers,
)
from thenchot.audit.actions.record import record
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.chain import Act
from thenchot.audit.models import Entry, Seal
from thenchot.audit.queries import Heads, verify_entries, verify_seals

pytestmark = pytest.mark.django_db
NEXT = DAY + timedelta(days=1)


@pytest.fixture
def trail() -> list[Entry]:
    """Three days: a chain of five, one of three across the days, a single row; all sealed and clean."""
    chain(12, 5)
    add(13, note="Đủ hồ sơ, đúng hạn")
    add(13, day=NEXT)
    add(14, day=NEXT)
    add(13, day=DAY + timedelta(days=2))
    assert seal_days(before=AFTER) == 3
    assert faults() == []
    return list(Entry.objects.order_by("id"))


def where(today: date = AFTER) -> set[tuple[str, str]]:
    return {(fault.where, fault.what) for fault in faults(today)}


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("payload", '{"step":9}'), ("actor", "Người khác (9999)"), ("actor_id", 9999), ("action", "decide"),
        ("at", "2026-11-02T09:00:01+07:00"), ("object_kind", "task"), ("object_id", 77),
    ],
)  # fmt: skip
def test_a_changed_row_is_named(trail: list[Entry], column: str, value: str | int) -> None:
    row = trail[2]
    tamper(f"UPDATE audit_entry SET {column} = %s WHERE id = %s", value, row.id)
    assert (f"audit {row.id}", "entry_changed") in where()


def test_a_row_changed_together_with_its_hash_breaks_the_link_after_it_and_the_seal(trail: list[Entry]) -> None:
    row = trail[2]
    tamper("UPDATE audit_entry SET hash = %s WHERE id = %s", "f" * 64, row.id)
    after = trail[3].id
    assert where() == {(f"audit {row.id}", "entry_changed"), (f"audit {after}", "link_broken"), (f"seal {DAY}", "rows_differ")}


def test_a_row_deleted_from_the_middle_breaks_the_link_and_the_seal(trail: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[2].id)
    assert where() == {(f"audit {trail[3].id}", "link_broken"), (f"seal {DAY}", "rows_differ")}


def test_the_last_row_of_a_chain_deleted_breaks_the_seal_of_its_day(trail: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[4].id)
    assert where() == {(f"seal {DAY}", "rows_differ")}


def test_the_first_row_of_a_chain_deleted_is_found_at_the_second(trail: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[0].id)
    assert (f"audit {trail[1].id}", "link_broken") in where()


def test_a_whole_chain_deleted_breaks_the_seals_of_all_its_days(trail: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE object_id = 13")
    assert {place for place, _ in where()} == {f"seal {DAY + timedelta(days=n)}" for n in range(3)}


def test_two_rows_that_changed_places_are_found(trail: list[Entry]) -> None:
    # Both keep content, hash and links; only their numbers are exchanged.
    one, other = trail[5].id, trail[7].id
    with without_triggers(), connection.cursor() as cursor:
        for old, new in ((one, 10**6), (other, one), (10**6, other)):
            cursor.execute("UPDATE audit_entry SET id = %s WHERE id = %s", [new, old])
    assert {f"seal {DAY}", f"seal {NEXT}"} <= {place for place, _ in where()}


def test_two_rows_of_one_chain_that_changed_places_break_their_links_too(trail: list[Entry]) -> None:
    one, other = trail[1].id, trail[2].id
    with without_triggers(), connection.cursor() as cursor:
        for old, new in ((one, 10**6), (other, one), (10**6, other)):
            cursor.execute("UPDATE audit_entry SET id = %s WHERE id = %s", [new, old])
    assert what(faults()) == {"link_broken", "rows_differ"}


def test_a_row_slipped_in_later_under_an_old_date_breaks_no_rule_but_stands_under_a_later_seal(trail: list[Entry]) -> None:
    record(CLERK, [Act("sheet", 99, "confirm", {"score": "100"})], at())
    assert faults(DAY + timedelta(days=4)) == []
    seal_days(before=AFTER)
    assert Seal.objects.order_by("-day")[0].day == DAY + timedelta(days=3)
    assert Entry.objects.order_by("-id")[0].at.startswith(DAY.isoformat())


def test_a_row_slipped_into_a_sealed_run_of_numbers_is_found(trail: list[Entry]) -> None:
    with without_triggers(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET id = id + 1000 WHERE id > %s", [trail[3].id])
        cursor.execute("UPDATE audit_seal SET last_id = last_id + 1000, first_id = first_id + 1000")
    assert "rows_differ" in what(faults())


def test_a_trail_computed_anew_from_end_to_end_agrees_with_itself_but_not_with_its_seals(trail: list[Entry]) -> None:
    tamper("UPDATE audit_entry SET payload = %s WHERE id = %s", '{"step":100}', trail[2].id)
    rehash()
    assert list(verify_entries({})) == []
    assert {fault.where for fault in verify_seals(AFTER)} == {f"seal {DAY}"}


def test_a_seal_made_again_without_the_key_is_found(trail: list[Entry], settings: Settings) -> None:
    tamper("UPDATE audit_entry SET payload = %s WHERE id = %s", '{"step":100}', trail[2].id)
    rehash()
    tamper("DELETE FROM audit_seal")
    real, settings.SEAL_KEY = settings.SEAL_KEY, "một khóa đoán"
    assert seal_days(before=AFTER) == 3
    assert faults() == [], "with the forger's own key all of it would agree"
    settings.SEAL_KEY = real
    assert where() == {(f"seal {DAY + timedelta(days=n)}", "seal_changed") for n in range(3)}


@pytest.mark.parametrize(
    ("column", "value"), [("root", "0" * 64), ("count", 99), ("hash", "0" * 64), ("prev", "0" * 64), ("last_id", 1)]
)
def test_a_changed_seal_is_named(trail: list[Entry], column: str, value: str | int) -> None:
    tamper(f"UPDATE audit_seal SET {column} = %s WHERE day = %s", value, NEXT.isoformat())
    assert f"seal {NEXT}" in {place for place, _ in where()}


def test_a_seal_moved_to_another_day_is_found(trail: list[Entry]) -> None:
    tamper("UPDATE audit_seal SET day = '2026-11-15' WHERE day = %s", (DAY + timedelta(days=2)).isoformat())
    assert where() == {("seal 2026-11-15", "seal_changed")}


@pytest.mark.parametrize("days", [0, 1])
def test_a_deleted_seal_is_missed_by_the_one_after_it(trail: list[Entry], days: int) -> None:
    tamper("DELETE FROM audit_seal WHERE day = %s", (DAY + timedelta(days=days)).isoformat())
    after = f"seal {DAY + timedelta(days=days + 1)}"
    assert {(after, "seal_missing_before"), (after, "rows_differ")} <= where()


def test_the_last_seal_deleted_leaves_rows_that_are_two_days_old_and_unsealed(trail: list[Entry]) -> None:
    tamper("DELETE FROM audit_seal WHERE day = %s", (DAY + timedelta(days=2)).isoformat())
    assert where() == {(f"audit {trail[8].id}", "not_sealed")}


def test_all_seals_deleted_are_missed_too(trail: list[Entry]) -> None:
    tamper("DELETE FROM audit_seal")
    assert where() == {(f"audit {trail[0].id}", "not_sealed")}


@pytest.mark.parametrize(("days", "clean"), [(0, True), (1, True), (2, False), (30, False)])
def test_a_day_may_wait_for_its_seal_until_the_day_after_the_next_begins(days: int, clean: bool) -> None:
    add(1)
    assert (faults(DAY + timedelta(days=days)) == []) is clean


def test_heads_are_handed_back_for_each_chain(trail: list[Entry]) -> None:
    heads: Heads = {}
    assert list(verify_entries(heads)) == []
    assert heads == {("sheet", 12): trail[4].hash, ("sheet", 13): trail[8].hash, ("sheet", 14): trail[7].hash}


def test_the_first_fault_comes_before_the_whole_trail_is_read(trail: list[Entry]) -> None:
    tamper("UPDATE audit_entry SET actor = 'x' WHERE id = %s", trail[0].id)
    assert next(verify_entries({})).where == f"audit {trail[0].id}"
