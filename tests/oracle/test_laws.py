"""What has to hold whatever the numbers are: better work never scores less, the order of tasks does not matter."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.asking import asked_here
from tests.oracle.comparing import Literal, difference
from tests.oracle.judge import CITY, CUSTOMS, DECREE, ORGANISATION, PARTY, UNIT, expected
from tests.oracle.making import Line, text_of
from tests.oracle.nd335 import LEVELS, RATIO_ABOVE_ONE

Item = tuple[Decimal, int, int]

LAST_PLACE = Fraction(1, 10**12)


def decimals(top: int, places: int = 2) -> st.SearchStrategy[Decimal]:
    return st.integers(0, top * 10**places).map(lambda digits: Decimal(digits).scaleb(-places))


ITEMS = st.lists(st.tuples(decimals(9), st.integers(0, 6), st.integers(0, 6)), max_size=8)
ASSIGNED = st.integers(1, 40)
SETTINGS = st.sampled_from(RATIO_ABOVE_ONE)
GENERAL = decimals(30)
PERCENTS = decimals(100, 1)


def asked(book: str, line: Line) -> dict[str, object]:
    """The answer, after the oracle has agreed to it."""
    text = text_of({"id": 1, **line})
    answer = asked_here(book, text)
    assert difference(expected(book, text), answer) == ""
    return answer


def number(answer: dict[str, object], name: str = "score") -> Fraction:
    found = answer[name]
    assert isinstance(found, Literal)
    return Fraction(found)


def staff(
    general: Decimal, assigned: int | Decimal, items: Sequence[Item], setting: str
) -> dict[str, object]:
    facts = {"general": general, "assigned": assigned, "items": [list(item) for item in items]}
    return asked(DECREE, {"kind": "staff", "input": facts, "config": {"ratio_above_one": setting}})


def without_reasons(answer: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in answer.items() if name != "because"}


@given(GENERAL, ASSIGNED, ITEMS, SETTINGS)
def test_the_order_of_the_tasks_does_not_matter(
    general: Decimal, assigned: int, items: list[Item], setting: str
) -> None:
    turned = list(reversed(items))
    assert staff(general, assigned, items, setting) == staff(general, assigned, turned, setting)


@given(GENERAL, ASSIGNED, ITEMS, SETTINGS)
def test_a_task_split_in_two_counts_as_before(
    general: Decimal, assigned: int, items: list[Item], setting: str
) -> None:
    halves = [(units / 2, rejected, late) for units, rejected, late in items for _ in range(2)]
    assert staff(general, assigned, items, setting) == staff(general, assigned, halves, setting)


@given(GENERAL, ASSIGNED, ITEMS, SETTINGS, st.integers(2, 9))
def test_another_unit_of_measure_gives_the_same_score(
    general: Decimal, assigned: int, items: list[Item], setting: str, factor: int
) -> None:
    larger = [(units * factor, rejected, late) for units, rejected, late in items]
    before, after = (
        staff(general, assigned, items, setting),
        staff(general, assigned * factor, larger, setting),
    )
    assert without_reasons(before) == without_reasons(after)


@given(GENERAL, ASSIGNED, ITEMS, SETTINGS, decimals(9))
def test_one_more_finished_task_never_lowers_the_score(
    general: Decimal, assigned: int, items: list[Item], setting: str, units: Decimal
) -> None:
    before = staff(general, assigned, items, setting)
    after = staff(general, assigned, [*items, (units, 0, 0)], setting)
    assert number(after) >= number(before)
    assert LEVELS.index(str(after["level"])) <= LEVELS.index(str(before["level"]))


@given(GENERAL, ASSIGNED, ITEMS.filter(bool), SETTINGS, st.integers(1, 5))
def test_a_rejection_or_a_lateness_never_raises_the_score(
    general: Decimal, assigned: int, items: list[Item], setting: str, times: int
) -> None:
    (units, rejected, late), *rest = items
    before = number(staff(general, assigned, items, setting))
    assert number(staff(general, assigned, [(units, rejected + times, late), *rest], setting)) <= before
    assert number(staff(general, assigned, [(units, rejected, late + times), *rest], setting)) <= before


@given(GENERAL, ASSIGNED, ITEMS, SETTINGS)
def test_beyond_the_fourth_time_nothing_more_is_taken(
    general: Decimal, assigned: int, items: list[Item], setting: str
) -> None:
    four = [(units, min(rejected, 4), min(late, 4)) for units, rejected, late in items]
    assert staff(general, assigned, items, setting) == staff(general, assigned, four, setting)


@given(GENERAL, ASSIGNED, ITEMS)
def test_the_readings_of_a_ratio_above_one_are_ordered(
    general: Decimal, assigned: int, items: list[Item]
) -> None:
    """Each ratio capped gives no more than the total capped, which gives no more than no cap at all."""
    each, total, none = (
        number(staff(general, assigned, items, setting)) for setting in ("cap_each", "cap_total", "no_cap")
    )
    assert each <= total <= none
    assert total <= general + 70


@given(GENERAL, ASSIGNED, ITEMS, st.integers(1, 12))
def test_more_assigned_for_the_same_work_never_raises_the_score(
    general: Decimal, assigned: int, items: list[Item], more: int
) -> None:
    before = number(staff(general, assigned, items, "cap_total"))
    assert number(staff(general, assigned + more, items, "cap_total")) <= before


@given(GENERAL, ASSIGNED, ITEMS, st.sampled_from(["degradation_concluded", "public_duty_discipline_in_year"]))
def test_an_override_gives_the_lowest_level_and_leaves_the_score(
    general: Decimal, assigned: int, items: list[Item], code: str
) -> None:
    facts: Line = {"general": general, "assigned": assigned, "items": [list(item) for item in items]}
    plain = asked(DECREE, {"kind": "staff", "input": facts})
    forced = asked(DECREE, {"kind": "staff", "input": {**facts, "overrides": [code]}})
    assert forced["level"] == "KHT"
    assert (forced["score"], forced["level_by_score"]) == (plain["score"], plain["level_by_score"])


@given(GENERAL, st.lists(decimals(1), min_size=3, max_size=3), st.sampled_from([*LEVELS, None]))
def test_a_ceiling_never_raises_a_leader(general: Decimal, abc: list[Decimal], ceiling: str | None) -> None:
    facts: Line = {"general": general, "six": [*abc, 1, 1, 1]}
    plain = asked(DECREE, {"kind": "leader", "input": facts})
    under = asked(DECREE, {"kind": "leader", "input": {**facts, "organisation_level": ceiling}})
    assert LEVELS.index(str(under["level"])) >= LEVELS.index(str(plain["level"]))
    if ceiling is not None:
        assert LEVELS.index(str(under["level"])) >= LEVELS.index(ceiling)


@given(GENERAL, st.lists(decimals(1), min_size=3, max_size=3), st.integers(3, 5))
def test_a_half_costs_a_leader_exactly_a_twelfth_of_seventy(
    general: Decimal, abc: list[Decimal], place: int
) -> None:
    six: list[object] = [*abc, 1, 1, 1]
    before = number(asked(DECREE, {"kind": "leader", "input": {"general": general, "six": six}}))
    six[place] = Decimal("0.5")
    after = number(asked(DECREE, {"kind": "leader", "input": {"general": general, "six": six}}))
    assert abs(before - after - Fraction(70, 12)) <= LAST_PLACE


@given(st.lists(st.none() | PERCENTS, max_size=12))
def test_a_mean_lies_between_its_months_and_missing_months_do_not_move_it(
    scores: list[Decimal | None],
) -> None:
    worked = [score for score in scores if score is not None]
    answer = asked(DECREE, {"kind": "mean", "input": {"scores": scores}})
    assert answer["mean"] == asked(DECREE, {"kind": "mean", "input": {"scores": worked}})["mean"]
    if worked:
        mean = number(answer, "mean")
        assert Fraction(min(worked)) - LAST_PLACE <= mean <= Fraction(max(worked)) + LAST_PLACE


@given(st.lists(PERCENTS, min_size=4, max_size=4))
def test_the_mean_of_four_quarters_is_that_of_their_twelve_months(quarters: list[Decimal]) -> None:
    months = [score for score in quarters for _ in range(3)]
    by_quarter, by_month = (
        asked(DECREE, {"kind": "mean", "input": {"scores": scores}}) for scores in (quarters, months)
    )
    assert (by_quarter["mean"], by_quarter["level"]) == (by_month["mean"], by_month["level"])


# the share of the excellent, as Điều 20 khoản 5 says it: not above p of those ranked HTT


@given(st.integers(0, 400), st.sampled_from(["0.2", "0.25", "0.15", "0.1"]))
def test_the_self_consistent_cap_is_the_most_that_keeps_to_the_words_of_the_decree(
    base: int, share: str
) -> None:
    facts: Line = {"at_htt_or_better": base, "candidates": base, "share": Decimal(share), "rounding": "floor"}
    answer = asked(DECREE, {"kind": "cap", "input": {**facts, "method": "self_consistent"}})
    allowed, good = number(answer, "allowed"), number(answer, "ranked_HTT")
    assert allowed + good == base
    assert allowed <= Fraction(share) * good
    assert allowed + 1 > Fraction(share) * (good - 1)


@given(st.integers(0, 200), st.integers(0, 60), st.integers(0, 60))
def test_a_larger_group_or_more_candidates_never_allow_fewer(base: int, candidates: int, more: int) -> None:
    def allowed(base: int, candidates: int) -> Fraction:
        facts: Line = {"at_htt_or_better": base, "candidates": candidates, "share": Decimal("0.2")}
        return number(asked(DECREE, {"kind": "cap", "input": facts}), "allowed")

    assert allowed(base, candidates) <= candidates
    assert allowed(base, candidates) <= allowed(base + more, candidates)
    assert allowed(base, candidates) <= allowed(base, candidates + more)


@given(st.integers(0, 200), st.integers(0, 60), st.sampled_from(["self_consistent", "initial_htt"]))
def test_half_up_allows_at_most_one_more_than_floor(base: int, candidates: int, method: str) -> None:
    name = "at_htt_or_better" if method == "self_consistent" else "initial_htt"
    facts: Line = {name: base, "candidates": candidates, "share": Decimal("0.2"), "method": method}
    cut, rounded = (
        number(asked(DECREE, {"kind": "cap", "input": {**facts, "rounding": rounding}}), "allowed")
        for rounding in ("floor", "half_up")
    )
    assert cut <= rounded <= cut + 1


# other frameworks

ORDER = {"HTXS": 0, "HTT": 1, "HT": 2, "ASK": 3, "KHT": 4}


@given(PERCENTS, PERCENTS, PERCENTS, PERCENTS, st.booleans(), st.booleans())
def test_a_body_told_all_its_facts_never_stands_above_its_points(
    score: Decimal, done: Decimal, on_time: Decimal, exceed: Decimal, lower_kht: bool, fixed: bool
) -> None:
    facts: Line = {
        "score": score, "done": done, "on_time": on_time, "exceed": exceed, "lower_kht": lower_kht, "fixed": fixed,
    }  # fmt: skip
    answer = asked(ORGANISATION, {"input": facts})
    assert ORDER[str(answer["level"])] >= ORDER[str(answer["level_by_score"])]


@given(PERCENTS, PERCENTS, PERCENTS)
def test_a_ratio_above_a_hundred_percent_counts_as_a_hundred(
    general: Decimal, quality: Decimal, over: Decimal
) -> None:
    facts: Line = {"general": min(general, Decimal(30)), "chat_luong": quality, "tien_do": 50}
    exact, above = (
        asked(UNIT, {"kind": "staff_w", "input": {**facts, "so_luong": percent}})
        for percent in (100, 100 + over)
    )
    assert exact["score"] == above["score"]


@given(GENERAL, st.lists(st.tuples(decimals(30), PERCENTS), min_size=1, max_size=7))
def test_equal_weights_and_equal_axes_agree_before_rounding(
    general: Decimal, products: list[tuple[Decimal, Decimal]]
) -> None:
    """With one mark on all axes the weights do not matter, so both methods differ by their rounding only."""
    rows = [[weight, [mark] * 4] for weight, mark in products]
    facts: Line = {"general": general, "products": rows}
    simple = asked(PARTY, {"kind": "hd02_simple", "input": facts})
    for weights in ("K1", "K2", "K3", "K4"):
        weighted = asked(PARTY, {"kind": "hd02", "input": {**facts, "weights": weights}})
        assert abs(number(simple) - number(weighted)) <= Fraction(len(rows), 20)


@given(GENERAL, st.lists(st.tuples(st.integers(1, 40), st.integers(-3, 8), PERCENTS), min_size=1, max_size=6))
def test_a_day_later_never_gives_more_results(
    general: Decimal, tasks: list[tuple[int, int, Decimal]]
) -> None:
    def results(shift: int) -> Fraction:
        rows = [[standard, 1, late + shift, quality] for standard, late, quality in tasks]
        return number(asked(CITY, {"input": {"general": general, "tasks": rows}}), "results")

    assert results(1) <= results(0) <= 70


@given(st.lists(st.sampled_from([*LEVELS, "NONE"]), min_size=1, max_size=4), st.integers(0, 3))
def test_the_order_of_the_quarters_does_not_matter(quarters: list[str], turn: int) -> None:
    turned = quarters[turn:] + quarters[:turn]
    assert asked(CUSTOMS, {"input": quarters})["level"] == asked(CUSTOMS, {"input": turned})["level"]


@pytest.mark.parametrize("kind", ["staff", "leader", "cap"])
def test_customs_compute_a_period_as_the_decree_does(kind: str) -> None:
    lines: dict[str, Line] = {
        "staff": {"general": 27, "assigned": 20, "items": [[15, 0, 0], [2, 1, 0], [1, 0, 1]]},
        "leader": {"general": 27, "six": [Decimal("0.95"), Decimal("0.9"), 1, Decimal("0.5"), 1, 1]},
        "cap": {"at_htt_or_better": 24, "candidates": 6, "share": Decimal("0.2")},
    }
    base, customs = (asked(book, {"kind": kind, "input": lines[kind]}) for book in (DECREE, CUSTOMS))
    for name in set(base) - {"because", "warnings"}:
        assert base[name] == customs[name]
