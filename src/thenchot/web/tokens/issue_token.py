"""Nhận mã bí mật: its owner sees the secret of an approved key on the page that answers, and nowhere else."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.tokens.access import own_token
from thenchot.tokens.actions.issue_token import issue_token as take
from thenchot.web.doors import Signed, signed_in
from thenchot.web.tokens.tokens import Given, show


@signed_in("POST")
def issue_token(request: Signed, token_id: int) -> HttpResponse:
    token = own_token(request.viewer, token_id)
    return show(request, given=Given(token.id, token.name, take(by=request.viewer, token=token)))
