"""How the score a person gave themselves became another (đường nâng, hạ): at which step, by whom, from what to what, why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from thenchot.assessment.models import LevelChange
from thenchot.audit.queries import acts_on
from thenchot.lib import canonical

CONFIRM = "confirm"


@dataclass(frozen=True)
class Moved:
    """One step of the way; `before` and `after` are levels, blank where only marks moved within one."""

    step: str
    before: str
    after: str
    by: str
    reason: str


def paths_of(sheet_ids: Collection[int]) -> dict[int, tuple[Moved, ...]]:
    """By sheet, in order: each raise and lowering, and the confirmation's reason where no level moved there."""
    found: dict[int, list[Moved]] = defaultdict(list)
    if not sheet_ids:
        return {}
    rows = LevelChange.objects.filter(sheet_id__in=list(sheet_ids)).select_related("by").order_by("at", "id")
    for row in rows:
        found[row.sheet_id].append(Moved(row.step, row.before, row.after, row.by.full_name, row.reason))
    for sheet, moved in _within_level(sheet_ids).items():
        if not any(step.step == CONFIRM for step in found[sheet]):
            found[sheet].insert(0, moved)
    return {sheet: tuple(steps) for sheet, steps in found.items() if steps}


def _within_level(sheet_ids: Collection[int]) -> dict[int, Moved]:
    """The last confirmation of each sheet that gave a reason: marks were changed, whatever became of the level."""
    found: dict[int, Moved] = {}
    for act in acts_on("sheet", sheet_ids, (CONFIRM,)):
        reason = str(canonical.loads(act.payload).get("reason", ""))
        found.pop(act.object_id, None)
        if reason:
            found[act.object_id] = Moved(CONFIRM, "", "", act.actor.rpartition(" (")[0] or act.actor, reason)
    return found
