"""Drafts of one person from several open pages: none is overwritten by a page that has not seen it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thenchot.assessment.models import Sheet
from thenchot.assessment.refusals import DRAFT_CHANGED
from thenchot.lib import canonical

PAGE = "_page"
"""The key in a draft under which the page that saved it last is kept; no criterion has such a code."""
SHOWN = 16


@dataclass(frozen=True)
class Page:
    """Where a form comes from: the page's own token, and the mark of the draft it was made from."""

    token: str
    seen: str


def mark_of(draft: Mapping[str, str]) -> str:
    return canonical.sha256(canonical.dumps(draft))[:SHOWN] if draft else ""


def refuse_stale(sheet: Sheet, page: Page | None) -> None:
    """Refuse a form whose page has not seen the draft kept since. A page always sees what it saved itself."""
    if page is None or sheet.draft.get(PAGE) == page.token:
        return
    if mark_of(sheet.draft) != page.seen:
        raise DRAFT_CHANGED()


def kept_from(typed: Mapping[str, str], page: Page | None) -> dict[str, str]:
    return {**typed, PAGE: page.token} if page else dict(typed)
