"""A period in an address: 2026-11, 2026-Q4 or 2026; with anything else the address is no page."""

from __future__ import annotations


class LongerConverter:
    """A quarter, six months or a year."""

    regex = r"[0-9]{4}(?:-Q[1-4]|-H[12])?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class PeriodConverter:
    """Leaves the text as it is; says only which texts are periods."""

    regex = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])|-Q[1-4])?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class EveryConverter(PeriodConverter):
    """A month, a quarter, six months or a year."""

    regex = r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])|-Q[1-4]|-H[12])?"
