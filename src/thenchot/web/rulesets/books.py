"""The list of rulebooks, as of a day: those the reader's own body applies first, then the others by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thenchot.lib import clock
from thenchot.lib.vietnamese import word_key
from thenchot.people.identity import Identity
from thenchot.rules.book import Rulebook
from thenchot.rulesets.queries import in_force_for
from thenchot.rulesets.shelf import all_books
from thenchot.web.doors import viewer_of
from thenchot.web.page import page
from thenchot.web.reading import read_day
from thenchot.web.rulesets.compare import compared
from thenchot.web.rulesets.side_by_side import side_by_side
from thenchot.web.rulesets.words import words


@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """Rules are public: nobody needs to sign in to read them."""
    day, problem = read_day(request.GET.get("ngay", ""), clock.today())
    shelf = sorted(all_books(), key=lambda book: [word_key(word) for word in book.name.split()])
    applied = _applied(viewer_of(request), day)
    rest = [book for book in shelf if book.id not in applied]
    groups = [
        (_("Cơ quan đang áp dụng"), [book for book in shelf if book.id in applied]),
        (_("Đang có hiệu lực"), [book for book in rest if _binds(book, day)]),
        (_("Chưa hoặc không còn hiệu lực vào ngày này"), [book for book in rest if not _binds(book, day)]),
    ]
    values = {"groups": groups, "day": day, "problem": problem, "words": words, "other": request.GET.get("so", "")}
    other, wrong = read_day(request.GET.get("so", ""), day)
    found = compared((day, other), shelf, _binds, viewer_of(request)) if request.GET.get("so", "").strip() and not wrong else None
    return page(request, "rulesets/books.html", {**values, **_two(request, shelf), "wrong": wrong, "compared": found})


def _two(request: HttpRequest, shelf: Sequence[Rulebook]) -> dict[str, Any]:
    """The two books chosen to stand side by side (?bo=, ?voi=), where both are known and not the same."""
    known = {book.id: book for book in shelf}
    first, second = known.get(request.GET.get("bo", "")), known.get(request.GET.get("voi", ""))
    pairs = side_by_side(first, second) if first and second and first is not second else []
    return {"shelf": shelf, "beside": (first, second), "pairs": pairs}


def _applied(viewer: Identity | None, day: date) -> set[str]:
    return {rule.book.id for rule in in_force_for(viewer.unit_path, day)} if viewer else set()


def _binds(book: Rulebook, day: date) -> bool:
    return any(book.in_force_on(day, subject) for subject in book.applies_to) or (
        not book.applies_to and book.in_force_on(day)
    )
