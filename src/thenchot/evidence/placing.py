"""Where facts belong: for a person the unit they worked in on the day of the act, and the using body of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from thenchot.evidence.entries import Entry
from thenchot.evidence.refusals import LEADERS_ONLY
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.people.models import Appointment
from thenchot.people.queries import router_on
from thenchot.people.routing import Router
from thenchot.people.who import KIND_ORDER


class Places:
    """Places of many entries: everybody's posts in one query, the tree once for each day."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        people = {entry.subject.person_id for entry in entries if entry.subject.person_id}
        self._posts: dict[int, list[Appointment]] = {person: [] for person in people}
        for post in Appointment.objects.filter(person_id__in=people):
            self._posts[post.person_id].append(post)
        self._router = cache(router_on)

    def of(self, entry: Entry) -> tuple[int | None, int | None]:
        """Unit and using body. Nothing is guessed where no post of that day is known: then a person says where it counts."""
        day = day_of(entry)
        post = self._post(entry.subject.person_id, day)
        unit_id = post.unit_id if post else entry.subject.unit_id
        router: Router = self._router(day)
        return unit_id, router.body_of(unit_id) if unit_id and unit_id in router.units else None

    def refuse_staff(self, entry: Entry) -> None:
        """A ground of leaders only is not entered for who was none, on the day of the act nor today."""
        if entry.kind.leaders_only and entry.happened_on:
            person = entry.subject.person_id
            post = self._post(person, entry.happened_on) or self._post(person, clock.today())
            refuse_if(post is not None and post.rank == "staff", LEADERS_ONLY)

    def _post(self, person_id: int | None, day: date) -> Appointment | None:
        held = [post for post in self._posts.get(person_id or 0, ()) if _in_force(post, day)]
        return min(held, key=lambda post: (KIND_ORDER[post.kind], post.id), default=None)


def day_of(entry: Entry) -> date:
    """The day as of which a fact has its place: of what happened, else the last of its month, never after today."""
    if entry.happened_on:
        return entry.happened_on
    month = entry.period if "month" in entry.kind.asks else ""
    return min(Period.parse(month).last, clock.today()) if month else clock.today()


def _in_force(post: Appointment, day: date) -> bool:
    return post.valid_from <= day and (post.valid_to is None or post.valid_to >= day)
