"""Rows on their way into a work-plan table: how they are kept while they wait, and what each of their cells means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from thenchot.lib.periods import Period
from thenchot.lib.refusals import REGISTERED, Refusal
from thenchot.lib.vietnamese import fold
from thenchot.workplan.refusals import DAY_UNREAD

COLUMNS = ("content", "leader", "doer", "deadline", "result")
"""The five columns of the table (biểu ngang), in their order."""
MARK = re.compile(r"(\d{1,18})((?:\.[0-9a-f]{8}){5})")
DAY = re.compile(
    r"(?:ngay |truoc ngay |truoc |den ngay |den |han )?(\d{1,2})(?:[/.-](\d{1,2})(?:[/.-](\d{4}))?)?"
)
ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
WHOLE_PERIOD = re.compile(
    r"(?:(?:trong|ca|cuoi|het|hang|den het|den cuoi) )?(?:thang|quy)(?: \d{1,2}(?:[/.-]\d{4})?| nay)?"
    r"|thuong xuyen|hang (?:ngay|tuan)"
)
"""Words that plans write for "by the end of the period"; read so, and said so, before anything is saved."""
WORDS_OF_PERIOD = ("trong ky", "ca ky", "cuoi ky")


@dataclass(frozen=True)
class Incoming:
    """A row as it was read: where from, its five cells as texts, and of an exported row its number and marks."""

    row: int
    sheet: str
    cells: Mapping[str, str]
    bad: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)
    """Cells that could not be read, by column: the refusal's code and parameters."""
    notes: tuple[tuple[str, Mapping[str, str]], ...] = ()
    """What was read otherwise than it stood, to be looked at."""
    task_id: int = 0
    base: tuple[str, ...] = ()
    """The marks of the five cells as they were exported, so that an edited cell is told from a stored one that moved on."""
    skip: bool = False
    choice: str = ""
    """Where both sides changed a cell: "file" or "stored", once somebody chose."""

    def edited(self, column: str) -> bool:
        """Whether the cell was changed in the file; of a row that was never exported each is."""
        return not self.base or self.base[COLUMNS.index(column)] != mark(self.cells[column])

    def mended(self, cells: Mapping[str, str], *, skip: bool, choice: str) -> Incoming:
        """The row with other cells; what was wrong with a cell goes with it."""
        changed = {name for name, text in cells.items() if text != self.cells[name] or name in self.bad}
        bad = {name: said for name, said in self.bad.items() if name not in changed}
        return replace(self, cells={**self.cells, **cells}, bad=bad, skip=skip, choice=choice)


def tidy(text: str) -> str:
    """A cell in one spelling: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def as_typed(column: str, text: str) -> str:
    """A cell as a person would type it: a day that was read from a date as 25/11/2026."""
    found = ISO_DAY.fullmatch(text) if column == "deadline" else None
    return f"{found[3]}/{found[2]}/{found[1]}" if found else text


def mark(text: str) -> str:
    """A short digest of a cell."""
    return sha256(text.encode()).hexdigest()[:8]


def identity(task_id: int, cells: Mapping[str, str]) -> str:
    """What stands in the hidden column of an exported row."""
    return ".".join((str(task_id), *(mark(cells[column]) for column in COLUMNS)))


def identified(text: str) -> tuple[int, tuple[str, ...]]:
    """The number and the marks of an exported row; (0, ()) for a row of one's own."""
    found = MARK.fullmatch(text.strip())
    return (int(found[1]), tuple(found[2].split(".")[1:])) if found else (0, ())


def kept(rows: Sequence[Incoming], notes: Sequence[tuple[str, Mapping[str, str]]]) -> dict[str, Any]:
    """The rows as they wait in the database."""
    return {"rows": [_kept(row) for row in rows], "notes": [[code, dict(given)] for code, given in notes]}


def _kept(row: Incoming) -> dict[str, Any]:
    bad = {name: [code, dict(given)] for name, (code, given) in row.bad.items()}
    notes = [[code, dict(given)] for code, given in row.notes]
    return {**vars(row), "cells": dict(row.cells), "bad": bad, "notes": notes, "base": list(row.base)}


def waiting(given: Mapping[str, Any]) -> list[Incoming]:
    return [_waiting(one) for one in given.get("rows", ())]


def _waiting(given: Mapping[str, Any]) -> Incoming:
    bad = {name: (code, said) for name, (code, said) in given["bad"].items()}
    notes = tuple((code, said) for code, said in given["notes"])
    return Incoming(**{**given, "bad": bad, "notes": notes, "base": tuple(given["base"])})


def said(code: str, given: Mapping[str, str]) -> Refusal:
    """A refusal kept by its code, to be read in the language in force."""
    return REGISTERED[code](**given)


def day_meant(text: str, period: Period) -> tuple[date | None, bool]:
    """The day that a cell means, and whether it was only words for the whole period, read as its last day.

    A day without month or year lies in the period. Raises DAY_UNREAD for what names no day.
    """
    plain = fold(text)
    if not plain:
        return None, False
    if plain in WORDS_OF_PERIOD or WHOLE_PERIOD.fullmatch(plain):
        return period.last, True
    day = _iso(plain) or _typed(plain, period)
    if day is None:
        raise DAY_UNREAD("deadline", text=text)
    return day, False


def _iso(text: str) -> date | None:
    found = ISO_DAY.fullmatch(text)
    return _day(int(found[1]), int(found[2]), int(found[3])) if found else None


def _typed(text: str, period: Period) -> date | None:
    found = DAY.fullmatch(text)
    if not found:
        return None
    day, month = int(found[1]), int(found[2] or period.last.month)
    year = int(found[3]) if found[3] else period.first.year
    # Of December's plan the 5/1 is next year's.
    return _day(year if found[3] or month >= period.first.month else year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1945 <= year <= 2100 else None
    except ValueError:
        return None
