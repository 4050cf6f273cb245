"""Ghi nhận thông tin: the kind first, then what the kind asks for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from django.conf import settings
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _

from thenchot.attachments.store import Stored
from thenchot.evidence.access import facts_in_charge, require_enterer, subject_to_record
from thenchot.evidence.actions.enter_fact import LEVELS, Document, Entry
from thenchot.evidence.actions.enter_fact import enter_fact as write_down
from thenchot.evidence.entries import Origin
from thenchot.evidence.gatherings import source_of
from thenchot.evidence.kinds import all_kinds, kind_of
from thenchot.evidence.office_rules import rules_for
from thenchot.evidence.queries import FactRow, register
from thenchot.evidence.reading import choice_of, figures_of
from thenchot.evidence.refusals import DAY_UNREADABLE, DOCUMENT_NEEDED
from thenchot.evidence.sources import all_sources
from thenchot.lib.days import month_of
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.web.answers import done
from thenchot.web.attachments.receiving import received, to_keep
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.offered import subjects_offered
from thenchot.web.evidence.words import choice_choices, kind_choices, kind_name, named, source_choices
from thenchot.web.page import page
from thenchot.web.reading import read_day, read_whole

NO_DAY = date.min


@signed_in("GET", "POST")
def enter_fact(request: Signed) -> HttpResponse:
    require_enterer(request.viewer)
    if request.method == "GET":
        return _form(request)
    file = None
    try:
        file = received(request, request.viewer)
        write_down(by=request.viewer, entry=replace(_entry(request), file=file))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return _form(request, refusal, file)
    return done(request, _("Đã ghi nhận thông tin; người liên quan được thông báo."), "evidence.register")


def _entry(request: Signed) -> Entry:
    given = request.POST
    kind, subject = subject_to_record(request.viewer, given.get("kind", ""), given.get("subject", ""))
    signed, happened = _day(given.get("document_on", ""), "document_on"), _day(given.get("happened_on", ""), "happened_on")
    if signed is None and kind.paper:
        raise DOCUMENT_NEEDED(field="document_on")
    month = month_of(given.get("month", "")) if "month" in kind.asks else given.get("period", "").strip()
    return Entry(
        kind=kind, subject=subject, document=Document(given.get("document", ""), signed or happened or request.viewer.day),
        text=given.get("text", ""),
        happened_on=happened, decided_on=_day(given.get("decided_on", ""), "decided_on"), period=month,
        level=given.get("level", ""),
        same_act_as=read_whole(given.get("same_act_as", "")) or None,
        used_in_year=read_whole(given.get("used_in_year", ""), -1) if given.get("used_in_year", "").strip() else None,
        figures=figures_of(kind, given), choice=choice_of(kind.choices, given.get("choice", "")),
        rule_code=given.get("rule_code", ""), origin=Origin(_source(given)),
    )  # fmt: skip


def _source(given: QueryDict) -> str:
    """The office the fact comes from, where one of the list is named; else it stands under the writer's unit."""
    return next((code for code in all_sources() if code == given.get("source", "")), "")


def _day(text: str, field: str) -> date | None:
    day, problem = read_day(text, NO_DAY)
    if problem:
        raise DAY_UNREADABLE(field=field)
    return None if day == NO_DAY else day


def _form(request: Signed, refusal: Refusal | None = None, file: Stored | None = None) -> HttpResponse:
    viewer = request.viewer
    kinds = [kind for kind in all_kinds().values() if any(viewer.has(role) for role in kind.enter)]
    before = _same_act(request)
    chosen = kind_of(request.POST.get("kind", "") or request.GET.get("loai", ""))
    values = {
        "kinds": kind_choices(kinds), "kind": chosen if chosen in kinds else None, "name_of": kind_name, "before": before,
        "levels": [(code, code) for code in LEVELS], "named": named, "choices": choice_choices(chosen),
        "rules": rules_for(viewer) if chosen is not None and "rule" in chosen.asks else [], "kept_file": to_keep(file, viewer),
        "offered": subjects_offered(viewer, chosen) if chosen is not None and chosen in kinds else [],
        "sources": source_choices(), "own_source": source_of(viewer.person_id),
        "most_mb": settings.ATTACHMENT_MB, "section": "evidence.register",
    }  # fmt: skip
    return page(request, "evidence/enter.html", values, refusal)


def _same_act(request: Signed) -> FactRow | None:
    """The fact from which one came to record another decision about the same act."""
    number = read_whole(request.POST.get("same_act_as", "") or request.GET.get("cung-hanh-vi", ""))
    rows = register(facts_in_charge(request.viewer).filter(id=number, person__isnull=False)) if number else []
    return rows[0] if rows else None
