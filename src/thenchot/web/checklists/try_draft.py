"""Tính thử dự thảo: what it would have made of what was answered in an earlier period; nothing is written."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.checklists.access import checklist_to_keep
from thenchot.checklists.periods import latest, parsed
from thenchot.checklists.placed import Placed, placed
from thenchot.checklists.queries.trial import Trial, editions_to_try, trial
from thenchot.lib.periods import Period
from thenchot.rules.checklist import Edition
from thenchot.web.checklists.words import item_words, named, outcome_words
from thenchot.web.cycles.missing import BYTE_ORDER_MARK, safe_cell
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged


def _asked(request: Signed, checklist_id: int) -> tuple[Placed, dict[str, Any], Trial]:
    draft = checklist_to_keep(request.viewer, checklist_id)
    offered = [placed(row, request.viewer.day) for row in editions_to_try(draft)]
    chosen = next(
        (one for one in offered if str(one.id) == request.GET.get("voi")), offered[0] if offered else None
    )
    periods = latest((chosen or draft).edition.period, request.viewer.day, 8)
    period = parsed(request.GET.get("ky", "")) or periods[1]
    values = {
        "offered": offered,
        "chosen": chosen,
        "periods": [str(one) for one in periods],
        "period": period,
    }
    return draft, values, trial(request.viewer, draft, chosen.row if chosen else None, period)


@signed_in()
def try_draft(request: Signed, checklist_id: int) -> HttpResponse:
    draft, asked, tried = _asked(request, checklist_id)
    old: Edition | None = asked["chosen"].edition if asked["chosen"] else None
    values: dict[str, Any] = {
        **asked, "found": draft, "edition": draft.edition, "old": old, "trial": tried, "named": named, "item_words": item_words,
        "said": outcome_words, "section": "checklists.keep", "moves": _moves(tried, old, draft.edition),
        **paged(request, tried.changed, CARDS),
    }  # fmt: skip
    return page(request, "checklists/trial.html", values)


def _moves(tried: Trial, old: Edition | None, new: Edition) -> list[tuple[str, str, int]]:
    """How many go from which step of the scale to which, in words; those that stay are left out."""
    return [
        (_step(old, before), _step(new, after), count)
        for (before, after), count in sorted(tried.moved.items())
        if _step(old, before) != _step(new, after)
    ]


def _step(edition: Edition | None, code: str) -> str:
    standing = edition.standing(code) if edition else None
    return named(standing) if standing else _("chưa có mức")


@signed_in()
def as_file(request: Signed, checklist_id: int) -> HttpResponse:
    draft, asked, tried = _asked(request, checklist_id)
    period: Period = asked["period"]
    text = StringIO()
    lines = csv.writer(text)
    lines.writerow(
        [
            _("Họ và tên hoặc đơn vị"),
            _("Nơi công tác"),
            _("Đang áp dụng"),
            _("Theo dự thảo"),
            _("Mục không còn"),
        ]
    )
    for row in tried.rows:
        before, after, gone = row.difference
        said = [
            outcome_words(asked["chosen"].edition, before),
            outcome_words(draft.edition, after),
            ", ".join(gone),
        ]
        lines.writerow([safe_cell(cell) for cell in (row.name, row.place, *said)])
    answer = HttpResponse(BYTE_ORDER_MARK + text.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="tinh-thu-{draft.row.code}-{period}.csv"'
    return answer
