"""The only road to a cycle, a sheet or a petition: the object, or 404 for who may not see it, 403 for who may not do it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from thenchot.assessment.below import with_leaders_duties
from thenchot.assessment.models import Behalf, Cycle, Meeting, Petition, Sheet
from thenchot.assessment.refusals import (
    CYCLE_NOT_FOUND,
    MEETING_NOT_FOUND,
    NOT_ADDRESSEE,
    NOT_AUDITOR,
    NOT_DECIDER,
    NOT_DEPUTY,
    NOT_ORGANISER,
    NOT_OWN,
    NOT_PETITIONER,
    NOT_RANKER,
    NOT_RECORDER,
    NOT_SCORER,
    NOT_VERIFIER,
    PETITION_NOT_FOUND,
    SETTLES_OWN,
    SHEET_NOT_FOUND,
)
from thenchot.assessment.steps import OPENED, has
from thenchot.evidence.models import Fact
from thenchot.lib.kept_query import KeptQuery
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.models import UnitVersion
from thenchot.organisation.queries import SEGMENT, UnitAt, below, unit_on, units_on
from thenchot.people.holding import held_by
from thenchot.people.identity import Identity

READERS = ("organisation_body", "auditor")
"""Roles that may read sheets of their subtree; the administrator is not among them."""


def visible_sheets(viewer: Identity) -> QuerySet[Sheet]:
    """Sheets the viewer may read: their own, those they score, rank or decide, and those of their fields and roles."""
    me = viewer.person_id
    seen = Q(person_id=me) | Q(scorer_id=me) | Q(ranker_id=me) | Q(decider_id=me)
    for path in (*viewer.fields, *(path for role in READERS for path in viewer.scopes(role))):
        seen |= below(path, "unit_path")
    return Sheet.objects.filter(seen)


def sheet_to_read(viewer: Identity, sheet_id: int) -> Sheet:
    found = SHEETS.get(sheet_id)
    if found is None or not _sees(viewer, found):
        raise SHEET_NOT_FOUND()
    return found


def _sees(viewer: Identity, sheet: Sheet) -> bool:
    """What `visible_sheets` asks of the table, asked of one sheet that is at hand."""
    mine = viewer.person_id in (sheet.person_id, sheet.scorer_id, sheet.ranker_id, sheet.decider_id)
    places = (*viewer.fields, *(path for role in READERS for path in viewer.scopes(role)))
    return mine or any(sheet.unit_path.startswith(path) for path in places)


def _sheet(sheet_id: int) -> QuerySet[Sheet]:
    return (
        Sheet.objects.filter(id=sheet_id)
        .select_related("cycle", "person", "scorer", "ranker", "decider", "appointment__title")
        .annotate(unit_name=Subquery(_name_of_unit()), has_facts=Exists(facts_of_sheets_person()))
        .annotate(has_behalf=Exists(Behalf.objects.filter(sheet_id=OuterRef("id"))), **with_leaders_duties())
    )


SHEETS = KeptQuery(_sheet)


def _name_of_unit() -> QuerySet[UnitVersion, str]:
    """The name of a sheet's unit as it was on the cycle's day."""
    versions = UnitVersion.objects.filter(unit_id=OuterRef("unit_id"), valid_from__lte=OuterRef("cycle__day"))
    return versions.order_by("-valid_from").values_list("name", flat=True)[:1]


def facts_of_sheets_person() -> QuerySet[Fact]:
    """Whether anything is recorded about the sheet's person: most pages then ask no further."""
    return Fact.objects.filter(person_id=OuterRef("person_id"), withdrawn_at=None)


def own_sheet(viewer: Identity, sheet_id: int) -> Sheet:
    sheet = sheet_to_read(viewer, sheet_id)
    if sheet.person_id != viewer.person_id:
        raise NOT_OWN()
    return sheet


def sheet_to_score(viewer: Identity, sheet_id: int) -> Sheet:
    return held_by(viewer, sheet_to_read(viewer, sheet_id), "scorer", NOT_SCORER)


def sheet_to_rank(viewer: Identity, sheet_id: int) -> Sheet:
    sheet = held_by(viewer, sheet_to_read(viewer, sheet_id), "ranker", NOT_RANKER)
    refuse_if(sheet.person_id == viewer.person_id, SETTLES_OWN)
    return sheet


