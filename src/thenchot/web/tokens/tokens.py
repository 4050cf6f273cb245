"""Khóa kết nối: which software may come in, over what and until when; the administrator sees no secret and no content."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse

from thenchot.lib.refusals import Refusal
from thenchot.tokens.access import may_request, require_sight
from thenchot.tokens.queries import token_rows
from thenchot.tokens.verbs import VERBS
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged


@dataclass(frozen=True)
class Given:
    """A secret just made, shown this once."""

    token_id: int
    name: str
    secret: str
    rotated: bool = False


@signed_in()
def tokens(request: Signed) -> HttpResponse:
    return show(request)


def show(
    request: Signed, refusal: Refusal | None = None, asked: int = 0, given: Given | None = None
) -> HttpResponse:
    """`asked` is the key whose settling or revoking was refused."""
    viewer = request.viewer
    require_sight(viewer)
    values = {
        **paged(request, token_rows(viewer), CARDS), "verbs": VERBS, "requests": may_request(viewer), "asked": asked,
        "given": given, "overlap": settings.API_OVERLAP_DAYS, "section": "tokens.list",
    }  # fmt: skip
    return page(request, "tokens/tokens.html", values, refusal)
