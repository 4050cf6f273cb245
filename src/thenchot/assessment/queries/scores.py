"""Every sheet of a cycle scored at once from its marks and the plan as it is now: what the engine says, set-based.

For the staff of Nghị định 335/2025, whose score is a sum of marks and of the plan rows. The plan is summed in the database in
whole numbers and the score is finished in exact fractions, so it is the engine's to the last digit; a test compares both.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from django.db import connection, transaction

from thenchot.assessment.caps import chosen
from thenchot.assessment.models import Cycle
from thenchot.assessment.scoring import fractions_of, kind_for
from thenchot.lib import canonical
from thenchot.rules.book import ASK, Rulebook
from thenchot.rules.level import band
from thenchot.rules.score import RESULTS_MAX, capped_mean
from thenchot.rulesets.queries import frozen
from thenchot.workplan.workloads import CHUNK, Sums, sums_of

METHOD = "decree_staff"


class Scoring(NamedTuple):
    """A sheet with the score its facts make now; None and ASK where nothing was assigned."""

    sheet_id: int
    score: Fraction | None
    band: str


def scores_of(cycle: Cycle) -> Iterator[Scoring]:
    """Score the sheets of staff that have been handed in. Nothing for a rulebook that counts otherwise."""
    book = frozen(cycle.digest)
    kind = kind_for(book, "staff")
    method = book.method(kind)
    if method is None or method.name != METHOD:
        return
    loads = {sums.doer_id: sums for sums in sums_of(cycle.period)}
    rule = str(chosen(book, cycle.settings, "ratio_above_one"))
    for sheet_id, person_id, marks in _marks(cycle):
        score = _score(_general(marks), loads.get(person_id), rule)
        yield Scoring(sheet_id, score, _band(book, score))


def _marks(cycle: Cycle) -> Iterator[tuple[int, int, str]]:
    """Sheet, person and marks as they are kept, the sheets of staff that were handed in."""
    statement = (
        "SELECT id, person_id, marks FROM assessment_sheet WHERE cycle_id = %s AND rank = 'staff' "
        "AND state NOT IN ('opened', 'excused') ORDER BY id"
    )
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(statement, [cycle.id])
        while rows := cursor.fetchmany(CHUNK):
            yield from rows


@lru_cache(maxsize=4096)
def _general(kept: str) -> Fraction:
    """The sum of the confirmed marks, else of the person's own. Many people of a city have the same."""
    marks = canonical.loads(kept)
    return sum(fractions_of(marks.get("confirmed") or marks.get("self")).values(), Fraction(0))


def _score(general: Fraction, load: Sums | None, rule: str) -> Fraction | None:
    if load is None or load.assigned == 0:
        return None
    mean = Fraction(load.quantity * 4 + load.quality + load.progress, load.assigned * 12)
    if rule == "no_cap":
        return general + mean * RESULTS_MAX
    if rule == "cap_each":
        parts = [Fraction(load.quantity, load.assigned), *(Fraction(n, load.assigned * 4) for n in (load.quality, load.progress))]
        return general + capped_mean(parts, mean, rule) * RESULTS_MAX
    return general + capped_mean((), mean, rule) * RESULTS_MAX


def _band(book: Rulebook, score: Fraction | None) -> str:
    found = band(book, score)
    return found.code if found else ASK
