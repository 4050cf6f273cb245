"""Objecting to a published result, and taking the objection back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.assessment.cast import AN, AUTHORITY, BINH, CHI, DIVISION_HEAD, STAFF, Town, refused
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.answer import Answer, answer
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.petition import petition, withdraw_petition
from thenchot.assessment.models import Petition
from thenchot.assessment.queries.home import waiting_for
from thenchot.assessment.queries.petitions import clock_of, petitions_seen
from thenchot.assessment.queries.sheets import petitions_for, petitions_of
from thenchot.assessment.refusals import NOTHING_PUBLISHED, PETITION_CLOSED, PETITION_OPEN, PETITION_TEXT
from thenchot.audit.queries import history
from thenchot.lib import canonical
from thenchot.notices.queries import recent
from thenchot.organisation.models import CalendarDay

TEXT = "Ngày 12 tôi trực thay, đề nghị xem lại."
File = Callable[[str], Petition]


@pytest.fixture
def published(town: Town) -> Town:
    """The staff's results of October are published."""
    town.hand_in(STAFF)
    town.confirm([code for code in STAFF if code != CHI])
    excuse(by=town.viewer(DIVISION_HEAD), sheet=town.sheet(CHI), absence="sick")
    town.publish(reason="Chốt sớm.")
    return town


def file(town: Town, code: str = AN, text: str = TEXT) -> Petition:
    number = petition(by=town.viewer(code), sheet=town.sheet(code), text=text)
    return Petition.objects.select_related("sheet__cycle", "about").get(id=number)


def test_a_petition_is_kept_with_the_result_it_is_about(published: Town) -> None:
    row = file(published, text=f" {TEXT} ")
    assert (row.text, row.state, row.about.number, row.sheet_id) == (TEXT, "received", 1, published.sheet(AN).id)
    assert (row.received_on, row.addressee_id) == (date(2026, 10, 20), published.id(DIVISION_HEAD))
    (act,) = history("petition", row.id)
    assert (act.action, act.actor_id, act.hash) == ("petition", published.id(AN), row.last_hash)
    assert canonical.loads(act.payload) == {"sheet": row.sheet_id, "about": 1, "due": "2026-10-29"}


def test_who_must_answer_is_told_and_finds_it_among_their_jobs(published: Town) -> None:
    row = file(published)
    (told,) = [n for n in recent(published.id(DIVISION_HEAD)) if n.kind == "petition_received"]
    assert (told.params, told.link) == ({"number": row.id, "due": "2026-10-29"}, f"/kien-nghi/{row.id}")
    (job,) = [job for job in waiting_for(published.viewer(DIVISION_HEAD)) if job.kind == "petition"]
    assert (job.target_id, job.last, job.late, job.count) == (row.id, date(2026, 10, 29), False, 1)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 10, 28), date(2026, 11, 6)),
        (date(2026, 10, 30), date(2026, 11, 10)),
        (date(2026, 10, 31), date(2026, 11, 10)),
        (date(2026, 12, 28), date(2027, 1, 7)),
        (date(2026, 8, 27), date(2026, 9, 8)),
    ],
    ids=str,
)
def test_the_answer_is_due_on_the_seventh_working_day_after_receipt(
    published: Town, on_day: SetDay, received: date, due: date
) -> None:
    """Weekends are off, so are 1 January and 2 September; the day of receipt is not counted, on a Saturday neither."""
    on_day(received)
    assert file(published).due_on == due


def test_entered_days_off_and_swapped_days_count_in_the_clock(published: Town, on_day: SetDay) -> None:
    CalendarDay.objects.create(day=date(2026, 10, 29), name="Nghỉ bão", source="Công điện 12")
    CalendarDay.objects.create(day=date(2026, 10, 31), works=True, name="Làm bù", source="Thông báo 30")
    on_day(date(2026, 10, 28))
    row = file(published)
    assert row.due_on == date(2026, 11, 6)
    clock = clock_of(row, date(2026, 11, 2))
    assert [box.number for box in clock.boxes] == [0, 1, 2, 0, 3, 4, 5, 6, 7]
    assert (clock.today_number, clock.left, clock.overdue) == (3, 4, 0)


