"""Ask for the password again before something that a borrowed session must not do."""

from __future__ import annotations

from thenchot.lib.refusals import refuse_if
from thenchot.people.accounts import account_of_person
from thenchot.people.actions.count_attempt import count_attempt, forget_attempts
from thenchot.people.security.limits import spent
from thenchot.people.security.refusals import PASSWORD_NEEDED, TOO_MANY
from thenchot.web import attempts
from thenchot.web.doors import Signed


def confirm(request: Signed) -> None:
    """Refuse (at the field "password") unless it was typed. Who has none, because a provider vouches for them, is not asked."""
    account = account_of_person(request.viewer.person_id)
    if not account.has_usable_password():
        return
    refuse_if(spent(attempts.CONFIRM, account.staff_code), TOO_MANY, minutes=attempts.WAIT_MINUTES)
    if not account.check_password(request.POST.get("password", "")):
        count_attempt(limit=attempts.CONFIRM, who=account.staff_code)
        raise PASSWORD_NEEDED("password")
    forget_attempts(limit=attempts.CONFIRM, who=account.staff_code)
