"""Give persons an account to sign in with."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.hashers import make_password
from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import SOFTWARE, Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.people.models import Account, Person


def open_accounts(*, staff_codes: Sequence[str], password: str | None = None, by: Actor = SOFTWARE) -> int:
    """Create the accounts that are missing, in the order given; one without a password opens for nobody until it has one."""
    hashed = make_password(password)
    place = {code: number for number, code in enumerate(staff_codes)}
    with transaction.atomic():
        # Of two lists at once the second waits here and finds the first one's accounts.
        wait_for("register", 3)
        known = set(Account.objects.values_list("staff_code", flat=True))
        people = Person.objects.filter(staff_code__in=[code for code in staff_codes if code not in known])
        ordered = sorted(people, key=lambda person: place[person.staff_code])
        rows = [Account(staff_code=p.staff_code, person=p, password=hashed) for p in ordered]
        Account.objects.bulk_create(rows, batch_size=2000)
        if rows:
            payload: dict[str, object] = {"accounts": sorted(row.staff_code for row in rows)}
            record_next(by, Act("register", 3, "open_accounts", payload), clock.now())
    return len(rows)
