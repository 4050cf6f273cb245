"""Leaders whose index d was made of results that have been replaced since (Điều 15 khoản 3 điểm a)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from django.db.models import Q

from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.scoring import exact
from thenchot.assessment.steps import PUBLISHED
from thenchot.organisation.queries import SEGMENT
from thenchot.rules.facts import leader_d

PERCENT = Fraction(100)


class Stale(NamedTuple):
    """A published leader: d as it was frozen, d as it comes out now (None: nobody below has a score any more)."""

    sheet: Sheet
    before: Fraction
    now: Fraction | None
    replaced: tuple[int, ...]
    """The persons below whose results were replaced."""


def stale_leaders(cycle: Cycle, leaders: Sequence[Sheet], replaced: Iterable[int]) -> list[Stale]:
    """Those of the published leaders above one of the persons `replaced` whose d is no longer what was frozen."""
    people, bench = set(replaced), Bench(cycle, leaders)
    found = []
    for leader in leaders:
        before = kept_d(leader)
        below = tuple(sorted(person for person in people - {leader.person_id} if bench.counts(leader, person)))
        if before is None or not below:
            continue
        now, _ = leader_d(bench.below(leader).bands)
        if now != before:
            found.append(Stale(leader, before, now, below))
    return found


def kept_d(leader: Sheet) -> Fraction | None:
    """The index d in the leader's inputs; None for a sheet that has none."""
    given = exact(leader.inputs.get("input") or {})
    if "six" in given:
        return Fraction(given["six"][3])
    return Fraction(given["don_vi"]) / PERCENT if "don_vi" in given else None


def leaders_above(sheet: Sheet) -> list[Sheet]:
    """Published leaders who may answer for the person: of the units above, and deputies of the same body."""
    path = sheet.unit_path
    above = [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]
    place = Q(unit_path__in=above) | Q(rank="deputy", body_id=sheet.body_id)
    rows = Sheet.objects.filter(place, cycle_id=sheet.cycle_id, state=PUBLISHED).exclude(rank="staff")
    return list(rows.exclude(id=sheet.id).select_related("person"))
