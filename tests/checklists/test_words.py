"""What is said of outcomes in two languages, the periods of a checklist, and the drawing of places over the years."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from thenchot.checklists.periods import latest, parsed, period_on
from thenchot.checklists.queries.history import Line, Year
from thenchot.checklists.shelf import all_editions
from thenchot.rules.checklist import Answer, Answers, Edition, Item, Outcome, judge
from thenchot.web.checklists.edition import side_by_side
from thenchot.web.checklists.history import ladder
from thenchot.web.checklists.import_turns import _count
from thenchot.web.checklists.words import (
    field_words,
    item_words,
    named,
    outcome_words,
    rank_words,
    share_words,
)
from thenchot.web.what_if.lacks import LACKS, NO_FACTS, NOT_USABLE, lack_words

FIVE_S, SELF, LEAGUE = (all_editions()[name] for name in ("5s", "ct24-2023", "thi-dua-13"))
FULL: Answers = {f"S{n}": Answer(Fraction(8)) for n in range(1, 6)}
PLACED: Answers = {
    "chung": Answer(Fraction(2), 30),
    "LV01": Answer(standing="xuat_sac"),
    "LV02": Answer(standing="khac"),
}


@pytest.mark.parametrize(
    ("edition", "answers", "vi", "en"),
    [
        (FIVE_S, FULL, "40 trên 50 điểm (80\xa0%), Tốt", "40 of 50 points (80%), Good"),
        (FIVE_S, {"S1": Answer(Fraction(5, 2))}, "2,5 trên 50 điểm", "2.5 of 50 points"),
        (FIVE_S, {}, "", ""),
        (
            SELF,
            {"01": Answer(Fraction(1)), "03": Answer(Fraction(1))},
            "2 mục được đánh dấu",
            "2 items ticked",
        ),
        (SELF, {}, "không mục nào được đánh dấu", "nothing ticked"),
        (LEAGUE, PLACED, "hạng 2 trên 30; xuất sắc 1/2 lĩnh vực", "rank 2 of 30; excellent in 1/2 fields"),
        (LEAGUE, {"chung": Answer(Fraction(1), 4)}, "hạng 1 trên 4", "rank 1 of 4"),
        (LEAGUE, {"LV05": Answer(standing="xuat_sac")}, "xuất sắc 1/1 lĩnh vực", "excellent in 1/1 fields"),
    ],
)
def test_an_outcome_is_said_in_one_line(edition: Edition, answers: Answers, vi: str, en: str) -> None:
    assert outcome_words(edition, judge(edition, answers)) == vi
    with translation.override("en"):
        assert outcome_words(edition, judge(edition, answers)) == en


def test_without_a_place_or_a_field_nothing_is_said_of_them() -> None:
    assert rank_words(LEAGUE, Outcome(0)) == ""
    assert field_words(LEAGUE, Outcome(0)) == ""
    assert field_words(replace(LEAGUE, standings=()), judge(LEAGUE, PLACED)) == ""
    assert share_words(None) == ""
    assert share_words(Fraction(83)) == "83\xa0%"


def test_an_item_without_words_says_so_and_names_follow_the_language() -> None:
    sixth, first = SELF.item("06"), SELF.item("01")
    assert sixth is not None
    assert first is not None
    assert item_words(sixth) == "Chưa có văn bản"
    with translation.override("en"):
        assert item_words(sixth) == "No text yet"
        assert named(first).startswith("Not doing")
        assert named(replace(first, en="")) == first.vi


@pytest.mark.parametrize(
    ("kind", "day", "period", "before"),
    [
        ("month", date(2026, 1, 31), "2026-01", "2025-12"),
        ("quarter", date(2026, 10, 1), "2026-Q4", "2026-Q3"),
        ("quarter", date(2026, 3, 31), "2026-Q1", "2025-Q4"),
        ("half_year", date(2026, 6, 30), "2026-H1", "2025-H2"),
        ("half_year", date(2026, 7, 1), "2026-H2", "2026-H1"),
        ("year", date(2026, 12, 31), "2026", "2025"),
    ],
)
def test_the_period_a_day_lies_in_and_the_one_before(kind: str, day: date, period: str, before: str) -> None:
    found = period_on(kind, day)
    assert str(found) == period
    assert found.first <= day <= found.last
    assert [str(one) for one in latest(kind, day, 2)] == [period, before]


@pytest.mark.parametrize(
    ("text", "found"),
    [("2026-11", "2026-11"), ("2026-13", ""), ("quý 4", ""), ("2026-Q4", "2026-Q4"), ("", "")],
)
def test_a_period_in_an_address_is_read_or_is_none(text: str, found: str) -> None:
    assert str(parsed(text) or "") == found


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.520", 1520),
        ("1,520", 1520),
        ("1 520", 1520),
        ("15", 15),
        ("0", 0),
        ("1,5", None),
        ("-1", None),
        ("", None),
        ("ba", None),
    ],
)
def test_a_count_is_read_as_people_write_it(text: str, count: int | None) -> None:
    assert _count(text) == count


def test_two_editions_stand_beside_one_another_item_by_item() -> None:
    first = replace(FIVE_S, items=(Item("A", "Một", most=Fraction(10)), Item("B", "Hai"), Item("C", "Ba")))
    second = replace(FIVE_S, items=(Item("B", "Hai"), Item("A", "Một", most=Fraction(5)), Item("D", "Bốn")))
    pairs = side_by_side(first, second)
    assert [pair.code for pair in pairs] == ["A", "B", "C", "D"]
    assert [pair.same for pair in pairs] == [False, True, False, False]
    assert (pairs[2].second, pairs[3].first) == (None, None)


def year(period: str, place: int | None, of: int = 30) -> Year:
    answers: Answers = {} if place is None else {"chung": Answer(Fraction(place), of)}
    reply: Any = SimpleNamespace(period=period)
    return Year(reply, LEAGUE, judge(LEAGUE, answers))


def test_places_are_drawn_from_the_first_on_top_to_the_last_at_the_foot() -> None:
    dots = ladder(
        Line("thi-dua", LEAGUE, [year("2023", 30), year("2024", None), year("2025", 1), year("2026", 17)])
    )
    assert [dot["place"] for dot in dots] == ["30/30", "1/30", "17/30"]
    heights = [float(dot["y"]) for dot in dots]
    assert heights[1] < heights[2] < heights[0]
    assert [float(dot["x"]) for dot in dots] == [30.0, 290.0, 550.0]


def test_one_place_alone_and_a_league_of_one_are_drawn_too() -> None:
    assert len(ladder(Line("thi-dua", LEAGUE, [year("2026", 1, 1)]))) == 1
    assert ladder(Line("thi-dua", LEAGUE, [year("2026", None)])) == []


@pytest.mark.parametrize("code", [*LACKS, "lacks_weight", "lacks_products", "out_of_range"])
def test_why_somebody_cannot_be_judged_is_said_in_two_languages(code: str) -> None:
    vi = lack_words(code)
    with translation.override("en"):
        assert lack_words(code) != vi
    assert vi.endswith(".")


def test_facts_of_tasks_that_lack_and_what_nobody_foresaw_have_their_sentences() -> None:
    assert lack_words("lacks_kpi") == str(NO_FACTS)
    assert lack_words("no_such_code") == str(NOT_USABLE)
