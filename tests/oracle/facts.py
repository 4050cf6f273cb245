"""The slow reader of the oracle: every fact looked at on its own, every fault of a line written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

OUT_OF_RANGE, WRONG_SHAPE = "out_of_range", "wrong_shape"

# Past this many digits no fact of an assessment is meant, so the oracle does not multiply it out.
MOST_DIGITS = 1000

Fault = tuple[str, str]


class RefusedError(Exception):
    """The line has a fault; the engine may name any of them."""


class Facts:
    """One line's input and config. Numbers are int or Decimal, as a reader without binary floats gives them."""

    def __init__(self, given: object, config: Mapping[str, object]) -> None:
        self.given = given
        self.config = config
        self.faults: set[Fault] = set()
        self.assumed: list[str] = []
        self.warnings: list[str] = []

    def all_read(self) -> None:
        """To be called once every fact was asked for, before anything is computed."""
        if self.faults:
            raise RefusedError

    def wrong(self, code: str, field: str) -> None:
        self.faults.add((code, field))

    # a value wherever it stands

    def number_at(self, value: object, field: str, low: int | None = 0, high: int | None = None) -> Fraction:
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.wrong(WRONG_SHAPE, field)
            return Fraction(0)
        if isinstance(value, Decimal) and abs(value.adjusted()) > MOST_DIGITS:
            self.wrong(OUT_OF_RANGE, field)
            return Fraction(0)
        number = Fraction(value)
        if abs(number) >= Fraction(10) ** MOST_DIGITS:
            self.wrong(OUT_OF_RANGE, field)
        if low is not None and number < low:
            self.wrong(OUT_OF_RANGE, field)
        if high is not None and number > high:
            self.wrong(OUT_OF_RANGE, field)
        return number

    def whole_at(self, value: object, field: str, low: int | None = 0) -> int:
        number = self.number_at(value, field, low)
        if number.denominator != 1:
            self.wrong(WRONG_SHAPE, field)
        return int(number)

    def choice_at(self, value: object, field: str, choices: Sequence[str]) -> str:
        if not isinstance(value, str):
            self.wrong(WRONG_SHAPE, field)
            return choices[0]
        if value not in choices:
            self.wrong(OUT_OF_RANGE, field)
            return choices[0]
        return value

    def list_at(self, value: object, field: str) -> list[object]:
        if not isinstance(value, list):
            self.wrong(WRONG_SHAPE, field)
            return []
        return value

    def row_at(self, value: object, field: str, length: int) -> list[object]:
        """A list of exactly this length, or nothing."""
        found = self.list_at(value, field)
        if isinstance(value, list) and len(found) != length:
            self.wrong(WRONG_SHAPE, field)
        return found if len(found) == length else []

    # a named fact of the input

    def named(self, name: str) -> object:
        if not isinstance(self.given, dict):
            self.wrong(WRONG_SHAPE, "input")
            raise RefusedError
        return self.given.get(name)

    def number(self, name: str, low: int | None = 0, high: int | None = None) -> Fraction:
        return self.number_at(self.named(name), f"input.{name}", low, high)

    def whole(self, name: str) -> int:
        return self.whole_at(self.named(name), f"input.{name}")

    def choice(self, name: str, choices: Sequence[str]) -> str:
        return self.choice_at(self.named(name), f"input.{name}", choices)

    def listed(self, name: str) -> list[object]:
        return self.list_at(self.named(name), f"input.{name}")

    def absent(self, name: str) -> bool:
        return self.named(name) is None

    def flag(self, name: str) -> bool | None:
        value = self.named(name)
        if value is not None and not isinstance(value, bool):
            self.wrong(WRONG_SHAPE, f"input.{name}")
            return None
        return value

    def number_or(self, name: str, default: Fraction, high: int | None = None) -> Fraction:
        """A fact that is taken by default, and then named in `assumed`."""
        if self.absent(name):
            self.assumed.append(name)
            return default
        return self.number(name, 0, high)

    def flag_or(self, name: str, default: bool) -> bool:
        value = self.flag(name)
        if value is None:
            self.assumed.append(name)
            return default
        return value

    def choice_or(self, name: str, choices: Sequence[str], default: str) -> str:
        if self.absent(name):
            self.assumed.append(name)
            return default
        return self.choice(name, choices)

    def setting(self, name: str, choices: Sequence[str], default: str) -> str:
        if self.config.get(name) is None:
            self.assumed.append(name)
            return default
        return self.choice_at(self.config[name], f"config.{name}", choices)

    def overrides(self, known: Sequence[str], for_leaders: Sequence[str] = ()) -> list[str]:
        """The overrides given; one that concerns leaders only is an error for others."""
        if self.absent("overrides"):
            return []
        found: list[str] = []
        for place, entry in enumerate(self.listed("overrides")):
            field = f"input.overrides[{place}]"
            code = self.choice_at(entry, field, known)
            if code in for_leaders:
                self.wrong(OUT_OF_RANGE, field)
            found.append(code)
        return found
