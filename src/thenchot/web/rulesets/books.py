"""The list of rulebooks, as of a day."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thenchot.lib import clock
from thenchot.rules.book import Rulebook
from thenchot.rulesets.books import all_books
from thenchot.web.page import page
from thenchot.web.reading import read_day
from thenchot.web.rulesets.words import words


@require_GET
def books(request: HttpRequest) -> HttpResponse:
    """Rules are public: nobody needs to sign in to read them."""
    day, problem = read_day(request.GET.get("ngay", ""), clock.today())
    groups = [
        (_("Đang có hiệu lực"), _in_force(day)),
        (_("Chưa hoặc không còn hiệu lực vào ngày này"), [book for book in all_books() if not _binds(book, day)]),
    ]
    return page(request, "rulesets/books.html", {"groups": groups, "day": day, "problem": problem, "words": words})


def _binds(book: Rulebook, day: date) -> bool:
    return any(book.in_force_on(day, subject) for subject in book.applies_to) or (
        not book.applies_to and book.in_force_on(day)
    )


def _in_force(day: date) -> list[Rulebook]:
    return [book for book in all_books() if _binds(book, day)]
