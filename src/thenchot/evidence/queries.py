"""Reading facts: the grounds of a level, the level of an organisation, the register, a person's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet

from thenchot.evidence.entries import OWN_MARK
from thenchot.evidence.kinds import FactKind, all_kinds
from thenchot.evidence.models import Dispute, Fact
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.lib.vietnamese import fold
from thenchot.rules.acts import RecordedAct

RELATED = ("person", "unit", "entered_by", "withdrawn_by", "dispute__answered_by")
MANY = 500
"""Above so many people or units everybody's facts are read: there are few."""


@dataclass(frozen=True)
class DisputeRow:
    """That the person said a fact is not right, and what its office answered."""

    text: str
    at: datetime
    outcome: str
    """"" while it waits, "kept", or "withdrawn"."""
    answer: str
    answered_by: str
    answered_at: datetime | None

    @property
    def open(self) -> bool:
        return self.outcome == ""


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
    source_code: str = ""
    source_ref: str = ""
    """The source's own number; "" where it gave none."""
    details: Mapping[str, object] = field(default_factory=dict)
    """Level, figures and choice by their codes, exact texts."""
    rule_code: str = ""
    task_id: int | None = None
    """The plan row that counts the same matter already: this fact speaks against no line."""
    derived_from: int | None = None
    """The fact about the unit for which the head named this person."""
    dispute: DisputeRow | None = None

    @property
    def disputed(self) -> bool:
        """Whether the person says it is not right and the office has not answered."""
        return self.dispute is not None and self.dispute.open

    @property
    def polarity(self) -> str:
        """For, against or neither: as its kind, its figures and its choice say."""
        return self.kind.polarity_of(self.details)

    @property
    def counted_in_work(self) -> bool:
        """Whether a, b or c counts the matter (Điều 14 khoản 2), so that it empties no line and takes off nothing."""
        return self.task_id is not None

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
    for row in rows_of(rows.order_by("decided_on", "id")):
        if row.person_id is not None:
            found[row.person_id].append(row)
    return found


def organisation_levels(period: str, unit_ids: Collection[int]) -> dict[int, FactRow]:
    """The recorded level of each organisation in the period (Điều 20 khoản 6)."""
    rows = Fact.objects.filter(kind="organisation_level", period=period, withdrawn_at=None)
    if len(unit_ids) <= MANY:
        rows = rows.filter(unit_id__in=list(unit_ids))
    return {row.unit_id: row for row in rows_of(rows.order_by("id")) if row.unit_id is not None}


@dataclass(frozen=True)
class FactCount:
    """How many facts of one polarity stand against or for a person, and when the last was entered."""

    polarity: str
    count: int
    last: datetime
    disputed: int = 0
    """Of them, how many the person says are not right and no office has answered."""


def bearing_on(period: str) -> Q:
    """Facts that bear on a period: those counted in a month of it, and those whose decision has effect in its year.

    A fact with neither is of the year of its document.
    """
    span = Period.parse(period)
    months = [str(month) for month in span.parts(1)]
    of_year = Q(decided_on__year=span.last.year) | Q(decided_on=None, document_on__year=span.last.year)
    return Q(period__in=months) | (Q(period="") & of_year)


def fact_counts(person_ids: Collection[int], period: str) -> dict[int, list[FactCount]]:
    """Of facts about each person that bear on the period; withdrawn ones and those that a plan row counts are left out."""
    rows = Fact.objects.filter(bearing_on(period), person_id__in=list(person_ids), withdrawn_at=None, task=None)
    kinds, found = all_kinds(), dict[tuple[int, str], FactCount]()
    columns = ("person_id", "kind", "details", "at", "dispute__at", "dispute__outcome")
    for person_id, kind, details, at, said_at, outcome in rows.values_list(*columns):
        key, waits = (person_id or 0, kinds[kind].polarity_of(details)), outcome == ""
        before = found.get(key, FactCount(key[1], 0, at))
        last = max(before.last, at, said_at) if waits else max(before.last, at)
        found[key] = FactCount(key[1], before.count + 1, last, before.disputed + waits)
    counts: dict[int, list[FactCount]] = defaultdict(list)
    for (person, _polarity), one in found.items():
        counts[person].append(one)
    return counts


def facts_bearing(person_ids: Collection[int], period: str) -> dict[int, list[FactRow]]:
    """The facts about each person that bear on the period, oldest first, withdrawn ones left out."""
    rows = Fact.objects.filter(bearing_on(period), person_id__in=list(person_ids), withdrawn_at=None)
    found: dict[int, list[FactRow]] = defaultdict(list)
    for row in rows_of(rows.order_by("document_on", "id")):
        found[row.person_id or 0].append(row)
    return found


def register(facts: QuerySet[Fact], search: str = "", kind: str = "") -> list[FactRow]:
    """Facts of somebody's register, newest first; `search` matches names without tone marks, a staff code or a document."""
    if kind:
        facts = facts.filter(kind=kind)
    if search.strip():
        name, text = fold(search), search.strip()
        found = Q(person__folded__contains=name) | Q(person__staff_code=text) | Q(unit__code=text) | Q(document__icontains=text)
        facts = facts.filter(found)
    return rows_of(facts.order_by("-at", "-id"))


def waiting_disputes(facts: QuerySet[Fact]) -> QuerySet[Fact]:
    """Those of the facts that their person says are not right, while their office has not answered."""
    return facts.filter(dispute__outcome="", withdrawn_at=None)


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
    return rows_of(Fact.objects.filter(person_id=person_id).order_by("-at", "-id"))


def rows_of(facts: QuerySet[Fact]) -> list[FactRow]:
    """Facts as other rooms read them, in the order of the query."""
    return list(_read(facts.select_related(*RELATED)))


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
            withdrawn_at=row.withdrawn_at, source_code=row.source_code,
            source_ref="" if row.source_ref.startswith(OWN_MARK) else row.source_ref, details=row.details,
            rule_code=row.rule_code, task_id=row.task_id, derived_from=row.derived_from_id, dispute=_dispute(row),
        )  # fmt: skip


def _dispute(fact: Fact) -> DisputeRow | None:
    row: Dispute | None = getattr(fact, "dispute", None)
    if row is None:
        return None
    by = row.answered_by.full_name if row.answered_by else ""
    return DisputeRow(row.text, row.at, row.outcome, row.answer, by, row.answered_at)
