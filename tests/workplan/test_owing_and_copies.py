"""Which work owes an explanation, held against the article's own words; and when two explanations are the same words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.workplan.copied import LENGTH, mark_of
from thenchot.workplan.owing import deducted, last_day, missed, owes

TODAY = date(2026, 11, 20)


@dataclass(frozen=True)
class Row:
    """As much of a plan row as the duty to explain looks at."""

    status: str = "done"
    rejections: int = 0
    rejections_excused: int = 0
    latenesses: int = 0
    latenesses_excused: int = 0


@pytest.fixture(autouse=True)
def _the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", TODAY.isoformat())


# --- what owes (Điều 14 khoản 2) ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "counts"),
    [
        (Row(), False),
        (Row(latenesses=1), True),
        (Row(latenesses=3, latenesses_excused=3), False),
        (Row(latenesses=3, latenesses_excused=2), True),
        (Row(rejections=1, rejections_excused=1, latenesses=1), True),
        (Row(rejections=2, rejections_excused=1, latenesses=1, latenesses_excused=1), True),
        (Row(rejections=2, rejections_excused=2, latenesses=1, latenesses_excused=1), False),
        # An excuse of one kind of times is none for the other.
        (Row(rejections=1, latenesses_excused=1, latenesses=1), True),
    ],
)
def test_times_count_as_long_as_one_of_them_is_not_excused_of_its_own_kind(row: Row, counts: bool) -> None:
    assert deducted(row) is counts


@pytest.mark.parametrize("status", ["claimed", "declined", "split", "drafted", "dropped"])
@pytest.mark.parametrize("cause", ["", "accepted", "refused"])
def test_what_is_nobodys_work_owes_nothing_however_late_it_looks(status: str, cause: str) -> None:
    assert not owes(Row(status, rejections=2, latenesses=2), TODAY - timedelta(days=30), "2026-10", cause)


@pytest.mark.parametrize(
    ("period", "last"),
    [
        ("2026-11", date(2026, 11, 30)),
        ("2026-02", date(2026, 2, 28)),
        ("2028-02", date(2028, 2, 29)),
        ("2026-12", date(2026, 12, 31)),
        ("2026-Q1", date(2026, 3, 31)),
        ("2026-Q4", date(2026, 12, 31)),
        ("2026-H1", date(2026, 6, 30)),
        ("2026", date(2026, 12, 31)),
    ],
)
def test_work_without_a_day_has_until_the_last_day_of_its_period(
    monkeypatch: pytest.MonkeyPatch, period: str, last: date
) -> None:
    assert last_day(period) == last
    for day, over in ((last, False), (last + timedelta(days=1), True)):
        monkeypatch.setenv("THENCHOT_TODAY", day.isoformat())
        assert missed("assigned", None, period) is over


def test_the_day_itself_is_still_in_time_and_the_next_one_is_not() -> None:
    assert [missed("assigned", TODAY + timedelta(days=apart), "2026-11") for apart in (-1, 0, 1)] == [
        True,
        False,
        False,
    ]


def test_a_day_after_the_period_is_the_day_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-12-05")
    assert not missed("assigned", date(2026, 12, 10), "2026-11")
    assert missed("assigned", date(2026, 12, 4), "2026-12"), (
        "nor does the end of the period prolong an earlier day"
    )


def test_an_accepted_cause_ends_the_duty_for_missed_work_and_none_for_times_left_unexcused() -> None:
    gone = TODAY - timedelta(days=1)
    assert owes(Row("assigned"), gone, "2026-11", "")
    assert not owes(Row("assigned"), gone, "2026-11", "accepted")
    assert owes(Row("assigned", latenesses=1), gone, "2026-11", "accepted")
    assert not owes(Row("assigned", latenesses=1, latenesses_excused=1), gone, "2026-11", "accepted")
    assert owes(Row("assigned", latenesses=1, latenesses_excused=1), gone, "2026-11", "refused")


TIMES = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda both: (max(both), min(both)))
STATUSES = st.sampled_from(
    ["assigned", "done", "handed_back", "claimed", "declined", "split", "drafted", "dropped"]
)
DAYS = st.none() | st.integers(-40, 40).map(lambda apart: TODAY + timedelta(days=apart))


@given(STATUSES, TIMES, TIMES, DAYS, st.sampled_from(["", "accepted", "partly", "refused"]))
def test_who_owes_is_said_by_the_sentence_of_the_article(
    status: str, rejected: tuple[int, int], late: tuple[int, int], day: date | None, cause: str
) -> None:
    """Given work owes for each time that no objective cause excuses, and for being undone after its day."""
    row = Row(status, *rejected, *late)
    unexcused = (rejected[0] - rejected[1]) + (late[0] - late[1])
    undone = status == "assigned" and day is not None and day < TODAY and cause != "accepted"
    given_work = status in {"assigned", "done", "handed_back"}
    assert owes(row, day, "2026-11", cause) is (given_work and (unexcused > 0 or undone))


@given(TIMES, TIMES, DAYS, st.sampled_from(["", "accepted", "refused"]))
def test_to_excuse_one_more_time_never_makes_anybody_owe(
    rejected: tuple[int, int], late: tuple[int, int], day: date | None, cause: str
) -> None:
    before = Row("done", *rejected, *late)
    after = Row("done", rejected[0], min(rejected[0], rejected[1] + 1), late[0], min(late[0], late[1] + 1))
    assert owes(before, day, "2026-11", cause) or not owes(after, day, "2026-11", cause)


# --- the same words -------------------------------------------------------------------------------------------


SAID = "Chờ ý kiến của Phòng Tài chính, đã đôn đốc hai lần."


@pytest.mark.parametrize(
    "again",
    [
        unicodedata.normalize("NFD", SAID),
        SAID.upper(),
        "Cho y kien cua Phong Tai chinh, da don doc hai lan",
        f"“{SAID}”",
        "Chờ\ný\tkiến\u00a0của Phòng_Tài-chính — đã đôn đốc… hai lần!!!",
        "Chờ ý kiến của Phòng Tài chính; đã đôn đốc hai lần 🙂",
    ],
    ids=["decomposed", "capitals", "no marks", "quoted", "other spaces", "a smile"],
)
def test_words_set_in_another_way_are_the_same_words(again: str) -> None:
    assert mark_of(again) == mark_of(SAID)


@pytest.mark.parametrize(
    "other",
    [
        "Chờ ý kiến của Phòng Tài chính, đã đôn đốc ba lần.",
        "Chờ ý kiến của Phòng Tài chính, đã đôn đốc hai lần. Đã xong.",
        "Đã đôn đốc hai lần, chờ ý kiến của Phòng Tài chính.",
        "Chờ ý kiến của Phòng Tài chính, đã đôn đốc 2 lần.",
        "Chờýkiến của Phòng Tài chính, đã đôn đốc hai lần.",
    ],
    ids=["a word", "more words", "another order", "a digit", "run together"],
)
def test_other_words_are_not_the_same_words(other: str) -> None:
    assert mark_of(other) != mark_of(SAID)


@pytest.mark.parametrize(
    ("one", "two"), [("Hoà Bình", "Hòa Bình"), ("thuỷ lợi", "thủy lợi"), ("Đất đai", "đất ĐAI")]
)
def test_where_a_tone_is_written_makes_no_other_word(one: str, two: str) -> None:
    assert mark_of(one) == mark_of(two)


@pytest.mark.parametrize("nothing", ["", " \n\t", "…", "--- ***", "“”", "🙂🙂", "\u0301\u0300", "___"])
def test_what_has_no_letter_and_no_number_has_no_mark(nothing: str) -> None:
    assert mark_of(nothing) == ""


@given(st.text(max_size=60))
def test_a_mark_fits_its_column_and_is_that_of_the_text_decomposed(text: str) -> None:
    found = mark_of(text)
    assert len(found) in (0, LENGTH)
    assert mark_of(unicodedata.normalize("NFD", text)) == mark_of(unicodedata.normalize("NFC", text))


def test_a_very_long_text_differs_by_its_last_word() -> None:
    long = "đã đôn đốc " * 20_000
    assert len(mark_of(long)) == LENGTH
    assert mark_of(long) != mark_of(f"{long} x")
