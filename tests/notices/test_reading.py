"""Messages of many: unread ones first however old, one's own by number, and words that are only words."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from thenchot.lib import clock
from thenchot.notices.actions.notify import Message, mark_read, notify
from thenchot.notices.models import Notice
from thenchot.notices.queries import notice_to, recent, unread_count

pytestmark = pytest.mark.django_db
AN, BINH = 12, 13
HOSTILE = "<script>Ă̂n</script> “ngoặc” \\ \n 'đơn'"


def sent(kind: str, ago: timedelta, read: bool = False, to: int = AN) -> Notice:
    """A message of some time ago, read or not."""
    notify([Message(to, kind)])
    row = Notice.objects.latest("id")
    row.at = clock.now() - ago
    row.read_at = clock.now() if read else None
    row.save()
    return row


def test_an_old_unread_message_stands_before_newer_read_ones() -> None:
    sent("old", timedelta(days=400))
    sent("new-read", timedelta(minutes=1), read=True)
    sent("new", timedelta(minutes=2))
    sent("older-read", timedelta(days=3), read=True)
    assert [row.kind for row in recent(AN)] == ["new", "old", "new-read", "older-read"]


def test_a_short_list_never_drops_the_unread_for_the_read() -> None:
    for number in range(5):
        sent(f"read{number}", timedelta(minutes=number), read=True)
    sent("waiting", timedelta(days=30))
    assert [row.kind for row in recent(AN, limit=1)] == ["waiting"]
    assert recent(AN, limit=0) == []


def test_reading_one_moves_it_behind_those_that_wait() -> None:
    first, second = sent("first", timedelta(minutes=1)), sent("second", timedelta(minutes=2))
    mark_read(AN, first.id)
    assert [row.id for row in recent(AN)] == [second.id, first.id]
    assert unread_count(AN) == 1


def test_a_message_is_found_by_its_number_by_its_recipient_only() -> None:
    mine = sent("mine", timedelta(0))
    assert notice_to(AN, mine.id) == mine
    assert notice_to(BINH, mine.id) is None
    assert notice_to(AN, mine.id + 1) is None


def test_a_number_that_is_none_marks_nothing() -> None:
    mine = sent("mine", timedelta(0))
    mark_read(AN, mine.id + 1)
    mark_read(BINH, mine.id)
    assert Notice.objects.get().read_at is None


def test_nobody_has_unread_messages_who_has_none() -> None:
    sent("read", timedelta(0), read=True)
    assert (unread_count(AN), unread_count(BINH), unread_count(0)) == (0, 0, 0)


def test_words_come_back_as_they_were_sent() -> None:
    notify(
        [
            Message(
                AN,
                "wrong_reported",
                {"note": HOSTILE, "task": "", "n": 0, "yes": True, "none": None},
                "/ke-hoach/viec/1",
            )
        ]
    )
    (row,) = recent(AN)
    assert row.params == {"note": HOSTILE, "task": "", "n": 0, "yes": True, "none": None}
    assert row.link == "/ke-hoach/viec/1"


def test_messages_that_go_out_in_several_batches_share_one_moment_and_reach_everybody() -> None:
    assert notify(Message(number % 3, "step_late", {"n": number}) for number in range(2001)) == 2001
    assert [unread_count(number) for number in range(3)] == [667, 667, 667]
    assert Notice.objects.values("at").distinct().count() == 1


@pytest.mark.parametrize("day", ["2026-12-31", "2028-02-29"])
def test_the_moment_of_reading_is_of_the_day_that_is_set(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    row = sent("mine", timedelta(0))
    monkeypatch.setenv("THENCHOT_TODAY", day)
    mark_read(AN, row.id)
    read = Notice.objects.get().read_at
    assert isinstance(read, datetime)
    assert read.astimezone(clock.VIETNAM).date().isoformat() == day
