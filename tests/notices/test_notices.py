"""Messages: kept with their kind and values, newest first, read once, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest

from thenchot.lib import clock
from thenchot.notices.actions.notify import Message, mark_read, notify
from thenchot.notices.models import Notice
from thenchot.notices.queries import recent, unread_count

pytestmark = pytest.mark.django_db
AN, BINH = 12, 13


def test_a_message_keeps_its_kind_its_values_and_its_link() -> None:
    before = clock.now()
    assert notify([Message(AN, "result", {"period": "2026-11", "sheet": 45, "score": Fraction(713, 8)}, "/phieu/45")]) == 1
    row = Notice.objects.get()
    assert (row.recipient_id, row.kind, row.link, row.read_at) == (AN, "result", "/phieu/45", None)
    assert row.params == {"period": "2026-11", "sheet": 45, "score": "713/8"}
    assert before <= row.at <= clock.now()


def test_a_message_without_values_or_link_is_one_too() -> None:
    notify([Message(AN, "step_late")])
    row = Notice.objects.get()
    assert (row.params, row.link) == ({}, "")


@pytest.mark.parametrize("count", [0, 1, 5, 4100])
def test_many_messages_are_sent_at_one_moment(count: int) -> None:
    assert notify(Message(number, "result") for number in range(count)) == count
    assert Notice.objects.count() == count
    assert Notice.objects.values("at").distinct().count() == min(count, 1)


def test_a_value_without_an_exact_spelling_is_refused() -> None:
    with pytest.raises(TypeError):
        notify([Message(AN, "result", {"score": 89.125})])


def test_one_reads_ones_own_messages_newest_first() -> None:
    for number in range(3):
        notify([Message(AN, f"kind{number}"), Message(BINH, "other")])
        Notice.objects.update(at=clock.now() - timedelta(minutes=10 - number))
    Notice.objects.filter(kind="kind0").update(at=clock.now())
    assert [row.kind for row in recent(AN)] == ["kind0", "kind2", "kind1"]
    assert {row.kind for row in recent(BINH)} == {"other"}
    assert recent(99) == []


def test_messages_of_one_moment_come_in_the_opposite_order_of_their_sending() -> None:
    notify(Message(AN, f"kind{number}") for number in range(4))
    assert [row.kind for row in recent(AN)] == ["kind3", "kind2", "kind1", "kind0"]


def test_the_list_is_as_long_as_asked() -> None:
    notify(Message(AN, "result") for _ in range(30))
    assert len(recent(AN)) == 20
    assert len(recent(AN, limit=3)) == 3


def test_a_read_message_is_no_longer_counted() -> None:
    notify([Message(AN, "result"), Message(AN, "step_late"), Message(BINH, "result")])
    assert (unread_count(AN), unread_count(BINH)) == (2, 1)
    mark_read(AN, recent(AN)[0].id)
    assert (unread_count(AN), unread_count(BINH)) == (1, 1)


def test_the_moment_of_the_first_reading_stays() -> None:
    notify([Message(AN, "result")])
    number = recent(AN)[0].id
    mark_read(AN, number)
    first = recent(AN)[0].read_at
    assert first is not None
    mark_read(AN, number)
    assert recent(AN)[0].read_at == first


def test_somebody_elses_message_cannot_be_marked_as_read() -> None:
    notify([Message(AN, "result")])
    mark_read(BINH, recent(AN)[0].id)
    assert unread_count(AN) == 1


def test_a_message_carries_the_set_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-10-25")
    notify([Message(AN, "result")])
    assert recent(AN)[0].at.astimezone(clock.VIETNAM).date() == date(2026, 10, 25)
