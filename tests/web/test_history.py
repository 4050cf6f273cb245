"""My history: the line breaks where the rulebook changes, and each rulebook has a mean of its own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import ORGANISER, STAFF, World
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.results import HistoryPoint
from thenchot.rulesets.actions.freeze import freeze
from thenchot.rulesets.books import load
from thenchot.rulesets.queries import InForce
from thenchot.web.assessment.history import (
    bands_of,
    books_of,
    calendar_of,
    means_in,
    months_of,
    with_imported,
)
from thenchot.web.charts import trend

BOX = (0, 0, 300, 100)


def point(period: str, score: int | None, book: str = "a", state: str = "published") -> HistoryPoint:
    value = None if score is None else Fraction(score)
    return HistoryPoint(period, book, f"Bộ {book}", 1, value, "HTT", "", state, "", 1)


def test_each_rulebook_of_the_year_has_a_mean_of_its_own_the_latest_first() -> None:
    points = [point("2026-01", 80), point("2026-02", 90), point("2026-03", 60, "b"), point("2026-04", 70, "b")]
    means = means_in(points, "2026")
    assert [(one.rulebook_name, one.mean, len(one.counted)) for one in means] == [
        ("Bộ b", Fraction(65), 2),
        ("Bộ a", Fraction(85), 2),
    ]


def test_only_published_months_with_a_score_in_the_year_are_counted() -> None:
    points = [
        point("2025-12", 10), point("2026-01", None), point("2026-02", 90), point("2026-03", 10, state="confirmed"),
        point("2026", 10), point("2026-Q1", None),
    ]  # fmt: skip
    [one] = means_in(points, "2026")
    assert (one.mean, [p.period for p in one.counted]) == (Fraction(90), ["2026-02"])


def test_a_year_without_results_has_no_mean() -> None:
    assert means_in([], "2026") == []
    assert means_in([point("2025-12", 90)], "2026") == []


@given(st.lists(st.tuples(st.integers(0, 100), st.sampled_from("abc")), min_size=1, max_size=12))
def test_no_mean_ever_mixes_two_rulebooks(months: list[tuple[int, str]]) -> None:
    points = [point(f"2026-{place:02d}", score, book) for place, (score, book) in enumerate(months, 1)]
    means = means_in(points, "2026")
    assert sum(len(one.counted) for one in means) == len(points)
    for one in means:
        assert len({p.rulebook for p in one.counted}) == 1
        assert one.mean == sum((p.score or Fraction(0) for p in one.counted), Fraction(0)) / len(one.counted)


def test_a_month_under_two_rulebooks_goes_on_with_the_one_before() -> None:
    points = [point("2026-01", 80, "b"), point("2026-02", 70, "a"), point("2026-02", 90, "b"), point("2026", 85, "b")]
    assert [(p.period, p.rulebook) for p in months_of(points)] == [("2026-01", "b"), ("2026-02", "b")]


def test_the_line_breaks_at_a_change_of_rulebook_and_the_mark_stands_between_the_months() -> None:
    months = [("T1", Decimal(80), True), ("T2", Decimal(90), True), ("T3", Decimal(70), True), ("T4", Decimal(75), True)]
    drawn = trend(months, BOX, books=["a", "a", "b", "b"])
    assert [stretch.count(",") for stretch in drawn.lines] == [2, 2]
    assert [(change.x, change.label) for change in drawn.changes] == [("150.0", "b")]


def test_one_rulebook_throughout_draws_no_mark() -> None:
    months = [("T1", Decimal(80), True), ("T2", Decimal(90), True)]
    assert trend(months, BOX, books=["a", "a"]).changes == ()
    assert trend(months, BOX).changes == ()
    assert len(trend(months, BOX).lines) == 1


def test_a_gap_where_the_rulebook_changes_breaks_the_line_once() -> None:
    months = [("T1", Decimal(80), True), ("T2", None, True), ("T3", Decimal(70), True)]
    drawn = trend(months, BOX, books=["a", "b", "b"])
    assert len(drawn.lines) == 2
    assert len(drawn.changes) == 1


@given(st.lists(st.tuples(st.none() | st.integers(0, 100), st.sampled_from("ab")), min_size=1, max_size=12))
def test_every_scored_month_is_on_exactly_one_stretch(months: list[tuple[int | None, str]]) -> None:
    points = [(f"T{place}", None if score is None else Decimal(score), True) for place, (score, _) in enumerate(months)]
    drawn = trend(points, BOX, books=[book for _, book in months])
    placed = [pair for stretch in drawn.lines for pair in stretch.split()]
    assert placed == [f"{dot.x},{dot.y}" for dot in drawn.dots if dot.y]


@pytest.fixture
def me(as_: As) -> Client:
    return as_(STAFF)


def under_another_book(cycle_id: int) -> str:
    """Let October have been followed by another rulebook; returns its name."""
    other = load("haiquan-21169-2026")
    Cycle.objects.filter(id=cycle_id).update(rulebook=other.id, digest=freeze(InForce(other, "cong_chuc")))
    return other.name


def test_the_page_of_one_rulebook_has_a_line_without_a_mark(me: Client, world: World) -> None:
    page = me.get("/qua-trinh").content.decode()
    assert "f-change" not in page
    assert "Vạch đứng" not in page


def test_the_page_labels_the_mark_and_names_the_rulebook_that_begins(me: Client, world: World) -> None:
    name = under_another_book(world.october)
    Sheet.objects.filter(id=world.sheet(STAFF).id).update(score="80", state="published")
    answer = me.get("/qua-trinh")
    page = answer.content.decode()
    assert page.count('class="f-change"') == 1
    assert "đổi quy định" in page
    assert "điểm hai bên vạch không so với nhau" in main(answer)
    assert page.count("<summary>Vì sao") == 2
    assert name in page


# --- the calendar, what was brought along, the bands ------------------------------------------------------------


def brought(period: str, value: int | None = 80) -> HistoryPoint:
    score = None if value is None else Fraction(value)
    return HistoryPoint(period, "", "Phần mềm cũ", 0, score, "", "HTT", "published", "", 1, imported=True)


def test_months_without_anything_stand_between_those_that_have_something() -> None:
    found = calendar_of([point("2025-11", 80), point("2026-02", 90)])
    assert [(one.period, one.score) for one in found] == [("2025-11", 80), ("2025-12", None), ("2026-01", None), ("2026-02", 90)]
    assert calendar_of([]) == []


def test_what_was_brought_along_fills_a_month_and_never_stands_for_one_published_here() -> None:
    own = [point("2026-02", 90), point("2026-03", None, state="submitted")]
    found = with_imported(own, [brought("2026-01"), brought("2026-02", 10), brought("2026-03", 70)])
    assert [(one.period, one.score) for one in found] == [("2026-01", 80), ("2026-02", 90), ("2026-03", None), ("2026-03", 70)]
    assert means_in(own, "2026")[0].mean == 90


def test_a_month_brought_along_or_empty_is_no_change_of_rulebook() -> None:
    months = calendar_of([brought("2026-01"), point("2026-02", 90), brought("2026-04"), point("2026-05", 80, "khác")])
    assert books_of(months) == ["Bộ a", "Bộ a", "Bộ a", "Bộ a", "Bộ khác"]


def test_the_bands_of_the_chart_are_the_levels_of_the_rulebook_in_use_last() -> None:
    old, new = (Fraction(90), Fraction(70), Fraction(50), Fraction(0)), (Fraction(90), Fraction(75), Fraction(50), Fraction(0))
    months = [replace(point("2026-01", 80), bounds=old), replace(point("2026-02", 80), bounds=new), brought("2026-03")]
    found = bands_of(months)
    assert [band.least for band in found] == [90, 75, 50, 0]
    assert [band.line for band in found] == ["39.3", "74.3", "132.7", "156.0"]
    assert [band.y for band in found] == ["16.0", "39.3", "74.3", "132.7"]
    assert bands_of([brought("2026-03")]) == []


def test_the_page_marks_what_was_brought_along_in_the_chart_and_in_the_table(me: Client, world: World) -> None:
    given = ("UBND phường Bến Trúc", "Phần mềm cũ", Decimal("80"), "HTT")
    rows = [PastRow(STAFF, period, *given) for period in ("2026-07", "2026-08")]
    import_past_results(by=world.viewer(ORGANISER), rows=rows)
    answer = me.get("/qua-trinh")
    page = answer.content.decode()
    assert page.count('<rect class="f-open"') == 2
    assert "Ô vuông: kết quả nhập từ nơi khác" in main(answer)
    assert "T7 80,00, T8 80,00, T9 chưa có, T10" in main(answer)
    assert main(answer).count("Nhập từ Phần mềm cũ") == 2
    assert "/phieu/0" not in page
    assert page.count("<polyline") == 2
