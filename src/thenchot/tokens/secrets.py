"""Making a secret and recognising it; it has as many bits as its digest needs no salt."""

from __future__ import annotations

import hashlib
import secrets

PREFIX = "thenchot_"
"""So that programs which look for leaked secrets know one."""
HINT = 4


def new_secret() -> str:
    """256 bits from the system's generator, as letters that travel in a header."""
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """A slow hash is for passwords that people choose; nobody guesses 256 bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hint_of(secret: str) -> str:
    return secret[-HINT:]
