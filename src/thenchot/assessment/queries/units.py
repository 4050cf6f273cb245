"""The units of a cycle one by one, the furthest behind first, each with the person who must act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from django.db.models import Count

from thenchot.assessment.models import Cycle
from thenchot.assessment.queries.progress import HOLDER
from thenchot.assessment.queries.tally import Tally, tally_of
from thenchot.assessment.steps import (
    CONFIRMED,
    DECIDED,
    EXCUSED,
    PROPOSED,
    PUBLISHED,
    SUBMITTED,
    final_state,
    steps_at,
    waits_in,
)
from thenchot.organisation.queries import units_on

SENT = (SUBMITTED, CONFIRMED, PROPOSED, DECIDED, PUBLISHED)
NAMED = 3
"""How many of a unit's scorers a line names."""
SCORED = (CONFIRMED, PROPOSED, DECIDED, PUBLISHED)


@dataclass(frozen=True)
class UnitProgress:
    """A unit's own people (units below are lines of their own): how many are asked, have sent, are confirmed, are done.

    `scorer` names who still has somebody to confirm here, else who confirmed most; `late` is the first day past of a
    step somebody here still owes.
    """

    unit_id: int
    name: str
    above: str
    asked: int
    sent: int
    scored: int
    done: int
    excused: int
    late: date | None
    scorer: str = ""

    @property
    def finished(self) -> bool:
        return self.done == self.asked


def unit_progress(cycle: Cycle, today: date, tally: Tally | None = None) -> list[UnitProgress]:
    """Return the units of the cycle: late ones first, then the least done, then the largest. Nobody is named yet."""
    units, done = units_on(cycle.day), {final_state(cycle.steps), PUBLISHED}
    overdue = {
        waits_in(cycle.steps, s.code): s.last
        for s in steps_at(cycle.steps)
        if s.code in HOLDER and s.last < today
    }
    rows = []
    for unit, counts in (tally or tally_of(cycle)).units.items():
        place = units.get(unit)
        above = units.get(place.parent_id or 0) if place else None
        late = [last for state, last in overdue.items() if counts[state]] if cycle.state == "open" else []
        rows.append(UnitProgress(
            unit_id=unit, name=place.name if place else "", above=above.name if above else "",
            asked=sum(counts.values()) - counts[EXCUSED], sent=sum(counts[state] for state in SENT),
            scored=sum(counts[state] for state in SCORED), done=sum(counts[state] for state in done),
            excused=counts[EXCUSED], late=min(late, default=None),
        ))  # fmt: skip
    return sorted(rows, key=_worst_first)


def named(cycle: Cycle, rows: Sequence[UnitProgress]) -> list[UnitProgress]:
    """The same rows, each with the name of who must act there: asked for those that are shown."""
    scorers = _scorers(cycle, [row.unit_id for row in rows])
    return [replace(row, scorer=scorers.get(row.unit_id, "")) for row in rows]


def _worst_first(row: UnitProgress) -> tuple[bool, bool, Fraction, int, str]:
    """By how far through all steps a unit's people are together."""
    share = Fraction(row.sent + row.scored + row.done, 3 * row.asked) if row.asked else Fraction(1)
    return row.finished, row.late is None, share, -row.asked, row.name


def _scorers(cycle: Cycle, units: Sequence[int]) -> dict[int, str]:
    """Who in each unit scores those not confirmed yet, else who scores most: a ward with two blocs has two heads."""
    asked = cycle.sheets.filter(unit_id__in=units).exclude(state=EXCUSED).exclude(scorer=None)
    rows = asked.values_list("unit_id", "scorer__full_name", "state")
    everybody: dict[int, Counter[str]] = {}
    waiting: dict[int, Counter[str]] = {}
    for unit, name, state, n in rows.annotate(n=Count("id")).order_by("scorer__full_name"):
        everybody.setdefault(unit, Counter())[name] += n
        if state not in SCORED:
            waiting.setdefault(unit, Counter())[name] += n
    return {unit: _named(waiting.get(unit), names) for unit, names in everybody.items()}


def _named(waiting: Counter[str] | None, everybody: Counter[str]) -> str:
    names = [name for name, _n in (waiting or everybody).most_common()]
    return ", ".join(names[:NAMED]) if waiting else names[0]
