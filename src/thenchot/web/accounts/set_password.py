"""Give a person a password that serves once, shown on the page that answers and nowhere else."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.people.access import account_to_manage
from thenchot.people.actions.set_password import set_password
from thenchot.web.accounts.accounts import Given, show
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def give_password(request: Signed, account_id: int) -> HttpResponse:
    account = account_to_manage(request.viewer, account_id)
    password = set_password(by=request.viewer, account=account)
    return show(request, Given(account.id, str(account.person), account.staff_code, password))
