"""Notes on somebody's work: kept, told, read in order, about the right work, never changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.workplan.conftest import AN, BINH, CHAIR, HEAD, Ward
from thenchot.audit.models import Entry
from thenchot.followup.actions.note import LONGEST, Noted, note
from thenchot.followup.models import Note
from thenchot.followup.queries.notes import note_counts, notes_about, notes_among
from thenchot.lib import canonical
from thenchot.notices.models import Notice

Refuses = Callable[..., str]
PERIOD = "2026-11"


def write(ward: Ward, text: str, code: str = AN, *, by: str = HEAD, task: int | None = None, period: str = PERIOD) -> int:
    return note(by=ward.viewer(by), given=Noted(ward.id(code), period, text, task))


def test_a_note_is_kept_with_its_author_and_its_work_and_the_person_is_told(ward: Ward) -> None:
    task = ward.give(deadline=date(2026, 11, 12))
    number = write(ward, "  Đã nhắc hai lần. ", task=task.id)
    found = notes_about(ward.id(AN), PERIOD)[0]
    assert (found.id, found.text, found.by, found.task_id, found.task) == (
        number, "Đã nhắc hai lần.", "Bạch Văn Tường", task.id, "Tờ trình",
    )  # fmt: skip
    message = Notice.objects.get(recipient_id=ward.id(AN))
    assert (message.kind, message.link, message.params["note"]) == ("noted", f"/lich/ghi-nhan/{PERIOD}", "Đã nhắc hai lần.")
    act = Entry.objects.get(object_kind="note", object_id=number)
    assert canonical.loads(act.payload) == {
        "person": ward.id(AN), "period": PERIOD, "task": task.id, "text": "Đã nhắc hai lần.",
    }  # fmt: skip


def test_notes_read_the_newest_first_of_the_person_and_period_asked_for(ward: Ward) -> None:
    first, second = write(ward, "Một"), write(ward, "Hai", by=CHAIR)
    write(ward, "Người khác", BINH)
    write(ward, "Tháng khác", period="2026-10")
    assert [row.id for row in notes_about(ward.id(AN), PERIOD)] == [second, first]
    assert [row.task for row in notes_about(ward.id(AN), PERIOD)] == ["", ""]


def test_the_newest_of_many_people_are_cut_and_counted_by_person(ward: Ward) -> None:
    for text in ("Một", "Hai", "Ba"):
        write(ward, text)
    last = write(ward, "Bốn", BINH)
    people = [ward.id(AN), ward.id(BINH)]
    found = notes_among(people, PERIOD, 2)
    assert (found[0].id, found[0].person, len(found)) == (last, "Tạ Thanh Bình", 2)
    assert note_counts(people, PERIOD) == {people[0]: 3, people[1]: 1}
    assert (note_counts(people, "2026-10"), note_counts([], PERIOD)) == ({}, {})


def test_a_note_needs_words_of_a_length_that_is_read(ward: Ward, refuses: Refuses) -> None:
    by = ward.viewer(HEAD)
    for text, code in ((" \n ", "followup.no_note"), ("x" * (LONGEST + 1), "followup.note_too_long")):
        assert refuses(note, by=by, given=Noted(ward.id(AN), PERIOD, text)) == code
    write(ward, "x" * LONGEST)
    assert Note.objects.count() == 1


def test_a_note_on_a_task_is_about_its_doers_work_in_its_period(ward: Ward, refuses: Refuses) -> None:
    task, by = ward.give(), ward.viewer(HEAD)
    wrong = [
        Noted(ward.id(BINH), PERIOD, "x", task.id), Noted(ward.id(AN), "2026-10", "x", task.id),
        Noted(ward.id(AN), PERIOD, "x", 10**8),
    ]  # fmt: skip
    assert [refuses(note, by=by, given=given) for given in wrong] == ["workplan.not_found"] * 3
    assert not Note.objects.exists()
    assert not Notice.objects.exists()
