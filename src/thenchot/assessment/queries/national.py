"""What each result in the queue says to the national database: read from the frozen version it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from thenchot.assessment.models import Cycle, Published
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.organisation.models import Unit
from thenchot.organisation.queries import names_on
from thenchot.outbound.models import Owed
from thenchot.outbound.packing import Result
from thenchot.people.models import Person


def national_results(owed: Sequence[Owed]) -> list[Result]:
    """Of rows of one cycle, in their order; names and units as they were on the cycle's day."""
    if not owed:
        return []
    cycle = Cycle.objects.get(id=owed[0].cycle_id)
    sheets = [row.sheet_id for row in owed]
    versions = {(one.sheet_id, one.number): one for one in Published.objects.filter(sheet_id__in=sheets).defer("frozen")}
    people = Person.objects.in_bulk([row.person_id for row in owed])
    names, codes = names_on(cycle.day), dict(Unit.objects.values_list("id", "code"))
    return [
        _result(
            cycle, versions[row.sheet_id, row.number], people[row.person_id],
            {"code": codes[row.unit_id], "name": names.get(row.unit_id, "")},
        )
        for row in owed
    ]  # fmt: skip


def _result(cycle: Cycle, version: Published, person: Person, unit: dict[str, str]) -> Result:
    first = version.number == 1
    return Result(
        result=f"{version.sheet_id}-{version.number}",
        replaces=None if first else f"{version.sheet_id}-{version.number - 1}",
        reason=None if first else version.reason,
        person={"staff_code": person.staff_code, "full_name": person.full_name}, unit=unit, category=cycle.category,
        period=cycle.period, period_kind=Period.parse(cycle.period).kind, score=_score(version.score),
        band=version.band or None, level=version.level or None, rulebook=cycle.rulebook, rulebook_digest=cycle.digest,
        published_at=version.at.astimezone(clock.VIETNAM).isoformat(timespec="seconds"), frozen_sha256=version.frozen_hash,
    )  # fmt: skip


def _score(score: Decimal | None) -> str | None:
    """The score with as many places as it is kept with, none of them idle: 88.25, 90."""
    return None if score is None else f"{score.normalize():f}"
