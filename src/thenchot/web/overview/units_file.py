"""The table of units of the overview as a file."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.reporting.figures import Figures
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import percent
from thenchot.web.overview.csv_file import csv_file
from thenchot.web.overview.overview import figures_in, place_of, worst_first
from thenchot.web.overview.showing import Level, levels_of


@signed_in()
def units_file(request: Signed, period: str) -> HttpResponse:
    found = figures_in(place_of(request), period, request.viewer.day)
    levels = levels_of(found)
    heads = [
        _("Đơn vị"), _("Phiếu"), _("Hoàn thành"), _("Tỷ lệ hoàn thành"), _("Thiếu, có lý do"), _("Thiếu, không có lý do"),
        *(level.words for level in levels), _("Nâng mức"), _("Hạ mức"),
    ]  # fmt: skip
    rows = [_cells(line.unit.name, line.figures, levels) for line in worst_first(found)]
    own = [_cells(_("Trực thuộc %(unit)s") % {"unit": found.place.name}, found.own, levels)] if found.own.total else []
    return csv_file(f"toan-canh-{period}", heads, [*own, *rows, _cells(_("Cộng"), found.figures, levels)])


def _cells(name: str, one: Figures, levels: Sequence[Level]) -> list[str]:
    numbers = [one.excused, one.missing, *(one.at(level.codes) for level in levels), one.raised, one.lowered]
    return [name, str(one.total), str(one.finished), percent(one.completion), *map(str, numbers)]
