"""How pages name provisions: the article with its instrument, and none where another instrument governs."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.assessment.queries.governing import law_behind
from thenchot.lib.refusals import Refusal
from thenchot.rulesets.naming import DECREE, named
from thenchot.web.reading import read_whole

ENGLISH = (
    ("Nghị định", "Decree"), ("Quyết định", "Decision"), ("Quy định", "Regulation"), ("Điều", "Article"), ("khoản", "clause"),
    ("điểm", "point"), ("Phụ lục", "Annex"), ("đến", "to"),
)  # fmt: skip


def spelled(provision: str) -> str:
    """A provision in the reader's language: Điều 22 is Article 22."""
    if (get_language() or "vi").startswith("en"):
        for vi, en in ENGLISH:
            provision = provision.replace(vi, en)
    return provision


def law(article: str, governing: str = DECREE) -> str:
    """An article of the decree in brackets, for the end of a sentence; "" where another instrument governs."""
    return f" ({spelled(named(article))})" if governing == DECREE else ""


def right_to_petition(governing: str = DECREE) -> str:
    """What gives the seven days of an answer: Điều 22 of the decree; elsewhere the body keeps the same days by its own rule."""
    return law("Điều 22", governing) or (_(" theo quy định của cơ quan") if governing else "")


def name_provision(request: HttpRequest, refusal: Refusal) -> None:
    """Let a refusal cite its article with the instrument, and nothing of the decree on a sheet it does not govern."""
    if not refusal.article or "provision" in refusal.params:
        return
    governing = law_behind(**_asked_of(request)) or DECREE
    refusal.params = {**refusal.params, "provision": spelled(named(refusal.article)) if governing == DECREE else ""}


def _asked_of(request: HttpRequest) -> dict[str, int]:
    """The sheet, petition or cycle a request is about, by its address or by what was sent."""
    match = request.resolver_match
    parts = match.kwargs if match else {}
    ticked = request.POST.get("sheet", "") or request.POST.get("cases", "")
    return {
        "sheet": int(parts.get("sheet_id", 0)) or read_whole(ticked.partition(":")[0]),
        "petition": int(parts.get("petition_id", 0)),
        "cycle": int(parts.get("cycle_id", 0)) or read_whole(request.POST.get("cycle", "")),
    }
