"""What other software writes is the same act as the page's: the same rules and refusals, and its name in the trail."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.asking import Software, told
from tests.tokens.keys import KEEPER
from tests.web.world import DIVISION_HEAD, LATE, STAFF, World
from thenchot.audit.models import Opening
from thenchot.audit.queries import history
from thenchot.evidence.models import Fact
from thenchot.notices.models import Notice
from thenchot.workplan.models import Task

pytestmark = pytest.mark.django_db
NAMED = "Quản lý văn bản · Đặng Hữu Phước (BT-020)"


def work(**other: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "doer": STAFF, "content": "Trả lời công văn 45/UBND-KT", "units": "2.5", "period": "2026-11", "deadline": "2026-11-20",
        "reference": "VB-2026-0451",
    }  # fmt: skip
    return plain | other


def given(software: Software, **other: object) -> dict[str, Any]:
    answer = software.post("tasks", work(**other))
    assert answer.status_code == 201, answer.content.decode()
    found: dict[str, Any] = answer.json()
    return found


def praise(**other: object) -> dict[str, object]:
    plain: dict[str, object] = {
        "kind": "commendation", "subject": STAFF, "source": "document_software", "source_ref": "KT-12", "text": "Khen đột xuất",
        "document": "12/QĐ-UBND", "document_on": "2026-11-12", "happened_on": "2026-11-12", "choice": "certificate",
    }  # fmt: skip
    return plain | other


def test_a_task_is_given_done_late_and_stands_in_the_plan_with_the_softwares_name(
    world: World, software: Software
) -> None:
    task = given(software)
    assert (task["unit"], task["origin"], task["source"]) == (
        "BT-KT",
        "unplanned",
        "Quản lý văn bản · VB-2026-0451",
    )
    done = software.post(
        f"tasks/{task['id']}/done", {"done_on": "2026-11-21", "result": "CV 88", "version": task["version"]}
    )
    assert (done.status_code, done.json()["status"], done.json()["latenesses"]) == (200, "done", 1)
    returned = software.post(f"tasks/{task['id']}/rejected", {"reason": "Sai căn cứ", "redo": True}).json()
    assert (returned["status"], returned["rejections"]) == ("assigned", 1)
    acts = list(history("task", task["id"]))
    assert [act.action for act in acts] == ["assign", "finish", "reject"]
    assert {act.actor for act in acts} == {NAMED}
    assert {act.actor_id < 0 for act in acts} == {True}
    assert software.read(f"tasks/{task['id']}") == returned


def test_a_lateness_with_a_new_deadline(software: Software) -> None:
    task = given(software)
    late = software.post(
        f"tasks/{task['id']}/late", {"reason": "Chưa có dự thảo", "new_deadline": "2026-11-28"}
    ).json()
    assert (late["latenesses"], late["deadline"]) == (1, "2026-11-28")
    earlier = software.post(f"tasks/{task['id']}/late", {"reason": "Lại chậm", "new_deadline": "2026-11-25"})
    assert told(earlier) == (422, "workplan.deadline_earlier")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"content": "  "}, "workplan.no_content"),
        ({"content": "x" * 501}, "workplan.too_long"),
        ({"units": "0"}, "workplan.no_units"),
        ({"period": "2026-13"}, "workplan.bad_period"),
        ({"doer": "LG-001"}, "token.person_unknown"),
        ({"doer": "KHONG-CO"}, "token.person_unknown"),
        ({"leader": "LG-001"}, "token.person_unknown"),
    ],
)
def test_work_is_refused_by_the_rules_of_the_page(
    software: Software, other: dict[str, object], code: str
) -> None:
    before = Task.objects.count()
    assert told(software.post("tasks", work(**other))) == (422, code)
    assert Task.objects.count() == before


def test_what_is_closed_changed_or_somebody_elses_is_refused_as_to_a_person(
    world: World, software: Software, of_division: Software
) -> None:
    closed = Task.objects.filter(period="2026-10", doer__staff_code=STAFF, status="assigned").first()
    assert closed is not None
    assert told(software.post(f"tasks/{closed.id}/done", {"done_on": "2026-10-20"})) == (
        403,
        "workplan.closed",
    )
    assert told(software.post("tasks", work(period="2026-10"))) == (403, "workplan.closed")
    task = given(software)
    assert told(software.post(f"tasks/{task['id']}/done", {"done_on": "2026-11-22"})) == (
        422,
        "workplan.not_yet",
    )
    stale = {"done_on": "2026-11-20", "version": task["version"] + 1}
    assert told(software.post(f"tasks/{task['id']}/done", stale)) == (409, "workplan.changed")
    mine = given(software, doer=KEEPER)
    assert told(software.post(f"tasks/{mine['id']}/late", {"reason": "Chậm"})) == (
        403,
        "workplan.not_assigner",
    )
    assert told(of_division.post(f"tasks/{mine['id']}/done", {"done_on": "2026-11-20"})) == (
        404,
        "workplan.not_found",
    )
    assert told(of_division.post("tasks", work(doer=KEEPER))) == (422, "token.person_unknown")
    assert told(software.post("tasks", work(doer=KEEPER))) == (422, "workplan.given_already")


def test_a_fact_is_entered_once_by_its_sources_number_and_the_person_is_told(
    world: World, software: Software
) -> None:
    answer = software.post("evidence", praise())
    assert answer.status_code == 201, answer.content.decode()
    fact = answer.json()
    assert (fact["person"], fact["unit"], fact["source"], fact["source_ref"]) == (
        STAFF,
        "BT-KT",
        "document_software",
        "KT-12",
    )
    assert "Quản lý văn bản" in fact["office"]
    assert software.post("evidence", praise()).json()["id"] == fact["id"]
    assert Fact.objects.count() == 1
    assert Notice.objects.filter(kind="fact_entered", recipient_id=world.person(STAFF)).count() == 1
    entered = history("fact", fact["id"]).get()
    assert (entered.actor, entered.actor_id < 0) == (NAMED, True)
    assert not Opening.objects.filter(subject_id=world.person(STAFF)).exists(), (
        "who enters a fact has read nothing"
    )
    listed = software.read("evidence?kind=commendation")["items"]
    assert [one["id"] for one in listed] == [fact["id"]]
    assert Opening.objects.get(subject_id=world.person(STAFF)).viewer == NAMED


@pytest.mark.row("002-03")
def test_the_one_stop_desk_hands_over_the_months_counts_of_a_person(software: Software) -> None:
    counts = {"on_time": 41, "late": 3}
    sent = praise(
        kind="one_stop_dossiers",
        source="one_stop",
        source_ref="MC-2026-10-011",
        period="2026-10",
        figures=counts,
        choice="",
    )
    for name in ("document", "document_on", "happened_on"):
        del sent[name]
    fact = software.post("evidence", sent)
    assert fact.status_code == 201, fact.content.decode()
    said = fact.json()
    assert (said["person"], said["period"], said["details"]) == (
        STAFF,
        "2026-10",
        {"on_time": "41", "late": "3"},
    )
    assert told(software.post("evidence", {**sent, "source_ref": "MC-2", "figures": {"khong_co": 1}})) == (
        422,
        "evidence.figures_needed",
    )
    assert told(software.post("evidence", {**sent, "figures": {"late": -1}})) == (400, "api.not_as_described")


@pytest.mark.row("004-29")
def test_each_fact_shows_which_of_the_four_offices_it_came_from(software: Software) -> None:
    offices = ("party_office", "council_office", "inspectorate", "inspection_commission")
    for office in offices:
        assert software.post("evidence", praise(source=office, source_ref=f"{office}-1")).status_code == 201
    assert [fact["source"] for fact in software.all_of("evidence", 2)] == list(offices)
    found = software.read("evidence?source=inspectorate")["items"]
    assert [(fact["source"], fact["source_ref"]) for fact in found] == [("inspectorate", "inspectorate-1")]


def test_a_fact_is_withdrawn_with_its_reason_and_stays_readable(software: Software) -> None:
    fact = software.post("evidence", praise()).json()
    assert told(software.post(f"evidence/{fact['id']}/withdrawn", {"reason": " "})) == (
        422,
        "evidence.reason_needed",
    )
    gone = software.post(
        f"evidence/{fact['id']}/withdrawn", {"reason": "Nhập nhầm người", "version": 1}
    ).json()
    assert gone["withdrawn_reason"] == "Nhập nhầm người"
    assert told(software.post(f"evidence/{fact['id']}/withdrawn", {"reason": "Lần nữa"})) == (
        409,
        "evidence.changed",
    )
    assert software.read(f"evidence/{fact['id']}")["withdrawn_at"] is not None
    assert software.post("evidence", praise()).json()["id"] != fact["id"], (
        "a number that was taken back is free again"
    )


@pytest.mark.parametrize(
    ("other", "status", "code"),
    [
        ({"kind": "khong_co"}, 422, "evidence.kind_unknown"),
        ({"source": "khong_co"}, 422, "evidence.source_unknown"),
        ({"subject": "LG-001"}, 422, "evidence.subject_unknown"),
        ({"subject": KEEPER}, 403, "evidence.own_fact"),
        ({"document_on": None}, 422, "evidence.document_needed"),
        ({"document_on": "2026-11-30"}, 422, "evidence.day_to_come"),
        ({"choice": ""}, 422, "evidence.choice_needed"),
        (
            {"kind": "organisation_level", "subject": "BT", "period": "2026", "level": "HTT"},
            403,
            "evidence.not_enterer",
        ),
    ],
)
def test_a_fact_is_refused_by_the_rules_of_the_page(
    software: Software, other: dict[str, object], status: int, code: str
) -> None:
    assert told(software.post("evidence", praise(**other))) == (status, code)
    assert not Fact.objects.exists()


def test_the_kinds_tell_what_may_be_entered_and_what_each_asks_for(software: Software) -> None:
    said = software.read("evidence/kinds")
    kinds = {kind["code"]: kind for kind in said["items"]}
    assert "organisation_level" not in kinds, "the organisation body's alone"
    assert kinds["commendation"]["choices"]
    assert kinds["one_stop_dossiers"]["figures"]
    assert "one_stop" in said["sources"]
    english = {
        kind["code"]: kind["name"] for kind in Software(software.secret, "en").read("evidence/kinds")["items"]
    }
    assert english["party_discipline"].startswith("Party discipline")


def test_the_person_reads_who_gave_the_work(world: World, software: Software) -> None:
    task = given(software, leader=DIVISION_HEAD)
    assert task["leader"] == DIVISION_HEAD
    assert Task.objects.get(id=task["id"]).leader_id == world.person(DIVISION_HEAD)
    assert given(software, doer=LATE)["leader"] is None
