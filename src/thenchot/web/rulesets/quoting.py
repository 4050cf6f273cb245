"""From a citation to the official wording it names: the clause itself, where a body has imported the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from thenchot.lib.vietnamese import fold
from thenchot.rulesets import queries

DOCUMENT = re.compile(r"(\d{1,5})/(\d{4})/([A-ZĐ]+)")
ANY_DOCUMENT = re.compile(r"\d{1,5}/\d{4}")
ARTICLE = re.compile(r"Điều (\d{1,3})")
CLAUSES = re.compile(r"khoản (\d{1,2})")
POINTS = re.compile(r"điểm ([a-zđ])\b(?: và ([a-zđ])\b)?")
CLAUSE_BEGINS = re.compile(r"^(\d{1,2})\.\s")
POINT_BEGINS = re.compile(r"^([a-zđ])\)\s")


@dataclass(frozen=True)
class Quote:
    """What a citation says word for word; `anchor` is where the page shows the whole article."""

    number: int
    heading: str
    lines: tuple[str, ...]
    anchor: str


@dataclass(frozen=True)
class Place:
    """A piece of a citation: an article, and the clauses and points of it that are meant (none means all of it)."""

    document: str
    article: int
    clauses: tuple[int, ...]
    points: tuple[str, ...]


def document_of(citation: str) -> str:
    """The code a document's wording is kept under: Nghị định 335/2025/NĐ-CP is nd-335-2025."""
    named = DOCUMENT.search(citation)
    return f"{fold(named[3])}-{named[1]}-{named[2]}" if named else ""


def places(citation: str, document: str) -> Iterator[Place]:
    """Yield what "Điều 10 khoản 1 điểm a; khoản 2 điểm b" names, piece by piece; annexes are left out.

    A piece that names a document speaks of that one, every other piece of the rulebook's own.
    """
    article = 0
    for piece in citation.split(";"):
        named = ARTICLE.search(piece)
        article = int(named[1]) if named else article if "khoản" in piece else 0
        meant = document_of(piece) if ANY_DOCUMENT.search(piece) else document
        if article and meant:
            clauses = tuple(int(number) for number in CLAUSES.findall(piece))
            points = tuple(letter for pair in POINTS.findall(piece) for letter in pair if letter)
            yield Place(meant, article, clauses, points)


def cut_out(lines: Sequence[str], clauses: Iterable[int], points: Iterable[str]) -> tuple[str, ...]:
    """The lines of these clauses and points, each point under its clause's first line; all lines when there is no such clause."""
    wanted, letters = set(clauses), set(points)
    clause, point, found = 0, "", list[str]()
    for line in lines:
        if begins := CLAUSE_BEGINS.match(line):
            clause, point = int(begins[1]), ""
        elif begins := POINT_BEGINS.match(line):
            point = begins[1]
        if clause in wanted and (not letters or not point or point in letters):
            found.append(line)
    return tuple(found or lines)


class Law:
    """The wording of the documents that citations of one rulebook name, each read once."""

    def __init__(self, citation: str) -> None:
        self._own = document_of(citation)
        self._known: dict[str, dict[int, tuple[str, list[str]]]] = {}

    def __call__(self, citation: str) -> list[Quote]:
        """What the citation says; empty where the body has not imported the document."""
        found = []
        for place in places(citation, self._own):
            if place.article in (wording := self._wording(place.document)):
                heading, lines = wording[place.article]
                meant = cut_out(lines, place.clauses, place.points)
                found.append(Quote(place.article, heading, meant, self._anchor(place)))
        return found

    def articles(self, citations: Iterable[str]) -> list[Quote]:
        """Every article that the citations name, whole, in order."""
        named = {(place.document, place.article) for text in citations for place in places(text, self._own)}
        whole = (Place(document, article, (), ()) for document, article in sorted(named, key=self._order))
        return [self._whole(place) for place in whole if place.article in self._wording(place.document)]

    def _whole(self, place: Place) -> Quote:
        heading, lines = self._wording(place.document)[place.article]
        return Quote(place.article, heading, tuple(lines), self._anchor(place))

    def _order(self, named: tuple[str, int]) -> tuple[bool, str, int]:
        return named[0] != self._own, *named

    def _anchor(self, place: Place) -> str:
        own = place.document == self._own
        return f"dieu-{place.article}" if own else f"dieu-{place.article}-{place.document}"

    def _wording(self, document: str) -> dict[int, tuple[str, list[str]]]:
        if document not in self._known:
            kept = queries.wording(document)
            self._known[document] = {number: (row.heading, row.text.split("\n")) for number, row in kept.items()}
        return self._known[document]
