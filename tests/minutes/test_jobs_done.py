"""What somebody does at a page is counted act by act, and what a job leaves over fails it: on a page that answers at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scripts.minutes import __main__ as minutes
from scripts.minutes import jobs, slow
from scripts.minutes.effort import DECIDE, KEY, LOOK, SYLLABLE, TAP, Effort, strokes, syllables
from scripts.minutes.person import LOADED, OUTSIDE, Person


class Thing:
    """Something on a page, as far as a person meets it: how many windows away, what it says, whether a page comes of it."""

    def __init__(self, page: Sheet, name: str, away: float = 0, says: str = "", brings_page: bool = False) -> None:
        self.page, self.name, self.away, self.says, self.brings_page = page, name, away, says, brings_page

    def nth(self, at: int) -> Thing:
        self.page.asked.append((self.name, at))
        return self

    def evaluate(self, script: str) -> float:
        assert script == OUTSIDE
        return self.away

    def scroll_into_view_if_needed(self) -> None:
        self.page.done.append(("scroll", self.name))

    def click(self) -> None:
        self.page.done.append(("click", self.name))
        self.page.origin += self.brings_page

    def check(self) -> None:
        self.page.done.append(("check", self.name))

    def fill(self, text: str) -> None:
        self.page.done.append(("fill", text))

    def select_option(self, value: str) -> None:
        self.page.done.append(("select", value))

    def inner_text(self) -> str:
        return self.says


class Sheet:
    """A page of such things."""

    def __init__(self, **things: dict[str, Any]) -> None:
        self.things = {name: Thing(self, name, **given) for name, given in things.items()}
        self.done: list[tuple[str, str]] = []
        self.asked: list[tuple[str, int]] = []
        self.origin = 0

    def locator(self, name: str) -> Thing:
        return self.things[name]

    def goto(self, address: str) -> None:
        self.done.append(("goto", address))

    def evaluate(self, script: str) -> int:
        assert script == "performance.timeOrigin"
        return self.origin

    def wait_for_function(self, script: str) -> None:
        assert script == LOADED


def person(**things: dict[str, Any]) -> tuple[Person, Sheet]:
    sheet = Sheet(**things)
    return Person(sheet), sheet  # type: ignore[arg-type]


WORDS = "Chờ ý kiến của Phòng Quy hoạch"


@pytest.mark.parametrize(
    ("act", "effort", "done"),
    [
        (lambda one: one.begin("/viec-can-lam"), Effort(pages=1), [("goto", "/viec-can-lam")]),
        (lambda one: one.tap("nut"), Effort(taps=1), [("scroll", "nut"), ("click", "nut")]),
        (lambda one: one.tap("toi"), Effort(taps=1, pages=1), [("scroll", "toi"), ("click", "toi")]),
        (lambda one: one.mark("nut"), Effort(taps=1), [("scroll", "nut"), ("check", "nut")]),
        (lambda one: one.write("nut", WORDS), Effort(taps=1, keys=strokes(WORDS)), [("scroll", "nut"), ("fill", WORDS)]),
        (lambda one: one.choose("nut", "a"), Effort(taps=2), [("scroll", "nut"), ("select", "a")]),
        (lambda one: one.paste("nut", WORDS * 99), Effort(taps=1, commands=2), [("scroll", "nut"), ("fill", WORDS * 99)]),
        (lambda one: one.read("doc"), Effort(syllables=syllables(WORDS), decisions=1), [("scroll", "doc")]),
    ],
)  # fmt: skip
def test_each_thing_done_at_a_page_is_done_and_costs_what_it_costs(
    act: Callable[[Person], object], effort: Effort, done: list[tuple[str, str]]
) -> None:
    somebody, sheet = person(nut={}, toi={"brings_page": True}, doc={"says": WORDS})
    act(somebody)
    somebody.effort.waited = 0
    assert (somebody.effort, sheet.done) == (effort, done)


@pytest.mark.parametrize(("away", "swipes"), [(0, 0), (0.1, 1), (1, 1), (1.01, 2), (7.5, 8)])
def test_what_lies_beyond_the_window_costs_a_swipe_for_each_window_begun(away: float, swipes: int) -> None:
    for act in (Person.tap, Person.mark, Person.read):
        somebody, _sheet = person(xa={"away": away})
        act(somebody, "xa")
        assert somebody.effort.swipes == swipes


def test_the_one_that_is_meant_among_several_is_taken_and_a_thing_found_already_is_not_looked_for_again() -> None:
    somebody, sheet = person(nut={"says": "hai"})
    somebody.tap("nut", 2)
    assert somebody.read(sheet.things["nut"]) == "hai"  # type: ignore[arg-type]
    assert sheet.asked == [("nut", 2), ("nut", 0)]


def test_reading_a_longer_text_takes_longer_and_reading_nothing_still_a_decision() -> None:
    texts = ("", "một", WORDS, WORDS + " " + WORDS)
    found = []
    for text in texts:
        somebody, _sheet = person(doc={"says": text})
        somebody.read("doc")
        found.append(somebody.effort.seconds)
    assert found == sorted(set(found))
    assert found[0] == pytest.approx(DECIDE)
    assert found[2] - found[0] == pytest.approx(syllables(WORDS) * SYLLABLE)


def test_a_month_of_taps_alone_is_cheaper_than_one_with_its_words_and_a_page_costs_a_look() -> None:
    somebody, _sheet = person(toi={"brings_page": True})
    somebody.tap("toi")
    assert somebody.effort.seconds == pytest.approx(TAP + LOOK)
    somebody.write("toi", "đã")
    assert somebody.effort.seconds == pytest.approx(2 * TAP + LOOK + 4 * KEY)


def test_the_words_of_the_jobs_are_typed_as_people_type_them() -> None:
    """Each a sentence of its own: an explanation that repeats another is refused, and a job that waits never ends."""
    assert len({*jobs.CAUSES}) == len(jobs.CAUSES) == 2
    assert all(10 < syllables(text) < 40 and strokes(text) > len(text) for text in jobs.CAUSES)
    assert all(strokes(text) < 200 for text in (jobs.REASON, jobs.CLOSING))


def test_every_job_begins_on_the_first_page_and_on_a_day_of_one_month() -> None:
    listed = (minutes.OFFICIAL, minutes.OFFICE, minutes.HEAD, minutes.ORGANISER)
    days = [job.day for job in listed]
    assert days == sorted(days), "what one does the next finds done"
    assert {day[:7] for day in days} == {"2026-11"}
    assert [job.screen["width"] for job in listed] == [360, 1280, 1280, 1280]
    assert jobs.HOME == "/viec-can-lam"


def test_pages_are_visited_once_each_and_belong_to_people_who_are_signed_in_or_to_nobody() -> None:
    for who, addresses in slow.PAGES.items():
        assert len({*addresses}) == len(addresses), who
        assert all(address.startswith("/") and not address.endswith("/") for address in addresses)
    assert slow.PAGES[""] == ("/dang-nhap",)
    assert slow.BITS / 8 * slow.BAR > 100_000, "a page of a hundred kilobytes may be used in time on that line"


@pytest.mark.parametrize(
    ("usable", "cold", "said"),
    [(0.04, True, "first  0.0 s"), (4.96, False, "again  5.0 s"), (12.345, True, "first  12.3 s")],
)
def test_a_visit_is_told_to_a_tenth_of_a_second_and_judged_by_what_was_measured(
    usable: float, cold: bool, said: str
) -> None:
    visit = slow.Visit("", "/dang-nhap", cold, 0.01, usable, 999, 1)
    (line,) = minutes.lines_of({"slow": [{**vars(visit), "kept": visit.kept}]})
    assert (said in line, line.endswith("kept"), "nobody /dang-nhap" in line) == (True, usable < 5, True)


@pytest.mark.parametrize(("actions", "seconds", "kept"), [(0, 0, True), (3, 0, True), (2, 0, False), (0, 4, True), (0, 3, False)])
def test_a_job_without_a_bar_is_only_measured_and_one_with_a_bar_is_held_to_it(
    actions: int, seconds: int, kept: bool
) -> None:
    job = minutes.Job("a job", "head", "2026-11-24", minutes.DESK, jobs.head, actions, seconds)
    effort = Effort(taps=3)
    assert job.kept(effort) is kept
    found = minutes.figures(job, effort)
    assert (found["kept"], found["actions"], found["seconds"]) == (kept, 3, pytest.approx(3 * TAP))


def test_efforts_add_up_to_the_effort_of_all_in_every_figure() -> None:
    parts = [Effort(at, at + 1, at + 2, at + 3, at + 4, at + 5, at + 6, at / 2) for at in range(5)]
    whole = sum(parts, Effort())
    assert whole.seconds == pytest.approx(sum(one.seconds for one in parts))
    assert whole.actions == sum(one.actions for one in parts)
    assert whole.waited == pytest.approx(5)
