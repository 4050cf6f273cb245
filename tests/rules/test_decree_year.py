"""From months to the year (Điều 11, 17 khoản 3, 19) and the cap on excellence as a line (Điều 20 khoản 5)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.lines import DECREE, articles, cautions, codes, judge, number, refused

scores = st.lists(
    st.one_of(st.none(), st.fractions(min_value=0, max_value=100, max_denominator=50)), max_size=12
)


def test_a_quarter_is_the_mean_of_its_months() -> None:
    verdict = judge(DECREE, "mean", {"scores": [number("92.5"), 88, number("91.4")]})
    assert verdict.values["mean"] == Fraction("271.9") / 3
    assert verdict.level == "HTXS"
    assert articles(verdict)["mean"].startswith("Điều 17 khoản 3")


def test_months_without_a_score_are_left_out_and_named() -> None:
    verdict = judge(DECREE, "mean", {"scores": [80, None, 90, None]})
    assert verdict.values["mean"] == 85
    assert [caution.params["field"] for caution in verdict.warnings] == ["input.scores[1]", "input.scores[3]"]
    assert [caution.params["number"] for caution in verdict.warnings] == [2, 4]


def test_a_mean_over_full_months_has_no_warning() -> None:
    assert cautions(judge(DECREE, "mean", {"scores": [80, 90]})) == []


@pytest.mark.parametrize("months", [[], [None], [None] * 12])
def test_no_month_at_all_asks_the_authority(months: list[object]) -> None:
    verdict = judge(DECREE, "mean", {"scores": months})
    assert (verdict.values["mean"], verdict.level) == (None, "ASK")
    assert codes(verdict) == ["no_period_scored"]


def test_the_months_of_the_old_unit_count_in_the_mean() -> None:
    """Điều 19 khoản 1: the old unit sends its months, and all twelve make the mean."""
    old, new = [90] * 7, [80] * 5
    verdict = judge(DECREE, "mean", {"scores": old + new})
    assert verdict.values["mean"] == Fraction(90 * 7 + 80 * 5, 12)


@pytest.mark.parametrize(
    ("months", "level"),
    [
        ([90, 90], "HTXS"),
        (["89.9999", 90], "HTT"),
        ([70], "HTT"),
        (["69.999999"], "HT"),
        ([50], "HT"),
        (["49.9"], "KHT"),
        ([0], "KHT"),
        ([100], "HTXS"),
    ],
)
def test_the_level_of_a_mean_is_decided_unrounded(months: list[object], level: str) -> None:
    typed = [number(month) if isinstance(month, str) else month for month in months]
    assert judge(DECREE, "mean", {"scores": typed}).level == level


@given(scores)
def test_a_mean_lies_between_the_worst_and_the_best_month(months: list[Fraction | None]) -> None:
    verdict = judge(DECREE, "mean", {"scores": months})
    worked = [month for month in months if month is not None]
    if worked:
        assert verdict.score is not None
        assert min(worked) <= verdict.score <= max(worked)
    assert len(verdict.warnings) == len(months) - len(worked)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"scores": [80, 101]}, ("out_of_range", "input.scores[1]")),
        ({"scores": [-1]}, ("out_of_range", "input.scores[0]")),
        ({"scores": [80, "90"]}, ("wrong_shape", "input.scores[1]")),
        ({"scores": [[80]]}, ("wrong_shape", "input.scores[0]")),
        ({"scores": 80}, ("wrong_shape", "input.scores")),
        ({}, ("wrong_shape", "input.scores")),
    ],
)
def test_a_month_that_cannot_be_used_is_named(facts: object, expected: tuple[str, str]) -> None:
    assert refused(DECREE, "mean", facts) == expected


@pytest.mark.parametrize("case", ["plain", "unpaid_leave"])
@pytest.mark.parametrize("months", ["0", "1", "5", "5.99"])
def test_under_six_months_is_not_ranked(case: str, months: str) -> None:
    verdict = judge(DECREE, "special", {"months_worked": number(months), "case": case})
    assert verdict.level == "NONE"
    assert articles(verdict)["under_6_months"] == "Điều 11 khoản 1"
    assert cautions(verdict) == []


@pytest.mark.parametrize("case", ["plain", "unpaid_leave", "sick_or_maternity"])
@pytest.mark.parametrize("months", [6, 7, 12])
def test_from_six_months_on_the_worked_months_are_ranked(case: str, months: int) -> None:
    verdict = judge(DECREE, "special", {"months_worked": months, "case": case})
    assert verdict.values == {"level": None}
    assert cautions(verdict) == ["rank_on_worked_months"]


@pytest.mark.parametrize("months", [0, 1, 5])
def test_maternity_has_no_floor_of_months(months: int) -> None:
    verdict = judge(DECREE, "special", {"months_worked": months, "case": "sick_or_maternity"})
    assert verdict.values == {"level": None}
    assert cautions(verdict) == ["rank_on_worked_months"]
    assert articles(verdict)["rank_on_worked_months"].startswith("Điều 11 khoản 2")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"months_worked": 13, "case": "plain"}, ("out_of_range", "input.months_worked")),
        ({"months_worked": -1, "case": "plain"}, ("out_of_range", "input.months_worked")),
        ({"months_worked": 5, "case": "study"}, ("out_of_range", "input.case")),
        ({"months_worked": 5}, ("wrong_shape", "input.case")),
        ({"case": "plain"}, ("wrong_shape", "input.months_worked")),
    ],
)
def test_a_special_case_that_cannot_be_used_is_named(facts: object, expected: tuple[str, str]) -> None:
    assert refused(DECREE, "special", facts) == expected


def cap(
    method: str, base: int, candidates: int, share: str = "0.2", rounding: str = "floor"
) -> dict[str, object]:
    name = "at_htt_or_better" if method == "self_consistent" else "initial_htt"
    return {
        name: base, "candidates": candidates, "share": number(share), "method": method, "rounding": rounding,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("base", "candidates", "share", "rounding", "allowed"),
    [
        (24, 6, "0.2", "floor", 4),
        (24, 3, "0.2", "floor", 3),
        (29, 9, "0.2", "floor", 4),
        (30, 9, "0.2", "floor", 5),
        (24, 9, "0.25", "floor", 4),
        (25, 9, "0.25", "floor", 5),
        (5, 5, "0.2", "floor", 0),
        (5, 5, "0.2", "half_up", 1),
        (9, 9, "0.2", "half_up", 2),
        (8, 8, "0.2", "half_up", 1),
        (0, 0, "0.2", "floor", 0),
        (24, 0, "0.2", "floor", 0),
    ],
)
def test_the_self_consistent_cap_leaves_the_rest_ranked_good(
    base: int, candidates: int, share: str, rounding: str, allowed: int
) -> None:
    verdict = judge(DECREE, "cap", cap("self_consistent", base, candidates, share, rounding))
    assert verdict.values == {"allowed": allowed, "ranked_HTT": base - allowed}


@pytest.mark.parametrize(
    ("base", "candidates", "rounding", "allowed"),
    [
        (18, 6, "floor", 3),
        (18, 2, "floor", 2),
        (14, 6, "floor", 2),
        (13, 6, "half_up", 3),
        (12, 6, "half_up", 2),
    ],
)
def test_the_initial_cap_is_a_share_of_those_first_ranked_good(
    base: int, candidates: int, rounding: str, allowed: int
) -> None:
    verdict = judge(DECREE, "cap", cap("initial_htt", base, candidates, rounding=rounding))
    assert verdict.values == {"allowed": allowed}


def test_what_the_cap_takes_by_default_is_named() -> None:
    verdict = judge(DECREE, "cap", {"at_htt_or_better": 24, "candidates": 6})
    assert verdict.values["allowed"] == 4
    assert set(verdict.assumed) == {"method", "share", "rounding"}
    by_initial = judge(DECREE, "cap", {"initial_htt": 18, "candidates": 6})
    assert by_initial.values == {"allowed": 3}


@given(st.integers(0, 400), st.integers(0, 400), st.fractions(0, 1, max_denominator=40))
def test_the_cap_never_exceeds_the_candidates_nor_the_share(
    base: int, candidates: int, share: Fraction
) -> None:
    facts = {"at_htt_or_better": base, "candidates": candidates, "share": share, "rounding": "floor"}
    verdict = judge(DECREE, "cap", {**facts, "method": "self_consistent"})
    allowed, good = verdict.values["allowed"], verdict.values["ranked_HTT"]
    assert isinstance(allowed, Fraction)
    assert isinstance(good, Fraction)
    assert 0 <= allowed <= candidates
    assert allowed <= share * good


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"share": number("1.1")}, ("out_of_range", "input.share")),
        ({"share": "20%"}, ("wrong_shape", "input.share")),
        ({"rounding": "ceil"}, ("out_of_range", "input.rounding")),
        ({"method": "other"}, ("out_of_range", "input.method")),
        ({"candidates": -1}, ("out_of_range", "input.candidates")),
        ({"candidates": number("1.5")}, ("wrong_shape", "input.candidates")),
        ({"at_htt_or_better": None}, ("wrong_shape", "input.at_htt_or_better")),
    ],
)
def test_a_cap_that_cannot_be_used_is_named(change: dict[str, object], expected: tuple[str, str]) -> None:
    assert refused(DECREE, "cap", {**cap("self_consistent", 24, 6), **change}) == expected
