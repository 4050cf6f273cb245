"""The yearly level of an administrative body: overrides, then tasks done, then points and conditions (Điều 8)."""

from __future__ import annotations

from fractions import Fraction

from thenchot.rules import level
from thenchot.rules.book import ASK
from thenchot.rules.given import Given
from thenchot.rules.methods import decree
from thenchot.rules.numbers import PERCENT, SCORE
from thenchot.rules.verdict import Verdict

LEAST_DONE = Fraction(70)
TASKS_DONE_TOO_FEW = "tasks_done_lt_70"


def organisation(line: Given) -> Verdict:
    """Facts of conditions that are not given are taken as met and named in `assumed`."""
    score = line.number("score", SCORE)
    facts = percent_facts(line, ("done", "on_time", "exceed"))
    for name in ("lower_kht", "fixed"):
        value = line.assumed_flag(name)
        if value is not None:
            facts[name] = value
    if "on_time" in facts:
        facts["late"] = Fraction(100) - facts["on_time"]
    forced = decree.forced(line, leader=True)
    force_majeure = line.flag("force_majeure") is True
    by_score = decree.by_band(line, score)
    found = _forced(line, forced, facts, force_majeure=force_majeure)
    if found is None:
        found = by_points_and_conditions(line, score, facts)
    return line.verdict({"level_by_score": by_score, "level": found})


def _forced(
    line: Given, forced: list[str], facts: dict[str, Fraction | bool], *, force_majeure: bool
) -> str | None:
    others = [code for code in forced if code != TASKS_DONE_TOO_FEW]
    if others:
        return decree.apply_overrides(line, ASK, others)
    if TASKS_DONE_TOO_FEW not in forced and facts.get("done", LEAST_DONE) >= LEAST_DONE:
        return None
    # Điều 8 khoản 4 điểm b: with force majeure the authority weighs the circumstances itself.
    if force_majeure:
        rule = next(known for known in line.book.overrides if known.code == TASKS_DONE_TOO_FEW)
        line.reason("force_majeure", rule.citation)
        return ASK
    return decree.apply_overrides(line, ASK, [TASKS_DONE_TOO_FEW])


def percent_facts(line: Given, names: tuple[str, ...]) -> dict[str, Fraction | bool]:
    found: dict[str, Fraction | bool] = {}
    for name in names:
        value = line.assumed_number(name, PERCENT)
        if value is not None:
            found[name] = value
    return found


def by_points_and_conditions(line: Given, score: Fraction, facts: dict[str, Fraction | bool]) -> str:
    """Under the lowest level's bound it is that level; else the highest level met; in a gap ASK."""
    lowest = line.book.levels[-1]
    if score < line.book.levels[-2].min:
        return lowest.code
    found, failed = level.highest_met(line.book, score, facts)
    for condition in dict.fromkeys(failed):
        line.reason(
            f"condition_{condition.fact}",
            line.cited("conditions"),
            fact=facts.get(condition.fact),
            value=condition.value,
        )
    if found == ASK:
        line.reason("no_level_fits", line.cited("conditions"), score=score)
    return found
