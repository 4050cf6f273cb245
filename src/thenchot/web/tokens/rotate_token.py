"""Đổi mã bí mật: a new secret at once, the one before for some days more."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.tokens.access import own_token
from thenchot.tokens.actions.rotate_token import rotate_token as change
from thenchot.web.doors import Signed, signed_in
from thenchot.web.tokens.tokens import Given, show


@signed_in("POST")
def rotate_token(request: Signed, token_id: int) -> HttpResponse:
    token = own_token(request.viewer, token_id)
    return show(
        request, given=Given(token.id, token.name, change(by=request.viewer, token=token), rotated=True)
    )
