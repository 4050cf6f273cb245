"""Reading a month's gathering: what each office owes and brought, what heads are asked, who is late, what is still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from thenchot.evidence.models import Contribution, Fact, Gathering, Inquiry, InquiryItem, Responsible
from thenchot.evidence.queries import FactRow, rows_of
from thenchot.evidence.sources import Source, all_sources
from thenchot.lib.periods import Period
from thenchot.organisation.queries import UnitAt, below, names_on, units_on, versions_on
from thenchot.people.models import Grant, Person
from thenchot.people.queries import heads_on

STANDING = Q(fact__withdrawn_at=None)
"""An item whose fact its office has withdrawn asks for nothing more."""


@dataclass(frozen=True)
class OfficePart:
    """One office's part of a month: who is responsible, what has come in, since when it is late."""

    id: int
    source: Source
    responsible: str
    responsible_id: int
    facts: int
    done_at: datetime | None
    days_late: int


@dataclass(frozen=True)
class Letter:
    """A letter to a head with how many of its items are answered."""

    id: int
    unit: str
    head: str
    number: str
    issued_on: date
    answer_by: date
    items: int
    answered: int
    days_late: int

    @property
    def open(self) -> int:
        return self.items - self.answered


def offices_of(gathering: Gathering, today: date) -> list[OfficePart]:
    """In the order of the sources; late from the day after the last one to enter."""
    scope = units_on(today, path_of(gathering, today))
    facts = Fact.objects.filter(period=gathering.period, unit_id__in=list(scope), withdrawn_at=None)
    counts = dict(facts.order_by().values_list("source_code").annotate(n=Count("id")))
    rows = {row.source_code: row for row in gathering.contributions.select_related("responsible")}
    return [
        OfficePart(
            rows[code].id, source, rows[code].responsible.full_name, rows[code].responsible_id, counts.get(code, 0),
            rows[code].done_at, _late(gathering.enter_by, today) if rows[code].done_at is None else 0,
        )
        for code, source in all_sources().items() if code in rows
    ]  # fmt: skip


def path_of(gathering: Gathering, day: date) -> str:
    return versions_on(day).filter(unit_id=gathering.scope_id).values_list("path", flat=True).first() or "-"


def _late(last: date, today: date) -> int:
    return max(0, (today - last).days)


def letters_of(gathering: Gathering, today: date) -> list[Letter]:
    """Letters with something open first, the latest due first among them."""
    names = names_on(today)
    standing, answered = Q(items__fact__withdrawn_at=None), Q(items__answered_at__isnull=False)
    rows = Inquiry.objects.filter(gathering=gathering).select_related("head").annotate(
        count=Count("items", filter=standing), said=Count("items", filter=standing & answered)
    )  # fmt: skip
    found = [
        Letter(
            row.id, names.get(row.unit_id, ""), row.head.full_name, row.number, row.issued_on, row.answer_by, row.count, row.said,
            _late(row.answer_by, today) if row.said < row.count else 0,
        )
        for row in rows.order_by("answer_by", "id")
    ]  # fmt: skip
    return sorted(found, key=lambda letter: letter.open == 0)


@dataclass(frozen=True)
class Addressee:
    """Who is asked about a unit's shortcomings, and those facts."""

    unit: UnitAt
    head_id: int | None
    head: str
    facts: tuple[FactRow, ...]


def to_ask(gathering: Gathering, today: date) -> list[Addressee]:
    """Adverse facts about units of the place in the month that no head has been asked about, by unit in the tree's order."""
    units = units_on(today, path_of(gathering, today))
    rows = Fact.objects.filter(
        person=None, period=gathering.period, unit_id__in=list(units), withdrawn_at=None, asked=None, derived_from=None
    )
    facts = [fact for fact in rows_of(rows.order_by("happened_on", "id")) if fact.polarity == "adverse"]
    heads, tree = heads_on(today), units_on(today)
    names = dict(Person.objects.filter(id__in=set(heads.values())).values_list("id", "full_name"))
    found = []
    for unit in units.values():
        mine = tuple(fact for fact in facts if fact.unit_id == unit.id)
        if mine:
            head = head_of(unit, tree, heads)
            found.append(Addressee(unit, head, names.get(head or 0, ""), mine))
    return found


def head_of(unit: UnitAt, tree: dict[int, UnitAt], heads: dict[tuple[int, str], int]) -> int | None:
    """Who answers for a unit: its head, of its own bloc where blocs have heads of their own; else the one above, of that bloc."""
    here: UnitAt | None = unit
    while here is not None:
        known = (heads.get((here.id, bloc)) for bloc in ("", unit.bloc, here.bloc))
        found = next((head for head in known if head), None)
        if found:
            return found
        here = tree.get(here.parent_id or 0)
    return None


