"""Kết nối: every address that this installation may ask or send to, who answers for it and how it runs."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.connections.access import LISTERS, connections_seen, to_stop
from thenchot.connections.problems import problem_words
from thenchot.connections.queries import connection_rows
from thenchot.connections.refusals import NOT_FOUND
from thenchot.lib.refusals import Refusal
from thenchot.web.connections.words import kind_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged


@signed_in()
def connections(request: Signed) -> HttpResponse:
    return show(request)


def show(request: Signed, refusal: Refusal | None = None, asked: int = 0) -> HttpResponse:
    """`asked` is the connection whose stopping was refused."""
    viewer = request.viewer
    rows = connection_rows(connections_seen(viewer), viewer.day)
    if not rows and not any(viewer.has(role) for role in LISTERS):
        raise NOT_FOUND()
    mine = [row for row in rows if row.connection.state == "proposed" and row.connection.person_id == viewer.person_id]
    values = {
        **paged(request, rows, CARDS), "mine": mine, "me": viewer.person_id, "enters": viewer.has("administrator"),
        "stops": to_stop(viewer), "asked": asked, "kind_words": kind_words, "problem_words": problem_words,
        "section": "connections.connections",
    }  # fmt: skip
    return page(request, "connections/connections.html", values, refusal)
