"""Security keys and phones (WebAuthn): what the browser is asked for, and whether its answer is true."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    UserVerificationRequirement,
)

Asked = tuple[str, Mapping[str, Any]]
"""What the browser gets, as JSON, and what the session keeps until the answer comes."""
UNTRUE = (ValueError, KeyError, TypeError, AttributeError, AssertionError, InvalidSignature, struct.error)
"""What the library raises for an answer that is damaged, of another page, or signed by another key."""


@dataclass(frozen=True)
class Site:
    """The installation as browsers know it: the host name, and the whole origin with scheme and port."""

    host: str
    origin: str


@dataclass(frozen=True)
class Key:
    """A key that was registered, as the table keeps it."""

    id: int
    public: str
    counter: int


def _server(site: Site) -> Fido2Server:
    place = PublicKeyCredentialRpEntity(id=site.host, name="Then Chốt")
    return Fido2Server(place, verify_origin=lambda origin: origin == site.origin)


def _read(public: str) -> AttestedCredentialData:
    return AttestedCredentialData(base64.b64decode(public))


def ask_for_new(site: Site, owner: tuple[int, str, str], held: Iterable[Key]) -> Asked:
    """`owner` is (account, staff code, name); keys already held are not offered again."""
    number, code, name = owner
    user = PublicKeyCredentialUserEntity(id=str(number).encode(), name=code, display_name=name)
    options, state = _server(site).register_begin(
        user, [_read(key.public) for key in held], user_verification=UserVerificationRequirement.PREFERRED
    )
    return json.dumps(dict(options)), state


def new_key(site: Site, state: Mapping[str, Any], answer: str) -> tuple[str, int] | None:
    """The public half of the new key and its counter, None when the answer is not true."""
    try:
        made = _server(site).register_complete(dict(state), json.loads(answer))
        credential = made.credential_data
    except UNTRUE:
        return None
    return (base64.b64encode(credential).decode(), made.counter) if credential else None


def ask_for_one(site: Site, held: Iterable[Key]) -> Asked:
    options, state = _server(site).authenticate_begin(
        [_read(key.public) for key in held], user_verification=UserVerificationRequirement.PREFERRED
    )
    return json.dumps(dict(options)), state


def used_key(site: Site, state: Mapping[str, Any], answer: str, held: Iterable[Key]) -> tuple[Key, int] | None:
    """The key that signed and its new counter; None when none did, or when the counter shows a copy of the key."""
    known = {_read(key.public).credential_id: key for key in held}
    try:
        given = AuthenticationResponse.from_dict(json.loads(answer))
        found = _server(site).authenticate_complete(
            dict(state), [_read(key.public) for key in known.values()], given
        )
        counter = given.response.authenticator_data.counter
    except UNTRUE:
        return None
    key = known[found.credential_id]
    # A key that counts must count on; many phones do not count and always say 0.
    return (key, counter) if counter > key.counter or counter == key.counter == 0 else None
