"""Published results judged again from what was frozen (tính lại), one share of them at a time; knows no framework."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thenchot.assessment.scoring import decimal, exact, rescore, score_in
from thenchot.lib import canonical
from thenchot.lib.apart import answer, rows_of, run_apart
from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError
from thenchot.rulesets.frozen import digest_of, rebuild
from thenchot.rulesets.reading import BookError

PARTS = {"band", "digest", "inputs", "level", "verdict"}
NO_NUMBER = Decimal("NaN")
"""Equal to nothing, itself included."""
Row = tuple[int, int, int, str, str, str | None, str, str]
"""Number of the result, of its sheet, of the version; hash and frozen text; score as a text, band, level."""


@dataclass(frozen=True)
class Difference:
    """A published result that does not come out the same: which version, what differs, kept and found."""

    published_id: int
    sheet_id: int
    number: int
    what: str
    kept: str
    found: str


@dataclass(frozen=True)
class Kept:
    """The rulebook of a cycle: the digest the cycle names, and the content kept under it, if any."""

    digest: str
    content: str | None

    def book(self) -> Rulebook | None:
        """The rulebook, or None when its content is no longer what the digest says."""
        if self.content is None or digest_of(self.content) != self.digest:
            return None
        try:
            return rebuild(self.content)
        except (BookError, ValueError, KeyError):
            return None


def differences(rows: Iterable[Row], kept: Kept) -> list[Difference]:
    """Judge each result again; what differs, by number of the result."""
    book = kept.book()
    found = [
        Difference(*row[:3], what, str(before), str(now))
        for row in rows
        for what, before, now in _compared(row, kept.digest, book)
        if before != now
    ]
    return sorted(found, key=lambda one: one.published_id)


def _compared(row: Row, digest: str, book: Rulebook | None) -> Iterator[tuple[str, object, object]]:
    """What is compared, as it is kept and as it is found."""
    _, _, _, hashed, text, score, band, level = row
    yield "frozen_hash", hashed, canonical.sha256(text)
    frozen = said(text)
    if not frozen.keys() >= PARTS:
        yield "verdict", text or "?", ""
        return
    yield "digest", frozen["digest"], digest
    if book is None:
        yield "rulebook", digest or "?", ""
        return
    before, again = frozen["verdict"], _again(book, frozen["inputs"])
    # Spelling a verdict out takes as long as reading it: only one that is another is spelled.
    if again is not None and again != before:
        yield "verdict", canonical.dumps(before), canonical.dumps(again)
    yield "score", rounded(_column(score)), rounded(_score_of(frozen))
    yield "band", band, frozen["band"]
    yield "level", level, frozen["level"]


def _again(book: Rulebook, inputs: dict[str, Any]) -> dict[str, Any] | None:
    try:
        return rescore(book, inputs)
    except InputError as wrong:
        return {"error": wrong.code}
    except (KeyError, TypeError, ValueError):
        return {"error": "unreadable"}


def said(text: str) -> dict[str, Any]:
    """What a kept text says. One that was tampered with may be no JSON at all: then it says nothing."""
    try:
        found = canonical.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _score_of(frozen: dict[str, Any]) -> Decimal | None:
    try:
        return number_in(score_in(frozen["inputs"], frozen["verdict"]))
    except (AttributeError, KeyError, TypeError):
        return NO_NUMBER


def _column(text: str | None) -> Decimal | None:
    try:
        return None if text is None else Decimal(text)
    except ArithmeticError:
        return NO_NUMBER


def number_in(kept: Any) -> Decimal | None:
    """A kept number as its column has it; NO_NUMBER where it is none."""
    try:
        return None if kept is None else decimal(Fraction(exact(kept)))
    except (TypeError, ValueError, ArithmeticError):
        return NO_NUMBER


def rounded(value: Decimal | None) -> Decimal | None:
    """A score column of SQLite keeps 15 digits: both sides are compared at that."""
    return None if value is None else round(value, 9)


@dataclass(frozen=True)
class Source:
    """Where the rows lie: what a program connects with, and the statement that selects a Row by a share's values."""

    database: Mapping[str, Any] | str
    statement: str


def differences_apart(source: Source, shares: Sequence[Sequence[int]], kept: Kept) -> list[Difference]:
    """The same in a program for each share, all at the same time."""
    job = {"database": source.database, "statement": source.statement, "kept": (kept.digest, kept.content)}
    found = run_apart(__name__, [job | {"share": tuple(share)} for share in shares])
    return sorted((Difference(*one) for share in found for one in share), key=lambda one: one.published_id)


def _one_share(job: dict[str, Any]) -> list[tuple[object, ...]]:
    rows = rows_of(job["database"], job["statement"], job["share"])
    return [astuple(one) for one in differences(rows, Kept(*job["kept"]))]


if __name__ == "__main__":
    answer(_one_share)
