"""Reading accounts for the administrator: who can sign in, from which unit; nothing of what they do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from thenchot.lib import clock
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import below, in_force, versions_on
from thenchot.people.models import Account, Appointment, Person, SecondFactor

IDLE_DAYS = 45
"""An account that nobody used for so long is locked (level 3 of Nghị định 331/2026/NĐ-CP)."""


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
    idle: bool = False
    """Locked because nobody used it."""
    factor: bool = False


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
    rows = rows.annotate(has_factor=Exists(SecondFactor.objects.filter(account=OuterRef("pk"))))
    posts = _posts(day)
    return [_row(account, posts) for account in rows]


def idle_accounts(today: date) -> QuerySet[Account]:
    """Active accounts that could be used, and were not for 45 days since they were opened, unlocked or last used."""
    day = today - timedelta(days=IDLE_DAYS)
    unused = Q(last_login__isnull=True) | Q(last_login__lt=clock.at(day, 0))
    found = Account.objects.filter(unused, is_active=True, counted_from__lte=day)
    # Without a password and without single sign-on nobody can use it, so there is nothing to lock.
    return found if settings.OIDC else found.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)


def account_of(staff_code: str) -> Account | None:
    """The account that signs in under this code; capitals and spaces around it do not count."""
    return Account.objects.filter(staff_code__iexact=staff_code.strip()).select_related("person").first()


def account_by_id(account_id: int) -> Account | None:
    return Account.objects.select_related("person").filter(id=account_id).first()


def account_of_person(person_id: int) -> Account:
    return Account.objects.select_related("person").get(person_id=person_id)


def _row(account: Account, posts: dict[int, tuple[str, str]]) -> AccountRow:
    unit, title = posts.get(account.person_id, ("", ""))
    return AccountRow(
        id=account.id, staff_code=account.staff_code, name=account.person.full_name, unit=unit, title=title,
        active=account.is_active, ready=account.has_usable_password(), must_change=account.must_change,
        last_login=account.last_login, idle=account.locked_as_idle, factor=bool(getattr(account, "has_factor", False)),
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
