"""Năm tiêu chí thấp nhất của một đơn vị trong kỳ: a chart, the table behind it, and a file."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.organisation.queries import UnitAt, units_on, units_right_below
from thenchot.people.identity import Identity
from thenchot.reporting.access import place_to_survey, surveyed_paths
from thenchot.reporting.queries.lowest import CriterionShare, Lowest, lowest_in
from thenchot.rules.book import Criterion
from thenchot.web import units_offered
from thenchot.web.book_names import book_name
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import mark, percent, score
from thenchot.web.overview.csv_file import csv_file
from thenchot.web.page import page
from thenchot.web.reading import read_whole

WIDTH = 420
"""Of a bar at the whole maximum, in the units of the drawing."""


@signed_in()
def lowest(request: Signed) -> HttpResponse:
    return show(request, "")


@signed_in()
def lowest_of(request: Signed, period: str) -> HttpResponse:
    return show(request, period)


def show(request: Signed, period: str) -> HttpResponse:
    offer, place, found = _found(request, period)
    shares = found.shares or ()
    values: dict[str, Any] = {
        "found": found, "period": found.period, "place": place, "offer": offer, "words": words_of, "bar": bar,
        "below": units_right_below(place.id, request.viewer.day) if found.shares is None else [],
        "books": list(dict.fromkeys(one.rulebook for one in shares)), "section": "reporting.lowest",
    }  # fmt: skip
    return page(request, "lowest/lowest.html", values)


@signed_in()
def lowest_file(request: Signed, period: str) -> HttpResponse:
    """All criteria, the lowest first."""
    _offer, _place, found = _found(request, period)
    heads = [_("Mã"), _("Tiêu chí"), _("Bộ quy tắc"), _("Số phiếu"), _("Bình quân"), _("Tối đa"), _("Tỷ lệ"), _("Dưới một nửa")]
    return csv_file(f"tieu-chi-{period}", heads, [_cells(one) for one in found.shares or ()])


def _found(request: Signed, period: str) -> tuple[units_offered.Offer, UnitAt, Lowest]:
    """The unit asked for (?don-vi=), else the viewer's highest place."""
    viewer = request.viewer
    asked = place_to_survey(viewer, read_whole(request.GET.get("don-vi", "")))
    offer = units_offered.offer(request.GET, _units(viewer), asked)
    place = offer.chosen or asked
    return offer, place, lowest_in(place, period, viewer.day)


def _units(viewer: Identity) -> list[UnitAt]:
    found = {unit.id: unit for path in surveyed_paths(viewer) for unit in units_on(viewer.day, path).values()}
    return sorted(found.values(), key=lambda unit: unit.path)


def bar(share: Fraction) -> str:
    """The width of a criterion's bar."""
    return f"{float(share * WIDTH):.1f}"


def words_of(criterion: Criterion) -> str:
    return criterion.en if criterion.en and get_language() == "en" else criterion.vi


def _cells(one: CriterionShare) -> list[str]:
    of = one.criterion
    return [
        of.id, words_of(of), book_name(one.rulebook), str(one.people), score(one.mean), mark(of.max), percent(one.share),
        str(one.below_half),
    ]  # fmt: skip
