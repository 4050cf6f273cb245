"""Oracle of Nghị định 90/2020 as amended: a level from counts of tasks."""

from __future__ import annotations

from fractions import Fraction

from tests.oracle.facts import OUT_OF_RANGE, Facts
from tests.oracle.nd335 import Values

# The conditions of these two are written from memory, so they are switched off and say so.
FROM_MEMORY = ("HT", "KHT")


def level(facts: Facts) -> Values:
    tasks = facts.whole("tasks")
    done, not_ok, exceed = facts.whole("done"), facts.whole("not_ok"), facts.whole("exceed")
    for name, count in (("done", done), ("not_ok", not_ok), ("exceed", exceed)):
        if count > tasks:
            facts.wrong(OUT_OF_RANGE, f"input.{name}")
    # Both are read before either is used: a flag that is no flag is a fault whatever the other says.
    discipline, degradation = facts.flag("discipline"), facts.flag("degradation")
    facts.all_read()
    found = "KHT" if discipline or degradation else _by_counts(tasks, done, not_ok, exceed)
    if found in FROM_MEMORY:
        facts.warnings.append(f"mức {found} chưa được")
    return {"level": found}


def _by_counts(tasks: int, done: int, not_ok: int, exceed: int) -> str:
    if tasks == 0:
        return "ASK"
    if not_ok > Fraction(tasks, 2):
        return "KHT"
    if done < tasks:
        return "ASK"
    if not_ok == 0:
        return "HTXS" if exceed >= Fraction(tasks, 2) else "HTT"
    return "HT" if not_ok * 100 <= tasks * 20 else "ASK"
