"""What holds of every checklist and every set of answers: nothing is invented, nothing is lost, more is never worse."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.rules.book import SWITCHES
from thenchot.rules.checklist import (
    ON,
    Answer,
    Edition,
    Item,
    Standing,
    achieved,
    judge,
    standing_at,
    under,
)

TOPS = st.lists(st.integers(1, 40).map(lambda n: Fraction(n, 4)), min_size=1, max_size=8)
SHARES = st.fractions(min_value=0, max_value=1, max_denominator=20)


def points(tops: list[Fraction], *bounds: int) -> Edition:
    items = tuple(Item(f"M{at}", f"Mục {at}", most=top) for at, top in enumerate(tops))
    steps = tuple(Standing(f"b{bound}", f"Từ {bound}", min=Fraction(bound)) for bound in bounds)
    return Edition("x", "1", "X", "points", "unit", "month", items, standings=steps)


def full(edition: Edition, part: Fraction) -> dict[str, Answer]:
    return {item.code: Answer(item.most * part) for item in edition.items}


@settings(max_examples=40)
@given(TOPS, SHARES)
def test_the_same_part_of_every_item_is_that_part_of_the_whole(tops: list[Fraction], part: Fraction) -> None:
    edition = points(tops, 80, 50, 0)
    found = judge(edition, full(edition, part))
    assert found.share == part * 100
    assert found.points == sum(tops) * part
    assert found.standing == ("b80" if part * 100 >= 80 else "b50" if part * 100 >= 50 else "b0")


@settings(max_examples=40)
@given(TOPS, SHARES, st.data())
def test_an_answer_left_out_takes_the_share_and_the_standing_away_and_is_named(
    tops: list[Fraction], part: Fraction, data: st.DataObject
) -> None:
    edition = points(tops, 0)
    answers = full(edition, part)
    gone = data.draw(st.sampled_from(sorted(answers)))
    del answers[gone]
    found = judge(edition, answers)
    assert (found.waiting, found.share, found.standing) == ((gone,), None, "")
    assert found.answered == len(tops) - 1
    assert achieved(replace(edition, achieved_from=Fraction(0)), found) is None


@settings(max_examples=40)
@given(TOPS, SHARES, st.data())
def test_more_points_for_an_item_never_lower_anything(
    tops: list[Fraction], part: Fraction, data: st.DataObject
) -> None:
    edition = replace(points(tops, 90, 70, 50, 0), achieved_from=Fraction(60))
    answers = full(edition, part)
    better = data.draw(st.sampled_from(edition.items))
    before, after = judge(edition, answers), judge(edition, {**answers, better.code: Answer(better.most)})
    order = [one.code for one in edition.standings]
    assert (after.points or 0) >= (before.points or 0)
    assert order.index(after.standing) <= order.index(before.standing)
    assert (achieved(edition, before), achieved(edition, after)) != (True, False)


@settings(max_examples=40)
@given(TOPS, SHARES)
def test_answers_to_items_the_edition_does_not_have_count_for_nothing(
    tops: list[Fraction], part: Fraction
) -> None:
    edition = points(tops, 0)
    answers = full(edition, part)
    assert judge(edition, {**answers, "khac": Answer(Fraction(999))}) == judge(edition, answers)


@settings(max_examples=40)
@given(TOPS, TOPS, SHARES)
def test_under_another_edition_no_item_has_more_than_its_most_and_what_is_gone_is_named(
    tops: list[Fraction], others: list[Fraction], part: Fraction
) -> None:
    old, new = points(tops, 50, 0), points(others, 50, 0)
    found = under(old, new, full(old, part))
    assert found.before == judge(old, full(old, part))
    assert (found.after.points or 0) <= (found.after.most or 0)
    assert found.gone == tuple(item.code for item in old.items if new.item(item.code) is None)
    assert found.after.waiting == tuple(item.code for item in new.items if old.item(item.code) is None)
    assert found.changes or (found.before.points, found.before.standing) == (
        found.after.points, found.after.standing,
    )  # fmt: skip


def test_points_at_their_most_move_to_the_new_most_and_the_share_stays_whole() -> None:
    old, new = points([Fraction(10), Fraction(10)], 80, 0), points([Fraction(5), Fraction(20)], 80, 0)
    found = under(old, new, full(old, Fraction(1)))
    assert (found.after.points, found.after.share, found.after.standing) == (15, 60, "b0")


@pytest.mark.parametrize(
    ("share", "standing"),
    [
        (Fraction(100), "b90"), (Fraction(90), "b90"), (Fraction(899999999, 10**7), "b50"), (Fraction(50), "b50"),
        (Fraction(499999999, 10**7), ""), (Fraction(0), ""), (None, ""),
    ],
)  # fmt: skip
def test_below_the_lowest_step_there_is_no_standing(share: Fraction | None, standing: str) -> None:
    assert standing_at(points([Fraction(1)], 90, 50).standings, share) == standing


def test_a_list_of_codes_alone_has_no_share_and_nothing_waits() -> None:
    edition = replace(points([Fraction(5)], 0), items=(Item("01"), Item("02")))
    found = judge(edition, {})
    assert (found.points, found.most, found.share, found.standing, found.waiting) == (0, 0, None, "", ())


def test_an_answer_without_points_is_no_point_but_no_gap_either() -> None:
    edition = points([Fraction(5), Fraction(5)], 0)
    found = judge(edition, {"M0": Answer(note="miễn"), "M1": Answer(Fraction(5))})
    assert (found.answered, found.waiting, found.share) == (2, (), 50)


@given(st.dictionaries(st.sampled_from(["a", "b", "c", "d"]), st.sampled_from(["best", "mid", ""])))
def test_of_a_league_every_named_field_counts_once_and_the_best_among_them(found: dict[str, str]) -> None:
    items = tuple(Item(code, code) for code in "abcd")
    steps = (Standing("best", "Nhất"), Standing("mid", "Nhì"))
    edition = Edition("x", "1", "X", "rank", "unit", "year", items, standings=steps)
    outcome = judge(edition, {code: Answer(standing=name) for code, name in found.items()})
    names = list(found.values())
    assert (outcome.best, outcome.fields) == (names.count("best"), len(names) - names.count(""))
    assert (outcome.answered, outcome.ranks, outcome.points) == (len(found), {}, None)
    assert judge(replace(edition, standings=()), {"a": Answer(standing="")}).best == 0


def test_a_rank_without_the_number_of_those_ranked_is_no_place() -> None:
    edition = Edition("x", "1", "X", "rank", "unit", "year", (Item("a", "A"),))
    assert judge(edition, {"a": Answer(Fraction(2))}).ranks == {}
    assert judge(edition, {"a": Answer(Fraction(2), 30)}).ranks == {"a": (2, 30)}


def test_a_league_tried_under_another_keeps_the_place_even_beyond_the_most_of_an_item() -> None:
    edition = Edition("x", "1", "X", "rank", "unit", "year", (Item("a", "A"), Item("b", "B")))
    found = under(edition, replace(edition, edition="2"), {"a": Answer(Fraction(17), 30)})
    assert found.after.ranks == {"a": (17, 30)}
    assert not found.changes


def test_an_item_that_goes_is_a_change_even_where_the_sum_stays() -> None:
    old = points([Fraction(5), Fraction(5)], 0)
    new = replace(old, items=old.items[:1])
    found = under(old, new, {"M0": Answer(Fraction(5)), "M1": Answer(Fraction(0))})
    assert (found.before.points, found.after.points, found.gone, found.changes) == (5, 5, ("M1",), True)


def test_a_finding_that_was_taken_back_to_nothing_is_none() -> None:
    edition = replace(points([Fraction(1), Fraction(1)]), kind="found")
    assert judge(edition, {"M0": Answer(Fraction(0)), "M1": Answer(Fraction(1))}).found == ("M1",)
    gone = under(edition, replace(edition, items=edition.items[:1]), {"M1": Answer(Fraction(1))})
    assert (gone.gone, gone.after.found, gone.changes) == (("M1",), (), True)


@pytest.mark.parametrize("confidence", sorted(SWITCHES))
def test_whatever_the_rulebooks_do_not_ship_on_is_signed_for(confidence: str) -> None:
    edition = replace(points([Fraction(1)]), confidence=confidence)
    assert edition.needs_note is (SWITCHES[confidence] not in ON)
    item = Item("M9", "Mục", confidence=confidence)
    assert replace(points([Fraction(1)]), items=(item,)).needs_note is edition.needs_note


@pytest.mark.parametrize(
    ("first", "last", "before", "within", "after"),
    [
        (date(2026, 2, 1), date(2026, 2, 28), False, True, False),
        (None, date(2026, 2, 28), True, True, False),
        (date(2026, 2, 1), None, False, True, True),
        (None, None, True, True, True),
    ],
)
def test_an_edition_without_a_first_or_a_last_day_holds_on_that_side(
    first: date | None, last: date | None, before: bool, within: bool, after: bool
) -> None:
    edition = replace(points([Fraction(1)]), valid_from=first, valid_to=last)
    february = (date(2026, 2, 1), date(2026, 2, 28))
    assert edition.in_force_on(february[0] - timedelta(days=1)) is before
    assert all(edition.in_force_on(day) is within for day in february)
    assert edition.in_force_on(february[1] + timedelta(days=1)) is after


@pytest.mark.parametrize("words", ["", " ", "\u00a0", "\n"])
def test_blank_words_are_no_words(words: str) -> None:
    assert not Item("01", words).worded
