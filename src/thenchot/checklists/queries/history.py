"""A unit's results over the periods: its place in the league, the fields it leads, its points of 5S and the like."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from thenchot.checklists.answers import counted
from thenchot.checklists.models import Reply
from thenchot.checklists.schema import read_content
from thenchot.rules.checklist import RANK, Edition, Outcome, judge

STANDING = ("submitted", "checked")


@dataclass(frozen=True)
class Year:
    """A unit's result of one period under one checklist."""

    reply: Reply
    edition: Edition
    outcome: Outcome

    @property
    def rank(self) -> tuple[int, int] | None:
        """The overall place: of the first ranked item."""
        first = next(iter(self.edition.items), None)
        return self.outcome.ranks.get(first.code) if first else None


@dataclass(frozen=True)
class Line:
    """The results of a unit under one framework, the oldest first."""

    code: str
    name: Edition
    years: list[Year]


def history_of(unit_id: int) -> list[Line]:
    """Everything handed in about the unit, by framework; leagues first."""
    rows = Reply.objects.filter(person=None, unit_id=unit_id, state__in=STANDING).select_related("checklist")
    lines: dict[str, list[Year]] = {}
    for reply in rows.order_by("period", "id"):
        lines.setdefault(reply.checklist.code, []).append(_year(reply))
    found = [Line(code, years[-1].edition, years) for code, years in lines.items()]
    return sorted(found, key=lambda line: (line.name.kind != RANK, line.name.vi))


def _year(reply: Reply) -> Year:
    edition = read_content(reply.checklist.content)
    return Year(reply, edition, judge(edition, counted(reply.answers, reply.checked)))


def standings_of(unit_id: int) -> list[Year]:
    """The unit's places in leagues, the newest first: what stands beside its head's assessment."""
    rows = Reply.objects.filter(
        person=None, unit_id=unit_id, state__in=STANDING, checklist__content__contains=f'"kind":"{RANK}"'
    )
    return [_year(reply) for reply in rows.select_related("checklist").order_by("-period", "-id")]


def league(checklist_id: int, periods: Collection[str]) -> list[Year]:
    """Everybody's results in one league for these periods, as they are ranked; units from outside among them."""
    rows = Reply.objects.filter(
        checklist_id=checklist_id, period__in=periods, state__in=STANDING, person=None
    )
    found = [_year(reply) for reply in rows.select_related("checklist")]
    return sorted(found, key=lambda year: (year.reply.period, year.rank or (10**6, 0), year.reply.other))
