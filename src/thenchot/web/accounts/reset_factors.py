"""Take the second factors off the account of somebody who lost them; a password that serves once comes with it."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.people.access import account_to_manage
from thenchot.people.actions.reset_factors import reset_factors
from thenchot.web.accounts.accounts import Given, show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def reset(request: Signed, account_id: int) -> HttpResponse:
    account = account_to_manage(request.viewer, account_id)
    password = reset_factors(by=request.viewer, account=account)
    return show(request, Given(account.id, str(account.person), account.staff_code, password, factor_gone=True))
