"""Seals a secret for the database with a key that is not in it."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

PURPOSE = b"thenchot: secrets of second factors\n"


def _box() -> Fernet:
    # The installation's key is 50 random bytes or more, so one digest makes a key for this purpose alone.
    digest = hashlib.sha256(PURPOSE + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Return the secret, or "" when it was sealed under another key of the installation."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""
