"""Published results: lists within their scope of publication, a person's own history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import reduce
from operator import or_

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from thenchot.assessment.access import READERS
from thenchot.assessment.models import Cycle, ImportedResult, Published, Sheet
from thenchot.organisation.queries import below, names_on
from thenchot.people.identity import Identity
from thenchot.rulesets.naming import law_of
from thenchot.rulesets.queries import frozen


@dataclass(frozen=True)
class ResultRow:
    """A published result in a list."""

    sheet_id: int
    person: str
    staff_code: str
    unit: str
    title: str
    self_level: str
    score: Fraction | None
    band: str
    level: str
    number: int
    at: datetime


@dataclass(frozen=True)
class HistoryPoint:
    """One period of a person: the score in force, or why there is none."""

    period: str
    rulebook: str
    rulebook_name: str
    sheet_id: int
    score: Fraction | None
    band: str
    level: str
    state: str
    absence: str
    versions: int
    imported: bool = False
    law: str = ""
    bounds: tuple[Fraction, ...] = ()
    """Where the levels of the rulebook begin, the highest first."""


def results_of(cycle: Cycle, viewer: Identity, under: str = "") -> list[ResultRow]:
    """The results of a published cycle that the viewer may read: by their role, or by the rulebook's scope of publication."""
    latest = Published.objects.filter(sheet=OuterRef("pk")).order_by("-number").values("number")[:1]
    sheets = Sheet.objects.filter(_readable(cycle, viewer), cycle=cycle, state="published").annotate(
        number=Subquery(latest)
    )
    if under:
        sheets = sheets.filter(below(under, "unit_path"))
    rows = sheets.filter(published__number=F("number")).order_by("unit_path", "person__sort_key").values_list(
        "id", "person__full_name", "person__staff_code", "unit_id", "appointment__title__name", "self_level",
        "published__score", "published__band", "published__level", "number", "published__at",
    )  # fmt: skip
    names = names_on(cycle.day)
    return [
        ResultRow(
            r[0], r[1], r[2], names.get(r[3], ""), r[4], r[5], Fraction(r[6]) if r[6] is not None else None, *r[7:]
        )
        for r in rows
    ]


def _readable(cycle: Cycle, viewer: Identity) -> Q:
    """Điều 17 khoản 3: the person; by the body's rule also the unit. Roles read their subtree."""
    seen = (
        Q(person_id=viewer.person_id)
        | Q(scorer_id=viewer.person_id)
        | Q(ranker_id=viewer.person_id)
        | Q(decider_id=viewer.person_id)
    )
    for role in READERS:
        for path in viewer.scopes(role):
            seen |= below(path, "unit_path")
    if cycle.publication == "unit" and viewer.unit_path:
        seen |= Q(body_id__in=_own_body(cycle, viewer))
    return seen


def _own_body(cycle: Cycle, viewer: Identity) -> QuerySet[Sheet, int]:
    return cycle.sheets.filter(person_id=viewer.person_id).values_list("body_id", flat=True)


def history_of(person_id: int) -> list[HistoryPoint]:
    """Every period of a person, oldest first, with the result in force."""
    latest = Published.objects.filter(sheet=OuterRef("pk")).order_by("-number").values("number")[:1]
    sheets = Sheet.objects.filter(person_id=person_id).select_related("cycle").annotate(versions=Subquery(latest))
    # A year of sheets with all they hold is some hundred thousand letters of JSON, for a dozen figures.
    figures = sheets.only("score", "band", "level", "state", "absence", "cycle__period", "cycle__rulebook", "cycle__digest")
    return [_point(sheet, sheet.versions or 0) for sheet in figures.order_by("cycle__period", "id")]


def imported_of(person_id: int) -> list[HistoryPoint]:
    """What was brought along from elsewhere, oldest first; the source stands where the name of the rulebook would."""
    rows = ImportedResult.objects.filter(person_id=person_id, withdrawn_at=None).order_by("period", "id")
    return [
        HistoryPoint(
            period=row.period, rulebook="", rulebook_name=row.source, sheet_id=0,
            score=None if row.score is None else Fraction(row.score), band="", level=row.level, state="published",
            absence="", versions=1, imported=True,
        )
        for row in rows
    ]  # fmt: skip


def _point(sheet: Sheet, versions: int) -> HistoryPoint:
    book = frozen(sheet.cycle.digest)
    return HistoryPoint(
        period=sheet.cycle.period, rulebook=sheet.cycle.rulebook, rulebook_name=book.name, law=law_of(book),
        sheet_id=sheet.id, score=Fraction(sheet.score) if sheet.score is not None else None, band=sheet.band,
        level=sheet.level, state=sheet.state, absence=sheet.absence, versions=versions,
        bounds=tuple(sorted((level.min for level in book.levels), reverse=True)),
    )  # fmt: skip


def published_cycles(viewer: Identity) -> list[Cycle]:
    """Published cycles in which the viewer has a part, the latest first."""
    parts: Sequence[Q] = [
        Q(sheets__person_id=viewer.person_id),
        Q(sheets__scorer_id=viewer.person_id),
        Q(sheets__ranker_id=viewer.person_id),
        Q(sheets__decider_id=viewer.person_id),
    ]
    seen = reduce(or_, parts)
    for role in READERS:
        for path in viewer.scopes(role):
            seen |= below(path, "sheets__unit_path")
    return list(Cycle.objects.filter(seen, state="published").distinct().order_by("-period", "category"))
