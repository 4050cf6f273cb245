"""What the form of a checklist hands in, and the page it stands on; saved, sent and registered from here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from thenchot.checklists.access import (
    Subject,
    checklist_to_read,
    subject_to_answer,
    units_to_answer,
)
from thenchot.checklists.answers import read_answers, read_kept
from thenchot.checklists.periods import latest, parsed
from thenchot.checklists.placed import Placed, holds_in
from thenchot.checklists.refusals import CHANGED, PERIOD_WRONG
from thenchot.checklists.replies import PERIODS, Answering, reply_for
from thenchot.lib.periods import Period
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.people.identity import Identity
from thenchot.rules.checklist import judge
from thenchot.web.answers import as_seen, done
from thenchot.web.checklists.words import item_words, named, outcome_words
from thenchot.web.doors import Signed
from thenchot.web.page import page
from thenchot.web.reading import read_whole

Act = Callable[..., None]
PARTS = ("value", "of", "standing", "note")


def period_of(found: Placed, text: str) -> Period:
    period = parsed(text)
    if period is None or period.kind != found.edition.period:
        raise PERIOD_WRONG(every=PERIODS[found.edition.period])
    return period


def subject_of(request: Signed, found: Placed) -> Subject:
    given = request.POST if request.method == "POST" else request.GET
    return subject_to_answer(request.viewer, found, read_whole(given.get("unit", "")), given.get("other", ""))


def typed_answers(request: Signed, found: Placed) -> dict[str, dict[str, str]]:
    """By item what stands in its fields: a-S1, a-S1-of, a-S1-standing, a-S1-note."""
    given = request.POST
    return {
        item.code: {
            part: given.get(f"a-{item.code}" + ("" if part == "value" else f"-{part}"), "") for part in PARTS
        }
        for item in found.edition.items
    }


def handed_in(request: Signed, checklist_id: int, period: str, *, answers: bool) -> Answering:
    """The form as an action takes it, with the version that the page was made from. Refuses what cannot be read."""
    found = checklist_to_read(request.viewer, checklist_id)
    when, subject = period_of(found, period), subject_of(request, found)
    given = request.POST
    return Answering(
        found, when, subject, as_seen(request, reply_for(request.viewer, found, when, subject)),
        read_answers(found.edition, typed_answers(request, found)) if answers else {},
        given.get("remark", ""), given.get("target", ""), given.get("source", ""), given.get("document", ""),
    )  # fmt: skip


def acted(
    request: Signed, place: tuple[int, str], act: Act, sentence: str, *, answers: bool = True
) -> HttpResponse:
    """Do it and go back to the form, or show the form again with what was typed."""
    checklist_id, period = place
    try:
        given = handed_in(request, checklist_id, period, answers=answers)
        act(by=request.viewer, given=given)
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return show(request, checklist_id, period, refusal)
    answer = done(request, sentence, "checklists.answer", checklist_id=checklist_id, period=period)
    if given.subject.other or given.found.edition.answered_by == "office":
        about = {"unit": given.subject.unit_id or "", "other": given.subject.other}
        answer.headers["Location"] += f"?{urlencode(about)}"
    return answer


def show(request: Signed, checklist_id: int, period: str, refusal: Refusal | None = None) -> HttpResponse:
    viewer = request.viewer
    found = checklist_to_read(viewer, checklist_id)
    when = period_of(found, period)
    subject = _subject_or_none(request, found)
    reply = reply_for(viewer, found, when, subject) if subject else None
    outcome = judge(found.edition, read_kept(reply.answers)) if reply and reply.answers else None
    values: dict[str, Any] = {
        "found": found, "edition": found.edition, "period": when, "subject": subject, "reply": reply,
        "closed": not holds_in(found, when) or when.first > viewer.day, "named": named, "item_words": item_words,
        "said": outcome_words(found.edition, outcome) if outcome else "",
        "units": _units(viewer, found),
        "periods": [str(one) for one in latest(found.edition.period, viewer.day, 6) if holds_in(found, one)],
        "overtaken": refusal is not None and refusal.kind is CHANGED,
        "sent": reply is not None and reply.state in ("submitted", "checked"), "section": "checklists.own",
    }  # fmt: skip
    return page(request, "checklists/answer.html", values, refusal)


def _subject_or_none(request: Signed, found: Placed) -> Subject | None:
    """Of an office nobody until a unit is chosen."""
    given = request.POST if request.method == "POST" else request.GET
    if found.edition.answered_by == "office" and not (given.get("unit") or given.get("other", "").strip()):
        subject_of_office(request.viewer, found)
        return None
    return subject_of(request, found)


def subject_of_office(viewer: Identity, found: Placed) -> None:
    """Refuses who is no office of the place."""
    units = units_to_answer(viewer, found)
    subject_to_answer(viewer, found, units[0].id if units else 0)


def _units(viewer: Identity, found: Placed) -> list[Any]:
    return units_to_answer(viewer, found) if found.edition.answered_by == "office" else []
