"""Customs: the year's level from the levels of its quarters."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.rules import periods
from thenchot.rules.book import ASK, NONE
from thenchot.rules.errors import wrong_shape
from thenchot.rules.given import Given, a_list, one_of
from thenchot.rules.methods.decree import of_the_year
from thenchot.rules.verdict import Verdict

QUARTERS_IN_A_YEAR = 4


def year_from_quarters(line: Given) -> Verdict:
    """The input is the list of levels, or {"quarters": the list} with the facts of the year beside it."""
    alone = not (isinstance(line.given, Mapping) and "quarters" in line.given)
    cells = a_list(line.given, "input") if alone else a_list(line.raw("quarters"), "input.quarters")
    field = "input" if alone else "input.quarters"
    if not 1 <= len(cells) <= QUARTERS_IN_A_YEAR:
        raise wrong_shape(field, "one_to_four", found=len(cells))
    choices = [*(known.code for known in line.book.levels), NONE]
    levels = [one_of(cell, f"{field}[{at}]", choices) for at, cell in enumerate(cells)]
    ranked = [found for found in levels if found != NONE]
    found = periods.level_combination(levels)
    article = line.cited("year")
    if found == ASK:
        line.reason("no_period_scored", article)
    else:
        line.reason("year_from_quarters", article, levels=", ".join(ranked), level=found)
    return line.verdict({"level": found, **({} if alone else of_the_year(line, found))})
