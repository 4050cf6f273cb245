"""Lập, quản lý bảng kiểm: the shelf, the drafts and what is in force over the places one keeps."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from thenchot.checklists.access import KEEPER, require_keeper, visible_checklists
from thenchot.checklists.placed import placed
from thenchot.checklists.shelf import all_editions
from thenchot.organisation.queries import names_on
from thenchot.web.checklists.words import PERIODS, named
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def keep(request: Signed) -> HttpResponse:
    viewer = request.viewer
    require_keeper(viewer)
    rows = visible_checklists(viewer).exclude(state="discarded").select_related("drafted_by", "signed_by")
    found = [placed(row, viewer.day) for row in rows.order_by("code", "-valid_from", "id")]
    mine = [one for one in found if viewer.has(KEEPER, one.path)]
    values: dict[str, Any] = {
        "drafts": [one for one in mine if one.row.state == "draft"],
        "in_force": [one for one in mine if one.row.state == "in_force"],
        "shelf": all_editions(), "names": names_on(viewer.day), "today": viewer.day, "named": named, "period_words": PERIODS,
        "registered": {one.row.code: one.edition for one in mine if one.edition.registration},
    }  # fmt: skip
    return page(request, "checklists/keep.html", values)
