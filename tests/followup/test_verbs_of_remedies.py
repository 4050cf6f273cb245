"""A remedy from the weakness to its end: what each verb keeps, whom it tells, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tests.workplan.conftest import AN, BINH, HEAD, OUTSIDER, TODAY, Ward
from thenchot.audit.models import Entry
from thenchot.followup.actions.close_remedy import close_remedy, return_remedy
from thenchot.followup.actions.prepare_briefing import Sitting
from thenchot.followup.actions.raise_remedy import Weakness, raise_remedy
from thenchot.followup.actions.report_remedy import report_remedy
from thenchot.followup.models import Remedy
from thenchot.followup.queries.remedies import owed_by, remedies_for, steps_of
from thenchot.lib import canonical
from thenchot.lib.refusals import Refusal
from thenchot.notices.models import Notice
from thenchot.organisation.queries import unit_on

Refuses = Callable[..., str]
DUE, LATER = date(2026, 11, 30), date(2026, 12, 20)


def sitting(ward: Ward) -> Sitting:
    unit = unit_on(ward.unit_id, TODAY)
    assert unit is not None
    return Sitting(unit, "2026-11")


def weakness(ward: Ward, **other: Any) -> Weakness:
    plain = Weakness("Tờ trình sai căn cứ", "Lập bảng kiểm", ward.id(AN), DUE, ground="Tiêu chí II.3")
    return replace(plain, **other)


def raised(ward: Ward, **other: Any) -> Remedy:
    number = raise_remedy(by=ward.viewer(HEAD), sitting=sitting(ward), given=weakness(ward, **other))
    return again(number)


def again(known: Remedy | int) -> Remedy:
    return Remedy.objects.get(id=known if isinstance(known, int) else known.id)


def told(ward: Ward, code: str) -> list[tuple[str, str]]:
    """The kinds of messages somebody has got and where they lead, in order."""
    rows = Notice.objects.filter(recipient_id=ward.id(code), kind__startswith="remedy").order_by("id")
    return [(row.kind, row.link) for row in rows]


def test_it_keeps_what_was_named_and_tells_its_owner_where(ward: Ward) -> None:
    task = ward.give()
    found = raised(ward, task_id=task.id, weakness="  Tờ trình sai căn cứ ", ground="x" * 400)
    assert (found.weakness, found.action, found.owner_id, found.due, found.task_id) == (
        "Tờ trình sai căn cứ", "Lập bảng kiểm", ward.id(AN), DUE, task.id,
    )  # fmt: skip
    assert (found.unit_id, found.period, found.state, len(found.ground)) == (ward.unit_id, "2026-11", "open", 300)
    assert found.raised_by_id == ward.id(HEAD)
    assert told(ward, AN) == [("remedy_raised", f"/khac-phuc/{found.id}")]
    act = Entry.objects.get(object_kind="remedy", object_id=found.id)
    assert (act.action, act.hash, canonical.loads(act.payload)["due"]) == ("raise", found.last_hash, "2026-11-30")


def test_work_of_another_month_is_not_what_it_showed_in(ward: Ward) -> None:
    assert raised(ward, task_id=ward.give(period="2026-10").id).task_id is None
    assert raised(ward, weakness="Khác", task_id=10**8).task_id is None


@pytest.mark.parametrize(
    ("other", "code", "field"),
    [
        ({"weakness": " "}, "followup.remedy_incomplete", "weakness"), ({"action": ""}, "followup.remedy_incomplete", "action"),
        ({"owner_id": 0}, "followup.remedy_incomplete", "owner"), ({"due": None}, "followup.remedy_incomplete", "due"),
        ({"weakness": "x" * 501}, "followup.remedy_too_long", "weakness"),
        ({"action": "x" * 501}, "followup.remedy_too_long", "action"),
        ({"due": date(2026, 11, 19)}, "followup.remedy_past", "due"),
    ],
)  # fmt: skip
def test_it_asks_for_a_weakness_an_action_an_owner_and_a_day_to_come(
    ward: Ward, other: dict[str, Any], code: str, field: str
) -> None:
    with pytest.raises(Refusal, match=code.replace(".", r"\.")) as refused:
        raised(ward, **other)
    assert getattr(refused.value, "field", "") == field
    assert not Remedy.objects.exists()
    assert told(ward, AN) == []


def test_the_longest_text_and_the_same_day_are_taken(ward: Ward) -> None:
    assert len(raised(ward, weakness="x" * 500, due=TODAY).weakness) == 500


def test_its_owner_works_in_the_unit_and_it_is_of_a_month(ward: Ward, refuses: Refuses) -> None:
    by = ward.viewer(HEAD)
    outsider = weakness(ward, owner_id=ward.id(OUTSIDER))
    assert refuses(raise_remedy, by=by, sitting=sitting(ward), given=outsider) == "followup.stranger"
    quarter = Sitting(sitting(ward).unit, "2026-Q4")
    assert refuses(raise_remedy, by=by, sitting=quarter, given=weakness(ward)) == "followup.not_a_month"


def test_the_same_weakness_of_the_same_person_is_named_once_while_it_is_open(ward: Ward, refuses: Refuses) -> None:
    first = raised(ward)
    twice = {"by": ward.viewer(HEAD), "sitting": sitting(ward), "given": weakness(ward, action="Khác")}
    assert refuses(raise_remedy, **twice) == "followup.remedy_there"
    raised(ward, owner_id=ward.id(BINH))
    close_remedy(by=ward.viewer(HEAD), remedy=first, result="Hết")
    assert raised(ward).id != first.id


def test_a_report_waits_for_who_named_it_and_may_be_said_anew(ward: Ward) -> None:
    found = raised(ward)
    report_remedy(by=ward.viewer(AN), remedy=found, result="  Đã lập bảng kiểm. ")
    assert (again(found).state, again(found).result) == ("reported", "Đã lập bảng kiểm.")
    report_remedy(by=ward.viewer(AN), remedy=again(found), result="y" * 1500)
    assert (again(found).state, len(again(found).result), again(found).version) == ("reported", 1000, 3)
    assert told(ward, HEAD) == [("remedy_reported", f"/khac-phuc/{found.id}")] * 2


def test_given_back_it_is_open_again_until_a_new_day_with_the_reason_in_its_way(ward: Ward) -> None:
    found = raised(ward)
    report_remedy(by=ward.viewer(AN), remedy=found, result="Đã xong")
    return_remedy(by=ward.viewer(HEAD), remedy=again(found), reason=" Chưa dùng ở 3 tờ trình ", due=LATER)
    assert (again(found).state, again(found).due, again(found).result) == ("open", LATER, "Đã xong")
    assert [kind for kind, _link in told(ward, AN)] == ["remedy_raised", "remedy_returned"]
    assert [(step.action, step.text, step.due) for step in steps_of(found)] == [
        ("raise", "Lập bảng kiểm", DUE), ("report", "Đã xong", None), ("return", "Chưa dùng ở 3 tờ trình", LATER),
    ]  # fmt: skip


def test_closed_it_keeps_by_whom_when_and_with_what_result(ward: Ward) -> None:
    found = raised(ward)
    close_remedy(by=ward.viewer(HEAD), remedy=found, result=" Hết sai căn cứ ")
    done = again(found)
    assert (done.state, done.result, done.closed_on, done.closed_by_id) == ("closed", "Hết sai căn cứ", TODAY, ward.id(HEAD))
    assert told(ward, AN)[-1] == ("remedy_closed", f"/khac-phuc/{found.id}")
    assert Entry.objects.filter(object_kind="remedy").latest("id").hash == done.last_hash


def test_what_lacks_words_or_comes_too_late_is_refused(ward: Ward, refuses: Refuses) -> None:
    found, head, an = raised(ward), ward.viewer(HEAD), ward.viewer(AN)
    assert refuses(report_remedy, by=an, remedy=found, result=" ") == "followup.no_result"
    assert refuses(close_remedy, by=head, remedy=found, result="") == "followup.no_result"
    assert refuses(return_remedy, by=head, remedy=found, reason="x", due=LATER) == "followup.nothing_reported"
    report_remedy(by=an, remedy=found, result="Xong")
    seen = again(found)
    assert refuses(return_remedy, by=head, remedy=seen, reason=" ", due=LATER) == "followup.no_reason"
    past = date(2026, 11, 19)
    assert refuses(return_remedy, by=head, remedy=seen, reason="x", due=past) == "followup.remedy_past"
    close_remedy(by=head, remedy=seen, result="Hết")
    closed = again(found)
    assert refuses(close_remedy, by=head, remedy=closed, result="x") == "followup.remedy_closed"
    assert refuses(report_remedy, by=an, remedy=closed, result="x") == "followup.remedy_closed"
    assert refuses(report_remedy, by=an, remedy=found, result="x") == "followup.remedy.changed"


def test_somebody_owes_what_is_not_closed_the_nearest_day_first(ward: Ward) -> None:
    late, early = raised(ward, due=LATER), raised(ward, weakness="Trễ hẹn", due=DUE)
    raised(ward, owner_id=ward.id(BINH))
    done = raised(ward, weakness="Đã xong")
    close_remedy(by=ward.viewer(HEAD), remedy=done, result="Hết")
    report_remedy(by=ward.viewer(AN), remedy=late, result="Xong")
    assert [row.id for row in owed_by(ward.id(AN))] == [early.id, late.id]


def test_who_follows_reads_what_is_reported_first_and_what_is_closed_last(ward: Ward) -> None:
    closed, running, reported = raised(ward), raised(ward, weakness="Đang làm"), raised(ward, weakness="Báo rồi", due=LATER)
    own = raised(ward, weakness="Của trưởng phòng", owner_id=ward.id(HEAD))
    close_remedy(by=ward.viewer(HEAD), remedy=closed, result="Hết")
    report_remedy(by=ward.viewer(AN), remedy=reported, result="Xong")
    assert [row.id for row in remedies_for(ward.viewer(HEAD))] == [reported.id, running.id, closed.id]
    assert own.id in [row.id for row in owed_by(ward.id(HEAD))]
    assert remedies_for(ward.viewer(OUTSIDER)) == []
    assert remedies_for(ward.viewer(AN)) == []
