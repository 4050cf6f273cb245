"""Reading facts: the grounds of a level, the level of an organisation, the register, a person's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from thenchot.evidence.kinds import FactKind, all_kinds
from thenchot.evidence.models import Fact
from thenchot.lib import clock
from thenchot.lib.vietnamese import fold
from thenchot.rules.acts import RecordedAct

MANY = 500
"""Above so many people or units everybody's facts are read: there are few."""


@dataclass(frozen=True)
class FactRow:
    """A fact as pages and other rooms read it."""

    id: int
    version: int
    kind: FactKind
    person_id: int | None
    person: str
    staff_code: str
    unit_id: int | None
    unit_code: str
    body_id: int | None
    period: str
    happened_on: date | None
    decided_on: date | None
    document: str
    document_on: date
    text: str
    level: str
    same_act_as: int | None
    used_in_year: int | None
    source: str
    entered_by: str
    at: datetime
    withdrawn_reason: str
    withdrawn_by: str
    withdrawn_at: datetime | None

    @property
    def ground(self) -> str:
        """The document as reasons name it: number, symbol and day."""
        return f"{self.document} ngày {self.document_on:%d/%m/%Y}"

    @property
    def withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def act(self) -> RecordedAct | None:
        """The act it is about; None for a kind that is about no act."""
        if self.happened_on is None or self.decided_on is None:
            return None
        known = self.at.astimezone(clock.VIETNAM).date()
        return RecordedAct(
            self.id, self.same_act_as or self.id, self.decided_on, self.happened_on, known, self.body_id, self.used_in_year
        )


def forcing_facts(person_ids: Collection[int]) -> dict[int, list[FactRow]]:
    """Facts of each person that may force a level, of all years, withdrawn ones left out."""
    kinds = [kind.code for kind in all_kinds().values() if kind.forces]
    rows = Fact.objects.filter(kind__in=kinds, person__isnull=False, withdrawn_at=None)
    if len(person_ids) <= MANY:
        rows = rows.filter(person_id__in=list(person_ids))
    found: dict[int, list[FactRow]] = defaultdict(list)
    for row in _rows(rows.order_by("decided_on", "id")):
        if row.person_id is not None:
            found[row.person_id].append(row)
    return found


def organisation_levels(period: str, unit_ids: Collection[int]) -> dict[int, FactRow]:
    """The recorded level of each organisation in the period (Điều 20 khoản 6)."""
    rows = Fact.objects.filter(kind="organisation_level", period=period, withdrawn_at=None)
    if len(unit_ids) <= MANY:
        rows = rows.filter(unit_id__in=list(unit_ids))
    return {row.unit_id: row for row in _rows(rows.order_by("id")) if row.unit_id is not None}


@dataclass(frozen=True)
class FactCount:
    """How many facts of one polarity stand against or for a person, and when the last was entered."""

    polarity: str
    count: int
    last: datetime


def fact_counts(person_ids: Collection[int], year: int) -> dict[int, list[FactCount]]:
    """Of facts about each person whose decision has effect in the year (or whose document is of it), withdrawn ones left out."""
    in_year = Q(decided_on__year=year) | Q(decided_on=None, document_on__year=year)
    rows = Fact.objects.filter(in_year, person_id__in=list(person_ids), withdrawn_at=None)
    kinds, found = all_kinds(), dict[tuple[int, str], FactCount]()
    for person_id, kind, at in rows.values_list("person_id", "kind", "at"):
        key = (person_id or 0, kinds[kind].polarity)
        before = found.get(key, FactCount(key[1], 0, at))
        found[key] = FactCount(key[1], before.count + 1, max(before.last, at))
    counts: dict[int, list[FactCount]] = defaultdict(list)
    for (person, _polarity), one in found.items():
        counts[person].append(one)
    return counts


def register(facts: QuerySet[Fact], search: str = "", kind: str = "") -> list[FactRow]:
    """Facts of somebody's register, newest first; `search` matches names without tone marks, a staff code or a document."""
    if kind:
        facts = facts.filter(kind=kind)
    if search.strip():
        name, text = fold(search), search.strip()
        found = Q(person__folded__contains=name) | Q(person__staff_code=text) | Q(unit__code=text) | Q(document__icontains=text)
        facts = facts.filter(found)
    return _rows(facts.order_by("-at", "-id"))


def overrides_of_units(unit_ids: Collection[int], year: int) -> dict[int, tuple[str, ...]]:
    """Codes of the overrides that conclusions about each organisation, in effect from a day of the year, are the ground of."""
    kinds = {kind.code: kind.means for kind in all_kinds().values() if kind.about == "unit" and kind.means}
    rows = Fact.objects.filter(kind__in=list(kinds), person=None, withdrawn_at=None, decided_on__year=year)
    if len(unit_ids) <= MANY:
        rows = rows.filter(unit_id__in=list(unit_ids))
    found: dict[int, tuple[str, ...]] = {}
    for unit_id, kind in rows.order_by("id").values_list("unit_id", "kind"):
        if unit_id is not None:
            found[unit_id] = tuple(dict.fromkeys((*found.get(unit_id, ()), *kinds[kind])))
    return found


def facts_of_person(person_id: int) -> list[FactRow]:
    """Everything recorded about a person, newest first, withdrawn ones with their reason."""
    return _rows(Fact.objects.filter(person_id=person_id).order_by("-at", "-id"))


def _rows(facts: QuerySet[Fact]) -> list[FactRow]:
    return list(_read(facts.select_related("person", "unit", "entered_by", "withdrawn_by")))


def _read(facts: Iterable[Fact]) -> Iterable[FactRow]:
    kinds = all_kinds()
    for row in facts:
        yield FactRow(
            id=row.id, version=row.version, kind=kinds[row.kind], person_id=row.person_id,
            person=row.person.full_name if row.person else "", staff_code=row.person.staff_code if row.person else "",
            unit_id=row.unit_id, unit_code=row.unit.code if row.unit else "", body_id=row.body_id, period=row.period,
            happened_on=row.happened_on, decided_on=row.decided_on, document=row.document, document_on=row.document_on,
            text=row.text, level=str(row.details.get("level", "")), same_act_as=row.same_act_as_id,
            used_in_year=row.used_in_year, source=row.source, entered_by=row.entered_by.full_name, at=row.at,
            withdrawn_reason=row.withdrawn_reason, withdrawn_by=row.withdrawn_by.full_name if row.withdrawn_by else "",
            withdrawn_at=row.withdrawn_at,
        )  # fmt: skip
