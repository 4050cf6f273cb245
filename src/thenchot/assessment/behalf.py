"""Who enters a sheet for a person without a device (nhập thay), who may say that it is not theirs, and what was entered."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thenchot.assessment.access import SHEETS, own_sheet, sheet_to_read
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.models import Behalf, Cycle, Sheet
from thenchot.assessment.refusals import (
    BEHALF_FOUR_EYES,
    BEHALF_NOT_OFFICE,
    BEHALF_OWN,
    NOT_ON_BEHALF,
    SHEET_NOT_FOUND,
)
from thenchot.assessment.steps import CONFIRMED, DECIDED, OPENED, PROPOSED, SUBMITTED
from thenchot.attachments.access import OwnerKind, owned_by
from thenchot.attachments.refusals import FILE_STAYS
from thenchot.lib.refusals import refuse_if
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import below
from thenchot.people.identity import Identity

OFFICES = ("organisation_body", "monitoring_office")
OF_A_YEAR = ("organisation_body",)
"""The yearly form holds the year's results, which a monitoring office does not read."""
OBJECTABLE = (SUBMITTED, CONFIRMED, PROPOSED, DECIDED)
"""From the entry to the publication; afterwards the person petitions (Điều 22)."""


def require_office(viewer: Identity) -> None:
    """403 for other roles, 404 for who holds none."""
    if not any(viewer.has(role) for role in OFFICES):
        raise BEHALF_NOT_OFFICE() if viewer.grants else SHEET_NOT_FOUND()


def sheet_to_enter(viewer: Identity, sheet_id: int) -> Sheet:
    """For an office over the place; never for who scores, ranks or decides on it, nor for its own person (four eyes)."""
    found = SHEETS.get(sheet_id)
    if found is None or not any(viewer.has(role, found.unit_path) for role in _offices(found.cycle)):
        sheet_to_read(viewer, sheet_id)  # 404 for who may not even see it
        raise BEHALF_NOT_OFFICE()
    refuse_if(found.person_id == viewer.person_id, BEHALF_OWN)
    refuse_if(viewer.person_id in (found.scorer_id, found.ranker_id, found.decider_id), BEHALF_FOUR_EYES)
    return found


def _offices(cycle: Cycle) -> tuple[str, ...]:
    return OF_A_YEAR if is_year(cycle) else OFFICES


def sheet_to_disown(viewer: Identity, sheet_id: int) -> Sheet:
    sheet = own_sheet(viewer, sheet_id)
    refuse_if(not sheet.behalf_of or sheet.state not in OBJECTABLE, NOT_ON_BEHALF)
    return sheet


def _under(viewer: Identity, roles: tuple[str, ...], path: str) -> Q:
    place = Q(pk__in=[])
    for role in roles:
        for scope in viewer.scopes(role):
            place |= below(scope, path)
    return place


def sheets_waiting(viewer: Identity, search: str = "") -> QuerySet[Sheet]:
    """The sheets not sent yet that the viewer may enter, by period, unit and name."""
    me = viewer.person_id
    rows = Sheet.objects.filter(_under(viewer, OFFICES, "unit_path"), state=OPENED, cycle__state="open")
    rows = rows.exclude(Q(person_id=me) | Q(scorer_id=me) | Q(ranker_id=me) | Q(decider_id=me))
    if not viewer.has("organisation_body"):
        rows = rows.filter(cycle__period__contains="-")
    if search:
        rows = rows.filter(_named(search, "person__"))
    return rows.select_related("person", "cycle").order_by("-cycle__period", "unit_path", "person__sort_key", "id")


def entries_by_offices(viewer: Identity, search: str = "") -> QuerySet[Behalf]:
    """What was entered for people of the viewer's places, the newest first."""
    rows = Behalf.objects.filter(_under(viewer, OFFICES, "sheet__unit_path"))
    if search:
        rows = rows.filter(_named(search, "sheet__person__"))
    return rows.select_related("sheet__person", "sheet__cycle", "by").order_by("-id")


def _named(search: str, person: str) -> Q:
    """By name without tone marks, or by staff code."""
    return Q(**{f"{person}folded__contains": fold(search)}) | Q(**{f"{person}staff_code": search})


@dataclass(frozen=True)
class BehalfCount:
    """How many sheets of a cycle stand as entered for their person, and how many such entries were objected to."""

    standing: int
    objected: int


def behalf_count(cycle: Cycle) -> BehalfCount:
    standing = cycle.sheets.exclude(behalf_of="").exclude(state=OPENED).count()
    return BehalfCount(standing, Behalf.objects.filter(sheet__cycle=cycle).exclude(objected_at=None).count())


def behalves_of(sheet: Sheet) -> list[Behalf]:
    """The entries on a sheet, the newest first; not asked for where the reading of the sheet has seen that there is none."""
    if getattr(sheet, "has_behalf", True) is False:
        return []
    return list(Behalf.objects.filter(sheet=sheet).select_related("by", "scan").order_by("-id"))


def _stays(viewer: Identity, sheet_id: int) -> None:
    """The signed paper is the ground of what was entered."""
    sheet_to_read(viewer, sheet_id)
    raise FILE_STAYS()


owned_by(OwnerKind("sheet", sheet_to_read, _stays))
