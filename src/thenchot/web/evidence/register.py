"""Thông tin phục vụ đánh giá: what is recorded about people and units of one's scope, found by name, code or document."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.attachments.queries import files_of
from thenchot.evidence.access import facts_in_charge, may_enter, require_reader
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.queries import register as recorded
from thenchot.evidence.queries import waiting_disputes
from thenchot.evidence.sources import all_sources
from thenchot.lib.refusals import Refusal
from thenchot.organisation.queries import names_on
from thenchot.web.attachments.showing import size_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.words import figures_words, kind_choices, kind_name, source_choices, source_name
from thenchot.web.page import page
from thenchot.web.paging import paged
from thenchot.web.reading import read_whole

DISPUTED = "bao"
"""Asks for the facts that their person says are not right and that wait for an answer."""


@signed_in()
def register(request: Signed) -> HttpResponse:
    return show(request)


def show(request: Signed, refusal: Refusal | None = None, asked: int = 0) -> HttpResponse:
    """`asked` is the fact whose withdrawal was refused."""
    viewer = request.viewer
    require_reader(viewer)
    search, kind = request.GET.get("tim", "").strip(), request.GET.get("loai", "")
    source = request.GET.get("nguon", "") if request.GET.get("nguon", "") in all_sources() else ""
    facts = facts_in_charge(viewer).filter(source_code=source) if source else facts_in_charge(viewer)
    waiting = waiting_disputes(facts)
    if request.GET.get(DISPUTED):
        facts = waiting
    found = recorded(facts, search, kind if kind in all_kinds() else "")
    listed = paged(request, found)
    values = {
        **listed, "files": files_of("fact", [fact.id for fact in listed["rows"]]), "size_words": size_words,
        "search": search, "kind": kind, "kinds": kind_choices(all_kinds().values()),
        "name_of": kind_name, "figures_words": figures_words, "source_name": source_name, "sources": source_choices(),
        "source": source, "disputes": waiting.count(), "disputed_only": bool(request.GET.get(DISPUTED)),
        "places": names_on(viewer.day), "enters": may_enter(viewer), "viewer_id": viewer.person_id,
        "asked": asked or read_whole(request.GET.get("so", "")), "section": "evidence.register",
        "may_withdraw": lambda fact: any(viewer.has(role) for role in fact.kind.enter) and fact.person_id != viewer.person_id,
    }  # fmt: skip
    return page(request, "evidence/register.html", values, refusal)
