"""The line and the bar of the charts, point by point: where they stand, where the line breaks, where a rulebook begins."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.web.charts import GAP, LEAST, WIDTH, Point, distribution, trend

BOX = (10, 20, 300, 100)


def months(*scores: str | None) -> list[Point]:
    return [(f"T{n}", None if score is None else Decimal(score), True) for n, score in enumerate(scores, 1)]


def test_a_line_spreads_its_months_over_the_box() -> None:
    drawn = trend(months("50", "75", "100"), BOX)
    assert [(dot.x, dot.y) for dot in drawn.dots] == [("10.0", "120.0"), ("160.0", "70.0"), ("310.0", "20.0")]
    assert drawn.lines == ("10.0,120.0 160.0,70.0 310.0,20.0",)
    assert drawn.changes == ()


@pytest.mark.parametrize("scores", [[], [None], [None, None, None]])
def test_where_nothing_has_a_score_no_line_is_drawn(scores: list[str | None]) -> None:
    drawn = trend(months(*scores), BOX)
    assert drawn.lines == ()
    assert [dot.y for dot in drawn.dots] == [""] * len(scores)


def test_one_month_stands_at_the_left_edge() -> None:
    assert trend(months("75"), BOX).dots[0].x == "10.0"


@pytest.mark.parametrize(("floor", "y"), [(0, "45.0"), (50, "70.0"), (75, "120.0")])
def test_the_axis_begins_at_its_floor(floor: int, y: str) -> None:
    assert trend(months("75"), BOX, floor).dots[0].y == y


def test_another_rulebook_breaks_the_line_and_is_named_between_its_months() -> None:
    drawn = trend(months("80", "82", "90", "91"), (0, 0, 300, 100), books=["NĐ 90", "NĐ 90", "NĐ 335", "NĐ 335"])
    assert len(drawn.lines) == 2
    assert [(change.x, change.label) for change in drawn.changes] == [("150.0", "NĐ 335")]


def test_a_rulebook_that_comes_back_is_named_again() -> None:
    drawn = trend(months("80", "82", "90"), (0, 0, 200, 100), books=["A", "B", "A"])
    assert [change.label for change in drawn.changes] == ["B", "A"]
    assert len(drawn.lines) == 3


def test_a_month_without_a_score_at_the_change_of_rulebooks_breaks_it_once() -> None:
    drawn = trend(months("80", None, "90"), (0, 0, 200, 100), books=["A", "B", "B"])
    assert [line.count(",") for line in drawn.lines] == [1, 1]


@given(st.lists(st.one_of(st.none(), st.decimals(0, 100, places=2)), max_size=12))
@settings(max_examples=40)
def test_every_score_is_a_dot_in_the_box_and_on_exactly_one_line(scores: list[Decimal | None]) -> None:
    drawn = trend([(str(n), score, True) for n, score in enumerate(scores)], BOX)
    on_lines = [point for line in drawn.lines for point in line.split()]
    assert on_lines == [f"{dot.x},{dot.y}" for dot in drawn.dots if dot.score is not None]
    for dot in drawn.dots:
        assert 10 <= float(dot.x) <= 310
        assert not dot.y or 20 <= float(dot.y) <= 120


@given(st.lists(st.one_of(st.none(), st.decimals(51, 100, places=1)), min_size=1, max_size=12))
@settings(max_examples=40)
def test_there_are_as_many_lines_as_unbroken_runs(scores: list[Decimal | None]) -> None:
    runs = "".join("x" if score is not None else " " for score in scores).split()
    assert len(trend([("", score, True) for score in scores], BOX).lines) == len(runs)


def test_a_bar_parts_its_width_by_the_counts() -> None:
    parts = distribution([("HTXS", "1", 1), ("HTT", "2", 0), ("HT", "3", 3)], width=82)
    assert [(part.label, part.tone, part.count, part.x, part.width) for part in parts] == [
        ("HTXS", "1", 1, "0.0", "20.0"), ("HT", "3", 3, "22.0", "60.0"),
    ]  # fmt: skip


def test_one_level_alone_fills_the_bar() -> None:
    (part,) = distribution([("HTT", "2", 7)])
    assert (part.x, part.width) == ("0.0", f"{WIDTH:.1f}")


def test_nobody_at_all_is_no_bar() -> None:
    assert distribution([]) == []
    assert distribution([("HTXS", "1", 0), ("HTT", "2", 0)]) == []


def test_the_thinnest_part_takes_its_room_from_the_others() -> None:
    parts = distribution([("HTT", "2", 99_999), ("KHT", "4", 1)])
    assert sum(float(part.width) for part in parts) == pytest.approx(WIDTH - GAP, abs=0.11)
    assert LEAST * 0.95 <= float(parts[1].width) <= LEAST
