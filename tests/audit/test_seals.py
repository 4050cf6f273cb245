"""The daily seal: one root over the day's rows that no change leaves as it was, chained, signed, and safe to repeat."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import assume, given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from tests.audit.trail import AFTER, CLERK, DAY, add, at, faults, many
from thenchot.audit.actions.record import record
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.chain import Act
from thenchot.audit.models import Entry, Seal
from thenchot.audit.queries import first_unsealed, last_seal
from thenchot.audit.seals import leaf, merkle_root, signature
from thenchot.lib import canonical

NEXT = DAY + timedelta(days=1)
LEAVES = st.lists(st.integers(0, 10**6), min_size=1, max_size=40, unique=True).map(
    lambda numbers: [canonical.sha256(str(number)) for number in numbers]
)


def spans() -> list[tuple[date, int, int, int]]:
    return list(Seal.objects.order_by("day").values_list("day", "first_id", "last_id", "count"))


def ids() -> list[int]:
    return list(Entry.objects.order_by("id").values_list("id", flat=True))


# --- the root --------------------------------------------------------------------------------


def test_the_root_of_one_leaf_is_the_leaf() -> None:
    assert merkle_root(["a"]) == "a"


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert merkle_root([]) == hashlib.sha256(b"").hexdigest()


@pytest.mark.parametrize("count", range(1, 10))
def test_the_root_is_that_of_a_tree_built_by_hand(count: int) -> None:
    def pair(*hashes: str) -> str:
        return canonical.sha256("".join(hashes))

    a, b, c, d, e, f, g, h, i = (canonical.sha256(letter) for letter in "abcdefghi")
    abcd = pair(pair(a, b), pair(c, d))
    roots = [
        a, pair(a, b), pair(pair(a, b), c), abcd, pair(abcd, e), pair(abcd, pair(e, f)), pair(abcd, pair(pair(e, f), g)),
        pair(abcd, pair(pair(e, f), pair(g, h))), pair(pair(abcd, pair(pair(e, f), pair(g, h))), i),
    ]  # fmt: skip
    assert merkle_root([a, b, c, d, e, f, g, h, i][:count]) == roots[count - 1]


@given(LEAVES, st.data())
def test_changing_any_leaf_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    changed = [*leaves[:place], canonical.sha256("changed"), *leaves[place + 1 :]]
    assert merkle_root(changed) != merkle_root(leaves)


@given(LEAVES, st.data())
def test_swapping_any_two_leaves_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    assume(len(leaves) > 1)
    one, other = data.draw(st.lists(st.integers(0, len(leaves) - 1), min_size=2, max_size=2, unique=True))
    swapped = list(leaves)
    swapped[one], swapped[other] = leaves[other], leaves[one]
    assert merkle_root(swapped) != merkle_root(leaves)


@given(LEAVES, st.data())
def test_dropping_any_leaf_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves) - 1))
    assert merkle_root([*leaves[:place], *leaves[place + 1 :]]) != merkle_root(leaves)


@given(LEAVES, st.data())
def test_a_leaf_put_in_anywhere_changes_the_root(leaves: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(leaves)))
    assert merkle_root([*leaves[:place], canonical.sha256("new"), *leaves[place:]]) != merkle_root(leaves)


@given(LEAVES)
def test_a_leaf_said_twice_changes_the_root(leaves: list[str]) -> None:
    # A tree that fills an odd level up with a copy would have one root for both.
    assert merkle_root([*leaves, leaves[-1]]) != merkle_root(leaves)


def test_the_number_of_a_row_is_under_its_leaf() -> None:
    assert leaf(1, "ab") != leaf(2, "ab")
    assert leaf(1, "ab") != leaf(1, "ac")


def test_a_seal_is_signed_with_the_key_over_all_it_says(settings: Settings) -> None:
    settings.SEAL_KEY = "khóa thử"
    expected = hmac.new("khóa thử".encode(), b"2026-11-02\n3\nroot\nprev", hashlib.sha256).hexdigest()
    assert signature(DAY, "root", "prev", 3) == expected
    others = {
        signature(NEXT, "root", "prev", 3), signature(DAY, "toor", "prev", 3), signature(DAY, "root", "", 3),
        signature(DAY, "root", "prev", 4),
    }  # fmt: skip
    assert expected not in others
    assert len(others) == 4
    settings.SEAL_KEY = "khóa khác"
    assert signature(DAY, "root", "prev", 3) != expected


# --- sealing the days ---------------------------------------------------------------------------


@pytest.mark.django_db
def test_nothing_is_sealed_where_nothing_happened() -> None:
    assert seal_days(before=AFTER) == 0
    assert last_seal() is None
    assert first_unsealed() is None
    assert faults() == []


@pytest.mark.django_db
def test_a_day_that_is_not_over_is_not_sealed() -> None:
    add(1)
    assert seal_days(before=DAY) == 0
    assert seal_days(before=NEXT) == 1
    assert spans() == [(DAY, ids()[0], ids()[0], 1)]


@pytest.mark.django_db
def test_each_day_with_rows_has_one_seal_over_exactly_its_rows() -> None:
    for number, day in enumerate((DAY, DAY, DAY, NEXT, NEXT, DAY + timedelta(days=9))):
        add(number, day=day)
    assert seal_days(before=AFTER) == 3
    a, b, c, d, e, f = ids()
    assert spans() == [(DAY, a, c, 3), (NEXT, d, e, 2), (DAY + timedelta(days=9), f, f, 1)]
    assert b == a + 1
    assert faults() == []


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 2, 3, 7, 64, 65])
def test_the_root_kept_is_that_of_the_rows(count: int) -> None:
    many(count)
    seal_days(before=AFTER)
    seal = Seal.objects.get()
    assert seal.root == merkle_root(leaf(row.id, row.hash) for row in Entry.objects.order_by("id"))
    assert seal.hash == signature(DAY, seal.root, "", count)


@pytest.mark.django_db
def test_each_seal_holds_the_one_before() -> None:
    for number in range(4):
        add(number, day=DAY + timedelta(days=number))
    seal_days(before=AFTER)
    seals = list(Seal.objects.order_by("day"))
    assert [seal.prev for seal in seals] == ["", *(seal.hash for seal in seals[:-1])]


@pytest.mark.django_db
def test_sealing_again_changes_nothing_and_goes_on_where_it_stopped() -> None:
    add(1)
    assert seal_days(before=AFTER) == 1
    kept = list(Seal.objects.values_list())
    assert seal_days(before=AFTER) == 0
    assert list(Seal.objects.values_list()) == kept
    add(2, day=NEXT)
    assert seal_days(before=AFTER) == 1
    assert list(Seal.objects.order_by("day").values_list())[:1] == kept
    assert faults() == []


@pytest.mark.django_db
def test_days_missed_are_made_up_for_one_by_one() -> None:
    for number in range(5):
        add(number, day=DAY + timedelta(days=number))
    for number in range(1, 6):
        assert seal_days(before=DAY + timedelta(days=number)) == 1
    one_by_one = list(Seal.objects.order_by("day").values_list("day", "count", "root", "hash"))
    assert [row[0] for row in one_by_one] == [DAY + timedelta(days=number) for number in range(5)]
    assert seal_days(before=AFTER) == 0


@pytest.mark.django_db
def test_two_seals_for_one_day_cannot_be() -> None:
    add(1)
    seal_days(before=AFTER)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seal.objects.create(day=DAY, first_id=1, last_id=1, count=1, root="r", hash="h")


# --- midnight -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_rows_that_got_their_numbers_in_the_other_order_than_their_times_break_no_seal() -> None:
    # Two writers around midnight: each looks at the clock first and gets its number later.
    record(CLERK, [Act("sheet", 1, "x")], at(DAY, 23))
    record(CLERK, [Act("sheet", 2, "x")], at(NEXT, 0))
    record(CLERK, [Act("sheet", 3, "x")], at(DAY, 23))
    record(CLERK, [Act("sheet", 4, "x")], at(NEXT, 8))
    assert seal_days(before=NEXT) == 1
    assert spans()[0][3] == 3
    assert seal_days(before=AFTER) == 1
    assert [count for *_, count in spans()] == [3, 1]
    assert faults() == []


@pytest.mark.django_db
def test_a_row_that_arrives_when_its_day_is_sealed_comes_under_the_next_days_seal() -> None:
    add(1)
    seal_days(before=NEXT)
    late = add(2)
    assert Entry.objects.get(hash=late).at.startswith(DAY.isoformat())
    assert faults(NEXT) == []
    assert seal_days(before=NEXT) == 0
    assert seal_days(before=NEXT + timedelta(days=1)) == 1
    assert [day for day, *_ in spans()] == [DAY, NEXT]
    assert faults() == []


@pytest.mark.django_db
def test_a_clock_that_was_set_back_stops_no_sealing() -> None:
    later = DAY + timedelta(days=5)
    add(1, day=later)
    seal_days(before=later + timedelta(days=1))
    add(2, day=DAY)
    add(3, day=later)
    assert seal_days(before=AFTER) == 1
    assert [day for day, *_ in spans()] == [later, later + timedelta(days=1)]
    assert seal_days(before=AFTER) == 0
    assert faults() == []


@pytest.mark.django_db
def test_the_first_unsealed_row_and_the_day_it_is_due_under_are_named() -> None:
    add(1)
    due = first_unsealed()
    assert due is not None
    assert (due.entry_id, due.day) == (ids()[0], DAY)
    seal_days(before=AFTER)
    assert first_unsealed() is None
    add(2)
    again = first_unsealed()
    assert again is not None
    assert (again.entry_id, again.day) == (ids()[1], NEXT)


@pytest.mark.django_db
@pytest.mark.parametrize("month", range(1, 13))
def test_the_last_day_of_every_month_is_sealed_on_the_first_of_the_next(month: int) -> None:
    first = date(2026 + month // 12, month % 12 + 1, 1)
    add(1, day=first - timedelta(days=1))
    assert seal_days(before=first - timedelta(days=1)) == 0
    assert seal_days(before=first) == 1
    assert spans()[0][0] == first - timedelta(days=1)
