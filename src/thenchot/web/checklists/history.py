"""Kết quả của đơn vị qua các kỳ: its place in the league and its points, beside those of the other units."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import Http404, HttpResponse

from thenchot.checklists.access import visible_replies
from thenchot.checklists.queries.history import Line, Year, history_of, league
from thenchot.organisation.queries import names_of_units, unit_on
from thenchot.people.identity import Identity
from thenchot.web.checklists.words import field_words, item_words, named, outcome_words, rank_words
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page

WIDTH, HEIGHT, MARGIN = 520, 130, 30


@signed_in()
def history(request: Signed, unit_id: int) -> HttpResponse:
    viewer = request.viewer
    unit = unit_on(unit_id, viewer.day)
    if unit is None or not _reads(viewer, unit.path, unit_id):
        raise Http404
    seen = set(visible_replies(viewer).filter(person=None, unit_id=unit_id).values_list("id", flat=True))
    lines = [_seen(line, seen) for line in history_of(unit_id)]
    beside = {line.code: _others(viewer, line) for line in lines if line.years and line.name.kind == "rank"}
    values: dict[str, Any] = {
        "unit": unit, "lines": [line for line in lines if line.years], "beside": beside, "named": named, "item_words": item_words,
        "outcome_words": outcome_words, "rank_words": rank_words, "field_words": field_words, "ladder": ladder,
        "section": "checklists.own",
    }  # fmt: skip
    return page(request, "checklists/history.html", values)


def _reads(viewer: Identity, path: str, unit_id: int) -> bool:
    """Who works there or heads a place above it, and the roles over it."""
    roles = any(viewer.has(role, path) for role in ("organisation_body", "auditor", "monitoring_office"))
    over = viewer.rank == "head" and path.startswith(viewer.unit_path)
    return (
        roles
        or over
        or (bool(viewer.unit_path) and viewer.unit_path.startswith(path))
        or viewer.unit_id == unit_id
    )


def _seen(line: Line, seen: set[int]) -> Line:
    return Line(line.code, line.name, [year for year in line.years if year.reply.id in seen])


def _others(viewer: Identity, line: Line) -> list[tuple[str, Year]]:
    """Everybody in the league of the newest period, as ranked, each with its source."""
    newest = line.years[-1]
    rows = league(newest.reply.checklist_id, [newest.reply.period])
    names = names_of_units({year.reply.unit_id for year in rows if year.reply.unit_id}, viewer.day)
    return [(year.reply.other or names.get(year.reply.unit_id or 0, ""), year) for year in rows]


def ladder(line: Line) -> list[dict[str, str]]:
    """Places over the periods as points of a chart: the first place on top, the last at the foot."""
    ranked = [(year.reply.period, *year.rank) for year in line.years if year.rank]
    step = Fraction(WIDTH, max(1, len(ranked) - 1))
    found = []
    for at, (period, place, of) in enumerate(ranked):
        share = Fraction(place - 1, of - 1) if of > 1 else Fraction(0)
        found.append({
            "period": period, "place": f"{place}/{of}", "x": f"{float(MARGIN + step * at):.1f}",
            "y": f"{float(MARGIN + share * HEIGHT):.1f}",
        })  # fmt: skip
    return found
