"""Who was shown my row in a table of many people: the other half of the list of who opened my file."""

from __future__ import annotations

from thenchot.assessment.models import Sheet
from thenchot.audit.queries import Showing, showings_of
from thenchot.people.identity import Identity

PERIODS = 13
"""So many of a person's latest sheets are looked for: a year of months, and the year itself."""


def shown_to(viewer: Identity) -> list[Showing]:
    """Each time a scorer's table of many showed one of the viewer's own latest sheets."""
    latest = Sheet.objects.filter(person_id=viewer.person_id).exclude(scorer=None).order_by("-cycle__period", "-id")
    mine = {number: (scorer, day) for number, scorer, day in latest.values_list("id", "scorer_id", "cycle__day")[:PERIODS]}
    if not mine:
        return []
    scorers, days = {scorer for scorer, _ in mine.values()}, [day for _, day in mine.values()]
    shown = showings_of(scorers - {viewer.person_id}, min(days))
    return [row for row in shown if row.sheets.keys() & mine.keys()]
