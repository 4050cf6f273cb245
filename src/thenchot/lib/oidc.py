"""What an administrator entered about the provider of single sign-on (đăng nhập chung)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Oidc:
    """The provider, how we are known there, and how its people are found here."""

    issuer: str
    client: str
    secret: str
    claim: str
    """The claim that holds the staff code."""
    label: str
    trusts_factor: bool
    """The provider itself asks for a second factor from everybody."""
