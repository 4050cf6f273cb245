"""The other frameworks on both sides of each of their bounds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.lines import added, cautions, codes, judge, number, refused
from thenchot.rules.errors import InputError

UNIT, OLD, PARTY, CITY = "nd233-2026-vien-chuc", "nd90-2020", "qd366-2025", "hcm-06hd-2026"
HANOI, HCM_PAY, DANANG, CUSTOMS = "hn-3814-2018", "hcm-qd20-2024", "danang-2013", "haiquan-21169-2026"

STAFF_W = {"general": 27, "so_luong": 100, "chat_luong": 100, "tien_do": 100}
MANAGER_W = {**STAFF_W, "don_vi": 100, "to_chuc": 100, "doan_ket": 100}
LEVELS = ["HTXS", "HTT", "HT", "KHT"]


# Nghị định 233/2026: public employees


def test_full_ratios_give_a_public_employee_seventy_points() -> None:
    assert judge(UNIT, "staff_w", STAFF_W).values["result_points"] == 70
    assert judge(UNIT, "manager_w", MANAGER_W).values["result_points"] == 70


@pytest.mark.parametrize("name", ["so_luong", "chat_luong", "tien_do"])
def test_more_than_a_hundred_percent_counts_as_a_hundred(name: str) -> None:
    assert judge(UNIT, "staff_w", {**STAFF_W, name: 150}).score == 97


@pytest.mark.parametrize(("name", "weight"), [("so_luong", 20), ("chat_luong", 32), ("tien_do", 18)])
def test_each_ratio_weighs_what_the_preset_says(name: str, weight: int) -> None:
    assert judge(UNIT, "staff_w", {**STAFF_W, name: 0}).score == 97 - weight


def test_the_preset_is_assumed_and_the_decree_switched_off() -> None:
    verdict = judge(UNIT, "staff_w", STAFF_W)
    assert verdict.assumed == ("preset",)
    assert cautions(verdict) == ["switched_off"]
    named = judge(UNIT, "staff_w", STAFF_W, {"preset": "nd233-preset-vpdkdd-dak-lak-draft"})
    assert named.assumed == ()
    assert refused(UNIT, "staff_w", STAFF_W, {"preset": "x"}) == ("out_of_range", "config.preset")


def test_the_head_of_a_unit_is_not_above_the_unit() -> None:
    assert judge(UNIT, "manager_w", {**MANAGER_W, "organisation_level": "HT"}).level == "HT"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"so_luong": -1}, ("out_of_range", "input.so_luong")),
        ({"tien_do": None}, ("wrong_shape", "input.tien_do")),
        ({"general": 31}, ("out_of_range", "input.general")),
    ],
)
def test_a_ratio_that_cannot_be_used_is_named(change: dict[str, object], expected: object) -> None:
    assert refused(UNIT, "staff_w", {**STAFF_W, **change}) == expected


@given(st.integers(0, 30), st.lists(st.integers(0, 200), min_size=3, max_size=3))
def test_a_public_employee_scores_between_nought_and_a_hundred(general: int, ratios: list[int]) -> None:
    facts = dict(zip(("so_luong", "chat_luong", "tien_do"), ratios, strict=True))
    verdict = judge(UNIT, "staff_w", {"general": general, **facts})
    assert verdict.score is not None
    assert 0 <= verdict.score <= 100
    assert added(verdict) == verdict.score


# Nghị định 90/2020: counts of tasks


def tasks(total: int, done: int, not_ok: int, exceed: int, **more: Any) -> str | None:
    return judge(OLD, None, {"tasks": total, "done": done, "not_ok": not_ok, "exceed": exceed, **more}).level


@pytest.mark.parametrize(
    ("counts", "level"),
    [
        ((10, 10, 0, 5), "HTXS"),
        ((10, 10, 0, 4), "HTT"),
        ((15, 15, 0, 8), "HTXS"),
        ((15, 15, 0, 7), "HTT"),
        ((10, 10, 1, 10), "HT"),
        ((10, 10, 2, 0), "HT"),
        ((10, 10, 3, 0), "ASK"),
        ((10, 10, 5, 0), "ASK"),
        ((10, 10, 6, 0), "KHT"),
        ((10, 9, 0, 9), "ASK"),
        ((10, 9, 6, 0), "KHT"),
        ((1, 1, 0, 1), "HTXS"),
        ((0, 0, 0, 0), "ASK"),
    ],
)
def test_counts_of_tasks_give_the_old_level(counts: tuple[int, int, int, int], level: str) -> None:
    assert tasks(*counts) == level


@pytest.mark.parametrize("fact", ["discipline", "degradation"])
def test_discipline_or_degradation_decides_the_old_level(fact: str) -> None:
    assert tasks(10, 10, 0, 10, **{fact: True}) == "KHT"
    assert tasks(10, 10, 0, 10, **{fact: False}) == "HTXS"
    assert tasks(0, 0, 0, 0, **{fact: True}) == "KHT"


def test_an_old_level_known_from_memory_says_so() -> None:
    facts = {"tasks": 10, "done": 10, "not_ok": 2, "exceed": 0}
    assert cautions(judge(OLD, None, facts)) == ["level_unverified"]
    assert cautions(judge(OLD, None, {**facts, "not_ok": 0})) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"done": 11}, ("out_of_range", "input.done")),
        ({"not_ok": 11}, ("out_of_range", "input.not_ok")),
        ({"exceed": 11}, ("out_of_range", "input.exceed")),
        ({"tasks": -1}, ("out_of_range", "input.tasks")),
        ({"done": None}, ("wrong_shape", "input.done")),
        ({"exceed": number("0.5")}, ("wrong_shape", "input.exceed")),
        ({"discipline": 1}, ("wrong_shape", "input.discipline")),
    ],
)
def test_a_count_that_cannot_be_used_is_named(change: dict[str, object], expected: object) -> None:
    assert refused(OLD, None, {"tasks": 10, "done": 10, "not_ok": 0, "exceed": 0, **change}) == expected


# Quy định 366 and Hướng dẫn 02


def products(*rows: tuple[object, list[object]]) -> list[list[object]]:
    return [[weight, marks] for weight, marks in rows]


THREE = products((30, [100, 100, 100, 100]), (20, [90, 80, 70, 60]), (20, [100, 90, 100, 90]))


@pytest.mark.parametrize(
    ("kind_of_post", "second"), [("K1", "15.3"), ("K2", "15.2"), ("K3", "15.1"), ("K4", "14.5")]
)
def test_the_kind_of_post_weighs_the_four_axes(kind_of_post: str, second: str) -> None:
    verdict = judge(PARTY, "hd02", {"general": 25, "weights": kind_of_post, "products": THREE})
    points = verdict.values["points"]
    assert isinstance(points, tuple)
    assert points[:2] == (30, Fraction(second))
    assert verdict.values["results"] == sum(Fraction(str(each)) for each in points)
    assert added(verdict) == verdict.score


def test_points_of_a_product_are_rounded_half_up_to_one_decimal() -> None:
    facts = {"general": 0, "weights": "K2", "products": products((30, [100, 95, 100, 100]))}
    assert judge(PARTY, "hd02", facts).values["points"] == (Fraction("29.3"),)


def test_the_plain_method_does_not_round() -> None:
    facts = {"general": 0, "products": products((30, [100, 95, 99, 100]))}
    assert judge(PARTY, "hd02_simple", facts).values["points"] == (Fraction("29.55"),)


def test_products_outside_the_guidance_are_warned_about() -> None:
    verdict = judge(PARTY, "hd02_simple", {"general": 20, "products": THREE[:2]})
    assert cautions(verdict) == ["switched_off", "products_count", "products_weight_sum"]
    assert cautions(judge(PARTY, "hd02_simple", {"general": 20, "products": THREE})) == ["switched_off"]


def test_conditions_nobody_told_of_are_taken_as_met_and_named() -> None:
    facts = {"general": 30, "weights": "K1", "products": THREE}
    verdict = judge(PARTY, "hd02", facts)
    assert verdict.assumed == ("done", "exceed", "late")
    assert verdict.level == verdict.level_by_score == "HTXS"


def test_conditions_told_decide_the_level_of_a_quarter() -> None:
    facts = {"general": 30, "weights": "K1", "products": THREE, "done": 100, "exceed": 10, "late": 0}
    verdict = judge(PARTY, "hd02", facts)
    assert (verdict.level_by_score, verdict.level, verdict.assumed) == ("HTXS", "HTT", ())


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"score": 90, "done": 100, "exceed": 30, "late": 0}, "HTXS"),
        ({"score": 90, "done": 100, "exceed": 30, "late": 50}, "HTXS"),
        ({"score": 90, "done": 100, "exceed": 29, "late": 0}, "HTT"),
        ({"score": 90, "done": 100, "exceed": 29, "late": 1}, "HT"),
        ({"score": 90, "done": 100, "exceed": 0, "late": 21}, "ASK"),
        ({"score": 89, "done": 100, "exceed": 90, "late": 0}, "HTT"),
        ({"score": 69, "done": 100, "exceed": 90, "late": 20}, "HT"),
        ({"score": 90, "done": 99, "exceed": 40, "late": 0}, "ASK"),
        ({"score": 90, "done": 99, "exceed": 40, "late": 0, "subjective": True}, "KHT"),
        ({"score": 90, "done": 100, "exceed": 40, "late": 0, "subjective": True}, "HTXS"),
        ({"score": 49, "done": 100, "exceed": 40, "late": 0}, "KHT"),
        ({"score": 50, "done": 100, "exceed": 0, "late": 0}, "HT"),
    ],
)
def test_the_party_level_asks_for_its_conditions(facts: dict[str, object], level: str) -> None:
    assert judge(PARTY, "condition", facts).level == level


def test_the_party_cap_rounds_a_half_up() -> None:
    rows = [[2, 0], [3, 1], [7, 1], [8, 2], [12, 2], [13, 3], [0, 0]]
    verdict = judge(PARTY, "cap", {"share": number("0.2"), "rows": rows})
    assert verdict.values["allowed"] == tuple(row[1] for row in rows)
    assert judge(PARTY, "cap", {"rows": [[13]]}).values["allowed"] == (3,)
    assert judge(PARTY, "cap", {"rows": [[13]]}).assumed == ("share",)


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("hd02", {"general": 20, "weights": "K5", "products": THREE}, ("out_of_range", "input.weights")),
        ("hd02", {"general": 20, "products": THREE}, ("wrong_shape", "input.weights")),
        (
            "hd02_simple",
            {"general": 20, "products": products((30, [101, 0, 0, 0]))},
            ("out_of_range", "input.products[0][1][0]"),
        ),
        (
            "hd02_simple",
            {"general": 20, "products": products((30, [1, 0, 0]))},
            ("wrong_shape", "input.products[0][1]"),
        ),
        ("hd02_simple", {"general": 20, "products": [[30]]}, ("wrong_shape", "input.products[0]")),
        ("cap", {"share": number("0.2"), "rows": [[1, 2, 3]]}, ("wrong_shape", "input.rows[0]")),
        ("cap", {"share": number("0.2"), "rows": [[]]}, ("wrong_shape", "input.rows[0]")),
        ("cap", {"share": number("0.2"), "rows": [[-1, 0]]}, ("out_of_range", "input.rows[0][0]")),
        ("condition", {"score": 101}, ("out_of_range", "input.score")),
    ],
)
def test_a_party_fact_that_cannot_be_used_is_named(kind: str, facts: object, expected: object) -> None:
    assert refused(PARTY, kind, facts) == expected


def test_the_party_book_answers_to_the_name_of_its_quarterly_guidance() -> None:
    facts = {"score": 92, "done": 100, "exceed": 20, "late": 0}
    assert judge("hd02-2026-quy", "condition", facts) == judge(PARTY, "condition", facts)


# Hướng dẫn 06 of Ho Chi Minh City


def city(*rows: list[object], general: int = 26) -> Any:
    return judge(CITY, None, {"general": general, "tasks": list(rows)})


@pytest.mark.parametrize(
    ("late", "share"),
    [(-3, "1"), (0, "1"), (1, "0.94"), (3, "0.94"), (4, "0.88"), (5, "0.88"), (6, "0.7"), (90, "0.7")],
)
def test_late_days_lower_the_progress_of_a_task_in_steps(late: int, share: str) -> None:
    assert city([10, 1, late, 100]).values["actual"] == 10 * Fraction(share)


def test_the_bonus_of_early_work_ends_at_seven_points() -> None:
    assert city([100, 1, -1, 100]).values["bonus"] == 5
    assert city([200, 1, -1, 100]).values["bonus"] == 7


def test_the_bonus_never_lifts_the_results_above_seventy() -> None:
    assert city([10, 1, -1, 100], general=30).values["results"] == 70


@pytest.mark.parametrize(("early", "level"), [(3, "HTXS"), (2, "HTT")])
def test_excellence_asks_for_three_tenths_of_the_tasks_early(early: int, level: str) -> None:
    rows: list[list[object]] = [[10, 1, -1 if at < early else 0, 100] for at in range(10)]
    verdict = city(*rows)
    assert verdict.values["ahead_pct"] == early * 10
    assert (verdict.level_by_score, verdict.level) == ("HTXS", level)


def test_a_city_month_without_tasks_asks() -> None:
    for verdict in (city(), city([0, 1, 0, 100])):
        assert (verdict.score, verdict.level) == (None, "ASK")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ([10, 1, 0, 101], ("out_of_range", "input.tasks[0][3]")),
        ([-10, 1, 0, 100], ("out_of_range", "input.tasks[0][0]")),
        ([10, -1, 0, 100], ("out_of_range", "input.tasks[0][1]")),
        ([10, 1, number("0.5"), 100], ("wrong_shape", "input.tasks[0][2]")),
        ([10, 1, 0], ("wrong_shape", "input.tasks[0]")),
    ],
)
def test_a_city_task_that_cannot_be_used_is_named(row: list[object], expected: object) -> None:
    assert refused(CITY, None, {"general": 26, "tasks": [row]}) == expected


# Hanoi 3814, Ho Chi Minh City 20/2024, Đà Nẵng 2013


@pytest.mark.parametrize(
    ("marks", "level"),
    [(("20", "70", "0"), "A"), (("20", "69", "0.99"), "B"), (("0", "70", "0"), "B"), (("0", "69.9", "0"), "C"),
     (("0", "50", "0"), "C"), (("0", "49.5", "0.4"), "D"), (("0", "0", "0"), "D"), (("20", "70", "10"), "A")],
)  # fmt: skip
def test_hanoi_levels_at_their_bounds(marks: tuple[str, str, str], level: str) -> None:
    facts = dict(zip(("y_thuc", "ket_qua", "thuong"), map(number, marks), strict=True))
    verdict = judge(HANOI, None, facts)
    assert (verdict.level, verdict.level_by_score) == (level, level)
    assert added(verdict) == verdict.score


@pytest.mark.parametrize(("name", "most"), [("y_thuc", 20), ("ket_qua", 70), ("thuong", 10)])
def test_a_hanoi_mark_above_its_maximum_is_refused(name: str, most: int) -> None:
    facts = {"y_thuc": 20, "ket_qua": 70, "thuong": 10, name: most + 1}
    assert refused(HANOI, None, facts) == ("out_of_range", f"input.{name}")


@pytest.mark.parametrize(
    ("ranked", "share", "allowed"), [(25, "0.3", 7), (30, "0.3", 9), (3, "0.3", 0), (25, "0.4", 10)]
)
def test_a_share_of_all_ranked_is_cut_down(ranked: int, share: str, allowed: int) -> None:
    assert judge(HANOI, "cap_all", {"ranked": ranked, "share": number(share)}).values == {"allowed": allowed}


def test_the_placeholder_of_hanoi_says_it_is_switched_off() -> None:
    facts = {"y_thuc": 19, "ket_qua": 66, "thuong": 6}
    assert cautions(judge("hn-1841-2021", None, facts)) == ["switched_off"]
    assert judge("hn-1841-2021", None, facts).values == judge(HANOI, None, facts).values


@pytest.mark.parametrize(
    ("score", "level", "paid"),
    [("90", "HTXS", True), ("89.99", "HTT", True), ("75", "HTT", True), ("74.99", "HT", False),
     ("50", "HT", False), ("49.99", "KHT", False)],
)  # fmt: skip
def test_a_quarter_in_the_city_is_paid_from_good_on(score: str, level: str, paid: bool) -> None:
    assert judge(HCM_PAY, None, {"score": number(score)}).values == {"level": level, "paid": paid}


@pytest.mark.parametrize(
    ("level", "rate"), [("HTXS", "1.5"), ("HTT", "1.2"), ("HT", "0"), ("KHT", "0"), ("NONE", "0")]
)
def test_pay_follows_the_level(level: str, rate: str) -> None:
    verdict = judge(HCM_PAY, "pay", {"htxs_rate": number("1.5"), "level": level})
    assert verdict.values == {"max_rate": Fraction(rate)}


def test_pay_of_an_unknown_level_is_refused() -> None:
    assert refused(HCM_PAY, "pay", {"htxs_rate": 1, "level": "A"}) == ("out_of_range", "input.level")
    assert refused(HCM_PAY, "pay", {"htxs_rate": -1, "level": "HT"}) == ("out_of_range", "input.htxs_rate")


@pytest.mark.parametrize(
    ("score", "level"),
    [("85", "HTXS"), ("84.99", "HTT"), ("80", "HTT"), ("79.99", "HT"), ("70", "HT"), ("69.99", "KHT")],
)
def test_danang_levels_at_their_bounds(score: str, level: str) -> None:
    assert judge(DANANG, None, {"score": number(score)}).values == {"level": level}


# Customs: the year from its quarters


@pytest.mark.parametrize(
    ("quarters", "level"),
    [
        (["HTXS", "HTXS", "HT", "HT"], "HTXS"),
        (["HTXS", "HTXS", "HTXS", "KHT"], "HTT"),
        (["HTXS", "HTT", "HTT", "HTT"], "HTT"),
        (["KHT", "KHT", "HTXS", "HTXS"], "KHT"),
        (["HT", "HT", "HTT", "HTT"], "HTT"),
        (["HT", "HT", "HT", "HTT"], "HT"),
        (["HT", "HT", "HT", "KHT"], "HTT"),
        (["HT", "HT", "HT", "HT"], "HT"),
        (["NONE", "HTXS", "HTXS", "NONE"], "HTXS"),
        (["NONE", "HT", "HT", "HT"], "HT"),
        (["HTXS"], "HTT"),
        (["KHT"], "HTT"),
        (["NONE"], "ASK"),
    ],
)
def test_a_customs_year_comes_from_its_quarters(quarters: list[str], level: str) -> None:
    assert judge(CUSTOMS, None, quarters).level == level


@given(
    st.lists(st.sampled_from([*LEVELS, "NONE"]), min_size=1, max_size=4), st.randoms(use_true_random=False)
)
def test_the_order_of_the_quarters_does_not_matter(quarters: list[str], order: Any) -> None:
    shuffled = list(quarters)
    order.shuffle(shuffled)
    assert judge(CUSTOMS, None, quarters).level == judge(CUSTOMS, None, shuffled).level


@pytest.mark.parametrize(
    ("quarters", "expected"),
    [
        ([], ("wrong_shape", "input")),
        (["HT"] * 5, ("wrong_shape", "input")),
        ("HT", ("wrong_shape", "input")),
        (["HT", "X"], ("out_of_range", "input[1]")),
        (["HT", 3], ("wrong_shape", "input[1]")),
    ],
)
def test_quarters_that_cannot_be_used_are_named(quarters: object, expected: object) -> None:
    assert refused(CUSTOMS, None, quarters) == expected


def test_customs_score_as_the_decree_they_rest_on() -> None:
    facts = {"general": 27, "assigned": 20, "items": [[15, 0, 0], [2, 1, 0], [1, 0, 1]]}
    ours, base = judge(CUSTOMS, "staff", facts), judge("nd335-2025-cong-chuc", "staff", facts)
    assert ours.values == base.values
    assert codes(ours) == codes(base)
    assert cautions(ours) == ["switched_off"]


# Conversion, titles and money


def test_units_are_coefficients_times_counts() -> None:
    assert judge("rewards", "units", [[5, 3], [14, 1]]).values == {"result": 29}
    assert judge("rewards", "units", [[number("0.5"), 3]]).values == {"result": Fraction("1.5")}
    assert judge("rewards", "units", []).values == {"result": 0}


@pytest.mark.parametrize(
    ("points", "group"),
    [
        (1, "N1"),
        (10, "N1"),
        (11, "N2"),
        (50, "N2"),
        (51, "N3"),
        (100, "N3"),
        (101, "N4"),
        (200, "N4"),
        (201, "N5"),
        (9999, "N5"),
    ],
)
def test_points_fall_in_their_group(points: int, group: str) -> None:
    assert judge("rewards", "group", points).values == {"result": group}


@pytest.mark.parametrize("points", ["0", "0.5", "10.5", "200.5"])
def test_points_between_the_groups_are_out_of_range(points: str) -> None:
    assert refused("rewards", "group", number(points)) == ("out_of_range", "input")


@pytest.mark.parametrize("level", [*LEVELS, "NONE"])
def test_titles_and_year_end_money_ask_for_a_level(level: str) -> None:
    assert judge("rewards", "ldtt", level).values == {"result": level in ("HTXS", "HTT")}
    assert judge("rewards", "hn_year_end", level).values == {"result": level in ("HTXS", "HTT", "HT")}


@pytest.mark.parametrize(("count", "allowed"), [(60, 9), (6, 0), (7, 1), (13, 1), (14, 2), (0, 0)])
def test_the_title_of_grassroots_fighter_is_cut_down_to_fifteen_percent(count: int, allowed: int) -> None:
    verdict = judge("rewards", "cstdcs_cap", count)
    assert verdict.values == {"result": allowed}
    assert "share_unverified" in cautions(verdict)


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        (None, 3, ("wrong_shape", "kind")),
        ("units", [[5]], ("wrong_shape", "input[0]")),
        ("units", [[5, -1]], ("out_of_range", "input[0][1]")),
        ("units", 5, ("wrong_shape", "input")),
        ("group", "5", ("wrong_shape", "input")),
        ("ldtt", "A", ("out_of_range", "input")),
        ("ldtt", None, ("wrong_shape", "input")),
        ("cstdcs_cap", number("1.5"), ("wrong_shape", "input")),
        ("cstdcs_cap", -1, ("out_of_range", "input")),
    ],
)
def test_a_reward_fact_that_cannot_be_used_is_named(
    kind: str | None, facts: object, expected: object
) -> None:
    assert refused("rewards", kind, facts) == expected


def test_each_product_shows_its_weight_and_its_kpi() -> None:
    verdict = judge(PARTY, "hd02", {"general": 25, "weights": "K2", "products": THREE})
    shown = [reason.params for reason in verdict.because if reason.code == "product_rounded"]
    assert [(each["number"], each["weight"], each["kpi"]) for each in shown] == [
        (1, 30, 100),
        (2, 20, 76),
        (3, 20, 93),
    ]


def test_each_city_task_shows_its_progress_and_its_points() -> None:
    verdict = city([20, 1, 2, 90], [10, 1, 9, 100])
    shown = [reason.params for reason in verdict.because if reason.code == "city_task"]
    assert [each["progress"] for each in shown] == [Fraction(4, 5), 0]
    assert sum(Fraction(str(each["achieved"])) for each in shown) == verdict.values["actual"]
    assert added(verdict) == verdict.score


def test_a_book_without_kinds_says_to_leave_the_kind_out() -> None:
    with pytest.raises(InputError) as caught:
        judge(DANANG, "staff", {"score": 80})
    assert (caught.value.field, caught.value.params["why"]) == ("kind", "no_kinds")
