"""Lock an account, or open it again."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.people.access import account_to_manage
from thenchot.people.actions.lock_account import lock_account
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in


@signed_in("POST")
def lock(request: Signed, account_id: int) -> HttpResponse:
    account = account_to_manage(request.viewer, account_id)
    locked = request.POST.get("locked") == "1"
    lock_account(by=request.viewer, account=account, locked=locked)
    words = _("Đã khóa tài khoản của %(name)s.") if locked else _("Đã mở khóa tài khoản của %(name)s.")
    return done(request, words % {"name": account.person}, "people.accounts")
