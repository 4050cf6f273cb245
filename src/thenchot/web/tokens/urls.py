"""Addresses of the keys of other software."""

from __future__ import annotations

from django.urls import path

from thenchot.web.tokens import issue_token, request_token, revoke_token, rotate_token, settle_token, tokens

urlpatterns = [
    path("khoa-ket-noi", tokens.tokens, name="tokens.list"),
    path("khoa-ket-noi/de-nghi", request_token.request_token, name="tokens.request"),
    path("khoa-ket-noi/<int:token_id>/duyet", settle_token.settle_token, name="tokens.settle"),
    path("khoa-ket-noi/<int:token_id>/nhan", issue_token.issue_token, name="tokens.issue"),
    path("khoa-ket-noi/<int:token_id>/doi", rotate_token.rotate_token, name="tokens.rotate"),
    path("khoa-ket-noi/<int:token_id>/thu-hoi", revoke_token.revoke_token, name="tokens.revoke"),
]
