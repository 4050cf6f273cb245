"""Nội dung bảng kiểm: one edition, in force, drafted or of the shelf; two editions beside one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from thenchot.checklists.access import KEEPER, checklist_to_read, require_keeper, visible_checklists
from thenchot.checklists.placed import placed
from thenchot.checklists.shelf import all_editions, shipped
from thenchot.lib.refusals import Refusal
from thenchot.rules.checklist import Edition, Item
from thenchot.web.checklists.words import (
    ABOUT,
    ANSWERED_BY,
    CHECKED_BY,
    KINDS,
    PERIODS,
    item_words,
    named,
)
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.rulesets.words import words as confidence_words


@dataclass(frozen=True)
class Pair:
    """An item of the same code in two editions; None where one does not have it."""

    code: str
    first: Item | None
    second: Item | None

    @property
    def same(self) -> bool:
        return (
            self.first is not None
            and self.second is not None
            and ((self.first.vi, self.first.most) == (self.second.vi, self.second.most))
        )


def side_by_side(first: Edition, second: Edition) -> list[Pair]:
    """Items by code, in the order of the first, then what only the second has."""
    codes = dict.fromkeys([item.code for item in first.items] + [item.code for item in second.items])
    return [Pair(code, first.item(code), second.item(code)) for code in codes]


@signed_in()
def edition(request: Signed, checklist_id: int) -> HttpResponse:
    return show(request, checklist_id)


def show(request: Signed, checklist_id: int, refusal: Refusal | None = None) -> HttpResponse:
    found = checklist_to_read(request.viewer, checklist_id)
    others = [
        placed(row, request.viewer.day)
        for row in visible_checklists(request.viewer)
        .filter(code=found.row.code)
        .exclude(id=found.id)
        .exclude(state="discarded")
    ]
    values = {"found": found, "keeps": request.viewer.has(KEEPER, found.path), "today": request.viewer.day}
    return _page(request, found.edition, [(str(one.id), one.edition) for one in others], (values, refusal))


@signed_in()
def shelved(request: Signed, name: str) -> HttpResponse:
    """One of the shelf, for who keeps checklists."""
    require_keeper(request.viewer)
    shown = shipped(name)
    if shown is None:
        raise Http404
    others = [
        (other, one) for other, one in all_editions().items() if one.code == shown.code and other != name
    ]
    values = {"found": None, "keeps": True, "today": request.viewer.day, "name": name}
    return _page(request, shown, others, (values, None))


def _page(
    request: Signed,
    shown: Edition,
    others: list[tuple[str, Edition]],
    around: tuple[dict[str, Any], Refusal | None],
) -> HttpResponse:
    """`others` are the editions to compare with, by what `?so=` names them with."""
    values, refusal = around
    other = dict(others).get(request.GET.get("so", ""))
    return page(request, "checklists/edition.html", {
        "edition": shown, "others": others, "other": other, "pairs": side_by_side(shown, other) if other else [],
        "so": request.GET.get("so", ""), "named": named, "item_words": item_words, "kinds": KINDS, "about": ABOUT,
        "period_words": PERIODS, "answered_by": ANSWERED_BY, "checked_by": CHECKED_BY, "confidence": confidence_words,
        "section": "checklists.own", **values,
    }, refusal)  # fmt: skip
