"""A month under Nghị định 335: staff and leaders (Điều 12 to 18), overrides and the head's ceiling (Điều 20)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.lines import DECREE, added, articles, cautions, codes, judge, number, refused
from thenchot.rulesets.books import load
from thenchot.rulesets.sentences import sentence

FULL = {"general": 28, "assigned": 20, "items": [[20, 0, 0]]}
LEADER = {"general": 28, "six": [1, 1, 1, 1, 1, 1]}
TAKEN_OVER = {"general": 24, "assigned": 10, "items": [[7, 0, 0], [5, 3, 0]]}

general_points = st.fractions(min_value=0, max_value=30, max_denominator=8)
units = st.fractions(min_value=Fraction(1, 4), max_value=40, max_denominator=20)
work = st.lists(st.tuples(units, st.integers(0, 5), st.integers(0, 5)).map(list), max_size=7)


def test_a_full_month_is_general_points_plus_seventy() -> None:
    verdict = judge(DECREE, "staff", FULL)
    assert verdict.values["result_points"] == 70
    assert verdict.score == 98
    assert (verdict.level_by_score, verdict.level) == ("HTXS", "HTXS")


def test_the_answer_holds_the_keys_of_the_contract_in_order() -> None:
    assert list(judge(DECREE, "staff", FULL).values) == [
        "a", "b", "c", "ratio_uncapped", "result_points", "score", "level_by_score", "level",
    ]  # fmt: skip
    assert list(judge(DECREE, "leader", LEADER).values) == [
        "result_points",
        "score",
        "level_by_score",
        "level",
    ]


def test_each_number_of_the_month_carries_its_article() -> None:
    found = articles(judge(DECREE, "staff", FULL))
    assert found["general"] == "Điều 12 khoản 2"
    assert found["quantity"] == "Điều 14 khoản 2 điểm a"
    assert found["quality"] == "Điều 14 khoản 2 điểm b"
    assert found["progress"] == "Điều 14 khoản 2 điểm c"
    assert found["band"] == "Điều 20 khoản 1"


def test_rejections_and_latenesses_lower_the_month() -> None:
    facts = {"general": 27, "assigned": 20, "items": [[15, 0, 0], [2, 1, 0], [1, 0, 1]]}
    verdict = judge(DECREE, "staff", facts)
    assert [verdict.values[name] for name in "abc"] == [
        Fraction("0.9"),
        Fraction("0.875"),
        Fraction("0.8875"),
    ]
    assert verdict.score == Fraction("89.125")
    assert verdict.level == "HTT"


def test_nothing_assigned_gives_no_score_and_asks() -> None:
    verdict = judge(DECREE, "staff", {"general": 28, "assigned": 0, "items": [[5, 0, 0]]})
    assert verdict.score is None
    assert verdict.level == "ASK"
    assert verdict.level_by_score is None
    assert {verdict.values[name] for name in ("a", "b", "c", "ratio_uncapped", "result_points")} == {None}
    assert codes(verdict) == ["nothing_assigned"]


def test_discipline_decides_even_where_nothing_was_assigned() -> None:
    facts = {"general": 28, "assigned": 0, "items": [], "overrides": ["public_duty_discipline_in_year"]}
    verdict = judge(DECREE, "staff", facts)
    assert (verdict.score, verdict.level) == (None, "KHT")


@pytest.mark.parametrize(
    ("rule", "points", "score", "level"),
    [
        ("cap_total", 70, 94, "HTXS"),
        ("cap_each", "65.9166666", "89.9166666", "HTT"),
        ("no_cap", "75.25", "99.25", "HTXS"),
    ],
)
def test_extra_work_counts_as_the_body_chose(rule: str, points: object, score: object, level: str) -> None:
    verdict = judge(DECREE, "staff", TAKEN_OVER, {"ratio_above_one": rule})
    assert verdict.values["ratio_uncapped"] == Fraction("1.075")
    assert verdict.values["a"] == Fraction("1.2")
    assert abs(Fraction(str(verdict.values["result_points"])) - Fraction(str(points))) < Fraction(1, 10**6)
    assert abs(Fraction(str(verdict.score)) - Fraction(str(score))) < Fraction(1, 10**6)
    assert verdict.level == level
    assert verdict.assumed == ()


def test_the_default_for_extra_work_is_named_as_assumed() -> None:
    assert judge(DECREE, "staff", FULL).assumed == ("ratio_above_one",)
    assert judge(DECREE, "staff", FULL, {"ratio_above_one": None}).assumed == ("ratio_above_one",)


def test_no_cap_is_warned_about_even_where_it_changes_nothing() -> None:
    assert cautions(judge(DECREE, "staff", FULL, {"ratio_above_one": "no_cap"})) == ["no_cap"]
    assert cautions(judge(DECREE, "leader", LEADER, {"ratio_above_one": "no_cap"})) == ["no_cap"]
    assert cautions(judge(DECREE, "staff", FULL)) == []


@given(general=general_points, assigned=units, items=work, rule=st.sampled_from(["cap_total", "cap_each"]))
def test_results_never_exceed_seventy_points_unless_nothing_is_capped(
    general: Fraction, assigned: Fraction, items: list[object], rule: str
) -> None:
    facts = {"general": general, "assigned": assigned, "items": items}
    verdict = judge(DECREE, "staff", facts, {"ratio_above_one": rule})
    points = verdict.values["result_points"]
    assert isinstance(points, Fraction)
    assert 0 <= points <= 70
    assert verdict.score is not None
    assert 0 <= verdict.score <= 100


@given(
    general=general_points,
    assigned=units,
    items=work,
    rule=st.sampled_from(["cap_total", "cap_each", "no_cap"]),
)
def test_the_reasons_add_up_to_the_score(
    general: Fraction, assigned: Fraction, items: list[object], rule: str
) -> None:
    facts = {"general": general, "assigned": assigned, "items": items}
    verdict = judge(DECREE, "staff", facts, {"ratio_above_one": rule})
    assert added(verdict) == verdict.score


@given(general=general_points, assigned=units, items=work, more=units)
def test_one_more_flawless_product_never_lowers_the_score(
    general: Fraction, assigned: Fraction, items: list[object], more: Fraction
) -> None:
    before = judge(DECREE, "staff", {"general": general, "assigned": assigned, "items": items})
    after = judge(
        DECREE, "staff", {"general": general, "assigned": assigned, "items": [*items, [more, 0, 0]]}
    )
    assert before.score is not None
    assert after.score is not None
    assert after.score >= before.score


@given(general=general_points, assigned=units, items=work.filter(bool), place=st.sampled_from([1, 2]))
def test_one_more_rejection_or_lateness_never_raises_the_score(
    general: Fraction, assigned: Fraction, items: list[list[Fraction | int]], place: int
) -> None:
    worse = [list(item) for item in items]
    worse[0][place] += 1
    before = judge(DECREE, "staff", {"general": general, "assigned": assigned, "items": items})
    after = judge(DECREE, "staff", {"general": general, "assigned": assigned, "items": worse})
    assert before.score is not None
    assert after.score is not None
    assert after.score <= before.score


@given(general=general_points, assigned=units, items=work)
def test_judging_twice_gives_the_same_verdict(
    general: Fraction, assigned: Fraction, items: list[object]
) -> None:
    facts = {"general": general, "assigned": assigned, "items": items}
    assert judge(DECREE, "staff", facts) == judge(DECREE, "staff", facts)


@given(general=general_points, assigned=units, items=work)
def test_the_order_of_the_products_changes_nothing(
    general: Fraction, assigned: Fraction, items: list[object]
) -> None:
    one = judge(DECREE, "staff", {"general": general, "assigned": assigned, "items": items})
    other = judge(DECREE, "staff", {"general": general, "assigned": assigned, "items": items[::-1]})
    assert one == other


@pytest.mark.parametrize("code", ["degradation_concluded", "public_duty_discipline_in_year"])
def test_an_override_forces_the_level_and_leaves_the_score(code: str) -> None:
    verdict = judge(DECREE, "staff", {**FULL, "overrides": [code]})
    assert verdict.score == 98
    assert (verdict.level_by_score, verdict.level) == ("HTXS", "KHT")
    assert articles(verdict)[code].startswith("Điều 20 khoản 4")


def test_a_leaders_only_override_is_refused_for_staff() -> None:
    facts = {**FULL, "overrides": ["unit_corruption_handled"]}
    assert refused(DECREE, "staff", facts) == ("out_of_range", "input.overrides[0]")


def test_a_leaders_only_override_binds_a_leader() -> None:
    verdict = judge(DECREE, "leader", {**LEADER, "overrides": ["unit_corruption_handled"]})
    assert (verdict.level_by_score, verdict.level) == ("HTXS", "KHT")


def test_several_overrides_each_give_a_reason() -> None:
    given_codes = ["public_duty_discipline_in_year", "degradation_concluded"]
    verdict = judge(DECREE, "staff", {**FULL, "overrides": given_codes})
    assert set(given_codes) <= set(codes(verdict))


@pytest.mark.parametrize("ceiling", ["HTT", "HT", "KHT"])
def test_a_head_is_not_above_the_organisation(ceiling: str) -> None:
    verdict = judge(DECREE, "leader", {**LEADER, "organisation_level": ceiling})
    assert (verdict.level_by_score, verdict.level) == ("HTXS", ceiling)
    assert articles(verdict)["head_not_above_organisation"] == "Điều 20 khoản 6"


def test_an_organisation_above_its_head_changes_nothing() -> None:
    facts = {"general": 20, "six": [1, 1, 1, number("0.5"), 1, number("0.5")], "organisation_level": "HTXS"}
    verdict = judge(DECREE, "leader", facts)
    assert verdict.level == verdict.level_by_score == "HTT"
    assert "head_not_above_organisation" not in codes(verdict)


def test_an_override_stands_above_the_ceiling() -> None:
    facts = {**LEADER, "organisation_level": "HTT", "overrides": ["degradation_concluded"]}
    assert judge(DECREE, "leader", facts).level == "KHT"


def test_an_organisation_level_not_given_is_named_as_assumed() -> None:
    assert judge(DECREE, "leader", LEADER).assumed == ("ratio_above_one", "organisation_level")
    known = {**LEADER, "organisation_level": "HTXS"}
    assert judge(DECREE, "leader", known, {"ratio_above_one": "cap_total"}).assumed == ()


def test_one_subordinate_in_the_lowest_band_costs_a_leader_a_twelfth_of_seventy() -> None:
    half = number("0.5")
    verdict = judge(DECREE, "leader", {"general": 30, "six": [1, 1, 1, half, 1, 1]})
    assert verdict.score == 100 - Fraction(70, 12)


@pytest.mark.parametrize("place", [3, 4, 5])
@pytest.mark.parametrize("value", ["0", "0.49", "0.75", "1.5", "2"])
def test_the_last_three_ratios_of_a_leader_are_one_or_a_half(place: int, value: str) -> None:
    six: list[object] = [1, 1, 1, 1, 1, 1]
    six[place] = number(value)
    assert refused(DECREE, "leader", {"general": 28, "six": six}) == ("out_of_range", f"input.six[{place}]")


def test_a_leader_reads_the_units_behind_a_b_and_c_where_they_are_known() -> None:
    six = [number("0.95"), number("0.9"), 1, 1, 1, 1]
    bare, told = (judge(DECREE, "leader", {"general": 28, "six": six, **units}) for units in ({}, {"load": [19, 20]}))
    assert told.values == bare.values
    assert [r.code for r in bare.because[1:5]] == ["leader_quantity", "leader_quality", "leader_progress", "leader_unit_results"]
    assert [r.code for r in told.because[1:5]] == ["quantity", "quality", "progress", "leader_unit_results"]
    assert [(r.points, r.article) for r in told.because] == [(r.points, r.article) for r in bare.because]
    assert sentence(told.because[1]) == "Số lượng: hoàn thành 19 trên 20 đơn vị được giao, đạt 95\u00a0%."


@pytest.mark.parametrize(
    ("behind", "error"),
    [
        ([-1, 20], ("out_of_range", "input.load[0]")),
        ([19], ("wrong_shape", "input.load")),
        (["x", 20], ("wrong_shape", "input.load[0]")),
    ],
)
def test_units_that_are_no_counts_are_refused(behind: list[object], error: tuple[str, str]) -> None:
    assert refused(DECREE, "leader", {"general": 28, "six": [number("0.95"), 1, 1, 1, 1, 1], "load": behind}) == error


def test_a_leader_above_one_follows_the_same_setting_as_staff() -> None:
    facts = {"general": 24, "six": [number("1.2"), number("0.6"), 1, number("0.5"), 1, 1]}
    total = judge(DECREE, "leader", facts, {"ratio_above_one": "cap_total"})
    each = judge(DECREE, "leader", facts, {"ratio_above_one": "cap_each"})
    assert total.values["result_points"] == Fraction("5.3") / 6 * 70
    assert each.values["result_points"] == Fraction("5.1") / 6 * 70
    assert added(total) == total.score
    assert added(each) == each.score


def test_a_leader_far_above_one_is_capped_at_seventy() -> None:
    verdict = judge(DECREE, "leader", {"general": 24, "six": [3, 1, 1, 1, 1, 1]})
    assert verdict.values["result_points"] == 70
    free = judge(DECREE, "leader", {"general": 24, "six": [3, 1, 1, 1, 1, 1]}, {"ratio_above_one": "no_cap"})
    assert free.values["result_points"] == Fraction(8, 6) * 70


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({**FULL, "general": number("30.01")}, ("out_of_range", "input.general")),
        ({**FULL, "general": -1}, ("out_of_range", "input.general")),
        ({**FULL, "general": True}, ("wrong_shape", "input.general")),
        ({**FULL, "general": "28"}, ("wrong_shape", "input.general")),
        ({"assigned": 20, "items": []}, ("wrong_shape", "input.general")),
        ({**FULL, "assigned": -20}, ("out_of_range", "input.assigned")),
        ({"general": 28, "items": []}, ("wrong_shape", "input.assigned")),
        ({**FULL, "items": None}, ("wrong_shape", "input.items")),
        ({**FULL, "items": {"0": 1}}, ("wrong_shape", "input.items")),
        ({**FULL, "items": [20, 0, 0]}, ("wrong_shape", "input.items[0]")),
        ({**FULL, "items": [[20, 0]]}, ("wrong_shape", "input.items[0]")),
        ({**FULL, "items": [[20, 0, 0, 0]]}, ("wrong_shape", "input.items[0]")),
        ({**FULL, "items": [[20, 0, 0], [1, 0, 0], [1, -1, 0]]}, ("out_of_range", "input.items[2][1]")),
        ({**FULL, "items": [[20, 0, 0], [1, 0, -3]]}, ("out_of_range", "input.items[1][2]")),
        ({**FULL, "items": [[-20, 0, 0]]}, ("out_of_range", "input.items[0][0]")),
        ({**FULL, "items": [[20, number("0.5"), 0]]}, ("wrong_shape", "input.items[0][1]")),
        ({**FULL, "items": [[20, None, 0]]}, ("wrong_shape", "input.items[0][1]")),
        ({**FULL, "overrides": "degradation_concluded"}, ("wrong_shape", "input.overrides")),
        ({**FULL, "overrides": ["unknown"]}, ("out_of_range", "input.overrides[0]")),
        ({**FULL, "overrides": [7]}, ("wrong_shape", "input.overrides[0]")),
        (None, ("wrong_shape", "input")),
        ([1, 2], ("wrong_shape", "input")),
    ],
)
def test_a_fact_of_staff_that_cannot_be_used_is_named(facts: object, expected: tuple[str, str]) -> None:
    assert refused(DECREE, "staff", facts) == expected


def test_general_points_above_thirty_are_refused() -> None:
    assert judge(DECREE, "staff", {**FULL, "general": 30}).score == 100
    assert refused(DECREE, "staff", {**FULL, "general": 31}) == ("out_of_range", "input.general")
    assert refused(DECREE, "leader", {**LEADER, "general": number("30.000001")}) == (
        "out_of_range",
        "input.general",
    )


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"general": 28, "six": [1, 1, 1, 1, 1]}, ("wrong_shape", "input.six")),
        ({"general": 28, "six": [1, 1, 1, 1, 1, 1, 1]}, ("wrong_shape", "input.six")),
        ({"general": 28}, ("wrong_shape", "input.six")),
        ({"general": 28, "six": [-1, 1, 1, 1, 1, 1]}, ("out_of_range", "input.six[0]")),
        ({"general": 28, "six": [1, "1", 1, 1, 1, 1]}, ("wrong_shape", "input.six[1]")),
        ({**LEADER, "organisation_level": "A"}, ("out_of_range", "input.organisation_level")),
        ({**LEADER, "organisation_level": 1}, ("wrong_shape", "input.organisation_level")),
    ],
)
def test_a_fact_of_a_leader_that_cannot_be_used_is_named(facts: object, expected: tuple[str, str]) -> None:
    assert refused(DECREE, "leader", facts) == expected


@pytest.mark.parametrize("value", ["cap", "CAP_TOTAL", ""])
def test_a_setting_outside_its_choices_is_refused(value: str) -> None:
    expected = ("out_of_range", "config.ratio_above_one")
    assert refused(DECREE, "staff", FULL, {"ratio_above_one": value}) == expected


def test_a_setting_that_is_no_text_is_of_the_wrong_shape() -> None:
    assert refused(DECREE, "staff", FULL, {"ratio_above_one": 1}) == ("wrong_shape", "config.ratio_above_one")


@pytest.mark.parametrize("kind", [None, "", "nobody", "STAFF"])
def test_a_kind_the_rulebook_does_not_have_is_refused(kind: str | None) -> None:
    assert refused(DECREE, kind, FULL) == ("wrong_shape", "kind")


def test_what_nobody_asked_for_is_ignored() -> None:
    assert judge(DECREE, "staff", {**FULL, "note": "x", "six": 3}, {"other": 1}) == judge(
        DECREE, "staff", FULL
    )


def test_no_cap_is_for_trying_out_and_never_offered_to_a_body() -> None:
    for name in (DECREE, "haiquan-21169-2026"):
        setting = load(name).setting("ratio_above_one")
        assert setting is not None
        assert setting.choices == ("cap_total", "cap_each")
