"""A person chooses their own password."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.refusals import refuse_if
from thenchot.people.actions.end_sessions import end_sessions
from thenchot.people.identity import Identity
from thenchot.people.models import Account
from thenchot.people.refusals import PASSWORD_DIFFERS, PASSWORD_WEAK, PASSWORD_WRONG
from thenchot.people.security.factors import LONG, fewest_characters


@dataclass(frozen=True)
class NewPassword:
    """What was typed: the password in use, the new one, and the new one again."""

    current: str
    chosen: str
    again: str


def change_password(*, by: Identity, given: NewPassword) -> None:
    """Change the person's own password and end their sessions.

    Refuses a wrong current one, two that differ, and one too weak, too short or unchanged.
    """
    account = Account.objects.get(person_id=by.person_id)
    refuse_if(not account.check_password(given.current), PASSWORD_WRONG)
    refuse_if(given.chosen != given.again, PASSWORD_DIFFERS)
    fewest = fewest_characters(account)
    refuse_if(given.chosen == given.current or _weak(given.chosen, account, fewest), PASSWORD_WEAK, fewest=fewest)
    changed = {"password": make_password(given.chosen), "short_password": len(given.chosen) < LONG}
    with transaction.atomic():
        # Another page may have changed it since it was checked: then what was typed is the current one no more.
        same = Account.objects.filter(id=account.id, password=account.password)
        refuse_if(not same.update(**changed, must_change=False, temporary_until=None), PASSWORD_WRONG)
        end_sessions(account_ids=[account.id])
        record_next(by.actor, Act("account", account.id, "change_password", {}), clock.now())


def _weak(chosen: str, account: Account, fewest: int) -> bool:
    # A staff code stands in every list of the body; written twice it is as long as a good password.
    if len(chosen) < fewest or account.staff_code.casefold() in chosen.casefold():
        return True
    try:
        validate_password(chosen, account)
    except ValidationError:
        return True
    return False
