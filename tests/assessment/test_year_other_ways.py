"""The year where it is not the mean of twelve months: quarters as parts, levels of quarters, a review of its own."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from itertools import product

import pytest

from tests.assessment.cast import AN, BINH, CHI, OCTOBER, SETUP, Town, post
from tests.assessment.conftest import SetDay
from tests.assessment.yearly import bring
from tests.kept import state
from thenchot.assessment.aggregate import Aggregate, Whole, aggregates, kept_lines, same_figures, same_scores
from thenchot.lib.periods import Period
from thenchot.people.actions.enrol import enrol
from thenchot.rules.book import ASK, NONE
from thenchot.rulesets import shelf

TODAY = date(2026, 12, 2)
DECREE, CUSTOMS = "nd335-2025-cong-chuc", "haiquan-21169-2026"


@pytest.fixture
def december(town: Town, on_day: SetDay) -> Town:
    on_day(TODAY)
    return town


def of(town: Town, period: str, book: str = DECREE, code: str = AN, **settings: object) -> Aggregate:
    person = town.id(code)
    return aggregates(Whole(shelf.load(book), settings, Period.parse(period), TODAY), [person])[person]


def values(found: Aggregate) -> tuple[Fraction | None, str, str]:
    return found.scored.score, found.scored.band, str(found.scored.verdict["values"]["level"])


def test_who_follows_by_quarter_has_four_lines_and_months_do_not_count_for_a_quarter(december: Town) -> None:
    """Điều 3: theo tháng hoặc theo quý; the quarter's own score, not one made up of months."""
    bring(december, [AN], {"2026-Q1": "60", "2026-Q2": "95", "2026-07": "100"})
    found = of(december, "2026", follow_up_period="quarter")
    assert [line.period for line in found.lines] == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert values(found) == (Fraction(155, 2), "HTT", "HTT")
    assert [line.source for line in found.lines] == ["imported", "imported", "missing", "not_yet"]


def test_the_mean_of_quarters_takes_quarters_as_they_stand(december: Town) -> None:
    bring(december, [AN], {"2026-Q1": "60", "2026-Q2": "95", "2026-Q3": "70"})
    plain = of(december, "2026", follow_up_period="quarter")
    assert values(of(december, "2026", follow_up_period="quarter", year_from="mean_quarters")) == values(plain)
    assert values(plain) == (75, "HTT", "HTT")


def test_a_quarter_that_is_its_own_part_is_shown_as_it_was_given_and_not_judged_anew(december: Town) -> None:
    """Điều 19 khoản 1: a level sent from elsewhere stays what it was, whatever our bounds say of its score."""
    bring(december, [AN], {"2026-Q1": "95"}, level="HTT")
    found = of(december, "2026-Q1", follow_up_period="quarter")
    assert values(found) == (95, "HTT", "HTT")
    assert found.scored.inputs["input"] is None


def test_a_quarter_without_a_result_asks_and_says_why(december: Town) -> None:
    found = of(december, "2026-Q1", follow_up_period="quarter")
    assert values(found) == (None, ASK, ASK)
    assert found.flags == {"missing": 1}


def test_a_month_inside_a_quarter_counts_before_the_quarter_that_was_brought_too(december: Town) -> None:
    bring(december, [AN], {"2026-Q1": "60", "2026-02": "90"})
    assert [line.score for line in of(december, "2026-Q1").lines] == [60, 90, 60]


def test_no_result_of_the_year_before_or_of_a_longer_period_slips_in(december: Town) -> None:
    bring(december, [AN], {"2025-12": "10", "2025": "10", "2026-H1": "10", "2025-Q4": "10", "2026-01": "88"})
    found = of(december, "2026")
    assert found.scored.score == 88
    assert found.flags["imported"] == 1


def by_paper(levels: tuple[str, ...]) -> str:
    """CV 21169/CHQ-TCCB: two quarters HTXS and none KHT; at most two HT or one KHT; two KHT. The first line that fits."""
    count = {level: sum(1 for one in levels if one == level) for level in ("HTXS", "HTT", "HT", "KHT")}
    if not any(count.values()):
        return ASK
    if count["KHT"] > 1:
        return "KHT"
    if count["HTXS"] > 1 and not count["KHT"]:
        return "HTXS"
    return "HTT" if count["HT"] < 3 or count["KHT"] else "HT"


def test_customs_years_come_out_by_the_letter_for_every_mix_of_quarters(december: Town) -> None:
    """All 70 mixes of four levels and a quarter without a result; the order of the quarters does not matter."""
    enrol(by=SETUP, rows=[post(f"H{at:03d}", "BT-KT", valid_from=date(2018, 6, 1)) for at in range(70)])
    mixes = sorted({tuple(sorted(mix)) for mix in product(("HTXS", "HTT", "HT", "KHT", ""), repeat=4)})
    assert len(mixes) == 70
    people = {december.id(f"H{at:03d}"): mix for at, mix in enumerate(mixes)}
    for at, mix in enumerate(mixes):
        for quarter, level in enumerate(mix, 1):
            if level:
                bring(december, [f"H{at:03d}"], {f"2026-Q{quarter}": "80"}, level=level)
    whole = Whole(shelf.load(CUSTOMS), {}, Period.parse("2026"), TODAY)
    assert whole.way == "level_combination"
    found = aggregates(whole, list(people))
    assert {mix: found[person].scored.band for person, mix in people.items()} == {mix: by_paper(mix) for mix in mixes}


