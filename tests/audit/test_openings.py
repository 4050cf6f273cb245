"""Who opened a person's file: one line for a visit, none for one's own, and the person reads the list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from thenchot.audit.actions.record_opening import SAME_VISIT, record_opening
from thenchot.audit.actor import Actor
from thenchot.audit.models import Opening
from thenchot.audit.queries import openings_of
from thenchot.lib import clock

pytestmark = pytest.mark.django_db
VIEWER = Actor(7, "Trần Thị Bưởi (0007)")
OTHER = Actor(8, "Lò Văn Sao (0008)")


def aged(minutes: float) -> None:
    """Let all openings so far have happened that long ago."""
    for row in Opening.objects.all():
        Opening.objects.filter(id=row.id).update(at=row.at - timedelta(minutes=minutes))


def test_an_opening_says_who_opened_what_and_when() -> None:
    before = clock.now()
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    row = Opening.objects.get()
    assert (row.subject_id, row.viewer_id, row.viewer, row.what) == (12, 7, VIEWER.label, "Phiếu 2026-11")
    assert before <= row.at <= clock.now()


def test_the_same_visit_is_one_line() -> None:
    for _ in range(5):
        record_opening(VIEWER, 12, "Phiếu 2026-11")
    assert Opening.objects.count() == 1


@pytest.mark.parametrize(("minutes", "lines"), [(1, 1), (14, 1), (14.9, 1), (15.1, 2), (60, 2), (24 * 60, 2)])
def test_after_a_quarter_of_an_hour_it_is_another_visit(minutes: float, lines: int) -> None:
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    aged(minutes)
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    assert Opening.objects.count() == lines
    assert timedelta(minutes=15) == SAME_VISIT


def test_a_long_visit_is_kept_once_each_quarter_of_an_hour() -> None:
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    for _ in range(6):
        aged(10)
        record_opening(VIEWER, 12, "Phiếu 2026-11")
    assert Opening.objects.count() == 4


@pytest.mark.parametrize(
    ("by", "subject", "sheet"), [(OTHER, 12, "Phiếu 2026-11"), (VIEWER, 13, "Phiếu 2026-11"), (VIEWER, 12, "Phiếu 2026-10")]
)
def test_another_viewer_another_person_or_another_file_is_another_line(by: Actor, subject: int, sheet: str) -> None:
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    record_opening(by, subject, sheet)
    assert Opening.objects.count() == 2


def test_opening_ones_own_file_is_not_kept() -> None:
    record_opening(VIEWER, VIEWER.id, "Phiếu 2026-11")
    assert not Opening.objects.exists()


def test_the_person_reads_who_opened_their_file_newest_first() -> None:
    for minutes, viewer in ((30, VIEWER), (20, OTHER), (0, VIEWER)):
        aged(minutes)
        record_opening(viewer, 12, "Phiếu 2026-11")
    record_opening(VIEWER, 99, "Phiếu 2026-11")
    found = openings_of(12)
    assert [row.viewer for row in found] == [VIEWER.label, OTHER.label, VIEWER.label]
    assert found == sorted(found, key=lambda row: row.at, reverse=True)


def test_the_list_is_as_long_as_asked() -> None:
    for number in range(12):
        record_opening(Actor(100 + number, f"Người {number}"), 12, "Phiếu 2026-11")
    assert len(openings_of(12)) == 12
    assert len(openings_of(12, limit=5)) == 5


def test_on_a_set_day_the_quarter_of_an_hour_still_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-21")
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-22")
    record_opening(VIEWER, 12, "Phiếu 2026-11")
    days = [row.at.astimezone(clock.VIETNAM).date() for row in Opening.objects.order_by("at")]
    assert days == [date(2026, 11, 21), date(2026, 11, 22)]
