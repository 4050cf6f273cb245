"""Cells of the staff workbook: codes that keep their zeros, words of a list, dates that are dates."""

from __future__ import annotations

import re
from datetime import date, datetime

from thenchot.files.people_words import LABELS, WORDS
from thenchot.files.refusals import (
    CELL_EMPTY,
    CODE_CHARACTERS,
    CODE_IS_NUMBER,
    DATE_BAD,
    DATE_FAR,
    WORD_UNKNOWN,
)
from thenchot.files.table import Reader, clean
from thenchot.lib.days import day_of
from thenchot.lib.vietnamese import fold

CODE = re.compile(r"[A-Za-z0-9ĐđƯư][A-Za-z0-9ĐđƯư._/-]*")
FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 12, 31)


class Cells:
    """Reads the cells of a table's rows; words and days met before are not read again."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._words: dict[tuple[str, str], str] = {}
        self._days: dict[str, date] = {}

    def code(self, key: str) -> str:
        """A code. A number is refused even where it seems whole: nobody can tell whether a zero was lost in front."""
        value = self.reader.raw(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            self.reader.complain(key, CODE_IS_NUMBER())
            return ""
        text = self.reader.text(key)
        if text and not CODE.fullmatch(text):
            self.reader.complain(key, CODE_CHARACTERS(value=text))
            return ""
        return text

    def word(self, key: str, otherwise: str = "") -> str:
        """The software's word for a word of the list; blank stands for `otherwise`, unless the column is required."""
        value = self.reader.raw(key)
        if isinstance(value, str) and (known := self._words.get((key, value))):
            return known
        text = self.reader.text(key)
        if not text:
            return otherwise
        meaning = WORDS[key].get(fold(text))
        if meaning is None:
            self.reader.complain(key, WORD_UNKNOWN(value=text, choices=", ".join(LABELS[key])))
            return otherwise
        self._words[(key, str(value))] = meaning
        return meaning

    def day(self, key: str) -> date | None:
        """A date cell, or a text such as 01/07/2026; a plain number, an impossible day or a far year is refused."""
        value = self.reader.raw(key)
        if isinstance(value, str):
            return self._typed_day(key, value)
        if not isinstance(value, date):
            self.reader.complain(key, DATE_BAD(value=value))
            return None
        return self._within(key, value.date() if isinstance(value, datetime) else value)

    def _typed_day(self, key: str, value: str) -> date | None:
        if value in self._days:
            return self._days[value]
        text = clean(value)
        if not text:
            if self.reader.table.columns[key].required:
                self.reader.complain(key, CELL_EMPTY())
            return None
        day = day_of(text)
        if day is None:
            self.reader.complain(key, DATE_BAD(value=text))
            return None
        within = self._within(key, day)
        if within:
            self._days[value] = within
        return within

    def _within(self, key: str, day: date) -> date | None:
        if FIRST_DAY <= day <= LAST_DAY:
            return day
        self.reader.complain(key, DATE_FAR(value=f"{day:%d/%m/%Y}"))
        return None
