"""Long lists a stretch at a time: a cursor leads on from the last row that was read, whatever was added meanwhile."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ninja import Field, Schema

from thenchot.api.fields import LARGEST_NUMBER
from thenchot.api.refusals import BAD_CURSOR

MOST, USUAL = 200, 50
Row = TypeVar("Row")


class Stretch(Schema):
    """Which part of a list."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="how many at most")
    cursor: str = Field("", max_length=200, description="`next` of the answer before; blank for the beginning")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """The rows of a stretch, and the cursor of the one behind it; None at the end."""

    rows: Sequence[Row]
    next: str | None


def part(stretch: Stretch, read: Callable[[int, int], Sequence[Row]], number: Callable[[Row], int]) -> Part[Row]:
    """Of a list in the order of its numbers; `read` answers so many rows behind a number."""
    after = _open(stretch.cursor)
    if not after.isascii() or not after.isdecimal() or int(after) > LARGEST_NUMBER:
        raise BAD_CURSOR(field="cursor")
    return _part(read(int(after), stretch.limit + 1), stretch.limit, lambda row: str(number(row)))


def part_by_text(stretch: Stretch, read: Callable[[str, int], Sequence[Row]], place: Callable[[Row], str]) -> Part[Row]:
    """Of a list in the order of a text, such as the paths of a tree."""
    after = _open(stretch.cursor)
    return _part(read("" if after == "0" else after, stretch.limit + 1), stretch.limit, place)


def _part(rows: Sequence[Row], most: int, place: Callable[[Row], str]) -> Part[Row]:
    more = len(rows) > most
    return Part(rows[:most], _closed(place(rows[most - 1])) if more else None)


def _closed(place: str) -> str:
    return base64.urlsafe_b64encode(place.encode()).decode().rstrip("=")


def _open(cursor: str) -> str:
    """What a cursor of ours holds; "0" for none. Refuses what is no cursor."""
    if not cursor:
        return "0"
    try:
        return base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (binascii.Error, ValueError) as error:
        raise BAD_CURSOR(field="cursor") from error
