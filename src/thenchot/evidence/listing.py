"""Facts of somebody's register, a stretch of their numbers at a time, for other software."""

from __future__ import annotations

from dataclasses import dataclass

from thenchot.evidence.access import facts_in_charge
from thenchot.evidence.models import Fact
from thenchot.people.identity import Identity


@dataclass(frozen=True)
class Wanted:
    """What narrows the list; "" leaves all in."""

    kind: str = ""
    staff_code: str = ""
    source: str = ""
    ref: str = ""


def facts_after(viewer: Identity, wanted: Wanted, after: int, most: int) -> list[Fact]:
    """Withdrawn ones too, with their reason: who took one over must learn that it no longer stands."""
    narrowed = {
        "kind": wanted.kind, "person__staff_code": wanted.staff_code, "source_code": wanted.source, "source_ref": wanted.ref,
    }  # fmt: skip
    rows = facts_in_charge(viewer).filter(id__gt=after, **{name: value for name, value in narrowed.items() if value})
    return list(rows.select_related("person", "unit").order_by("id")[:most])


def fact_under(viewer: Identity, fact_id: int) -> Fact | None:
    """The fact of this number, where the viewer reads it by role."""
    rows = facts_after(viewer, Wanted(), fact_id - 1, 1)
    return rows[0] if rows and rows[0].id == fact_id else None
