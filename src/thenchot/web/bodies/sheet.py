"""One organisation's sheet: the forms of whoever's turn it is, the computed level with its reasons, the results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Protocol

from django.http import HttpResponse

from thenchot.bodies.access import sheet_to_read
from thenchot.bodies.queries.rounds import BodyView, body_view
from thenchot.bodies.states import DECIDED, EXCUSED, OPENED, PROPOSED, PUBLISHED, STATE_NAMES, SUBMITTED
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import as_seen, done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.reasons import lines


@dataclass(frozen=True)
class Cause:
    """A reason as the engine kept it."""

    code: str
    article: str
    params: dict[str, Any]
    points: Fraction | None


class Found(Protocol):
    """A sheet of an organisation as its access gave it."""

    id: int
    version: int
    head_id: int | None
    recogniser_id: int | None
    unit_path: str


@signed_in()
def sheet(request: Signed, sheet_id: int) -> HttpResponse:
    return show(request, sheet_id)


def show(request: Signed, sheet_id: int, refusal: Refusal | None = None) -> HttpResponse:
    found = sheet_to_read(request.viewer, sheet_id)
    view = body_view(found)
    values = {
        "view": view, "sheet": view.sheet, "state": STATE_NAMES[found.state], "can": _can(request, view),
        "reasons": lines(Cause(*reason) for reason in view.reasons),
    }  # fmt: skip
    return page(request, "bodies/sheet.html", values, refusal)


def acted(request: Signed, found: Found, act: Callable[[], None], sentence: str) -> HttpResponse:
    """Act once on the version the form was made from; refused, the page again with what was typed."""
    as_seen(request, found)
    try:
        act()
    except Refusal as refusal:
        return show(request, found.id, refusal)
    return done(request, sentence, "bodies.sheet", sheet_id=found.id)


def _can(request: Signed, view: BodyView) -> set[str]:
    """The forms of this viewer: what the sheet waits for, by who may do it."""
    roles, found = _roles(request, view.sheet), view.sheet
    forms = FORMS[found.state]
    can = {form for role in roles for form in forms.get(role, ())}
    if "concern" in can:
        can = (can - {"concern"}) | {
            "settle_concern" if found.concern and not found.verification else "raise_concern"
        }
    return can


def _roles(request: Signed, found: Found) -> set[str]:
    viewer = request.viewer
    heads = found.head_id == viewer.person_id
    held = {
        "head": heads,
        "adviser": not heads and viewer.has("organisation_body", found.unit_path),
        "authority": found.recogniser_id == viewer.person_id,
    }
    return {role for role, yes in held.items() if yes}


FORMS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    OPENED: {"head": ("self_assess",), "adviser": ("excuse", "concern"), "authority": ("concern",)},
    SUBMITTED: {"adviser": ("propose", "send_back", "excuse", "concern"), "authority": ("concern",)},
    PROPOSED: {
        "adviser": ("propose", "send_back", "excuse", "concern"),
        "authority": ("decide", "send_back", "concern"),
    },
    DECIDED: {"adviser": ("concern",), "authority": ("decide", "concern")},
    EXCUSED: {},
    PUBLISHED: {"authority": ("replace",)},
}
"""Which forms a sheet shows to whom, by its state."""
