"""The rounds of organisations one may see, and one round: its bodies by the tree, lower ones first, and the caps."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from thenchot.bodies.access import round_to_read, scope_path, visible_rounds
from thenchot.bodies.caps import standings
from thenchot.bodies.queries.rounds import round_view
from thenchot.bodies.states import EXCUSED, PUBLISHED, SETTLED
from thenchot.lib.refusals import Refusal
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def rounds(request: Signed) -> HttpResponse:
    """The list; straight to the round where there is one only."""
    viewer = request.viewer
    found, opens = list(visible_rounds(viewer)), viewer.has("organisation_body")
    if len(found) == 1 and not opens:
        return HttpResponseRedirect(reverse("bodies.round", kwargs={"round_id": found[0].id}))
    views = [round_view(one, viewer) for one in found]
    return page(request, "bodies/rounds.html", {"views": views, "opens": opens})


@signed_in()
def one(request: Signed, round_id: int) -> HttpResponse:
    return show(request, round_id)


def show(request: Signed, round_id: int, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    found = round_to_read(viewer, round_id)
    view = round_view(found, viewer)
    runs = viewer.has("organisation_body", scope_path(found))
    mine = [row for row in view.rows if row.sheet.recogniser_id == viewer.person_id]
    going_on = found.state == "open" or any(row.sheet.state not in (PUBLISHED, EXCUSED) for row in view.rows)
    values: dict[str, Any] = {
        "view": view, "runs": runs, "recognises": bool(mine), "going_on": going_on,
        "missing": sum(1 for row in view.rows if row.sheet.state not in SETTLED),
        "caps": [cap for cap in standings(found) if runs or viewer.has("auditor") or cap.recogniser_id == viewer.person_id],
    }  # fmt: skip
    return page(request, "bodies/round.html", values, refusal)
