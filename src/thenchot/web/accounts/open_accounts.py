"""Open an account for everybody in the administrator's places who has none yet."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.people.access import require_administrator
from thenchot.people.accounts import without_account
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import thousands


@signed_in("POST")
def open_missing(request: Signed) -> HttpResponse:
    viewer = request.viewer
    require_administrator(viewer)
    count = open_accounts(staff_codes=without_account(viewer.scopes("administrator"), viewer.day))
    return done(
        request,
        _("Đã mở %(n)s tài khoản. Cấp mật khẩu dùng một lần để người dùng đăng nhập.")
        % {"n": thousands(count)},
        "people.accounts",
    )
