"""The pictures of the overview: where the axis begins, what is drawn where nothing is known, where the rules changed."""

from __future__ import annotations

from collections import Counter

import pytest

from thenchot.reporting.figures import Figures
from thenchot.reporting.queries.overview import PeriodFigures
from thenchot.web.overview import showing


def month(period: str, finished: int, missing: int, *books: str) -> PeriodFigures:
    return PeriodFigures(period, Figures(Counter({"HTT": finished}), missing=missing), books or ("NĐ 335",), True)


@pytest.mark.parametrize(("lowest", "floor"), [(100, 99), (99, 99), (97, 96), (90, 90), (61, 60), (3, 0)])
def test_the_axis_begins_as_high_as_the_lowest_month_allows(lowest: int, floor: int) -> None:
    line = showing.line_of([month("2026-09", lowest, 100 - lowest), month("2026-10", 100, 0)])
    assert line is not None
    assert line.floor == floor
    assert [words for words, _y in line.axis][::2] == ["100\u00a0%", f"{floor}\u00a0%"]
    heights = [float(y) for _words, y in line.axis]
    assert heights == sorted(heights)
    assert all(heights[0] <= float(dot.y) <= heights[-1] for dot in line.trend.dots)


def test_one_month_alone_makes_no_line_and_a_month_without_figures_breaks_it() -> None:
    nothing = PeriodFigures("2026-09", None, ("NĐ 335",), False)
    assert showing.line_of([month("2026-08", 9, 1)]) is None
    line = showing.line_of([month("2026-08", 9, 1), nothing, month("2026-10", 9, 1), month("2026-11", 10, 0)])
    assert line is not None
    assert [len(stretch.split()) for stretch in line.trend.lines] == [1, 2]
    assert [dot.y != "" for dot in line.trend.dots] == [True, False, True, True]


def test_a_change_of_rulebooks_is_marked_at_the_month_it_begins_with_what_is_new() -> None:
    months = [month("2026-08", 9, 1, "1841"), month("2026-09", 9, 1, "1841", "NĐ 335"), month("2026-10", 9, 1, "1841", "NĐ 335")]
    assert showing.changed_books(months) == [("2026-09", ("NĐ 335",))]
    line = showing.line_of(months)
    assert line is not None
    assert len(line.trend.changes) == 1


@pytest.mark.parametrize(("period", "label"), [("2026-09", "T9"), ("2026-Q4", "Q4"), ("2026", "2026")])
def test_a_period_has_a_short_label(period: str, label: str) -> None:
    assert showing.label_of(period) == label


def test_the_many_reasons_stand_before_the_few() -> None:
    found = showing.reasons(Figures(reasons=Counter({"maternity": 2, "opened": 7, "study": 2})), yearly=False)
    assert [(one.code, one.count, one.excused) for one in found] == [
        ("opened", 7, False), ("maternity", 2, True), ("study", 2, True),
    ]  # fmt: skip
