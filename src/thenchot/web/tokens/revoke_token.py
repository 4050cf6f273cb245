"""Thu hồi khóa: with the reason; the next request of the software is refused."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.lib.refusals import BAD_INPUT, Refusal
from thenchot.tokens.access import token_in_sight
from thenchot.tokens.actions.revoke_token import revoke_token as end
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.tokens.tokens import show


@signed_in("POST")
def revoke_token(request: Signed, token_id: int) -> HttpResponse:
    token = token_in_sight(request.viewer, token_id)
    try:
        end(by=request.viewer, token=token, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status != BAD_INPUT:
            raise
        return show(request, refusal, token_id)
    return done(
        request,
        _("Đã thu hồi khóa “%(name)s”; phần mềm không vào được nữa.") % {"name": token.name},
        "tokens.list",
    )