def sheet_to_return(viewer: Identity, sheet_id: int) -> Sheet:
    """For who takes the sheet up first: the scorer, or who proposes where nobody confirms (a year)."""
    sheet = sheet_to_read(viewer, sheet_id)
    return (sheet_to_score if has(sheet.cycle.steps, "confirm") else sheet_to_rank)(viewer, sheet_id)


def sheet_to_decide(viewer: Identity, sheet_id: int) -> Sheet:
    sheet = held_by(viewer, sheet_to_read(viewer, sheet_id), "decider", NOT_DECIDER)
    refuse_if(sheet.person_id == viewer.person_id, SETTLES_OWN)
    return sheet


def sheet_to_comment(viewer: Identity, sheet_id: int) -> Sheet:
    """For a deputy in whose field the person works; never one's own sheet."""
    sheet = sheet_to_read(viewer, sheet_id)
    if sheet.person_id == viewer.person_id or not viewer.in_charge_of(sheet.unit_path):
        raise NOT_DEPUTY()
    return sheet


def sheets_to_remind(viewer: Identity, cycle_id: int) -> list[Sheet]:
    """The sheets of an open cycle that wait for their people and that the viewer will score; never one's own."""
    held = Sheet.objects.filter(cycle_id=cycle_id, cycle__state="open", scorer_id=viewer.person_id)
    found = list(held.exclude(person_id=viewer.person_id).select_related("cycle"))
    if not found:
        raise CYCLE_NOT_FOUND()
    return [sheet for sheet in found if sheet.state == OPENED]


def sheets_to_score(viewer: Identity, ids: list[int]) -> list[Sheet]:
    """The sheets of the list that the viewer scores; one foreign number refuses the whole list."""
    return [held_by(viewer, sheet, "scorer", NOT_SCORER) for sheet in _all_of(viewer, ids)]


def _all_of(viewer: Identity, ids: list[int]) -> list[Sheet]:
    """The sheets of the list; one that the viewer may not read refuses the whole list."""
    found = list(visible_sheets(viewer).filter(id__in=ids).select_related("cycle", "person"))
    if len(found) != len(set(ids)):
        raise SHEET_NOT_FOUND()
    return found


def sheets_of_step(viewer: Identity, ids: list[int], holder: str) -> list[Sheet]:
    """The sheets of the list whose `holder` column ("ranker_id", "decider_id") is the viewer."""
    part, kind = ("ranker", NOT_RANKER) if holder == "ranker_id" else ("decider", NOT_DECIDER)
    found = [held_by(viewer, sheet, part, kind) for sheet in _all_of(viewer, ids)]
    refuse_if(any(sheet.person_id == viewer.person_id for sheet in found), SETTLES_OWN)
    return found


def cycle_to_run(viewer: Identity, cycle_id: int) -> Cycle:
    """For the organisation body over the cycle's scope: 404 for who has no part in it."""
    cycle = cycle_to_read(viewer, cycle_id)
    if not viewer.has("organisation_body", scope_path(cycle)):
        raise NOT_ORGANISER()
    return cycle


def cycle_to_read(viewer: Identity, cycle_id: int) -> Cycle:
    cycle = Cycle.objects.filter(id=cycle_id).select_related("scope").first()
    if cycle is None:
        raise CYCLE_NOT_FOUND()
    over = any(viewer.has(role, scope_path(cycle)) for role in READERS)
    if not over and not visible_sheets(viewer).filter(cycle=cycle).exists():
        raise CYCLE_NOT_FOUND()
    return cycle


def may_record(viewer: Identity, cycle: Cycle, path: str) -> bool:
    """Whether the viewer records the meetings of a place: by role, or scoring, ranking or deciding in it."""
    return viewer.has("organisation_body", path) or path in _held_places(viewer, cycle)


def _held_places(viewer: Identity, cycle: Cycle) -> set[str]:
    """Paths from the using body down to the units in which the viewer scores, ranks or decides on somebody."""
    me, units = viewer.person_id, units_on(cycle.day)
    held = cycle.sheets.filter(Q(scorer_id=me) | Q(ranker_id=me) | Q(decider_id=me)).exclude(person_id=me)
    found: set[str] = set()
    for path, body in held.values_list("unit_path", "body_id").distinct():
        top = len(units[body].path) if body in units else len(path)
        found |= {path[:end] for end in range(top, len(path) + 1, SEGMENT)}
    return found


