"""What a form of a sheet sent, read without making the page it was typed on: the two writes of the month come through here."""

from __future__ import annotations

from django.http import HttpRequest

from thenchot.assessment.queries.batches import Sheet
from thenchot.assessment.queries.sheets import explained_as
from thenchot.assessment.scoring import fractions_of, kind_for
from thenchot.rulesets.queries import frozen
from thenchot.web.reading import read_number

EXPLAINED = explained_as(0).removesuffix("0")


def marks_sent(request: HttpRequest, sheet: Sheet) -> dict[str, str]:
    """The marks the form carries, as typed, by criterion of the sheet's rulebook."""
    book, settings = frozen(sheet.cycle.digest), sheet.cycle.settings
    leaves = book.leaves(kind_for(book, sheet.rank, settings))
    return {leaf.id: request.POST[leaf.id].strip() for leaf in leaves if leaf.id in request.POST}


def corrections_sent(request: HttpRequest, sheet: Sheet) -> dict[str, str]:
    """Only the marks that differ from the person's own are corrections; what is no number goes on to be refused."""
    own = fractions_of(sheet.marks.get("self"))
    sent = marks_sent(request, sheet)
    return {name: text for name, text in sent.items() if (given := read_number(text)) is None or given != own.get(name)}


def explanations_sent(request: HttpRequest) -> dict[int, str]:
    """What the form says of tasks, by the task's number; the action passes over those that are not the sender's."""
    numbers = {name: name.removeprefix(EXPLAINED) for name in request.POST if name.startswith(EXPLAINED)}
    return {int(number): request.POST[name] for name, number in numbers.items() if number.isascii() and number.isdigit()}