@pytest.mark.parametrize(
    ("today", "gone", "left", "overdue"),
    [(date(2026, 10, 20), 0, 7, 0), (date(2026, 10, 25), 3, 4, 0), (date(2026, 10, 29), 7, 0, 0), (date(2026, 11, 2), 7, 0, 2)],
    ids=str,
)
def test_the_clock_shows_how_many_working_days_are_left_or_over(
    published: Town, on_day: SetDay, today: date, gone: int, left: int, overdue: int
) -> None:
    clock = clock_of(file(published), today)
    assert (clock.today_number, clock.left, clock.overdue) == (gone, left, overdue)
    on_day(today)
    (job,) = [job for job in waiting_for(published.viewer(DIVISION_HEAD)) if job.kind == "petition"]
    assert job.late == bool(overdue)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_a_petition_says_what_it_is_about(published: Town, text: str) -> None:
    with refused(PETITION_TEXT):
        file(published, text=text)


@pytest.mark.parametrize("code", [CHI, "0020"])
def test_without_a_published_result_there_is_nothing_to_object_to(published: Town, code: str) -> None:
    with refused(NOTHING_PUBLISHED):
        file(published, code)
    assert not Petition.objects.exists()


def test_before_publication_there_is_nothing_to_object_to(town: Town) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    with refused(NOTHING_PUBLISHED):
        file(town)


def test_one_petition_runs_at_a_time_and_the_next_may_follow(published: Town) -> None:
    first = file(published)
    with refused(PETITION_OPEN, due="29/10/2026"):
        file(published)
    answer(by=published.viewer(DIVISION_HEAD), given=Answer(first, "kept", "Giữ kết quả."))
    second = file(published)
    assert [row.id for row in petitions_of(published.sheet(AN))] == [second.id, first.id]


def test_petitions_of_two_people_do_not_hinder_each_other(published: Town) -> None:
    assert file(published, AN).sheet_id != file(published, BINH).sheet_id


def test_a_petition_taken_back_is_closed_and_stays_in_the_trail(published: Town) -> None:
    row = file(published)
    withdraw_petition(by=published.viewer(AN), petition=row)
    kept = Petition.objects.get(id=row.id)
    assert (kept.state, kept.version) == ("withdrawn", 2)
    assert [(act.action, act.actor_id) for act in history("petition", row.id)] == [
        ("petition", published.id(AN)), ("withdraw", published.id(AN)),
    ]  # fmt: skip
    for again in (row, kept):
        with refused(PETITION_CLOSED):
            withdraw_petition(by=published.viewer(AN), petition=again)
    assert history("petition", row.id).count() == 2
    assert waiting_for(published.viewer(DIVISION_HEAD)) == [
        job for job in waiting_for(published.viewer(DIVISION_HEAD)) if job.kind != "petition"
    ]


def test_the_petition_about_a_decided_level_goes_to_who_decided_it(old_town: Town) -> None:
    old_town.finish()
    old_town.publish()
    assert file(old_town).addressee_id == old_town.id(AUTHORITY)


def test_lists_show_the_open_ones_by_their_last_day_and_then_the_latest(published: Town, on_day: SetDay) -> None:
    first = file(published, AN)
    on_day(date(2026, 10, 22))
    second, third = file(published, BINH), file(published, "0031")
    answer(by=published.viewer(DIVISION_HEAD), given=Answer(first, "kept", "Giữ kết quả."))
    organiser = [row.id for row in petitions_seen(published.viewer("0002"))]
    assert organiser == [third.id, second.id, first.id]
    assert [row.id for row in petitions_seen(published.viewer(AN))] == [first.id]
    assert [row.id for row in petitions_for(published.viewer(DIVISION_HEAD))] == [second.id, first.id]
    assert petitions_seen(published.viewer("0004")) == []
