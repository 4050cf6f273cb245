"""Oracle of Nghị định 233/2026: ratios in percent by the weights of the one preset there is."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import Facts
from tests.oracle.nd335 import LEVELS, Values, level_of

PRESET = "nd233-preset-vpdkdd-dak-lak-draft"
STAFF = {"so_luong": 20, "chat_luong": 32, "tien_do": 18}
MANAGER = {"so_luong": 8, "chat_luong": 13, "tien_do": 7, "don_vi": 21, "to_chuc": 11, "doan_ket": 10}


def staff_w(facts: Facts) -> Values:
    return _weighted(facts, STAFF, None)


def manager_w(facts: Facts) -> Values:
    ceiling = None if facts.absent("organisation_level") else facts.choice("organisation_level", LEVELS)
    return _weighted(facts, MANAGER, ceiling)


def _weighted(facts: Facts, weights: dict[str, int], ceiling: str | None) -> Values:
    general = facts.number("general", 0, 30)
    facts.setting("preset", [PRESET], PRESET)
    percents = {name: facts.number(name) for name in weights}
    facts.all_read()
    points = Fraction(0)
    for name, weight in weights.items():
        points += weight * min(percents[name], Fraction(100)) / 100
    score = general + points
    by_score = level_of(score)
    level = by_score
    if ceiling is not None and LEVELS.index(ceiling) > LEVELS.index(level):
        level = ceiling
    return {"result_points": points, "score": score, "level_by_score": by_score, "level": level}
