"""What the acts of a job are worth in seconds, and the lines `make minutes` prints of them."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict

import pytest

from scripts.minutes import jobs, slow
from scripts.minutes.__main__ import HEAD, OFFICIAL, Job, figures, lines_of
from scripts.minutes.effort import DECIDE, KEY, LOOK, SWIPE, SYLLABLE, TAP, Effort, strokes, syllables


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("", 0), ("abc 12.", 7), ("a", 1), ("á", 2), ("â", 2), ("ấ", 3), ("ơ", 2), ("đ", 2), ("Đường", 9), ("đã gửi", 10),
        ("nguyễn", 8),
    ],
)  # fmt: skip
def test_each_mark_and_each_tone_of_a_letter_is_a_key_of_its_own(text: str, keys: int) -> None:
    assert strokes(text) == keys


def test_the_same_text_costs_the_same_however_its_letters_are_composed() -> None:
    for form in ("NFC", "NFD"):
        assert strokes(unicodedata.normalize(form, "nguyễn")) == 8


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("một", 1), ("12 đầu việc\nđã có sẵn", 6), ("  chậm   1 lần ", 3)]
)
def test_what_is_read_counts_by_its_syllables(text: str, count: int) -> None:
    assert syllables(text) == count


def test_every_act_of_a_person_costs_its_seconds() -> None:
    assert Effort().seconds == 0
    for given, cost in (
        (Effort(taps=1), TAP), (Effort(keys=1), KEY), (Effort(commands=1), KEY), (Effort(swipes=1), SWIPE),
        (Effort(decisions=1), DECIDE), (Effort(syllables=1), SYLLABLE), (Effort(pages=1), LOOK),
    ):  # fmt: skip
        assert given.seconds == pytest.approx(cost), given


def test_the_machine_s_own_time_is_told_apart_from_the_person_s_work() -> None:
    assert Effort(taps=2, waited=60).seconds == pytest.approx(2 * TAP)


def test_actions_are_taps_and_commands_and_text_is_none() -> None:
    assert Effort(taps=3, commands=2, keys=400, syllables=90).actions == 5


def test_efforts_are_added_act_by_act() -> None:
    assert Effort(taps=1, keys=2, waited=0.5) + Effort(taps=2, decisions=1, waited=1) == Effort(
        taps=3, keys=2, decisions=1, waited=1.5
    )


def job(**bars: int) -> Job:
    return Job("a job", "head", "2026-11-24", HEAD.screen, jobs.head, **bars)


def test_a_bar_is_kept_up_to_its_last_action_and_missed_by_the_next() -> None:
    assert job(most_actions=5).kept(Effort(taps=4, commands=1))
    assert not job(most_actions=5).kept(Effort(taps=5, commands=1))
    assert job(most_seconds=3).kept(Effort(taps=2))
    assert not job(most_seconds=2).kept(Effort(taps=2))
    assert not job(most_actions=5, most_seconds=2).kept(Effort(taps=2))


def test_an_official_s_words_are_no_part_of_the_five_taps_and_are_printed_beside_them() -> None:
    said = " ".join(lines_of(figures(OFFICIAL, Effort(taps=5, keys=100, syllables=40))))
    assert "5 actions, 100 keystrokes of text, 40 syllables read" in said
    assert "28 s of them typing" in said
    assert "bar ≤ 5 actions: kept" in said


def test_a_missed_bar_is_said() -> None:
    assert "bar ≤ 60 actions: MISSED" in " ".join(lines_of(figures(HEAD, Effort(taps=61))))
    assert "bar ≤ 180 s: MISSED" in " ".join(lines_of(figures(job(most_seconds=180), Effort(taps=200))))


def visit(usable: float) -> slow.Visit:
    return slow.Visit("head", "/xac-nhan/2026-11", True, 1.0, usable, 61_400, 5)


def test_a_page_on_a_slow_line_is_told_with_its_weight_and_its_bar_is_five_seconds() -> None:
    assert visit(4.99).kept
    assert not visit(5.0).kept
    (line,) = lines_of({"slow": [asdict(visit(5.2)) | {"kept": visit(5.2).kept}]})
    assert line.split() == [
        "head",
        "/xac-nhan/2026-11",
        "first",
        "5.2",
        "s",
        "61",
        "kB,",
        "5",
        "requests",
        "MISSED",
    ]
