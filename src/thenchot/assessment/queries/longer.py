"""Quarter, six months and year of the people somebody may read, a page at a time, and of oneself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from thenchot.assessment.access import visible_sheets
from thenchot.assessment.aggregate import Aggregate, Whole, aggregates, same_scores
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.steps import PUBLISHED
from thenchot.lib.periods import Period
from thenchot.organisation.queries import below, names_on
from thenchot.people.identity import Identity
from thenchot.rulesets.naming import law_of
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class Member:
    """A person of a table, in the unit of their latest sheet of the period."""

    person_id: int
    name: str
    staff_code: str
    unit: str
    title: str


@dataclass(frozen=True)
class Settled:
    """The result that a cycle of the whole period gave, where there was one."""

    sheet_id: int
    level: str
    moved: bool
    """A month was replaced since it was published: the result stands until it is replaced itself."""


@dataclass(frozen=True)
class Row:
    member: Member
    result: Aggregate
    settled: Settled | None


@dataclass(frozen=True)
class Table:
    """The people of one rulebook and category; their results are made only for the rows asked for."""

    whole: Whole
    category: str
    law: str
    members: tuple[Member, ...]

    def rows(self, members: Sequence[Member]) -> list[Row]:
        ids = [member.person_id for member in members]
        results = aggregates(self.whole, ids)
        settled = _settled(self.whole, results)
        return [Row(one, results[one.person_id], settled.get(one.person_id)) for one in members]


def longer_tables(viewer: Identity, period: Period, under: str = "") -> list[Table]:
    """One table for each rulebook and category with sheets the viewer may read, of a place where one is given."""
    seen = visible_sheets(viewer).filter(_inside(period))
    if under:
        seen = seen.filter(below(under, "unit_path"))
    found = []
    for rulebook, category in _books(seen):
        sheets = seen.filter(cycle__rulebook=rulebook, cycle__category=category)
        whole = _whole(sheets, period, viewer.day)
        found.append(Table(whole, category, law_of(whole.book), tuple(_members(sheets, viewer.day))))
    return found


def own_results(viewer: Identity, period: Period) -> list[tuple[Whole, str, Row]]:
    """The viewer's own longer period under each rulebook: (whole, law, row)."""
    mine = Sheet.objects.filter(_inside(period), person_id=viewer.person_id)
    found = []
    for rulebook, category in _books(mine):
        sheets = mine.filter(cycle__rulebook=rulebook, cycle__category=category)
        table = Table(_whole(sheets, period, viewer.day), category, "", tuple(_members(sheets, viewer.day)))
        found += [(table.whole, law_of(table.whole.book), row) for row in table.rows(table.members)]
    return found


def _inside(period: Period) -> Q:
    """Sheets of the period's year: who came with results from elsewhere may have none in the period itself."""
    year = Period.parse(f"{period.first.year:04d}")
    return Q(cycle__period__in=[str(part) for months in (1, 3) for part in year.parts(months)])


def _books(sheets: QuerySet[Sheet]) -> list[tuple[str, str]]:
    columns = ("cycle__rulebook", "cycle__category")
    return list(sheets.order_by(*columns).values_list(*columns).distinct())


def _whole(sheets: QuerySet[Sheet], period: Period, day: date) -> Whole:
    """The rulebook and the body's choices as of the latest cycle."""
    latest = Cycle.objects.filter(id__in=sheets.values("cycle_id")).order_by("-period", "-id")[0]
    return Whole(frozen(latest.digest), latest.settings, period, day)


def _members(sheets: QuerySet[Sheet], day: date) -> list[Member]:
    latest = sheets.order_by().values("person_id").annotate(last=Max("id")).values("last")
    rows = Sheet.objects.filter(id__in=latest).order_by("unit_path", "person__sort_key", "person_id")
    names = names_on(day)
    columns = ("person_id", "person__full_name", "person__staff_code", "unit_id", "appointment__title__name")
    return [Member(pid, name, code, names.get(unit, ""), title) for pid, name, code, unit, title in rows.values_list(*columns)]


def _settled(whole: Whole, results: Mapping[int, Aggregate]) -> dict[int, Settled]:
    """Published results of a cycle of the whole period under the same rulebook."""
    rows = Sheet.objects.filter(
        person_id__in=list(results), cycle__period=str(whole.period), cycle__rulebook=whole.book.id, state=PUBLISHED
    )
    return {
        row.person_id: Settled(row.id, row.level or row.band, not same_scores(row.inputs, results[row.person_id].scored.inputs))
        for row in rows
    }
