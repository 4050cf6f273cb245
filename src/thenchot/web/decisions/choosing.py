"""What proposing and deciding share: the page of cases, and reading one choice or many from a form."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from thenchot.assessment.access import sheets_of_step
from thenchot.assessment.actions.propose import Choice
from thenchot.assessment.queries.choices import Desk, desks_to_decide, desks_to_rank
from thenchot.assessment.refusals import NOTHING_CHOSEN
from thenchot.lib.refusals import MISSING, Refusal
from thenchot.people.identity import Identity
from thenchot.web.answers import as_seen
from thenchot.web.cycles.showing import caps_shown
from thenchot.web.doors import Signed
from thenchot.web.evidence.words import kind_name, ruling_words
from thenchot.web.law import spelled
from thenchot.web.page import page
from thenchot.web.reading import read_whole


@dataclass(frozen=True)
class Room:
    """Which of the two pages: its step, the column of the person who acts, and the cases that wait for them."""

    step: str
    holder: str
    one: str
    many: str
    desks: Callable[[Identity, str | None], Sequence[Desk]]


PROPOSE = Room("propose", "ranker_id", "assessment.propose", "assessment.propose_many", desks_to_rank)
DECIDE = Room("decide", "decider_id", "assessment.decide", "assessment.decide_many", desks_to_decide)
One = Callable[[Choice], object]
Many = Callable[[Sequence[Choice]], object]


def show(request: Signed, room: Room, period: str | None = None, refusal: Refusal | None = None) -> HttpResponse:
    """The cases of every desk; a case named in the address (?phieu=) or just refused stands alone on top."""
    desks = room.desks(request.viewer, period)
    values = {
        "room": room, "desks": [(desk, _caps(desk)) for desk in desks], "today": request.viewer.day,
        "kind_name": kind_name, "ruling_words": ruling_words,
        "open_count": sum(desk.open_count for desk in desks),
        "alone": read_whole(request.POST.get("sheet", "") or request.GET.get("phieu", "")),
    }  # fmt: skip
    return page(request, "decisions/desk.html", values, refusal)


def _caps(desk: Desk) -> dict[str, Any]:
    """The groups under the cap with the provision it stands on; several where some bodies have the higher share."""
    laws = dict.fromkeys(spelled(cap.citation) for cap in desk.grid.caps)
    return {**caps_shown(desk.grid.caps), "law": "; ".join(laws)}


def choose_one(request: Signed, room: Room, period: str, sheet: Any, act: One) -> HttpResponse | None:
    """Act on one case at the level and for the reason of the form; the page again where that is refused."""
    try:
        act(choice_of(request, sheet))
    except Refusal as refusal:
        return show(request, room, period, refusal)
    return None


def choose_many(request: Signed, room: Room, period: str, act: Many) -> int | HttpResponse:
    """Act on the ticked cases together and return how many; the page again where that is refused."""
    try:
        choices = choices_of(request, request.viewer, room)
        act(choices)
    except Refusal as refusal:
        if refusal.status == MISSING:
            raise
        return show(request, room, period, refusal)
    return len(choices)


def choice_of(request: HttpRequest, sheet: Any) -> Choice:
    """The level and the reason of the form, on the version of the sheet it was made from."""
    as_seen(request, sheet)
    given = request.POST
    return Choice(sheet, given.get("level", ""), given.get("reason", ""), given.get("handling", ""))


def choices_of(request: HttpRequest, viewer: Identity, room: Room) -> list[Choice]:
    """The ticked cases ("sheet:version") at the level before them; refuses when none is ticked or they are of two cycles."""
    ticked = [value.partition(":") for value in request.POST.getlist("cases")]
    versions = {read_whole(sheet): read_whole(version) for sheet, _colon, version in ticked}
    sheets = sheets_of_step(viewer, list(versions), room.holder)
    if not sheets or len({sheet.cycle_id for sheet in sheets}) > 1:
        raise NOTHING_CHOSEN()
    for sheet in sheets:
        sheet.version = versions[sheet.id]
    return [Choice(sheet) for sheet in sheets]
