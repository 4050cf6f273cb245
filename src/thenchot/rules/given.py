"""The facts of one line as a method asks for them: checked one by one, each with its path for an error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from thenchot.rules.book import Formula, Method, Rulebook
from thenchot.rules.errors import out_of_range, wrong_shape
from thenchot.rules.numbers import COUNT, Range, count, within
from thenchot.rules.verdict import Caution, Reason, Value, Verdict


class Given:
    """One line being judged; gathers reasons, what was assumed and cautions on the way to a verdict."""

    def __init__(self, book: Rulebook, method: Method, given: object, config: Mapping[str, object]) -> None:
        self.book = book
        self.method = method
        self.given = given
        self.config = config
        self.because: list[Reason] = []
        self.assumed: list[str] = []
        self.cautions: list[Caution] = []

    # what is asked of the line

    @cached_property
    def facts(self) -> Mapping[str, object]:
        if self.given is None:
            raise wrong_shape("input", "missing")
        if not isinstance(self.given, Mapping):
            raise wrong_shape("input", "not_an_object")
        return self.given

    def raw(self, name: str) -> object:
        return self.facts.get(name)

    def number(self, name: str, bounds: Range = COUNT) -> Fraction:
        return within(self.raw(name), f"input.{name}", bounds)

    def count(self, name: str) -> int:
        return count(self.raw(name), f"input.{name}")

    def assumed_number(self, name: str, bounds: Range = COUNT) -> Fraction | None:
        """A fact that may be absent; its name then goes to `assumed`."""
        if self.raw(name) is None:
            self.assumed.append(name)
            return None
        return self.number(name, bounds)

    def flag(self, name: str) -> bool | None:
        value = self.raw(name)
        if value is not None and not isinstance(value, bool):
            raise wrong_shape(f"input.{name}", "not_true_or_false")
        return value

    def assumed_flag(self, name: str) -> bool | None:
        value = self.flag(name)
        if value is None:
            self.assumed.append(name)
        return value

    def choice(self, name: str, choices: Sequence[str]) -> str:
        return one_of(self.raw(name), f"input.{name}", choices)

    def optional_choice(self, name: str, choices: Sequence[str]) -> str | None:
        return None if self.raw(name) is None else self.choice(name, choices)

    def rows(self, name: str, width: int | None = None) -> list[Sequence[object]]:
        """A list of rows, each `width` long."""
        field = f"input.{name}"
        return [row(entry, f"{field}[{at}]", width) for at, entry in enumerate(a_list(self.raw(name), field))]

    def setting(self, code: str) -> str:
        """A setting from the line's config, else the rulebook's default, which is named in `assumed`."""
        known = self.book.setting(code)
        if known is None:
            raise wrong_shape(f"config.{code}", "unknown_setting")
        value = self.config.get(code)
        if value is None:
            self.assumed.append(code)
            return str(known.default)
        return one_of(value, f"config.{code}", [str(choice) for choice in (*known.choices, *known.trial)])

    # what the rulebook says

    def cited(self, code: str) -> str:
        """The article of a formula, else of the whole book."""
        formula: Formula | None = self.book.formulas.get(code)
        return formula.citation if formula is not None else self.book.citation

    # what is answered

    def reason(self, code: str, article: str, points: Fraction | None = None, **params: object) -> None:
        self.because.append(Reason(code, article, params, points))

    def caution(self, code: str, **params: object) -> None:
        self.cautions.append(Caution(code, params))

    def verdict(self, values: Mapping[str, Value]) -> Verdict:
        return Verdict(values, tuple(self.because), tuple(self.assumed), tuple(self.cautions))


def one_of(value: object, field: str, choices: Sequence[str]) -> str:
    if value is None:
        raise wrong_shape(field, "missing")
    if not isinstance(value, str):
        raise wrong_shape(field, "not_a_text")
    if value not in choices:
        raise out_of_range(field, "not_a_choice", choices=", ".join(choices))
    return value


def a_list(value: object, field: str) -> Sequence[object]:
    if value is None:
        raise wrong_shape(field, "missing")
    if type(value) is list or type(value) is tuple:
        return value
    raise wrong_shape(field, "not_a_list")


def row(value: object, field: str, width: int | None = None) -> Sequence[object]:
    cells = a_list(value, field)
    if width is not None and len(cells) != width:
        raise wrong_shape(field, "wrong_length", expected=width, found=len(cells))
    return cells
