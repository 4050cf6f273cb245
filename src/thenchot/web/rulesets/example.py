"""A worked example of a rulebook, computed by the engine while the page is made; the reader may change its numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError
from thenchot.rules.evaluate import evaluate
from thenchot.rules.verdict import Verdict
from thenchot.web.reading import read_number
from thenchot.web.reasons import Line, lines

STAFF = {"general": "27", "assigned": "20", "clean": "15", "rejected": "2", "late": "1"}
"""The example of the sheet in the guide: 20 units assigned, 18 done, 2 of them returned once, 1 late once."""
MARKS = {"y_thuc": "18", "ket_qua": "66", "thuong": "4"}


@dataclass(frozen=True)
class Example:
    """The numbers as typed, and what the engine says of them, or the field it refuses."""

    typed: Mapping[str, str]
    verdict: Verdict | None = None
    refused: str = ""

    @property
    def reasons(self) -> list[Line]:
        return lines(self.verdict.because) if self.verdict else []


def example(book: Rulebook, typed: Mapping[str, str]) -> Example | None:
    """Return the example for the book's first kind of sheet; None where the page has no form for it."""
    if "staff" in book.kinds():
        return _run(book, "staff", {name: typed.get(name, given) for name, given in STAFF.items()})
    if {"y_thuc", "ket_qua"} <= {leaf.id for leaf in book.leaves(None)} and None in book.kinds():
        return _run(book, None, {name: typed.get(name, given) for name, given in MARKS.items()})
    return None


def _run(book: Rulebook, kind: str | None, typed: Mapping[str, str]) -> Example:
    read = {name: read_number(text or "0") for name, text in typed.items()}
    values = {name: value for name, value in read.items() if value is not None}
    if len(values) < len(read):
        return Example(typed, refused=next(name for name, value in read.items() if value is None))
    try:
        return Example(typed, evaluate(book, kind, _given(values, kind), {}))
    except InputError as refusal:
        return Example(typed, refused=refusal.field)


def _given(values: Mapping[str, Fraction], kind: str | None) -> dict[str, object]:
    if kind is None:
        return dict(values)
    done = ((values["clean"], 0, 0), (values["rejected"], 1, 0), (values["late"], 0, 1))
    items = [[units, Fraction(returned), Fraction(late)] for units, returned, late in done if units]
    return {"general": values["general"], "assigned": values["assigned"], "items": items}
