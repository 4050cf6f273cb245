"""What is typed into the fields of a checklist is read exactly, kept exactly, and counted as who checks has it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from thenchot.checklists.answers import LONGEST_NOTE, counted, kept, read_answers, read_kept
from thenchot.checklists.shelf import all_editions
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.rules.checklist import Answer, Item, Standing, judge

FIVE_S, SELF, LEAGUE = (all_editions()[name] for name in ("5s", "ct24-2023", "thi-dua-13"))
CODES = st.sampled_from([item.code for item in LEAGUE.items])
ANSWERS = st.dictionaries(
    CODES,
    st.builds(
        Answer,
        st.none() | st.fractions(min_value=0, max_value=999, max_denominator=64),
        st.none() | st.integers(1, 99999),
        st.sampled_from(["", "xuat_sac", "khac"]),
        st.text(max_size=20),
    ),
    max_size=4,
)


@settings(max_examples=25)
@given(ANSWERS)
def test_answers_are_kept_as_exact_texts_and_come_back_the_same(answers: dict[str, Answer]) -> None:
    assert read_kept(canonical.loads(canonical.dumps(kept(answers)))) == answers


@settings(max_examples=25)
@given(ANSWERS, ANSWERS)
def test_where_who_checks_has_it_otherwise_theirs_counts_and_nothing_is_lost(
    own: dict[str, Answer], checked: dict[str, Answer]
) -> None:
    found = counted(kept(own), kept(checked))
    assert set(found) == set(own) | set(checked)
    assert all(found[code] == answer for code, answer in checked.items())
    assert all(found[code] == answer for code, answer in own.items() if code not in checked)


@given(st.text(max_size=12))
def test_a_typed_value_is_points_within_the_most_or_refused_at_its_field(text: str) -> None:
    try:
        found = read_answers(FIVE_S, {"S3": {"value": text}})
    except Refusal as said:
        given = said
    else:
        assert not text.strip() or 0 <= (found["S3"].value or 0) <= 10
        return
    assert (given.code, given.field) == ("checklist.points_wrong", "a-S3")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("10", 10), ("10,0", 10), ("7.25", Fraction(29, 4)), (" 7,5\u00a0", Fraction(15, 2)),
        ("007", 7), ("0,000001", Fraction(1, 10**6)),
    ],
)  # fmt: skip
def test_points_are_read_with_either_decimal_mark(text: str, value: Fraction | int) -> None:
    assert read_answers(FIVE_S, {"S1": {"value": text}})["S1"].value == value


@pytest.mark.parametrize(
    "text",
    ["10,000001", "1e1", "+5", "5/1", "０", "٣", "5,", ",5", "0x5", "5 5", "NaN", "Infinity", "1.000,5"],
)
def test_what_is_no_plain_number_within_the_most_is_refused_with_the_most_named(text: str) -> None:
    with pytest.raises(Refusal) as said:
        read_answers(FIVE_S, {"S2": {"value": text}})
    assert (said.value.code, said.value.field) == ("checklist.points_wrong", "a-S2")
    assert "S2" in said.value.sentence
    assert "10" in said.value.sentence
    with translation.override("en"):
        assert "S2" in said.value.sentence
        assert "Điểm" not in said.value.sentence


def test_a_most_with_a_half_is_the_bound_itself() -> None:
    edition = replace(FIVE_S, items=(Item("S1", "Sàng lọc", most=Fraction(5, 2)),))
    assert read_answers(edition, {"S1": {"value": "2,5"}})["S1"].value == Fraction(5, 2)
    with pytest.raises(Refusal):
        read_answers(edition, {"S1": {"value": "2,500001"}})


def test_a_tick_is_a_finding_whatever_the_browser_sends_for_it_and_no_tick_is_none() -> None:
    found = read_answers(
        SELF, {"01": {"value": "on"}, "02": {"value": ""}, "03": {"value": "1", "note": " Hồ sơ 5 "}}
    )
    assert found == {"01": Answer(Fraction(1)), "03": Answer(Fraction(1), note="Hồ sơ 5")}
    assert judge(SELF, found).found == ("01", "03")


def test_a_note_alone_is_no_answer_where_points_or_ticks_are_asked() -> None:
    assert read_answers(FIVE_S, {"S1": {"note": "Kho", "value": " "}}) == {}
    assert read_answers(SELF, {"01": {"note": "Kho"}}) == {}


def test_a_long_note_is_cut_and_never_refused() -> None:
    found = read_answers(FIVE_S, {"S1": {"value": "1", "note": "ố" * 2000}})
    assert len(found["S1"].note) == LONGEST_NOTE


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ({"value": "2", "of": "30"}, Answer(Fraction(2), 30)),
        ({"value": "30", "of": "30"}, Answer(Fraction(30), 30)),
        ({"value": "1", "of": "1"}, Answer(Fraction(1), 1)),
        ({"standing": "khac"}, Answer(standing="khac")),
        ({"value": "2", "of": "30", "standing": "xuat_sac"}, Answer(Fraction(2), 30, "xuat_sac")),
    ],
)
def test_a_place_in_a_league_is_a_rank_among_so_many_or_a_standing_or_both(
    typed: dict[str, str], answer: Answer
) -> None:
    assert read_answers(LEAGUE, {"LV01": typed}) == {"LV01": answer}


@pytest.mark.parametrize(
    ("value", "of"),
    [("0", "30"), ("31", "30"), ("2", ""), ("", "30"), ("2,5", "30"), ("-1", "30"), ("2", "0"), ("01", "30"), ("nhì", "30"),
     ("2", "100000"), ("２", "30")],
)  # fmt: skip
def test_a_place_that_cannot_be_is_refused_at_its_field(value: str, of: str) -> None:
    with pytest.raises(Refusal) as said:
        read_answers(LEAGUE, {"chung": {"value": value, "of": of}})
    assert (said.value.code, said.value.field) == ("checklist.rank_wrong", "a-chung")


def test_a_standing_of_another_scale_is_refused() -> None:
    other = replace(LEAGUE, standings=(Standing("nhat", "Nhất"),))
    assert read_answers(other, {"LV01": {"standing": "nhat"}})["LV01"].standing == "nhat"
    with pytest.raises(Refusal) as said:
        read_answers(LEAGUE, {"LV01": {"standing": "nhat"}})
    assert said.value.code == "checklist.not_offered"


@pytest.mark.parametrize("code", ["06", "25", "26", "", "01 "])
def test_only_items_with_words_can_be_answered(code: str) -> None:
    with pytest.raises(Refusal) as said:
        read_answers(SELF, {code: {"value": "1"}})
    assert said.value.code == "checklist.unknown_item"
    assert code in said.value.sentence


def test_a_blank_field_of_an_item_without_words_is_no_fault() -> None:
    assert read_answers(SELF, {"06": {"value": " ", "note": "\u00a0"}}) == {}
