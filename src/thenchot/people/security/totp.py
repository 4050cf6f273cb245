"""Codes of six digits that an app on the phone makes every thirty seconds (TOTP, RFC 6238)."""

from __future__ import annotations

from datetime import datetime

import pyotp
from pyotp.utils import strings_equal

ISSUER = "Then Chốt"
SECONDS = 30
DRIFT = 1
"""Steps that a phone's clock may be early or late."""


def new_secret() -> str:
    return pyotp.random_base32()


def address(secret: str, staff_code: str) -> str:
    """The otpauth: address that the square code on the page holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=staff_code, issuer_name=ISSUER)


def step_of(secret: str, code: str, now: datetime, after: int = 0) -> int | None:
    """The time step whose code this is, None for a wrong one; a step at or before `after` was used already."""
    given = "".join(code.split())
    if not secret or not given.isascii() or not given.isdigit():
        return None
    maker, here = pyotp.TOTP(secret), int(now.timestamp()) // SECONDS
    steps = range(max(here - DRIFT, after + 1), here + DRIFT + 1)
    return next((step for step in steps if strings_equal(maker.generate_otp(step), given)), None)
