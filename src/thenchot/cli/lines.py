"""One JSON line in and out: decimals stay exact, a bad line becomes an answer and never an exception."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from json.encoder import encode_basestring
from typing import NoReturn

from thenchot.rules.errors import InputError, wrong_shape
from thenchot.rules.numbers import decimal_text
from thenchot.rules.verdict import Value

Id = str | int | Decimal

# Stands for a number beyond what can be read; every range refuses it.
TOO_LARGE = Decimal("1e100000")

quoted = encode_basestring

# Beyond this many digits Python refuses to convert; such a number is out of every range anyhow.
_MOST_DIGITS = 2000


class BadLineError(ValueError):
    """A line that is no usable JSON object; `error` says why, `line_id` is its id where it has one."""

    def __init__(self, error: InputError, line_id: Id | None = None) -> None:
        super().__init__(str(error))
        self.error = error
        self.line_id = line_id


@dataclass(frozen=True)
class Line:
    id: Id
    kind: str | None
    given: object
    config: Mapping[str, object]


class _Reader:
    """Reads one line's objects and remembers a key that appears twice in one of them."""

    def __init__(self) -> None:
        self.doubled = ""
        self.outer = ""

    def mapping(self, pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        self.outer = ""
        if len(found) != len(pairs):
            names = [name for name, _ in pairs]
            self.outer = next(name for name in names if names.count(name) > 1)
            self.doubled = self.doubled or self.outer
        return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return TOO_LARGE


def _integer(text: str) -> int | Decimal:
    return int(text) if len(text) < _MOST_DIGITS else TOO_LARGE


def _constant(name: str) -> NoReturn:
    raise json.JSONDecodeError(f"{name} is no JSON", name, 0)


def read(data: bytes) -> Line:
    """The line's parts; raises BadLineError."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadLineError(wrong_shape("", "not_utf8")) from error
    reader = _Reader()
    found = _parsed(text, reader)
    if not isinstance(found, dict):
        raise BadLineError(wrong_shape("", "line_not_an_object"))
    if reader.outer == "id":
        raise BadLineError(wrong_shape("id", "doubled_key"))
    line_id = _id(found.get("id"))
    if reader.doubled:
        raise BadLineError(wrong_shape(reader.doubled, "doubled_key"), line_id)
    return Line(line_id, _kind(found, line_id), found.get("input"), _config(found, line_id))


def _parsed(text: str, reader: _Reader) -> object:
    try:
        try:
            return _loads(text, reader, int)
        except json.JSONDecodeError:
            raise
        except ValueError:
            # An integer of thousands of digits: read again, and let the range refuse it.
            return _loads(text, reader, _integer)
    except json.JSONDecodeError as error:
        raise BadLineError(wrong_shape("", "not_json")) from error
    except RecursionError as error:
        raise BadLineError(wrong_shape("", "too_deep")) from error


def _loads(text: str, reader: _Reader, integer: Callable[[str], int | Decimal]) -> object:
    return json.loads(
        text,
        object_pairs_hook=reader.mapping,
        parse_float=_decimal,
        parse_int=integer,
        parse_constant=_constant,
    )


def _id(value: object) -> Id:
    """The id as it came: a text that can be written again, or a number."""
    if isinstance(value, str) and (
        value.isascii() or not any("\ud800" <= each <= "\udfff" for each in value)
    ):
        return value
    if isinstance(value, Decimal) and value is not TOO_LARGE:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise BadLineError(wrong_shape("id", "no_id"))


def _kind(found: Mapping[str, object], line_id: Id) -> str | None:
    kind = found.get("kind")
    if kind is not None and not isinstance(kind, str):
        raise BadLineError(wrong_shape("kind", "not_a_text"), line_id)
    return kind


def _config(found: Mapping[str, object], line_id: Id) -> Mapping[str, object]:
    config = found.get("config")
    if config is None:
        return {}
    if not isinstance(config, dict):
        raise BadLineError(wrong_shape("config", "not_an_object"), line_id)
    return config


# What many readers take for the end of a line, though JSON allows it inside a text.
_ENDS_OF_LINE = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def quoted_theirs(text: str) -> str:
    """A text that came with the line, such as its id: written so that the answer stays on one line for everybody."""
    found = quoted(text)
    return found if text.isascii() else found.translate(_ENDS_OF_LINE)


def written_id(line_id: object) -> str:
    return quoted_theirs(line_id) if isinstance(line_id, str) else written(line_id)


def written(value: object) -> str:
    """A value as JSON; numbers are exact, or half-even to 12 places."""
    # Exact types first: asking whether something is a Fraction is slow.
    if type(value) is Fraction:
        return decimal_text(value)
    if type(value) is str:
        return quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return str(value)
    assert isinstance(value, tuple | list)
    return f"[{','.join(written(entry) for entry in value)}]"


def written_members(values: Mapping[str, Value]) -> str:
    """The values behind a comma each; their names are the engine's own and need no quoting."""
    return "".join([f',"{name}":{written(value)}' for name, value in values.items()])
