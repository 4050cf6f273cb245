"""One rulebook: criteria, arithmetic, levels, caps, steps, and what the text leaves open, each beside its article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from thenchot.lib import clock
from thenchot.organisation.queries import units_on
from thenchot.people.identity import Identity
from thenchot.rules.book import Criterion, Rulebook
from thenchot.rulesets import queries
from thenchot.rulesets.books import UnknownBookError
from thenchot.rulesets.queries import InForce
from thenchot.rulesets.shelf import load
from thenchot.web.doors import viewer_of
from thenchot.web.page import page
from thenchot.web.reading import read_day
from thenchot.web.rulesets.changes import Change, changes
from thenchot.web.rulesets.example import example
from thenchot.web.rulesets.quoting import Law
from thenchot.web.rulesets.readable import readable
from thenchot.web.rulesets.words import words


@require_GET
def book(request: HttpRequest, name: str) -> HttpResponse:
    try:
        found = load(name)
    except UnknownBookError as unknown:
        raise Http404 from unknown
    viewer = viewer_of(request)
    day, problem = read_day(request.GET.get("ngay", ""), clock.today())
    law = Law(found.citation)
    chosen = _chosen(found, viewer, day) if viewer else None
    values = {
        "book": found,
        "day": day,
        "problem": problem,
        "binding": any(found.in_force_on(day, subject) for subject in found.applies_to) or found.in_force_on(day),
        "lines": list(_lines(found.criteria, 1)),
        "chosen": chosen,
        "own": _own(found, chosen, day) if chosen and chosen.overlay else None,
        "example": example(found, request.GET),
        "law": law,
        "articles": law.articles(_citations(found)),
        "words": words,
        "readable": readable,
    }
    return page(request, "rulesets/book.html", values)


def _lines(criteria: tuple[Criterion, ...], depth: int) -> Iterator[tuple[int, Criterion]]:
    """The tree of criteria as lines with their depth, in the order of the form."""
    for criterion in criteria:
        yield depth, criterion
        yield from _lines(criterion.children, depth + 1)


@dataclass(frozen=True)
class Own:
    """A body's own stricter rules over the book: whose, by which document, until when, and what differs."""

    body: str
    document: str
    last: str
    changes: list[Change]


def _own(found: Rulebook, chosen: InForce, day: date) -> Own:
    unit = next(iter(units_on(day, chosen.unit_path).values()), None)
    kept = chosen.overlay
    return Own(
        unit.name if unit else "", str(kept.get("name", "")), str(kept.get("valid_to") or ""), changes(found, chosen.book)
    )


def _chosen(found: Rulebook, viewer: Identity, day: date) -> InForce | None:
    """What the reader's own body chose where the text leaves it open, and what it made stricter, as of the day."""
    adopted = queries.in_force_for(viewer.unit_path, day)
    return next((row for row in adopted if row.book.id == found.id), None)


def _citations(found: Rulebook) -> Iterator[str]:
    yield from (criterion.citation for _, criterion in _lines(found.criteria, 1))
    for part in (found.levels, found.methods, found.overrides, found.ceilings, found.caps, found.special_cases):
        yield from (rule.citation for rule in part)
    for later in (found.authority, found.steps, found.deadlines, found.publication, found.settings):
        yield from (rule.citation for rule in later)
    yield from (formula.citation for formula in found.formulas.values())
