"""One rulebook: criteria, arithmetic, levels, caps, steps, and what the text leaves open, each beside its article."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from thenchot.lib import clock
from thenchot.people.identity import Identity
from thenchot.rules.book import Criterion, Rulebook
from thenchot.rulesets import queries
from thenchot.rulesets.books import UnknownBookError, load
from thenchot.rulesets.queries import InForce
from thenchot.web.doors import viewer_of
from thenchot.web.page import page
from thenchot.web.reading import read_day
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
    values = {
        "book": found,
        "day": day,
        "problem": problem,
        "binding": any(found.in_force_on(day, subject) for subject in found.applies_to) or found.in_force_on(day),
        "lines": list(_lines(found.criteria, 1)),
        "chosen": _chosen(found, viewer) if viewer else None,
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


def _chosen(found: Rulebook, viewer: Identity) -> InForce | None:
    """What the reader's own body chose where the text leaves it open."""
    adopted = queries.in_force_for(viewer.unit_path, viewer.day)
    return next((row for row in adopted if row.book.id == found.id), None)


def _citations(found: Rulebook) -> Iterator[str]:
    yield from (criterion.citation for _, criterion in _lines(found.criteria, 1))
    for part in (found.levels, found.methods, found.overrides, found.ceilings, found.caps, found.special_cases):
        yield from (rule.citation for rule in part)
    for later in (found.authority, found.steps, found.deadlines, found.publication, found.settings):
        yield from (rule.citation for rule in later)
    yield from (formula.citation for formula in found.formulas.values())
