"""Random years of people, added up by the product and by hand from the decree, must come out alike to the last fraction."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import Town
from tests.assessment.conftest import SetDay
from tests.assessment.paper_years import WHOLE, YEAR, Shelves, draw
from tests.oracle.year_of_person import Month, Papers, level_of, mean_of, tell
from thenchot.assessment.aggregate import FLAGGED, Aggregate, Whole, aggregates
from thenchot.lib.periods import Period
from thenchot.rulesets import shelf

TODAY = date(2026, 12, 2)
DECREE = shelf.load("nd335-2025-cong-chuc")
MANY = 300
GOOD = Month("own", Fraction(84))


@pytest.fixture
def shelves(town: Town, on_day: SetDay) -> Shelves:
    on_day(TODAY)
    return Shelves(town)


def whole(period: str = str(YEAR), **settings: object) -> Whole:
    return Whole(DECREE, settings, Period.parse(period), TODAY)


def facts_of(papers: Papers) -> dict[str, object]:
    found: dict[str, object] = {"overrides": ["degradation_concluded"]} if papers.forced else {}
    return found | ({"organisation_level": papers.ceiling} if papers.ceiling != "HTXS" else {})


def level(found: Aggregate) -> str:
    return str(found.scored.verdict["values"]["level"])


def years(shelves: Shelves, *many: Papers) -> list[Aggregate]:
    laid = shelves.lay(many)
    return list(aggregates(whole(), list(laid), {number: facts_of(papers) for number, papers in laid.items()}).values())


def one_year(shelves: Shelves, papers: Papers) -> Aggregate:
    return years(shelves, papers)[0]


def test_three_hundred_random_years_come_out_as_counted_by_hand(shelves: Shelves) -> None:
    random = Random(335)
    laid = shelves.lay(draw(random) for _ in range(MANY))
    found = aggregates(whole(), list(laid), {number: facts_of(papers) for number, papers in laid.items()})
    levels: Counter[str] = Counter()
    for number, papers in laid.items():
        said, year = tell(papers, TODAY), found[number]
        assert [line.source for line in year.lines] == said.sources
        assert year.scored.score == said.mean
        assert (year.worked.months, year.worked.sick, year.worked.unpaid) == (said.worked, said.insured, said.unpaid)
        assert level(year) == said.level
        assert said.mean is None or year.scored.band == said.by_mean
        sources = Counter(said.sources)
        assert year.flags == {code: sources[code] for code in FLAGGED if sources[code]}
        levels[said.level] += 1
    # A comparison that never meets an unranked or a forced person would say nothing of them.
    assert [code for code in ("HTXS", "HTT", "HT", "KHT", "NONE") if levels[code] < 10] == []


@pytest.mark.parametrize("period", ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-H1", "2026-H2"])
def test_quarters_and_six_months_are_the_means_of_their_months_and_know_no_floor(shelves: Shelves, period: str) -> None:
    """Điều 17 khoản 3: trung bình cộng của 03 tháng, của 06 tháng; Điều 11 speaks of the year only."""
    laid = shelves.lay(map(draw, [Random(int(period[-1]))] * 60))
    found = aggregates(whole(period), list(laid))
    first, count = (3 * int(period[-1]) - 2, 3) if "Q" in period else (6 * int(period[-1]) - 5, 6)
    for number, papers in laid.items():
        mean = mean_of(papers.months[first - 1 : first - 1 + count])
        assert found[number].scored.score == mean
        assert (found[number].scored.band, level(found[number])) == (level_of(mean), level_of(mean))
        assert len(found[number].lines) == count


def test_the_year_of_quarters_is_the_mean_of_the_quarters_that_have_one(shelves: Shelves) -> None:
    random = Random(17)
    laid = shelves.lay(draw(random) for _ in range(60))
    found = aggregates(whole(year_from="mean_quarters"), list(laid))
    for number, papers in laid.items():
        quarters = [mean_of(papers.months[start : start + 3]) for start in (0, 3, 6, 9)]
        known = [mean for mean in quarters if mean is not None]
        assert found[number].scored.score == (sum(known, Fraction(0)) / len(known) if known else None)


def test_many_at_once_are_the_same_as_each_alone_with_as_many_queries(shelves: Shelves) -> None:
    random = Random(11)
    laid = shelves.lay(draw(random) for _ in range(25))
    with CaptureQueriesContext(connection) as for_many:
        together = aggregates(whole(), list(laid))
    for number in list(laid)[:6]:
        with CaptureQueriesContext(connection) as for_one:
            alone = aggregates(whole(), [number])
        assert alone == {number: together[number]}
        assert len(for_one) == len(for_many)


def test_more_people_than_a_statement_takes_are_read_in_parts(shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(5)
    laid = shelves.lay(draw(random) for _ in range(7))
    together = aggregates(whole(), list(laid))
    monkeypatch.setattr("thenchot.assessment.lines.CHUNK", 3)
    assert aggregates(whole(), list(laid)) == together
    assert aggregates(whole(), []) == {}


@pytest.mark.parametrize(
    ("first", "level_then"),
    [
        (date(2026, 7, 1), "HTT"), (date(2026, 7, 2), "NONE"), (date(2026, 6, 30), "HTT"), (date(2026, 12, 31), "NONE"),
        (date(2026, 1, 1), "HTT"),
    ],
)  # fmt: skip
def test_six_months_to_the_day_are_enough_and_a_day_less_is_not(shelves: Shelves, first: date, level_then: str) -> None:
    """Điều 11 khoản 1: chưa đủ 06 tháng không xếp loại; 1 July to 31 December are six."""
    months = [GOOD if number >= first.month else Month() for number in range(1, 13)]
    found = one_year(shelves, Papers(YEAR, months, [(first, date.max)]))
    assert level(found) == level_then
    assert found.scored.band == "HTT"


@pytest.mark.parametrize(
    ("away", "why", "level_then"),
    [
        (6, "unpaid_leave", "HTT"), (7, "unpaid_leave", "NONE"), (7, "sick", "HTT"), (11, "maternity", "HTT"),
        (12, "maternity", "ASK"), (7, "study", "HTT"),
    ],
)  # fmt: skip
def test_leave_of_so_many_months_ranks_or_not(shelves: Shelves, away: int, why: str, level_then: str) -> None:
    """Điều 11 khoản 2: unpaid leave only with six months worked; insured leave whatever the time, on the months worked."""
    months = [Month("", None, why)] * away + [GOOD] * (12 - away)
    found = one_year(shelves, Papers(YEAR, months, WHOLE))
    assert level(found) == level_then
    assert found.scored.score == (84 if away < 12 else None)


@pytest.mark.parametrize(
    ("first", "why", "level_then"),
    [
        (date(2026, 7, 1), "sick", "HTT"), (date(2026, 7, 2), "sick", "NONE"), (date(2026, 7, 2), "maternity", "NONE"),
        (date(2026, 7, 1), "unpaid_leave", "NONE"),
    ],
)  # fmt: skip
def test_insured_leave_stands_for_work_but_nobody_gains_months_from_it(
    shelves: Shelves, first: date, why: str, level_then: str
) -> None:
    """Điều 11 khoản 1, 2: who came on 1 July and fell ill has six months; who came a day later was never to have them."""
    months = [Month()] * 6 + [GOOD] * 3 + [Month("", None, why)] * 3
    assert level(one_year(shelves, Papers(YEAR, months, [(first, date.max)]))) == level_then


def test_who_went_on_insured_leave_is_ranked_on_what_was_worked_not_on_nought(shelves: Shelves) -> None:
    """Điều 11 khoản 2, Điều 19 khoản 3: the mean of the months worked, leave does not pull it down."""
    months = [Month("own", Fraction(92))] * 5 + [Month("", None, "maternity")] * 6 + [Month("own", Fraction(91))]
    found = one_year(shelves, Papers(YEAR, months, WHOLE))
    assert (found.scored.score, level(found)) == (Fraction(551, 6), "HTXS")
    assert "months_worked" in found.scored.inputs["input"]


def test_results_sent_by_the_old_unit_count_as_worked_there(shelves: Shelves) -> None:
    """Điều 19 khoản 1: here since November, ten months brought along; without them there would be no ranking."""
    months = [Month("imported", Fraction(88))] * 10 + [Month("own", Fraction(76))] * 2
    brought = Papers(YEAR, months, [(date(2026, 11, 1), date.max)])
    alone = replace(brought, months=[Month()] * 10 + months[10:])
    with_them, without = years(shelves, brought, alone)
    assert (with_them.scored.score, level(with_them), with_them.worked.months) == (86, "HTT", 12)
    assert [line.unit for line in with_them.lines[:10]] == ["Cơ quan cũ"] * 10
    assert (without.scored.score, level(without), without.worked.months) == (76, "NONE", 2)


@pytest.mark.parametrize(("score", "level_then"), [(95, "HT"), (60, "HT"), (40, "KHT")])
def test_the_level_of_the_organisation_is_a_ceiling_and_never_a_floor(
    shelves: Shelves, score: int, level_then: str
) -> None:
    """Điều 20 khoản 6: the head stands no higher than the organisation."""
    found = one_year(shelves, Papers(YEAR, [Month("own", Fraction(score))] * 12, WHOLE, ceiling="HT"))
    assert (level(found), found.scored.score) == (level_then, score)


def test_a_discipline_forces_the_level_and_leaves_the_mean_and_who_is_not_ranked_stays_so(shelves: Shelves) -> None:
    """Điều 11 khoản 3 điểm a; a person under six months has no level that could be forced (khoản 1)."""
    full = Papers(YEAR, [Month("own", Fraction(95))] * 12, WHOLE, forced=True)
    late = replace(full, posts=[(date(2026, 9, 1), date.max)], months=[Month()] * 8 + list(full.months[8:]))
    found, unranked = years(shelves, full, late)
    assert (found.scored.score, found.scored.band, level(found)) == (95, "HTXS", "KHT")
    assert (unranked.scored.band, level(unranked)) == ("HTXS", "NONE")


@pytest.mark.parametrize(
    ("score", "level_then"),
    [
        ("90", "HTXS"), ("269999999999/3000000000", "HTT"), ("70", "HTT"), ("209999999999999/3000000000000", "HT"),
        ("50", "HT"), ("149999999999999/3000000000000", "KHT"), ("100", "HTXS"), ("0", "KHT"),
    ],
)  # fmt: skip
def test_the_bounds_of_the_levels_hold_to_the_last_fraction(shelves: Shelves, score: str, level_then: str) -> None:
    """Điều 20 khoản 1 to 4: a hair under 90 is printed as 90,00 and is not HTXS."""
    found = one_year(shelves, Papers(YEAR, [Month("own", Fraction(score))] * 12, WHOLE))
    assert (found.scored.score, level(found)) == (Fraction(score), level_then)
