"""Toàn cảnh: one place in one period, at a glance, and down the tree as far as the viewer may see."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect

from thenchot.assessment.actions.count_running import count_running
from thenchot.assessment.aggregate import is_year
from thenchot.lib.periods import Period
from thenchot.organisation.queries import UnitAt
from thenchot.reporting.access import place_to_survey, places_above
from thenchot.reporting.queries.overview import Overview, UnitFigures, asked_for, outdated
from thenchot.reporting.queries.overview import overview as figures_of
from thenchot.web.doors import Signed, signed_in
from thenchot.web.overview import showing
from thenchot.web.page import page
from thenchot.web.paging import paged
from thenchot.web.reading import read_whole

UNITS = 25
"""Units on one page of the table."""


@signed_in()
def overview(request: Signed) -> HttpResponse:
    return show(request, "")


@signed_in()
def overview_of(request: Signed, period: str) -> HttpResponse:
    return show(request, period)


def place_of(request: Signed) -> UnitAt:
    """The unit named in the address (?don-vi=), else the viewer's own highest place."""
    return place_to_survey(request.viewer, read_whole(request.GET.get("don-vi", "")))


def figures_in(place: UnitAt, period: str, day: date) -> Overview:
    """The figures of the place; those of a large one in a month that still runs are taken anew when they are old."""
    asked = asked_for(place, period, day)
    for cycle in (due := outdated(asked)):
        count_running(cycle)
    return figures_of(asked_for(place, period, day) if due else asked, day)


def count_anew(request: Signed, period: str) -> HttpResponse:
    """Take the kept counts anew before they are old, and lead back to the page."""
    place = place_of(request)
    for cycle in asked_for(place, period, request.viewer.day).running:
        count_running(cycle)
    return redirect(f"{request.path}?don-vi={place.id}")


def show(request: Signed, period: str) -> HttpResponse:
    if "tinh-lai" in request.GET:
        return count_anew(request, period)
    place = place_of(request)
    found = figures_in(place, period, request.viewer.day)
    levels = showing.levels_of(found)
    values = {
        "found": found, "figures": found.figures, "place": place, "above": places_above(request.viewer, place),
        "levels": levels, "bar": showing.level_counts(found.figures, levels), "cap_at": showing.cap_at(found),
        "reasons": showing.reasons(found.figures, yearly=any(is_year(cycle) for cycle in found.cycles)),
        "line": showing.line_of(found.months), "changes": showing.changed_books(found.months),
        "level_counts": showing.level_counts, "kind": Period.parse(found.period).kind if found.period else "month",
        "section": "reporting.overview", **paged(request, worst_first(found), UNITS),
    }  # fmt: skip
    return page(request, "overview/overview.html", values)


def worst_first(found: Overview) -> list[UnitFigures]:
    """The least complete first, of those the larger."""
    return sorted(found.units, key=lambda line: (line.figures.completion or 0, -line.figures.total, line.unit.name))
