"""The yearly sheet as each reader meets it: its owner ranks themselves, others read it with what was said."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from thenchot.assessment.access import may_record
from thenchot.assessment.behalf import behalves_of
from thenchot.assessment.queries.sheets import changes_of, petitions_of, versions_of
from thenchot.assessment.queries.year import not_ranked, year_view
from thenchot.assessment.reviews import asks_party_committee, has_meetings
from thenchot.assessment.steps import ABSENCES, OPENED, PROPOSED, SUBMITTED
from thenchot.lib.refusals import Refusal
from thenchot.rulesets.naming import law_of
from thenchot.rulesets.queries import frozen
from thenchot.web import reasons
from thenchot.web.attachments.showing import size_words
from thenchot.web.checklists.beside import beside
from thenchot.web.doors import Signed
from thenchot.web.page import page

OPEN_TO_OPINIONS = (OPENED, SUBMITTED, PROPOSED)
SAID_BY_LINES = ("period_without_score", "rank_on_worked_months")
"""Cautions that the table of months says already."""


def show(request: Signed, sheet: Any, refusal: Refusal | None = None) -> HttpResponse:
    view, law = year_view(sheet, request.viewer), law_of(frozen(sheet.cycle.digest))
    records = not view.own and sheet.state in OPEN_TO_OPINIONS and has_meetings(sheet.cycle.steps)
    values = {
        "view": view, "sheet": sheet, "governing": law, "absences": ABSENCES, "today": request.viewer.day,
        "reasons": reasons.lines(view.score.because, law),
        "warnings": reasons.warnings([one for one in view.score.warnings if one[0] not in SAID_BY_LINES]),
        "editing": view.own and sheet.state == OPENED, "draft": sheet.draft if view.own else {},
        "records": records and may_record(request.viewer, sheet.cycle, sheet.unit_path),
        "asks_party": asks_party_committee(sheet), "unranked": not_ranked(view),
        "behalves": behalves_of(sheet), "size_words": size_words,
        "changes": changes_of(sheet), "versions": versions_of(sheet), "petitions": petitions_of(sheet),
        "section": "assessment.my_sheets" if view.own else "", **beside(request.viewer, sheet),
    }  # fmt: skip
    return page(request, "year/sheet.html", values, refusal)
