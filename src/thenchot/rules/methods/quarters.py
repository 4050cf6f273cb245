"""Customs: the year's level from the levels of its quarters."""

from __future__ import annotations

from thenchot.rules import periods
from thenchot.rules.book import ASK, NONE
from thenchot.rules.errors import wrong_shape
from thenchot.rules.given import Given, a_list, one_of
from thenchot.rules.verdict import Verdict

QUARTERS_IN_A_YEAR = 4


def year_from_quarters(line: Given) -> Verdict:
    cells = a_list(line.given, "input")
    if not 1 <= len(cells) <= QUARTERS_IN_A_YEAR:
        raise wrong_shape("input", "one_to_four", found=len(cells))
    choices = [*(known.code for known in line.book.levels), NONE]
    levels = [one_of(cell, f"input[{at}]", choices) for at, cell in enumerate(cells)]
    ranked = [found for found in levels if found != NONE]
    found = periods.level_combination(levels)
    article = line.cited("year")
    if found == ASK:
        line.reason("no_period_scored", article)
    else:
        line.reason("year_from_quarters", article, levels=", ".join(ranked), level=found)
    return line.verdict({"level": found})
