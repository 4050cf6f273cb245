"""The only road to a checklist or a reply: a draft is its writer's alone; 404 for who may not see, 403 for who may not do."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thenchot.checklists.models import Checklist, PastTurns, Reply
from thenchot.checklists.placed import Placed, above, at_or_below, placed, with_place
from thenchot.checklists.refusals import (
    CHECKLIST_NOT_FOUND,
    IN_FORCE_ALREADY,
    NOT_ANSWERER,
    NOT_CHECKER,
    NOT_KEEPER,
    NOT_READER,
    REPLY_NOT_FOUND,
    SUBJECT_NEEDED,
)
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import SEGMENT, UnitAt, unit_on, units_on
from thenchot.people.access import require
from thenchot.people.identity import Identity

KEEPER = "organisation_body"
OFFICES = (KEEPER, "monitoring_office")
READERS = (KEEPER, "auditor")
PRIVATE = ("draft",)
"""States in which a reply is nobody's but its writer's."""
WHO: Mapping[str, str | Promise] = {
    "self": _("chính người đó"),
    "nobody": _("không ai"),
    "head": _("người đứng đầu"),
    "office": _("cơ quan theo dõi hoặc cơ quan tham mưu về tổ chức, cán bộ"),
    "organisation_body": _("cơ quan tham mưu về tổ chức, cán bộ"),
}


@dataclass(frozen=True)
class Subject:
    """Whom or what a reply is about, with the place it counts to."""

    name: str
    path: str
    person_id: int | None = None
    unit_id: int | None = None
    other: str = ""


def visible_checklists(viewer: Identity) -> QuerySet[Checklist]:
    """Those in force at the viewer's place, below a head and where roles reach; drafts for the organisation body of the place."""
    scopes = [path for role in (*OFFICES, "auditor") for path in viewer.scopes(role)]
    over = {path for one in (viewer.unit_path, *scopes) for path in above(one)}
    reached = [*scopes, viewer.unit_path] if viewer.rank == "head" else scopes
    there = Q(place__in=over) | at_or_below(reached, "place")
    drafts = at_or_below(list(viewer.scopes(KEEPER)), "place")
    return with_place(viewer.day).filter((Q(state="in_force") & there) | drafts)


def checklist_to_read(viewer: Identity, checklist_id: int) -> Placed:
    found = (
        visible_checklists(viewer)
        .filter(id=checklist_id)
        .select_related("signed_by", "drafted_by", "unit")
        .first()
    )
    if found is None:
        raise CHECKLIST_NOT_FOUND()
    return placed(found, viewer.day)


def require_keeper(viewer: Identity) -> None:
    require(viewer, KEEPER)


def checklist_to_keep(viewer: Identity, checklist_id: int) -> Placed:
    """For the organisation body over its place."""
    found = checklist_to_read(viewer, checklist_id)
    refuse_if(not viewer.has(KEEPER, found.path), NOT_KEEPER)
    return found


def draft_to_edit(viewer: Identity, checklist_id: int) -> Placed:
    found = checklist_to_keep(viewer, checklist_id)
    refuse_if(found.row.state != "draft", IN_FORCE_ALREADY)
    return found


def place_to_keep(viewer: Identity, unit_id: int) -> UnitAt:
    """A unit over which the viewer keeps checklists."""
    require_keeper(viewer)
    found = unit_on(unit_id, viewer.day)
    if found is None or not viewer.has(KEEPER, found.path):
        raise SUBJECT_NEEDED(field="unit")
    return found


def subject_to_answer(viewer: Identity, found: Placed, unit_id: int = 0, other: str = "") -> Subject:
    """About whom or what the viewer answers: themselves, the unit they head, or one their office looks after."""
    match found.edition.answered_by:
        case "office":
            return _of_office(viewer, found, unit_id, _tidy(other))
        case "head":
            inside = viewer.unit_path.startswith(found.path)
            mine = inside and viewer.rank == "head" and unit_id in (0, viewer.unit_id)
            refuse_if(not mine, NOT_ANSWERER, who=WHO["head"])
            return Subject(viewer.unit_name, viewer.unit_path, unit_id=viewer.unit_id)
        case _:
            inside = viewer.unit_path.startswith(found.path)
            refuse_if(not inside, NOT_ANSWERER, who=WHO["self"])
            return Subject(viewer.name, viewer.unit_path, viewer.person_id, viewer.unit_id)


