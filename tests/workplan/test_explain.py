"""An explanation is the doer's own words for this one task; which tasks owe one; and what its words' mark says of a copy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workplan.conftest import AN, BINH, HEAD, Ward
from thenchot.audit.queries import history
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.rules.facts import TaskFact
from thenchot.workplan.actions.explain import LONGEST, explain
from thenchot.workplan.actions.report import finish, hand_back
from thenchot.workplan.copied import mark_of
from thenchot.workplan.models import Task
from thenchot.workplan.owing import missed, owes
from thenchot.workplan.queries import contents_of, read_tasks, tasks_of

Refuses = Callable[..., str]
SAID = "Chờ ý kiến của Phòng Tài chính, đã đôn đốc hai lần."


def late(ward: Ward, doer: str = AN, content: str = "Tờ trình") -> Task:
    """Due on the 15th, done on the 16th."""
    task = ward.give("1", doer)
    Task.objects.filter(id=task.id).update(content=content)
    finish(by=ward.viewer(doer), task=ward.again(task), done_on=date(2026, 11, 16))
    return ward.again(task)


def test_the_doer_explains_and_explains_again_and_the_trail_keeps_both(ward: Ward) -> None:
    task = late(ward)
    explain(by=ward.viewer(AN), task=task, text=f"  {SAID} ")
    first = ward.again(task)
    assert (first.explanation, first.explanation_mark) == (SAID, mark_of(SAID))
    assert first.explained_at is not None
    explain(by=ward.viewer(AN), task=first, text="Văn bản phối hợp về ngày 16/11.")
    last = history("task", task.id).last()
    assert last is not None
    said = canonical.loads(last.payload)
    assert (said["explanation"], said["was"]["explanation"]) == ("Văn bản phối hợp về ngày 16/11.", SAID)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "workplan.explanation_needed"),
        (" \n ", "workplan.explanation_needed"),
        ("… – .", "workplan.explanation_needed"),
        ("TO TRINH!", "workplan.explanation_is_task"),
        ("từ " * LONGEST, "workplan.explanation_long"),
    ],
)
def test_what_explains_nothing_is_refused(ward: Ward, refuses: Refuses, text: str, code: str) -> None:
    task = late(ward)
    assert refuses(explain, by=ward.viewer(AN), task=task, text=text, field=f"gt-{task.id}") == code
    assert ward.again(task).explanation == ""


def test_words_given_for_another_task_are_a_copy_and_ones_own_is_named(ward: Ward) -> None:
    first, second, theirs = late(ward, content="Báo cáo quý"), late(ward), late(ward, BINH)
    explain(by=ward.viewer(AN), task=first, text=SAID)
    copies = (("AN", AN, second, "workplan.own_copied"), ("BINH", BINH, theirs, "workplan.explanation_copied"))
    for _who, doer, task, code in copies:
        with pytest.raises(Refusal) as refused:
            explain(by=ward.viewer(doer), task=task, text="cho y kien cua phong tai chinh - đã ĐÔN ĐỐC hai lần", field="gt-1")
        assert (refused.value.code, refused.value.field) == (code, "gt-1")
        assert ("Báo cáo quý" in refused.value.sentence) is (doer == AN), "of somebody else's nothing is told"
    explain(by=ward.viewer(AN), task=ward.again(first), text=f"{SAID} ")
    explain(by=ward.viewer(BINH), task=theirs, text=f"{SAID} Riêng tôi đã trình bản dự thảo.")


def test_a_copy_of_words_that_came_with_an_imported_row_is_found_too(ward: Ward, refuses: Refuses) -> None:
    ward.give("1", BINH, explanation=SAID)
    assert refuses(explain, by=ward.viewer(AN), task=late(ward), text=SAID) == "workplan.explanation_copied"


WORDS = st.lists(st.text("abcdefghiklmnopqrstuvxyđêôơưăâ0123456789", min_size=1, max_size=8), min_size=1, max_size=8)


@given(WORDS, st.sampled_from([" ", "  ", ", ", "\n", " – "]), st.booleans())
def test_marks_are_equal_for_equal_words_however_they_are_set(words: list[str], between: str, upper: bool) -> None:
    text = between.join(words)
    assert mark_of(text.upper() if upper else f"“{text}”.") == mark_of(" ".join(words)) != ""
    assert mark_of(" ".join([*words, "khac"])) != mark_of(" ".join(words))


@pytest.mark.parametrize(
    ("work", "deadline", "cause", "owing"),
    [
        (TaskFact(Fraction(1), status="done"), date(2026, 11, 15), "", False),
        (TaskFact(Fraction(1), status="done", latenesses=1), date(2026, 11, 15), "", True),
        (TaskFact(Fraction(1), status="done", latenesses=1, latenesses_excused=1), date(2026, 11, 15), "accepted", False),
        (TaskFact(Fraction(1), status="done", latenesses=2, latenesses_excused=1), date(2026, 11, 15), "partly", True),
        (TaskFact(Fraction(1), status="done", rejections=1), None, "refused", True),
        (TaskFact(Fraction(1), status="assigned"), date(2026, 11, 19), "", True),
        (TaskFact(Fraction(1), status="assigned"), date(2026, 11, 20), "", False),
        (TaskFact(Fraction(1), status="assigned"), None, "", False),
        (TaskFact(Fraction(1), status="assigned"), date(2026, 11, 19), "accepted", False),
        (TaskFact(Fraction(1), status="assigned"), date(2026, 11, 19), "refused", True),
        (TaskFact(Fraction(1), status="handed_back", latenesses=1), date(2026, 11, 15), "", True),
        (TaskFact(Fraction(1), status="handed_back"), date(2026, 11, 15), "", False),
    ],
)
def test_late_rejected_and_missed_tasks_owe_an_explanation(
    monkeypatch: pytest.MonkeyPatch, work: TaskFact, deadline: date | None, cause: str, owing: bool
) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-20")
    assert owes(work, deadline, "2026-11", cause) is owing


def test_without_a_day_a_task_is_missed_when_its_period_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for day, over in (("2026-12-31", False), ("2027-01-01", True)):
        monkeypatch.setenv("THENCHOT_TODAY", day)
        assert missed("assigned", None, "2026-Q4") is over
    assert not missed("done", date(2026, 1, 1), "2026-01")


def test_who_owes_what_is_read_for_many_and_for_one_alike(ward: Ward) -> None:
    explained, silent, undone = late(ward), late(ward), ward.give("1")
    handed = ward.give("1")
    hand_back(by=ward.viewer(HEAD), task=handed, to_id=ward.id(BINH))
    explain(by=ward.viewer(AN), task=explained, text=SAID)
    an, binh = ward.id(AN), ward.id(BINH)
    read = read_tasks("2026-11", [an, binh])
    assert (read.silences[an], read.explained[an]) == ([silent.id, undone.id], [explained.id])
    rows = {row.id: row for row in tasks_of(an, "2026-11")}
    assert sorted(number for number, row in rows.items() if row.unexplained) == read.silences[an]
    assert [number for number, row in rows.items() if row.pleaded] == read.explained[an]
    assert [row.id for row in tasks_of(binh, "2026-11") if row.unexplained] == read.silences[binh]
    assert contents_of([explained.id, undone.id]) == ["Tờ trình", "Tờ trình"]
