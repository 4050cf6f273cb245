"""Shares of criteria: equal to sums taken one by one, for one rulebook or several, of settled sheets in the place only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from thenchot.reporting.queries import lowest
from thenchot.reporting.queries.lowest import CriterionShare, Lowest, shares_of
from thenchot.rules.book import Criterion
from thenchot.rulesets import books

DECREE = books.load("nd335-2025-cong-chuc")
OTHER = books.load("hn-3814-2018")
BOOKS = {"decree": DECREE, "other": OTHER}


@pytest.fixture(autouse=True)
def _shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lowest, "frozen", BOOKS.__getitem__)


@dataclass(frozen=True)
class Read:
    """Marks of one sheet as they are kept, with the digest of its rulebook."""

    digest: str
    marks: dict[str, Any]


def rows(reads: Sequence[Read]) -> list[tuple[str, dict[str, Any]]]:
    return [(one.digest, one.marks) for one in reads]


def confirmed(digest: str = "decree", **marks: str) -> Read:
    return Read(digest, {"confirmed": {name.replace("_", "."): mark for name, mark in marks.items()}})


def by_code(found: Sequence[CriterionShare]) -> dict[str, CriterionShare]:
    return {one.criterion.id: one for one in found}


def test_random_marks_add_up_to_what_is_summed_one_by_one() -> None:
    chance = Random(3)
    leaves = DECREE.leaves()
    reads = [
        Read("decree", {"confirmed": {leaf.id: str((leaf.max or 1) * Fraction(chance.randrange(0, 11), 10)) for leaf in leaves}})
        for _ in range(60)
    ]
    found = by_code(shares_of(rows(reads)))
    assert set(found) == {leaf.id for leaf in leaves}
    for leaf in leaves:
        got = [Fraction(read.marks["confirmed"][leaf.id]) for read in reads]
        one, most = found[leaf.id], leaf.max or Fraction(1)
        assert (one.points, one.most, one.people) == (sum(got, Fraction(0)), most * 60, 60)
        assert one.mean == sum(got, Fraction(0)) / 60
        assert one.below_half == sum(1 for mark in got if mark < most / 2)
    shares = [one.share for one in shares_of(rows(reads))]
    assert shares == sorted(shares)


def test_exactly_half_is_not_under_half() -> None:
    found = by_code(shares_of(rows([confirmed(II_1="5/4"), confirmed(II_1="1.2"), confirmed(II_1="2.5")])))
    assert (found["II.1"].below_half, found["II.1"].people) == (1, 3)


def test_a_criterion_counts_only_the_sheets_that_mark_it() -> None:
    found = by_code(shares_of(rows([confirmed(I_1="5", I_2="1"), confirmed(I_1="3")])))
    assert (found["I.1"].share, found["I.1"].people) == (Fraction(8, 10), 2)
    assert (found["I.2"].share, found["I.2"].people) == (Fraction(1, 5), 1)


def test_only_confirmed_marks_count_never_what_the_person_gave() -> None:
    own = Read("decree", {"self": {"I.1": "5"}, "prefill": {"I.1": "5"}})
    assert shares_of(rows([own])) == []
    both = Read("decree", {"self": {"I.1": "5"}, "confirmed": {"I.1": "2"}})
    assert shares_of(rows([both]))[0].share == Fraction(2, 5)


def test_rulebooks_stand_side_by_side_and_a_code_nobody_knows_is_left_out() -> None:
    code = OTHER.leaves()[0].id
    reads = [confirmed(I_1="4"), Read("other", {"confirmed": {code: "1", "nobody": "1"}})]
    found = shares_of(rows(reads))
    assert {one.rulebook for one in found} == {DECREE.name, OTHER.name}
    assert "nobody" not in by_code(found)


def test_equal_shares_stand_in_the_order_of_their_codes() -> None:
    found = shares_of(rows([confirmed(III_1="1", II_2="1", II_4="1", I_1="2")]))
    assert [one.criterion.id for one in found] == ["I.1", "II.2", "II.4", "III.1"]


def share(code: str, points: str) -> CriterionShare:
    return CriterionShare(Criterion(code, code, max=Fraction(5)), "Bộ quy tắc", Fraction(points), Fraction(5), 1, 0)


def test_the_five_lowest_name_those_that_share_the_last_place() -> None:
    shares = tuple(share(f"I.{at}", mark) for at, mark in enumerate(("0", "1", "2", "2", "3", "3", "3", "4")))
    found = Lowest("2026-10", ("2026-10",), shares)
    assert [one.criterion.id for one in found.five] == ["I.0", "I.1", "I.2", "I.3", "I.4"]
    assert [one.criterion.id for one in found.alike] == ["I.5", "I.6"]


@pytest.mark.parametrize("count", [0, 3, 5])
def test_five_or_fewer_are_all_there_is(count: int) -> None:
    found = Lowest("2026-10", (), tuple(share(f"I.{at}", str(at)) for at in range(count)))
    assert (len(found.five), found.alike) == (count, ())


def test_too_many_sheets_are_no_list() -> None:
    found = Lowest("2026-10", (), None)
    assert (found.five, found.alike) == ((), ())
