"""Registered against achieved (đăng ký, đạt): by year and by unit, from what was registered here and from counts of before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from thenchot.checklists.access import turns_in_charge, visible_replies
from thenchot.checklists.models import PastTurns
from thenchot.organisation.queries import names_of_units
from thenchot.people.identity import Identity


@dataclass
class Turn:
    """Turns (lượt) of a period: registered, achieved, not achieved, and the rest not found either way yet."""

    registered: int = 0
    achieved: int = 0
    missed: int = 0
    unknown: int = 0
    """Of counts from before whose source does not say how many achieved."""
    sources: set[str] = field(default_factory=set)

    @property
    def open(self) -> int:
        return self.registered - self.achieved - self.missed - self.unknown

    def add(self, other: Turn) -> None:
        self.registered += other.registered
        self.achieved += other.achieved
        self.missed += other.missed
        self.unknown += other.unknown
        self.sources |= other.sources


@dataclass(frozen=True)
class TurnReport:
    """Turns by year, by period and by unit, each with the same total."""

    years: dict[str, Turn]
    periods: dict[str, Turn]
    units: list[tuple[str, Turn]]
    total: Turn


def turn_report(viewer: Identity, code: str) -> TurnReport:
    """Of one framework over all of its editions, as far as the viewer reads; withdrawn ones are left out."""
    periods: dict[str, Turn] = {}
    years: dict[str, Turn] = {}
    units: dict[int, Turn] = {}
    total = Turn()
    for period, unit_id, turn in (*_here(viewer, code), *_before(viewer, code)):
        for part in (
            periods.setdefault(period, Turn()), years.setdefault(period[:4], Turn()), units.setdefault(unit_id, Turn()), total
        ):  # fmt: skip
            part.add(turn)
    names = names_of_units(set(units), viewer.day)
    listed = sorted(
        ((names.get(unit_id, ""), turn) for unit_id, turn in units.items()), key=lambda row: row[0]
    )
    return TurnReport(dict(sorted(years.items())), dict(sorted(periods.items())), listed, total)


def _here(viewer: Identity, code: str) -> Iterable[tuple[str, int, Turn]]:
    rows = (
        visible_replies(viewer)
        .filter(checklist__code=code, registered_at__isnull=False)
        .exclude(state="withdrawn")
    )
    counted = rows.values_list("period", "unit_id").annotate(
        registered=Count("id"),
        met=Count("id", filter=Q(achieved=True)),
        missed=Count("id", filter=Q(achieved=False)),
    )
    for period, unit_id, registered, met, missed in counted.order_by("period", "unit_id"):
        yield period, unit_id or 0, Turn(registered, met, missed)


def _before(viewer: Identity, code: str) -> Iterable[tuple[str, int, Turn]]:
    for one in turns_in_charge(viewer).filter(code=code, withdrawn_at=None):
        known = one.achieved is not None
        missed = one.registered - (one.achieved or 0) if known else 0
        unknown = 0 if known else one.registered
        yield one.period, one.unit_id, Turn(one.registered, one.achieved or 0, missed, unknown, {one.source})


def past_turns(viewer: Identity, code: str) -> list[PastTurns]:
    """The counts taken in, standing and withdrawn, the newest first."""
    rows = turns_in_charge(viewer).filter(code=code).select_related("unit", "by", "withdrawn_by")
    return list(rows.order_by("-at", "-id"))
