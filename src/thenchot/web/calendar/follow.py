"""Theo dõi công việc: the load of everybody one follows, overdue first, and one person's month with the notes on it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpResponse

from thenchot.followup.access import followed_paths, person_to_follow, place_to_follow
from thenchot.followup.queries.loads import Load, load_of, loads_of, overdue_in
from thenchot.followup.queries.notes import note_counts, notes_about, notes_among
from thenchot.lib.periods import Period
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import UnitAt, units_on, units_right_below
from thenchot.people.identity import Identity
from thenchot.web import units_offered
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged
from thenchot.web.reading import read_whole
from thenchot.workplan.queries import TaskRow, tasks_of

NOTES, OVERDUE = 8, 20
"""So many of each stand on the page; the rest is with each person."""
WIDTH = 200
"""Of the bar of the largest load, in the units of its drawing."""


@signed_in()
def follow(request: Signed) -> HttpResponse:
    return show(request, str(Period.month_of(request.viewer.day)))


@signed_in()
def follow_of(request: Signed, period: str) -> HttpResponse:
    return show(request, period)


def show(request: Signed, period: str) -> HttpResponse:
    viewer = request.viewer
    units = units_followed(viewer)
    if not units and viewer.rank == "deputy":
        return page(request, "calendar/no_field.html", {"period": period, "section": "followup.follow"})
    offer = units_offered.offer(request.GET, units, _chosen(request, units))
    place = place_to_follow(viewer, offer.chosen.id if offer.chosen else read_whole(request.GET.get("don-vi", "")))
    loads = loads_of(place, period, viewer.day)
    values: dict[str, Any] = {
        "period": period, "place": place, "offer": offer, "many": loads is None, "today": viewer.day,
        "viewer_id": viewer.person_id, "below": units_right_below(place.id, viewer.day) if loads is None else [],
        "section": "followup.follow",
        **_work(viewer, place, loads or [], period), **paged(request, loads or [], CARDS),
    }  # fmt: skip
    return page(request, "calendar/follow.html", values)


def units_followed(viewer: Identity) -> list[UnitAt]:
    return [unit for path in followed_paths(viewer) for unit in units_on(viewer.day, path).values()]


def _chosen(request: Signed, units: list[UnitAt]) -> UnitAt | None:
    asked = read_whole(request.GET.get("don-vi", ""))
    return next((unit for unit in units if unit.id == asked), None)


def _work(viewer: Identity, place: UnitAt, loads: list[Load], period: str) -> dict[str, Any]:
    """What stands above and beside the table: overdue work, the newest notes, and how wide the bars are."""
    people = [one.person.id for one in loads]
    units = list(units_on(viewer.day, place.path)) if loads else []
    overdue = overdue_in(units, period, viewer.day)
    given = [one.given for one in loads if one.tasks]
    return {
        "overdue": overdue[:OVERDUE], "overdue_more": max(0, len(overdue) - OVERDUE), "people_ids": set(people),
        "notes": notes_among(people, period, NOTES), "noted": note_counts(people, period),
        "total": sum((one.given for one in loads), Fraction(0)), "left": sum((one.left for one in loads), Fraction(0)),
        "mean": sum(given, Fraction(0)) / len(given) if given else None, "bar": _bar_of(max(given, default=Fraction(0))),
    }  # fmt: skip


def _bar_of(largest: Fraction) -> Any:
    """The widths of one person's bar: what is done, and all that was given."""

    def widths(one: Load) -> tuple[str, str]:
        scale = WIDTH / largest if largest else Fraction(0)
        return f"{float(one.done * scale):.1f}", f"{float(one.given * scale):.1f}"

    return widths


@signed_in()
def person(request: Signed, period: str, person_id: int) -> HttpResponse:
    return show_person(request, period, person_id)


def show_person(request: Signed, period: str, person_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """One person's month: load, work with what is overdue first, notes, and the form of a new one (?viec= names the work)."""
    viewer = request.viewer
    found = person_to_follow(viewer, person_id)
    tasks = sorted(tasks_of(found.id, period), key=lambda row: (not row.overdue(viewer.day), row.status != "assigned"))
    values: dict[str, Any] = {
        "person": found, "period": period, "load": load_of(found, period, viewer.day), "tasks": tasks,
        "notes": notes_about(found.id, period), "about": read_whole(request.GET.get("viec", "")), "today": viewer.day,
        "choices": [(row.id, short(row)) for row in tasks], "section": "followup.follow",
    }  # fmt: skip
    return page(request, "calendar/person.html", values, refusal)


def short(row: TaskRow) -> str:
    """The content as a list to choose from has room for."""
    return row.content if len(row.content) <= 90 else f"{row.content[:89]}…"
