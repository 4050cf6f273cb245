"""The level of an organisation and the cap of its authority, beside a second reading of Điều 8 written from the paper alone."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.bodies.conftest import FULL, LINES, marks
from thenchot.assessment.scoring import Scored, shown, typed_number
from thenchot.bodies.caps import cap_of, level_now, standing
from thenchot.bodies.judging import (
    computed_level,
    judge,
    levels_down,
    most_allowed,
    read_facts,
    read_marks,
)
from thenchot.bodies.models import BodySheet, Round
from thenchot.lib.refusals import Refusal
from thenchot.rules.evaluate import evaluate
from thenchot.rulesets import shelf

BOOK = shelf.load("nd335-2025-to-chuc")
LEVELS = ["HTXS", "HTT", "HT", "KHT"]
FEW = settings(max_examples=40)
EDGES = [Fraction(n) for n in ("0", "20", "29.99", "30", "69.99", "70", "79.99", "80", "99.99", "100")]
percent = st.sampled_from(EDGES)
points = st.sampled_from([Fraction(n) for n in ("0", "49.99", "50", "69.99", "70", "89.99", "90", "100")])


def on_paper(facts: dict[str, Any], *, concluded: bool) -> str:
    """Điều 8 khoản 1 to 4 as they are printed; ASK where no paragraph fits."""
    if concluded:
        return "KHT"
    if facts["done"] < 70:
        return "ASK" if facts["force_majeure"] else "KHT"
    everything, score = facts["done"] == 100, facts["score"]
    on_time = everything and facts["on_time"] == 100
    if score >= 90 and on_time and facts["exceed"] >= 30 and facts["fixed"] and not facts["lower_kht"]:
        return "HTXS"
    if score >= 70 and on_time:
        return "HTT"
    if score >= 50 and everything and 100 - facts["on_time"] <= 20:
        return "HT"
    return "KHT" if score < 50 else "ASK"


@FEW
@given(points, percent, percent, percent, st.tuples(*[st.booleans()] * 4))
def test_the_level_is_the_one_of_the_paper(
    score: Fraction, done: Fraction, on_time: Fraction, exceed: Fraction, said: tuple[bool, ...]
) -> None:
    names = ("lower_kht", "fixed", "force_majeure")
    facts: dict[str, Any] = {
        "score": score,
        "done": done,
        "on_time": on_time,
        "exceed": exceed,
        **dict(zip(names, said, strict=False)),
    }
    asked = facts | ({"overrides": ["personnel_wrongdoing_concluded"]} if said[3] else {})
    assert evaluate(BOOK, None, asked, {}).level == on_paper(facts, concluded=said[3])


@FEW
@given(points, percent, st.booleans())
def test_more_points_or_work_never_make_a_lower_level(score: Fraction, done: Fraction, fixed: bool) -> None:
    facts: dict[str, Any] = {
        "score": score,
        "done": done,
        "on_time": done,
        "exceed": 30,
        "lower_kht": False,
        "fixed": fixed,
    }
    better = facts | {"score": min(Fraction(100), score + 5), "fixed": True}
    before, after = (evaluate(BOOK, None, given_, {}).level or "" for given_ in (facts, better))
    if "ASK" not in (before, after):
        assert LEVELS.index(after) <= LEVELS.index(before)


def sheets(levels: list[str]) -> list[BodySheet]:
    return [BodySheet(level=level) for level in levels]


levels_of_one = st.lists(st.sampled_from(LEVELS), min_size=1, max_size=40)


@FEW
@given(levels_of_one, st.booleans())
def test_the_places_at_the_top_are_a_fifth_of_those_left_at_the_second_level(
    levels: list[str], higher: bool
) -> None:
    """Điều 8 khoản 5: at most 20 % (25 %) of the number ranked HTT; who is left out of the top is ranked HTT."""
    found = standing(BOOK, sheets(levels), {}, higher=higher)
    counts = Counter(levels)
    good = counts["HTXS"] + counts["HTT"]
    share = Fraction(1, 4) if higher else Fraction(1, 5)
    fitting = [top for top in range(good + 1) if top <= share * (good - top)]
    assert (found.count, found.good, found.allowed, found.share) == (
        counts["HTXS"],
        good,
        max(fitting),
        share,
    )
    assert found.over == max(0, counts["HTXS"] - max(fitting))


@pytest.mark.parametrize(
    ("good", "plain", "higher"),
    [(1, 0, 0), (4, 0, 0), (5, 0, 1), (6, 1, 1), (9, 1, 1), (10, 1, 2), (12, 2, 2), (60, 10, 12)],
)
def test_the_places_of_some_authorities(good: int, plain: int, higher: int) -> None:
    rows = sheets(["HTT"] * good)
    assert [standing(BOOK, rows, {}, higher=share).allowed for share in (False, True)] == [plain, higher]


def test_a_body_that_rounds_half_up_gets_the_place_from_the_half_on() -> None:
    """Three at HTT or better make 3 · 0.2 / 1.2 = 1/2."""
    assert [
        standing(BOOK, sheets(["HTT"] * 3), {"cap_rounding": how}, higher=False).allowed
        for how in ("floor", "half_up")
    ] == [0, 1]


def test_the_plain_and_the_higher_share_stand_in_different_points_of_the_article() -> None:
    assert [cap_of(BOOK, higher=higher).citation for higher in (False, True)] == [
        "Điều 8 khoản 5 điểm a", "Điều 8 khoản 5 điểm b",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "now"),
    [
        ({}, "ASK"), ({"self_level": "HT"}, "HT"), ({"self_level": "HT", "proposed_level": "HTT"}, "HTT"),
        ({"self_level": "HT", "proposed_level": "HTT", "level": "KHT"}, "KHT"),
    ],
)  # fmt: skip
def test_the_newest_word_about_a_level_counts(known: dict[str, str], now: str) -> None:
    assert level_now(BodySheet(**known)) == now


@pytest.mark.parametrize("most", LEVELS)
def test_who_chooses_chooses_from_the_most_down(most: str) -> None:
    assert levels_down(BOOK, most) == LEVELS[LEVELS.index(most) :]


def test_with_nothing_known_every_level_is_open() -> None:
    assert levels_down(BOOK, "") == levels_down(BOOK, "ASK") == LEVELS


def test_where_the_text_gives_no_level_the_points_bound_the_choice() -> None:
    asked, given_ = ({"values": {"level": level}} for level in ("ASK", "KHT"))
    assert most_allowed(Scored({}, asked, None, "HTT")) == "HTT"
    assert (
        most_allowed(Scored({}, given_, None, "HTT")) == computed_level(Scored({}, given_, None, "")) == "KHT"
    )


def code_of(read: Any, *given_: Any) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as caught:
        read(*given_)
    return caught.value.code, caught.value.field, caught.value.article


def test_marks_fill_each_part_to_its_very_maximum_and_not_beyond() -> None:
    """Điều 6: 30 points together; Điều 7: 70 points together."""
    full = marks("10", "8,75")
    assert sum(map(Fraction, read_marks(BOOK, full).values())) == 100
    for line, part in (("general.1", "general"), ("results.a", "results")):
        above = full | {line: shown((typed_number(full[line]) or Fraction(0)) + Fraction(1, 1_000_000))}
        code, field, article = code_of(read_marks, BOOK, above)
        assert (code, field) == ("body.group_too_high", LINES[part][0])
        assert article == "Điều 6, Điều 7 Nghị định 335/2025/NĐ-CP"


def test_a_part_above_its_points_by_a_hair_is_told_with_all_its_places() -> None:
    with pytest.raises(Refusal) as caught:
        read_marks(BOOK, marks("10", "8,75") | {"results.h": "8,750001"})
    assert (caught.value.params["total"], caught.value.params["max"]) == ("70,000001", "70")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "body.mark_missing"), ("  ", "body.mark_missing"), ("1e2", "body.mark_not_number"), ("½", "body.mark_not_number"),
        ("8,5,5", "body.mark_not_number"), ("٣", "body.mark_not_number"), ("<script>", "body.mark_not_number"),
        ("-0,1", "body.mark_too_high"), ("100,000001", "body.mark_too_high"), ("9" * 400, "body.mark_not_number"),
    ],
)  # fmt: skip
def test_what_is_typed_for_a_mark_is_a_plain_number_within_its_bounds(text: str, code: str) -> None:
    assert code_of(read_marks, BOOK, marks() | {"results.e": text})[:2] == (code, "results.e")


@pytest.mark.parametrize("name", ["done", "on_time", "exceed"])
@pytest.mark.parametrize("text", ["", "một trăm", "-1", "100,01", "1e1", "NaN"])
def test_a_share_of_the_work_is_between_nothing_and_all(name: str, text: str) -> None:
    code, field, article = code_of(read_facts, FULL | {name: text})
    assert (code, field, article) == ("body.fact_needed", name, "Điều 8 Nghị định 335/2025/NĐ-CP")


def test_a_question_without_a_tick_is_a_no() -> None:
    assert read_facts({"done": "100", "on_time": " 99,5 ", "exceed": "0", "fixed": "yes"}) == {
        "done": "100", "on_time": "199/2", "exceed": "0", "fixed": False, "force_majeure": False,
    }  # fmt: skip


@FEW
@given(st.integers(0, 999_999), st.integers(0, 999_999))
def test_a_number_typed_is_shown_as_it_was_typed_and_read_again_the_same(whole: int, part: int) -> None:
    number = Fraction(whole) + Fraction(part, 1_000_000)
    assert typed_number(shown(number)) == number


def _sheet(**facts: object) -> BodySheet:
    known = read_facts(FULL | {name: str(text) for name, text in facts.items()})
    return BodySheet(marks={"self": read_marks(BOOK, marks()), "advised": {}}, facts=known)


def test_the_marks_found_by_checking_count_before_the_own_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thenchot.bodies.judging.overrides_of_units", lambda _units, _year: {})
    sheet = _sheet()
    sheet.round = _round()
    assert judge(BOOK, sheet, []).score == 95
    sheet.marks["advised"] = read_marks(BOOK, marks(results="6"))
    assert (judge(BOOK, sheet, []).score, judge(BOOK, sheet, []).band) == (75, "HTT")


@pytest.mark.parametrize(
    ("below", "level"), [([], "HTXS"), (["HT"], "HTXS"), (["HT", "KHT"], "HTT"), ([""], "HTXS")]
)
def test_one_lower_body_at_the_lowest_level_bars_the_top(
    monkeypatch: pytest.MonkeyPatch, below: list[str], level: str
) -> None:
    """Điều 8 khoản 1."""
    monkeypatch.setattr("thenchot.bodies.judging.overrides_of_units", lambda _units, _year: {})
    sheet = _sheet()
    sheet.round = _round()
    assert computed_level(judge(BOOK, sheet, sheets(below))) == level


def _round() -> Round:
    return Round(year=2026, settings={})
