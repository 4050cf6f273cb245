"""Give persons an account to sign in with."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password

from thenchot.people.models import Account, Person


def open_accounts(*, staff_codes: Sequence[str], password: str | None = None) -> int:
    """Create the accounts that are missing; without a password nobody can sign in with one until it is set."""
    known = set(Account.objects.values_list("staff_code", flat=True))
    people = Person.objects.filter(staff_code__in=[code for code in staff_codes if code not in known])
    hashed = make_password(password)
    rows = [Account(staff_code=p.staff_code, person=p, password=hashed) for p in people]
    Account.objects.bulk_create(rows, batch_size=2000)
    return len(rows)
