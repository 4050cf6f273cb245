"""The review of rights: who holds which role, field or delegation, since when, last used when, due again when."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from thenchot.organisation.queries import below, in_force, versions_on
from thenchot.people.identity import Identity
from thenchot.people.models import Account, Delegation, DeputyField, Grant, Person, RightsReview
from thenchot.people.refusals import NOT_FOUND
from thenchot.people.security.refusals import NOT_REVIEWER, NOTHING_CHOSEN, OWN_RIGHT, RIGHT_NOT_FOUND

MONTHS = 6
"""Rights are reviewed every six months (level 3 of Nghị định 331/2026/NĐ-CP)."""
REVIEWERS = ("organisation_body", "administrator")
Right = tuple[str, int]
"""Which table and which row: ("grant", 7)."""
Found = tuple[Right, str, int, int, date]
"""The right, what it is, whose, over which unit, since when."""


@dataclass(frozen=True)
class RightRow:
    """A line of the list."""

    kind: str
    id: int
    what: str
    """The role, the task of a delegation, or "" for a deputy's field."""
    person_id: int
    name: str
    staff_code: str
    unit: str
    since: date
    last_used: datetime | None
    reviewed_on: date | None
    due: date
    overdue: bool

    @property
    def right(self) -> Right:
        return (self.kind, self.id)


def scopes_to_review(viewer: Identity) -> tuple[str, ...]:
    """Subtrees whose rights the viewer reviews. Refuses who has none."""
    scopes = tuple(path for role in REVIEWERS for path in viewer.scopes(role))
    if not scopes:
        raise NOT_REVIEWER() if viewer.grants else NOT_FOUND()
    return scopes


def rights_under(scopes: Iterable[str], day: date) -> list[RightRow]:
    """Rights in force on the day over units of these subtrees, those due first."""
    inside = Q(pk__in=[])
    for path in scopes:
        inside |= below(path)
    names = dict(versions_on(day).filter(inside).values_list("unit_id", "name"))
    found = [right for right in _all(day) if right[3] in names]
    people = Person.objects.in_bulk({person for _, _, person, _, _ in found})
    used = dict(Account.objects.filter(person__in=people).values_list("person_id", "last_login"))
    reviewed = _last_reviews()
    rows = []
    for right, what, person_id, unit_id, since in found:
        person, last = people[person_id], reviewed.get(right)
        due = months_after(last or since)
        rows.append(RightRow(
            *right, what, person_id, person.full_name, person.staff_code, names[unit_id], since, used.get(person_id),
            last, due, due < day,
        ))  # fmt: skip
    return sorted(rows, key=lambda row: (row.due, people[row.person_id].sort_key, row.kind, row.id))


def rights_to_review(viewer: Identity, chosen: Sequence[Right]) -> list[RightRow]:
    """The chosen rights. Refuses none at all, one's own, and those that are not the viewer's to review."""
    rows = {row.right: row for row in rights_under(scopes_to_review(viewer), viewer.day)}
    if not chosen:
        raise NOTHING_CHOSEN()
    if any(right not in rows for right in chosen):
        raise RIGHT_NOT_FOUND()
    if any(rows[right].person_id == viewer.person_id for right in chosen):
        raise OWN_RIGHT()
    return [rows[right] for right in chosen]


def months_after(day: date, months: int = MONTHS) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    number = day.year * 12 + day.month - 1 + months
    year, month = number // 12, number % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def _all(day: date) -> list[Found]:
    grants = Grant.objects.filter(in_force(day)).values_list("id", "role", "person_id", "unit_id", "valid_from")
    fields = DeputyField.objects.filter(in_force(day)).values_list("id", "deputy_id", "unit_id", "valid_from")
    named: QuerySet[Delegation] = Delegation.objects.filter(in_force(day)).exclude(holder=None)
    tasks = named.values_list("id", "task", "holder_id", "unit_id", "valid_from")
    return [
        *((("grant", number), role, person, unit, since) for number, role, person, unit, since in grants),
        *((("deputy_field", number), "", person, unit, since) for number, person, unit, since in fields),
        *((("delegation", number), task, person or 0, unit, since) for number, task, person, unit, since in tasks),
    ]


def _last_reviews() -> dict[Right, date]:
    rows = RightsReview.objects.order_by("id").values_list("kind", "right_id", "reviewed_on")
    return {(kind, number): day for kind, number, day in rows}
