"""My history: the line breaks where the rulebook changes, and each rulebook has a mean of its own."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import STAFF, World
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.results import HistoryPoint
from thenchot.rulesets.actions.freeze import freeze
from thenchot.rulesets.books import load
from thenchot.rulesets.queries import InForce
from thenchot.web.assessment.history import means_in, months_of
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
