"""Oracle of Nghị định 335/2025: a period's score of staff and of a leader (Điều 12, 14 to 17, 20)."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import OUT_OF_RANGE, Facts

Values = dict[str, object]

LEVELS = ["HTXS", "HTT", "HT", "KHT"]
OVERRIDES = ["degradation_concluded", "public_duty_discipline_in_year", "unit_corruption_handled"]
FOR_LEADERS = ["unit_corruption_handled"]
RATIO_ABOVE_ONE = ["cap_total", "cap_each", "no_cap"]


def level_of(score: Fraction) -> str:
    """Điều 20 khoản 1 to 4, on the score as it is, not as it is printed."""
    if score >= 90:
        return "HTXS"
    if score >= 70:
        return "HTT"
    if score >= 50:
        return "HT"
    return "KHT"


def left_of(times: int) -> Fraction:
    """Điều 14 khoản 2: each time takes a quarter; more than four times cannot take more than all."""
    left = Fraction(1)
    for _ in range(min(times, 4)):
        left = left - Fraction(25, 100)
    return left


def result_ratio(ratios: list[Fraction], setting: str) -> Fraction:
    if setting == "cap_each":
        ratios = [min(ratio, Fraction(1)) for ratio in ratios]
    mean = sum(ratios, Fraction(0)) / len(ratios)
    if setting == "cap_total":
        mean = min(mean, Fraction(1))
    return mean


def staff(facts: Facts) -> Values:
    general = facts.number("general", 0, 30)
    assigned = facts.number("assigned")
    items = _items(facts)
    setting = facts.setting("ratio_above_one", RATIO_ABOVE_ONE, "cap_total")
    overrides = facts.overrides(OVERRIDES, FOR_LEADERS)
    facts.all_read()
    if assigned == 0:
        names = ["a", "b", "c", "ratio_uncapped", "result_points", "score", "level_by_score"]
        return {**dict.fromkeys(names), "level": "KHT" if overrides else "ASK"}
    a = sum((units for units, _, _ in items), Fraction(0)) / assigned
    b = sum((units * left_of(rejected) for units, rejected, _ in items), Fraction(0)) / assigned
    c = sum((units * left_of(late) for units, _, late in items), Fraction(0)) / assigned
    _warn_of_no_cap(facts, setting)
    points = result_ratio([a, b, c], setting) * 70
    values: Values = {"a": a, "b": b, "c": c, "ratio_uncapped": (a + b + c) / 3}
    return {**values, **_scored(general, points, overrides, None)}


def _items(facts: Facts) -> list[tuple[Fraction, int, int]]:
    items: list[tuple[Fraction, int, int]] = []
    for place, entry in enumerate(facts.listed("items")):
        field = f"input.items[{place}]"
        row = facts.row_at(entry, field, 3)
        if row:
            units = facts.number_at(row[0], f"{field}[0]")
            rejected = facts.whole_at(row[1], f"{field}[1]")
            late = facts.whole_at(row[2], f"{field}[2]")
            items.append((units, rejected, late))
    return items


def leader(facts: Facts) -> Values:
    general = facts.number("general", 0, 30)
    six = _six(facts)
    setting = facts.setting("ratio_above_one", RATIO_ABOVE_ONE, "cap_total")
    ceiling = facts.choice_or("organisation_level", LEVELS, "HTXS")
    overrides = facts.overrides(OVERRIDES)
    facts.all_read()
    _warn_of_no_cap(facts, setting)
    points = result_ratio(six, setting) * 70
    return _scored(general, points, overrides, ceiling)


def _six(facts: Facts) -> list[Fraction]:
    row = facts.row_at(facts.named("six"), "input.six", 6)
    six = [facts.number_at(cell, f"input.six[{place}]") for place, cell in enumerate(row)]
    for place, ratio in enumerate(six):
        # Điều 15 khoản 3 knows 100 % and 50 % and nothing else.
        if place >= 3 and ratio not in (1, Fraction(1, 2)):
            facts.wrong(OUT_OF_RANGE, f"input.six[{place}]")
    return six


def _warn_of_no_cap(facts: Facts, setting: str) -> None:
    if setting == "no_cap":
        facts.warnings.append("no_cap")


def _scored(general: Fraction, points: Fraction, overrides: list[str], ceiling: str | None) -> Values:
    score = general + points
    by_score = level_of(score)
    level = by_score
    if ceiling is not None and LEVELS.index(ceiling) > LEVELS.index(level):
        level = ceiling
    if overrides:
        level = "KHT"
    return {"result_points": points, "score": score, "level_by_score": by_score, "level": level}
