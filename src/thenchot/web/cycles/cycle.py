"""One period: its steps, who is late by name, the units furthest behind, the distribution, and what publishing lacks."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpResponse

from thenchot.assessment.access import cycle_to_read, oversees, scope_path
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.behalf import behalf_count
from thenchot.assessment.caps import cap_states
from thenchot.assessment.queries.changed import changed_in
from thenchot.assessment.queries.missing import missing_by_reason
from thenchot.assessment.queries.outdated import outdated
from thenchot.assessment.queries.progress import (
    CycleRow,
    change_counts,
    distribution,
    owed_steps,
    petition_counts,
    step_counts,
    with_same_time,
)
from thenchot.assessment.queries.tally import Tally, tally_of
from thenchot.assessment.queries.units import UnitProgress, named, unit_progress
from thenchot.evidence.gatherings import open_items
from thenchot.lib.refusals import Refusal
from thenchot.web.book_names import step_name
from thenchot.web.cycles.showing import caps_shown, level_bar, missing_words, step_line
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

FILTERS = ("chua-xong", "qua-han", "da-xong")
SHOWN_UNITS = 30


@signed_in()
def cycle(request: Signed, cycle_id: int) -> HttpResponse:
    return show(request, cycle_id)


def show(request: Signed, cycle_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """The whole page for who oversees the period by role; the calendar alone for who only has a sheet in it."""
    viewer = request.viewer
    found = cycle_to_read(viewer, cycle_id)
    tally = tally_of(found)
    row, same = with_same_time(viewer, found, tally)
    values: dict[str, Any] = {
        "cycle": found, "row": row, "same": same, "today": viewer.day, "late": [],
        "step_names": {step.code: step_name(step.vi) for step in row.steps},
        "line": step_line(step_counts(found, viewer.day, tally), row, viewer.day),
        "oversees": oversees(viewer, found), "runs": viewer.has("organisation_body", scope_path(found)),
    }  # fmt: skip
    if values["runs"] and found.state == "open":
        values["changed_work"] = changed_in(found)
    if values["oversees"]:
        values |= _figures(request, found, (row, tally))
        values["unanswered"] = open_items(found.period, scope_path(found), viewer.day) if found.state == "open" else []
    return page(request, "cycles/cycle.html", values, refusal)


def _figures(request: Signed, found: Any, counted: tuple[CycleRow, Tally]) -> dict[str, Any]:
    day, (row, tally) = request.viewer.day, counted
    owed = owed_steps(found, day) if found.state == "open" else []
    bar = level_bar(distribution(found, tally), row.asked)
    return {
        "late": [line for line in owed if line.last < day], "running": [line for line in owed if line.last >= day],
        "bar": bar, "shares": [(label, count, Fraction(count, row.asked)) for label, _tone, count in bar],
        "outdated": len(outdated(request.viewer, found.id)) if found.state != "open" else 0,
        "on_behalf": behalf_count(found),
        "caps": caps_shown(cap_states(found)), "changes": change_counts([found]), "petitions": petition_counts([found]),
        "missing": missing_words(missing_by_reason(found, tally), yearly=is_year(found)),
        **_units(request, found, unit_progress(found, day, tally)),
    }  # fmt: skip


def _units(request: Signed, found: Any, units: list[UnitProgress]) -> dict[str, Any]:
    groups = {
        "chua-xong": [unit for unit in units if not unit.finished],
        "qua-han": [unit for unit in units if unit.late],
        "da-xong": [unit for unit in units if unit.finished],
    }
    asked = request.GET.get("loc", "")
    chosen = asked if asked in FILTERS else next((name for name in FILTERS if groups[name]), FILTERS[0])
    everything = "tat-ca" in request.GET
    return {
        "unit_counts": {name: len(rows) for name, rows in groups.items()}, "chosen": chosen,
        "units": named(found, groups[chosen] if everything else groups[chosen][:SHOWN_UNITS]),
        "units_hidden": 0 if everything else max(0, len(groups[chosen]) - SHOWN_UNITS), "unit_total": len(units),
    }  # fmt: skip
