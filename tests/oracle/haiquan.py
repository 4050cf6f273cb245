"""Oracle of the customs letter 21169: the year's level from one to four quarter levels."""

from __future__ import annotations

from tests.oracle.facts import WRONG_SHAPE, Facts
from tests.oracle.nd335 import LEVELS, Values


def year(facts: Facts) -> Values:
    entries = facts.list_at(facts.given, "input")
    if len(entries) < 1 or len(entries) > 4:
        facts.wrong(WRONG_SHAPE, "input")
    quarters = [
        facts.choice_at(entry, f"input[{place}]", [*LEVELS, "NONE"]) for place, entry in enumerate(entries)
    ]
    facts.all_read()
    ranked = [level for level in quarters if level != "NONE"]
    return {"level": _first_match(ranked) if ranked else "ASK"}


def _first_match(ranked: list[str]) -> str:
    if ranked.count("KHT") >= 2:
        return "KHT"
    if ranked.count("HTXS") >= 2 and ranked.count("KHT") == 0:
        return "HTXS"
    if ranked.count("HT") <= 2 or ranked.count("KHT") == 1:
        return "HTT"
    return "HT"