def sheet_to_record(viewer: Identity, sheet_id: int) -> Sheet:
    """For who records what was said of the person; never for the person."""
    sheet = sheet_to_read(viewer, sheet_id)
    holders = (sheet.scorer_id, sheet.ranker_id, sheet.decider_id)
    if sheet.person_id == viewer.person_id or not (
        viewer.person_id in holders or viewer.has("organisation_body", sheet.unit_path)
    ):
        raise NOT_RECORDER()
    return sheet


def places_to_record(viewer: Identity, cycle: Cycle) -> dict[int, UnitAt]:
    """The units of the cycle whose meetings the viewer records, in the order of the tree; 403 for who records none."""
    units, held = units_on(cycle.day, scope_path(cycle)), _held_places(viewer, cycle)
    found = {
        unit.id: unit for unit in units.values() if unit.path in held or viewer.has("organisation_body", unit.path)
    }  # fmt: skip
    if not found:
        raise NOT_RECORDER()
    return found


def meeting_to_read(viewer: Identity, meeting_id: int) -> Meeting:
    """For who records meetings of its place, and who oversees the cycle."""
    found = Meeting.objects.filter(id=meeting_id).select_related("cycle__scope", "chair", "secretary", "by").first()
    place = unit_on(found.unit_id, found.cycle.day) if found else None
    if found is None or place is None:
        raise MEETING_NOT_FOUND()
    if not oversees(viewer, found.cycle) and not may_record(viewer, found.cycle, place.path):
        raise MEETING_NOT_FOUND()
    return found


def meeting_to_amend(viewer: Identity, meeting_id: int) -> Meeting:
    found = meeting_to_read(viewer, meeting_id)
    place = unit_on(found.unit_id, found.cycle.day)
    if place is None or not may_record(viewer, found.cycle, place.path):
        raise NOT_RECORDER()
    return found


def oversees(viewer: Identity, cycle: Cycle) -> bool:
    """Whether the viewer reads the whole cycle by role: its units, who is late, its distribution."""
    return any(viewer.has(role, scope_path(cycle)) for role in READERS)


def cycle_to_verify(viewer: Identity, cycle_id: int) -> Cycle:
    """For the organisation body and the auditor over the cycle's scope."""
    cycle = cycle_to_read(viewer, cycle_id)
    if not oversees(viewer, cycle):
        raise NOT_VERIFIER()
    return cycle


def require_verifier(viewer: Identity) -> None:
    """For who verifies the trail: 403 for other roles, 404 for who holds none."""
    if not any(viewer.has(role) for role in READERS):
        raise NOT_VERIFIER() if viewer.grants else CYCLE_NOT_FOUND()


def require_auditor(viewer: Identity) -> None:
    """For the auditor alone: 403 for other roles, 404 for who holds none."""
    if not viewer.has("auditor"):
        raise NOT_AUDITOR() if viewer.grants else CYCLE_NOT_FOUND()


def scope_path(cycle: Cycle) -> str:
    place = unit_on(cycle.scope_id, cycle.day)
    return place.path if place else "-"


def result_to_replace(viewer: Identity, sheet_id: int) -> Sheet:
    """For who decides on the person, where the period decides levels, else who scores them (Điều 21 khoản 3)."""
    sheet = sheet_to_read(viewer, sheet_id)
    if any(step["code"] == "decide" for step in sheet.cycle.steps):
        return sheet_to_decide(viewer, sheet_id)
    return sheet_to_score(viewer, sheet_id)


def petition_to_read(viewer: Identity, petition_id: int) -> Petition:
    found = (
        Petition.objects.filter(id=petition_id)
        .select_related("sheet__cycle", "sheet__person", "about", "addressee")
        .first()
    )
    if found is None:
        raise PETITION_NOT_FOUND()
    mine = viewer.person_id in (found.sheet.person_id, found.addressee_id)
    if not mine and not any(viewer.has(role, found.sheet.unit_path) for role in READERS):
        raise PETITION_NOT_FOUND()
    return found


def petition_to_answer(viewer: Identity, petition_id: int) -> Petition:
    return held_by(viewer, petition_to_read(viewer, petition_id), "addressee", NOT_ADDRESSEE)


def petition_to_withdraw(viewer: Identity, petition_id: int) -> Petition:
    found = petition_to_read(viewer, petition_id)
    if found.sheet.person_id != viewer.person_id:
        raise NOT_PETITIONER()
    return found