def test_six_months_of_customs_have_no_way_of_their_own_and_ask(december: Town) -> None:
    bring(december, [AN], {"2026-Q1": "95", "2026-Q2": "95"}, level="HTXS")
    found = of(december, "2026-H1", CUSTOMS)
    assert values(found) == (None, ASK, ASK)
    assert [line.level for line in found.lines] == ["HTXS", "HTXS"]
    assert found.scored.verdict["warnings"] == [["own_review", {}]]


def test_a_level_of_another_scale_is_no_quarter_of_ours(december: Town) -> None:
    bring(december, [AN], {"2026-Q1": "95", "2026-Q2": "95"}, level="A")
    assert of(december, "2026", CUSTOMS).scored.band == ASK


def test_lines_kept_with_a_result_read_back_as_they_were(december: Town) -> None:
    bring(december, [AN], {"2026-01": "92.125", "2026-02": "66.6666"})
    found = of(december, "2026")
    kept = kept_lines(found.scored.inputs)
    assert [(line.period, line.source, line.score, line.note, line.unit) for line in kept] == [
        (line.period, line.source, line.score, line.note, line.unit) for line in found.lines
    ]
    assert kept_lines({}) == ()


def test_a_result_is_of_the_same_figures_only_while_no_score_changes(december: Town) -> None:
    bring(december, [AN, BINH], {"2026-01": "80", "2026-02": "90"})
    bring(december, [CHI], {"2026-01": "90", "2026-02": "80"})
    one, same, other = (of(december, "2026", code=code).scored.inputs for code in (AN, BINH, CHI))
    assert same_figures(one, same)
    assert same_scores(one, same)
    assert not same_figures(one, other)
    assert not same_scores(one, other)
    assert not same_figures(one, {**one, "config": {"year_from": "mean_quarters"}})
    assert same_scores(one, {**one, "config": {"year_from": "mean_quarters"}})


# --- months and quarters of the same time ------------------------------------------------------------------


def test_a_month_that_was_published_here_counts_before_the_quarter_published_for_the_same_time(year_of_both: Town) -> None:
    """Điều 17 khoản 3: the year is the mean of twelve months; the quarter stands only for its months without a result."""
    found = of(year_of_both, "2026-Q4")
    assert [(line.period, line.score, line.beside) for line in found.lines] == [
        ("2026-10", 90, "2026-Q4"), ("2026-11", 60, ""), ("2026-12", 60, ""),
    ]  # fmt: skip
    assert found.scored.score == 70
    assert found.flags["both"] == 1


def test_who_follows_by_quarter_counts_the_quarter_and_is_told_of_the_month(year_of_both: Town) -> None:
    """Điều 3 khoản 4: theo tháng hoặc theo quý, never both."""
    (line,) = of(year_of_both, "2026-Q4", follow_up_period="quarter").lines
    assert (line.score, line.beside) == (60, "2026-10")


def test_three_months_make_a_quarter_that_has_no_result_and_two_do_not(december: Town) -> None:
    """Điều 17 khoản 3: theo quý bằng điểm trung bình cộng của 03 tháng; for whoever went over to quarters in the year."""
    bring(december, [AN], {"2026-07": "80", "2026-08": "90", "2026-09": "91", "2026-04": "80", "2026-05": "90"})
    found = of(december, "2026", follow_up_period="quarter")
    assert [(line.source, line.score) for line in found.lines] == [
        ("missing", None), ("missing", None), ("own", 87), ("not_yet", None),
    ]  # fmt: skip
    assert [line.source for line in of(december, "2026", book=CUSTOMS).lines][2] == "missing"


def test_what_stood_beside_a_line_is_frozen_with_it(year_of_both: Town) -> None:
    found = of(year_of_both, "2026-Q4")
    assert [line.beside for line in kept_lines(found.scored.inputs)] == ["2026-Q4", "", ""]


@pytest.fixture
def year_of_both(december: Town) -> Town:
    """October published here at 90 points, then the whole quarter brought along at 60."""
    return state(_both, december.cycle_id)


def _both(cycle_id: int) -> Town:
    town = Town(OCTOBER, cycle_id)
    os.environ["THENCHOT_TODAY"] = "2026-10-22"
    town.finish()
    os.environ["THENCHOT_TODAY"] = "2026-10-25"
    town.publish()
    os.environ["THENCHOT_TODAY"] = str(TODAY)
    bring(town, [AN], {"2026-Q4": "60"})
    return town


def test_without_a_score_there_is_no_band_whatever_level_is_forced_or_ruled_out(december: Town) -> None:
    """Điều 11 khoản 1, Điều 20 khoản 4: not ranked, or not completed, is a level; where no score falls there is no band."""
    enrol(by=SETUP, rows=[post("0099", "BT-KT", valid_from=date(2026, 9, 1))])
    late = of(december, "2026", code="0099")
    assert (late.scored.score, late.scored.band, late.ruled) == (None, ASK, NONE)
    person = december.id(AN)
    whole = Whole(shelf.load(DECREE), {}, Period.parse("2026"), TODAY)
    forced = aggregates(whole, [person], {person: {"overrides": ["public_duty_discipline_in_year"]}})[person]
    assert (forced.scored.score, forced.scored.band, forced.ruled) == (None, ASK, "KHT")
