"""Reading accounts for the administrator: who can sign in, from which unit; nothing of what they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q, QuerySet

from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import below, in_force, versions_on
from thenchot.people.models import Account, Appointment, Person


@dataclass(frozen=True)
class AccountRow:
    """A line of the list of accounts. `ready` says whether a password was ever set."""

    id: int
    staff_code: str
    name: str
    unit: str
    title: str
    active: bool
    ready: bool
    must_change: bool
    last_login: datetime | None


def accounts_under(paths: Iterable[str], day: date) -> QuerySet[Account]:
    """Accounts of everybody who has a post in one of the subtrees on the day."""
    return Account.objects.filter(person__in=_people(paths, day)).select_related("person")


def without_account(paths: Iterable[str], day: date) -> list[str]:
    """Staff codes of those who have a post there and no account yet."""
    people = Person.objects.filter(id__in=_people(paths, day), account=None)
    return list(people.order_by("staff_code").values_list("staff_code", flat=True))


def account_rows(paths: Iterable[str], day: date, search: str = "", state: str = "") -> list[AccountRow]:
    """Accounts in Vietnamese order; `search` matches names without tone marks or a staff code, `state` is locked or new."""
    rows = accounts_under(paths, day).order_by("person__sort_key", "id")
    if search:
        rows = rows.filter(Q(person__folded__contains=fold(search)) | Q(staff_code__iexact=search.strip()))
    if state == "locked":
        rows = rows.filter(is_active=False)
    elif state == "new":
        rows = rows.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    posts = _posts(day)
    return [_row(account, posts) for account in rows]


def _row(account: Account, posts: dict[int, tuple[str, str]]) -> AccountRow:
    unit, title = posts.get(account.person_id, ("", ""))
    return AccountRow(
        id=account.id, staff_code=account.staff_code, name=account.person.full_name, unit=unit, title=title,
        active=account.is_active, ready=account.has_usable_password(), must_change=account.must_change,
        last_login=account.last_login,
    )  # fmt: skip


def _people(paths: Iterable[str], day: date) -> QuerySet[Appointment, int]:
    inside = Q(pk__in=[])
    for path in paths:
        inside |= below(path)
    units = versions_on(day).filter(inside).values("unit_id")
    return Appointment.objects.filter(in_force(day), unit__in=units).values_list("person_id", flat=True)


def _posts(day: date) -> dict[int, tuple[str, str]]:
    """(unit, title) of each person's post; a main post stands over a concurrent one."""
    names = dict(versions_on(day).values_list("unit_id", "name"))
    rows = (
        Appointment.objects.filter(in_force(day))
        .order_by("kind")
        .values_list("person_id", "unit_id", "title__name")
    )
    return {person: (names.get(unit, ""), title) for person, unit, title in rows}
