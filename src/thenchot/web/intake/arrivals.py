"""Dữ liệu nhận: how each connection in one's charge stands, and what waits to be mended."""

from __future__ import annotations

from django.http import HttpResponse

from thenchot.connections.problems import problem_words
from thenchot.intake.access import connections_in_charge, require_intake
from thenchot.intake.queries import refusal_of, standings, stuck
from thenchot.web.connections.words import kind_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.intake.words import head_of
from thenchot.web.page import page
from thenchot.web.paging import CARDS, paged


@signed_in()
def arrivals(request: Signed) -> HttpResponse:
    require_intake(request.viewer)
    connections = connections_in_charge(request.viewer)
    values = {
        **paged(request, stuck(connections), CARDS), "standings": standings(connections), "kind_words": kind_words,
        "problem_words": problem_words, "refusal_of": refusal_of, "head_of": head_of, "section": "intake.arrivals",
    }  # fmt: skip
    return page(request, "intake/arrivals.html", values)
