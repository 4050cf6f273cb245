"""Nghị định 233/2026 for public employees: ratios in percent times the weights a unit set (a preset)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from thenchot.rules.given import Given
from thenchot.rules.methods import decree
from thenchot.rules.numbers import COUNT
from thenchot.rules.verdict import Verdict

FULL = Fraction(100)


def staff(line: Given) -> Verdict:
    return _weighted(line, "staff_weights")


def manager(line: Given) -> Verdict:
    return _weighted(line, "manager_weights")


def _weighted(line: Given, table: str) -> Verdict:
    """Each ratio counts to 100 at most: more than asked does not lift a criterion above its maximum."""
    general = line.number("general", decree.GENERAL)
    preset = line.setting("preset")
    weights = _weights(line, preset, table)
    ratios = {name: line.number(name, COUNT) for name in weights}
    codes = [known.code for known in line.book.levels]
    ceiling = line.optional_choice("organisation_level", codes) if table == "manager_weights" else None
    line.reason("general", line.cited("general"), general, general=general, max=decree.GENERAL.high)
    results = Fraction(0)
    for name, weight in weights.items():
        counted = min(ratios[name], FULL)
        points = weight * counted / FULL
        results += points
        line.reason(f"unit_{name}", line.cited("results"), points, ratio=ratios[name], weight=weight)
    score = general + results
    by_score = decree.by_band(line, score)
    found = decree.under_ceiling(line, by_score, ceiling)
    return line.verdict(
        {"result_points": results, "score": score, "level_by_score": by_score, "level": found}
    )


def _weights(line: Given, preset: str, table: str) -> dict[str, Fraction]:
    presets = line.book.tables["presets"]
    assert isinstance(presets, Mapping)
    return {name: Fraction(weight) for name, weight in presets[preset][table].items()}
