"""Thông tin về tôi: what is recorded about the reader, by which office, withdrawn ones with their reason."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.attachments.queries import files_of
from thenchot.evidence.queries import facts_of_person
from thenchot.lib.refusals import Refusal
from thenchot.web.attachments.showing import size_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.words import figures_words, kind_name, source_name
from thenchot.web.page import page
from thenchot.web.paging import paged


@signed_in()
def own_facts(request: Signed) -> HttpResponse:
    return show(request)


def show(request: Signed, refusal: Refusal | None = None, asked: int = 0) -> HttpResponse:
    """`asked` is the fact whose dispute was refused."""
    listed = paged(request, facts_of_person(request.viewer.person_id))
    files = files_of("fact", [fact.id for fact in listed["rows"]])
    values = {
        **listed, "files": files, "size_words": size_words, "name_of": kind_name, "figures_words": figures_words,
        "source_name": source_name, "section": "evidence.own",
        "asked": asked,
    }  # fmt: skip
    return page(request, "evidence/own.html", values, refusal)
