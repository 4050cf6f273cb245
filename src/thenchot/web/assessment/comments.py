"""Góp ý phiếu: the sheets in the fields a deputy has in charge."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from thenchot.assessment.access import visible_sheets
from thenchot.assessment.queries.grid import Grid, grid_of
from thenchot.assessment.steps import OPENED, STATE_NAMES, SUBMITTED
from thenchot.people.identity import Identity
from thenchot.web.assessment.grid import summary
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def comments(request: Signed) -> HttpResponse:
    viewer = request.viewer
    rows = visible_sheets(viewer).filter(cycle__state="open", state__in=(OPENED, SUBMITTED)).exclude(person_id=viewer.person_id)
    mine = [row for row in rows.select_related("cycle", "person", "appointment__title") if viewer.in_charge_of(row.unit_path)]
    cycles = {row.cycle_id: row.cycle for row in mine}
    grids = [grid_of(one, [row for row in mine if row.cycle_id == one.id]) for one in cycles.values()]
    values = {"grids": [_shared_out(grid, viewer) for grid in grids], "state_names": STATE_NAMES}
    return page(request, "assessment/comments.html", values)


def _shared_out(grid: Grid, viewer: Identity) -> dict[str, Any]:
    """A grid with the rows that wait for the reader's comment first."""
    awaited = [row for row in grid.rows if viewer.name in row.awaited]
    return {**summary(grid), "awaited": awaited, "others": [row for row in grid.rows if row not in awaited]}