def _of_office(viewer: Identity, found: Placed, unit_id: int, other: str) -> Subject:
    over = any(viewer.has(role) for role in OFFICES)
    refuse_if(not over, NOT_ANSWERER, who=WHO["office"])
    unit = unit_on(unit_id, viewer.day) if unit_id else None
    if (
        unit is not None
        and any(viewer.has(role, unit.path) for role in OFFICES)
        and unit.path.startswith(found.path)
    ):
        return Subject(unit.name, unit.path, unit_id=unit.id)
    if not other or unit_id or len(other) > 200:
        raise SUBJECT_NEEDED(field="unit")
    return Subject(other, found.path, other=other)


def _tidy(name: str) -> str:
    """One name in one spelling, however it was typed, so that a unit from outside has one reply for a period."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def units_to_answer(viewer: Identity, found: Placed) -> list[UnitAt]:
    """The units of the checklist's place whose results the viewer's office enters."""
    scopes = [path for role in OFFICES for path in viewer.scopes(role)]
    below = units_on(viewer.day, found.path).values()
    return [unit for unit in below if any(unit.path.startswith(path) for path in scopes)]


def visible_replies(viewer: Identity) -> QuerySet[Reply]:
    """One's own whatever their state; of others what is no draft any more: about one's unit, of those one heads, by role.

    A head reads what people of the own unit and of those right below it handed in, and what was answered about any unit below.
    """
    seen = Q(person_id=viewer.person_id) | Q(person=None, unit_path__in=above(viewer.unit_path))
    seen |= at_or_below([path for role in READERS for path in viewer.scopes(role)], "unit_path")
    if viewer.rank == "head":
        near = Q(person=None) | Q(depth__lte=len(viewer.unit_path) + SEGMENT)
        seen |= at_or_below([viewer.unit_path], "unit_path") & near
    rows = Reply.objects.annotate(depth=Length("unit_path"))
    return rows.filter(Q(answered_by_id=viewer.person_id) | (seen & ~Q(state__in=PRIVATE)))


def reply_to_read(viewer: Identity, reply_id: int) -> Reply:
    rows = visible_replies(viewer).select_related("checklist", "person", "answered_by", "checked_by")
    found = rows.filter(id=reply_id).first()
    if found is None:
        raise REPLY_NOT_FOUND()
    return found


def own_reply(viewer: Identity, reply_id: int) -> Reply:
    """For who answered it."""
    found = reply_to_read(viewer, reply_id)
    refuse_if(found.answered_by_id != viewer.person_id, NOT_ANSWERER, who=found.answered_by.full_name)
    return found


def reply_to_check(viewer: Identity, reply_id: int) -> Reply:
    """For the head over whom it is about, or the organisation body; never one's own."""
    found = reply_to_read(viewer, reply_id)
    by = placed(found.checklist, viewer.day).edition.checked_by
    refuse_if(not may_check(viewer, found, by), NOT_CHECKER, who=WHO[by])
    return found


def may_check(viewer: Identity, reply: Reply, by: str) -> bool:
    """The head of the place or of one above it; where a head is the subject, only one above or the organisation body."""
    if viewer.person_id in (reply.person_id, reply.answered_by_id) or by == "nobody":
        return False
    heads = viewer.rank == "head" and reply.unit_path.startswith(viewer.unit_path)
    return viewer.has(KEEPER, reply.unit_path) or (by == "head" and heads)


def require_reader(viewer: Identity, found: Placed) -> None:
    """For who reads what others answered: by role over the place or within it, or as the head of a unit in it."""
    reaches = [path for role in READERS for path in viewer.scopes(role)]
    if viewer.rank == "head":
        reaches.append(viewer.unit_path)
    near = any(path.startswith(found.path) or found.path.startswith(path) for path in reaches)
    refuse_if(not near, NOT_READER)


def turns_in_charge(viewer: Identity) -> QuerySet[PastTurns]:
    """Counts from before of the units over which the viewer has a role that reads."""
    units: set[int] = set()
    for role in READERS:
        for path in viewer.scopes(role):
            units |= set(units_on(viewer.day, path))
    return PastTurns.objects.filter(unit_id__in=units)


def turns_to_withdraw(viewer: Identity, turns_id: int) -> PastTurns:
    require_keeper(viewer)
    found = turns_in_charge(viewer).filter(id=turns_id, withdrawn_at=None).first()
    place = unit_on(found.unit_id, viewer.day) if found else None
    if found is None or place is None or not viewer.has(KEEPER, place.path):
        raise REPLY_NOT_FOUND()
    return found
