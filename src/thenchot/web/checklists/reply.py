"""Phiếu kiểm đã gửi: what was answered and what who checks found, for whoever may read it; each opening is recorded."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from thenchot.audit.actions.record_opening import record_opening
from thenchot.checklists.access import may_check, reply_to_read
from thenchot.checklists.answers import counted, read_kept
from thenchot.checklists.placed import placed
from thenchot.lib.refusals import Refusal
from thenchot.rules.checklist import achieved, judge
from thenchot.web.checklists.words import STATES, TONES, item_words, named, outcome_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page


@signed_in()
def reply(request: Signed, reply_id: int) -> HttpResponse:
    return show(request, reply_id)


def show(request: Signed, reply_id: int, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    row = reply_to_read(viewer, reply_id)
    found = placed(row.checklist, viewer.day)
    mine = row.answered_by_id == viewer.person_id
    if row.person_id and row.person_id != viewer.person_id and request.method == "GET":
        record_opening(viewer.actor, row.person_id, f"{found.edition.vi}, {row.period}")
    # What is registered and not handed in is still being written: nobody else reads its answers.
    hidden = row.state in ("draft", "registered") and not mine
    answers = {} if hidden else counted(row.answers, row.checked)
    outcome = judge(found.edition, answers)
    values: dict[str, Any] = {
        "row": row, "found": found, "edition": found.edition, "answers": answers, "hidden": hidden,
        "before": read_kept(row.answers) if row.checked else {}, "outcome": outcome, "named": named,
        "said": outcome_words(found.edition, outcome) if answers else "", "item_words": item_words,
        "states": STATES, "tones": TONES, "mine": mine, "section": "checklists.own",
        "checks": row.state in ("submitted", "checked") and may_check(viewer, row, found.edition.checked_by),
        "proposed": achieved(found.edition, outcome), "withdraws": _withdraws(row.state, mine, found.edition.answered_by),
    }  # fmt: skip
    return page(request, "checklists/reply.html", values, refusal)


def _withdraws(state: str, mine: bool, answered_by: str) -> bool:
    """A registration, or a result an office entered; what somebody sent of their own they take back to write on."""
    return mine and (state == "registered" or (state == "submitted" and answered_by == "office"))
