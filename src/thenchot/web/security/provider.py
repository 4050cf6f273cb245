"""The provider of single sign-on: asked only when an administrator named it, and believed only as far as it proves itself."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import OAuth
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from joserfc.errors import JoseError
from requests.exceptions import RequestException

from thenchot.lib.oidc import Oidc

SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures with a key pair; a token that is unsigned, or signed with a shared secret, proves nothing."""
SECONDS = 10
FACTORS = frozenset({"mfa", "otp", "hwk", "swk", "fpt", "face", "sc"})
"""Words of `amr` (RFC 8176) that mean more than a password."""
UNPROVEN = (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError, KeyError)
"""What the libraries raise for a provider that is away, refuses, or whose word does not hold."""


class UnprovenError(Exception):
    """The provider did not prove who signed in; the text is for the log, not for the page."""


@lru_cache(maxsize=1)
def _client(known: Oidc) -> Any:
    return OAuth().register(
        "sso", client_id=known.client, client_secret=known.secret,
        server_metadata_url=known.issuer.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": SECONDS},
    )  # fmt: skip


def _asked(known: Oidc) -> Any:
    client = _client(known)
    metadata = client.load_server_metadata()
    if str(metadata.get("issuer", "")).rstrip("/") != known.issuer.rstrip("/"):
        raise UnprovenError("the metadata name another issuer")
    offered = metadata.get("id_token_signing_alg_values_supported") or ["RS256"]
    metadata["id_token_signing_alg_values_supported"] = [name for name in offered if name in SIGNED_BY]
    return client


def send_there(known: Oidc, request: HttpRequest, back: str) -> HttpResponse:
    """Send the browser to the provider, with a state, a nonce and a challenge that the session keeps. Raises UnprovenError."""
    try:
        answer = _asked(known).authorize_redirect(request, request.build_absolute_uri(back))
    except UNPROVEN as wrong:
        raise UnprovenError(str(wrong)) from wrong
    assert isinstance(answer, HttpResponse)
    return answer


def came_back(known: Oidc, request: HttpRequest) -> Mapping[str, Any]:
    """The claims of who signed in there: signature, issuer, audience, nonce and time are checked. Raises UnprovenError."""
    try:
        token = _asked(known).authorize_access_token(request)
    except UNPROVEN as wrong:
        raise UnprovenError(str(wrong)) from wrong
    claims = token.get("userinfo")
    if not claims:
        raise UnprovenError("no token says who signed in")
    found: Mapping[str, Any] = claims
    return found


def showed_factor(known: Oidc, claims: Mapping[str, Any]) -> bool:
    """Whether a second factor was shown at the provider."""
    named = claims.get("amr")
    return known.trusts_factor or (isinstance(named, list) and bool(FACTORS & set(map(str, named))))


def leave_address(known: Oidc, request: HttpRequest) -> str:
    """Where one signs out at the provider too; "" when it has no such page or is away."""
    try:
        client = _asked(known)
        back = request.build_absolute_uri(reverse("web.sign_in"))
        found = client.create_logout_url(post_logout_redirect_uri=back, client_id=known.client)
    except (UnprovenError, *UNPROVEN):
        return ""
    return str(found["url"])
