"""What the answers to a checklist add up to; worked by hand, and held to on random answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.rules.checklist import (
    Answer,
    Edition,
    Item,
    Standing,
    achieved,
    judge,
    standing_at,
    under,
)

FIVE = tuple(Item(f"S{n}", f"Mục {n}", most=Fraction(10)) for n in range(1, 6))
SCALE = (
    Standing("tot", "Tốt", min=Fraction(80)),
    Standing("dat", "Đạt", min=Fraction(50)),
    Standing("chua", "Chưa đạt"),
)
FIVE_S = Edition("5s", "1", "5S", "points", "unit", "month", FIVE, standings=SCALE)
SELF = Edition("ct24", "2023", "Tự soi", "found", "person", "month", (*FIVE[:3], Item("06")))
LEAGUE = Edition(
    "thi-dua",
    "1",
    "Thi đua",
    "rank",
    "unit",
    "year",
    FIVE,
    standings=(Standing("xs", "Xuất sắc"), Standing("khac", "Khác")),
)
HALVES = st.integers(min_value=0, max_value=20).map(lambda n: Fraction(n, 2))


def points(*values: Fraction | int) -> dict[str, Answer]:
    return {f"S{at}": Answer(Fraction(value)) for at, value in enumerate(values, start=1)}


def test_points_make_a_share_and_the_share_a_standing() -> None:
    found = judge(FIVE_S, points(8, 8, 8, 8, Fraction(19, 2)))
    assert (found.points, found.most, found.share, found.standing) == (Fraction(83, 2), 50, 83, "tot")


@pytest.mark.parametrize(
    ("share", "code"),
    [(Fraction(80), "tot"), (Fraction(799999, 10000), "dat"), (Fraction(0), "chua"), (None, "")],
)
def test_a_standing_is_decided_on_the_unrounded_share(share: Fraction | None, code: str) -> None:
    assert standing_at(SCALE, share) == code


def test_an_item_nobody_answered_waits_and_counts_neither_as_nothing_nor_as_full() -> None:
    found = judge(FIVE_S, points(8, 8, 8))
    assert (found.points, found.share, found.standing, found.waiting) == (24, None, "", ("S4", "S5"))


def test_an_item_without_words_waits_for_its_text_not_for_an_answer() -> None:
    edition = replace(FIVE_S, items=(*FIVE[:2], Item("S9", most=Fraction(10))))
    found = judge(edition, points(5, 5))
    assert (found.most, found.share, found.waiting) == (20, 50, ())
    assert [item.code for item in edition.unworded] == ["S9"]


def test_findings_are_named_in_the_order_of_the_list_and_make_no_points() -> None:
    found = judge(SELF, {"S3": Answer(Fraction(1)), "S1": Answer(Fraction(1)), "S2": Answer()})
    assert (found.found, found.points, found.standing) == (("S1", "S3"), None, "")


def test_a_league_counts_the_fields_at_the_best_standing_and_keeps_the_ranks() -> None:
    answers = {
        "S1": Answer(Fraction(2), 30),
        "S2": Answer(standing="xs"),
        "S3": Answer(Fraction(4), 30, "khac"),
    }
    found = judge(LEAGUE, answers)
    assert (found.best, found.fields, found.ranks) == (1, 2, {"S1": (2, 30), "S3": (4, 30)})


@pytest.mark.parametrize(
    ("least", "share", "met"), [(80, 80, True), (80, 79, False), (None, 90, None), (80, None, None)]
)
def test_what_was_registered_is_proposed_as_achieved_from_a_share(
    least: int | None, share: int | None, met: bool | None
) -> None:
    edition = replace(FIVE_S, achieved_from=None if least is None else Fraction(least))
    answers = points(*[Fraction(share, 10)] * 5) if share is not None else {}
    assert achieved(edition, judge(edition, answers)) is met


def test_another_edition_judges_the_same_answers_by_its_own_items_and_scale() -> None:
    items = (replace(FIVE[0], most=Fraction(5)), *FIVE[1:4], Item("S6", "An toàn", most=Fraction(10)))
    other = replace(FIVE_S, items=items, standings=(Standing("tot", "Tốt", min=Fraction(95)), *SCALE[1:]))
    found = under(FIVE_S, other, points(9, 9, 9, 9, 9))
    assert found.before.standing == "tot"
    assert (found.after.points, found.after.waiting, found.after.standing, found.gone) == (
        32,
        ("S6",),
        "",
        ("S5",),
    )
    assert found.changes


@given(st.lists(HALVES, min_size=5, max_size=5))
def test_the_same_edition_changes_nothing_and_more_points_never_lower_a_standing(
    values: list[Fraction],
) -> None:
    answers = points(*values)
    assert not under(FIVE_S, FIVE_S, answers).changes
    found = judge(FIVE_S, answers)
    better = judge(FIVE_S, {**answers, "S1": Answer(Fraction(10))})
    order = [standing.code for standing in SCALE]
    assert order.index(better.standing) <= order.index(found.standing)
    assert 0 <= (found.share or 0) <= 100


@pytest.mark.parametrize(
    ("day", "holds"),
    [((2020, 12, 31), False), ((2021, 1, 1), True), ((2022, 12, 31), True), ((2023, 1, 1), False)],
)
def test_an_edition_holds_from_its_first_day_to_its_last(day: tuple[int, int, int], holds: bool) -> None:
    edition = replace(FIVE_S, valid_from=date(2021, 1, 1), valid_to=date(2022, 12, 31))
    assert edition.in_force_on(date(*day)) is holds


@pytest.mark.parametrize(
    ("confidence", "of_item", "needs"),
    [
        ("quoted", "quoted", False),
        ("press", "interpretation", False),
        ("press", "unverified", True),
        ("secondary", "quoted", True),
    ],
)
def test_what_is_not_sure_is_signed_for(confidence: str, of_item: str, needs: bool) -> None:
    edition = replace(FIVE_S, confidence=confidence, items=(*FIVE, Item("X", "Mục", confidence=of_item)))
    assert edition.needs_note is needs