@dataclass(frozen=True)
class Named:
    """A person the head named, and how far."""

    name: str
    staff_code: str
    degree: str
    note: str


@dataclass(frozen=True)
class ItemRow:
    """One shortcoming of a letter with its answer."""

    id: int
    fact: FactRow
    cause: str
    text: str
    answered_by: str
    answered_at: datetime | None
    named: tuple[Named, ...]

    @property
    def open(self) -> bool:
        return self.answered_at is None and not self.fact.withdrawn


def items_of(inquiry: Inquiry) -> list[ItemRow]:
    rows = list(inquiry.items.select_related("answered_by").order_by("id"))
    facts = {fact.id: fact for fact in rows_of(Fact.objects.filter(id__in=[row.fact_id for row in rows]))}
    named: dict[int, list[Named]] = {}
    for one in Responsible.objects.filter(item__in=rows).select_related("person").order_by("id"):
        named.setdefault(one.item_id, []).append(Named(one.person.full_name, one.person.staff_code, one.degree, one.note))
    return [
        ItemRow(
            row.id, facts[row.fact_id], row.cause, row.text, row.answered_by.full_name if row.answered_by else "",
            row.answered_at, tuple(named.get(row.id, ())),
        )
        for row in rows
    ]  # fmt: skip


@dataclass(frozen=True)
class OpenItems:
    """How many shortcomings of a unit its head has not answered, in which letter, until when."""

    inquiry: int
    unit: str
    head: str
    period: str
    count: int
    answer_by: date


def open_items(period: str, path: str, day: date) -> list[OpenItems]:
    """Unanswered items about units of the subtree in a month or the months of a quarter; none in a longer period."""
    span = Period.parse(period)
    if span.kind not in ("month", "quarter"):
        return []
    units = versions_on(day).filter(below(path)).values("unit_id")
    waiting = _open().filter(
        inquiry__unit_id__in=units, inquiry__gathering__period__in=[str(month) for month in span.parts(1)]
    )  # fmt: skip
    counts = dict(waiting.order_by().values_list("inquiry_id").annotate(n=Count("id")))
    rows = Inquiry.objects.filter(id__in=counts).select_related("head", "gathering").order_by("answer_by", "id")
    names = names_on(day) if counts else {}
    return [
        OpenItems(
            row.id, names.get(row.unit_id, row.unit.code), row.head.full_name, row.gathering.period, counts[row.id], row.answer_by
        )
        for row in rows
    ]


def _open() -> QuerySet[InquiryItem]:
    return InquiryItem.objects.filter(STANDING, answered_at=None)


def letters_to(person_id: int, unit_id: int | None) -> QuerySet[Inquiry]:
    """Letters to a person, and to the unit they head now."""
    return Inquiry.objects.filter(Q(head_id=person_id) | Q(unit_id=unit_id or 0)).select_related("gathering", "head")


@dataclass(frozen=True)
class OfficePerson:
    """Somebody who may enter facts in a place."""

    id: int
    name: str
    unit: str


def office_people(path: str, day: date) -> list[OfficePerson]:
    """Holders of an office's grant over the whole place: who can be made responsible for a source's part."""
    above = [path[:end] for end in range(8, len(path) + 1, 8)]
    units = versions_on(day).filter(path__in=above).values("unit_id")
    held = Grant.objects.filter(
        Q(valid_to=None) | Q(valid_to__gte=day), role__in=("organisation_body", "monitoring_office"), unit_id__in=units,
        valid_from__lte=day,
    )  # fmt: skip
    people = Person.objects.filter(id__in=held.values("person_id")).order_by("sort_key")
    return [OfficePerson(one.id, one.full_name, "") for one in people]


def parts_owed(person_id: int) -> Sequence[Contribution]:
    """Parts a person has still to report done, the earliest due first."""
    rows = Contribution.objects.filter(responsible_id=person_id, done_at=None).select_related("gathering")
    return list(rows.order_by("gathering__enter_by"))


def source_of(person_id: int) -> str:
    """The source whose part of a month the person brought last; "" for who brings none."""
    parts = Contribution.objects.filter(responsible_id=person_id).order_by("-gathering__period", "id")
    return parts.values_list("source_code", flat=True).first() or ""


def responsible_before(scope_id: int) -> dict[str, int]:
    """Who was responsible for each source's part in the last gathering of the place: what a new one offers."""
    last = Gathering.objects.filter(scope_id=scope_id).order_by("-period").first()
    return dict(last.contributions.values_list("source_code", "responsible_id")) if last else {}
