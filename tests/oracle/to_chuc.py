"""Oracle of Nghị định 335/2025 for an administrative body: the level of its year (Điều 8)."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import Facts
from tests.oracle.nd335 import Values, level_of

OVERRIDES = ["personnel_wrongdoing_concluded", "tasks_done_lt_70"]
FULL = Fraction(100)


def level(facts: Facts) -> Values:
    score = facts.number("score", 0, 100)
    # Facts not given are taken as met: everything done and on time, as much exceeded as may be asked.
    done = facts.number_or("done", FULL, 100)
    on_time = facts.number_or("on_time", FULL, 100)
    exceed = facts.number_or("exceed", FULL, 100)
    lower_kht = facts.flag_or("lower_kht", False)
    fixed = facts.flag_or("fixed", True)
    overrides = facts.overrides(OVERRIDES)
    force_majeure = facts.flag("force_majeure") is True
    facts.all_read()
    found = _by_override(overrides, done, force_majeure)
    if found is None:
        best = exceed >= 30 and not lower_kht and fixed
        found = _by_score(score, done, on_time, best)
    return {"level_by_score": level_of(score), "level": found}


def _by_override(overrides: list[str], done: Fraction, force_majeure: bool) -> str | None:
    """Điều 8 khoản 4: wrongdoing knows no excuse, too little done has one that the authority weighs."""
    if "personnel_wrongdoing_concluded" in overrides:
        return "KHT"
    if done < 70 or "tasks_done_lt_70" in overrides:
        return "ASK" if force_majeure else "KHT"
    return None


def _by_score(score: Fraction, done: Fraction, on_time: Fraction, best: bool) -> str:
    if score < 50:
        return "KHT"
    if score >= 90 and done == 100 and on_time == 100 and best:
        return "HTXS"
    if score >= 70 and done == 100 and on_time == 100:
        return "HTT"
    if done == 100 and 100 - on_time <= 20:
        return "HT"
    return "ASK"
