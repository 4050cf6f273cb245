"""What other software reads: its own subtree, its own verbs, a stretch at a time, and the people it reads of are told."""

from __future__ import annotations

import base64
from datetime import date
from typing import Any

import pytest
from django.test import Client

from tests.api.asking import Software, told
from tests.tokens.keys import KEEPER, issued
from tests.web.world import LATE, SETUP, STAFF, World
from thenchot.api.description import describe
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.models import Published
from thenchot.audit.models import Opening
from thenchot.organisation.models import Unit
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.models import Account
from thenchot.workplan.actions.assign import PlanRow
from thenchot.workplan.actions.draft_plan import Source, draft_plan
from thenchot.workplan.actions.draft_row import draft_row
from thenchot.workplan.models import PlanTable, Task

pytestmark = pytest.mark.django_db
LISTS = ("units", "people", "tasks", "evidence", "sheets", "results")


def test_a_key_tells_what_it_opens(narrow: Software) -> None:
    said = narrow.read("me")
    assert (said["name"], said["owner"], said["unit"], said["verbs"]) == (
        "Bảng tin",
        KEEPER,
        "BT-VP",
        ["people.read"],
    )
    assert (said["expires_on"], said["today"], said["per_minute"]) == ("2027-03-31", "2026-11-21", 300)


def test_each_list_is_of_the_keys_subtree_and_read_whole_in_stretches(
    software: Software, of_division: Software
) -> None:
    for name in LISTS:
        whole = list(software.all_of(name, 200))
        assert list(software.all_of(name, 3)) == whole, name
    units = [unit["code"] for unit in software.all_of("units", 200)]
    assert units == ["BT", "BT-KT", "BT-VP"]
    assert [unit["code"] for unit in of_division.all_of("units", 1)] == ["BT-KT"]
    for name in ("tasks", "sheets", "results"):
        inside = {item["unit"] for item in of_division.all_of(name, 50)}
        assert inside == {"BT-KT"}, name
        assert {item["unit"] for item in software.all_of(name, 200)} > inside
    people = {person["staff_code"]: person for person in of_division.all_of("people", 50)}
    assert {post["unit"] for person in people.values() for post in person["posts"]} == {"BT-KT"}
    assert people[STAFF]["name"] == "Nguyễn Thị Hồng Nhung"


def test_what_lies_outside_answers_as_what_does_not_exist(
    world: World, software: Software, of_division: Software
) -> None:
    task = Task.objects.filter(doer__staff_code=KEEPER).first()
    assert task is not None
    paths = ("units/BT-VP", f"people/{KEEPER}", f"tasks/{task.id}")
    for path in paths:
        assert software.get(path).status_code == 200
        missing = path.rsplit("/", 1)[0] + ("/999999" if path.startswith("tasks") else "/KHONG-CO")
        there, nowhere = of_division.get(path), of_division.get(missing)
        assert told(there) == told(nowhere)
        assert there.json() == nowhere.json()
    assert told(software.get("units/LG")) == (404, "api.not_found")
    assert told(software.get("evidence/1")) == (404, "evidence.not_found")


def test_each_address_asks_for_its_own_verb(world: World) -> None:
    """Two keys with one verb each: every address that asks for a verb refuses one of them by name, and says which it wants."""
    by_verb = {
        verb: Software(issued(world, name=verb, verbs=(verb,))) for verb in ("units.read", "people.read")
    }
    for path, operations in describe()["paths"].items():
        for method, operation in operations.items():
            if operation["operationId"] in ("me", "kinds"):
                continue
            wanted = operation["description"].split("`")[1]
            for verb, software in by_verb.items():
                if verb != wanted:
                    assert told(asked(software, method, path)) == (403, "token.verb_missing"), (
                        method,
                        path,
                        verb,
                    )


def asked(software: Software, method: str, path: str) -> Any:
    filled = path.removeprefix("/api/v1/")
    for name, value in (("code", "BT"), ("staff_code", STAFF), ("task_id", "1"), ("fact_id", "1")):
        filled = filled.replace(f"{{{name}}}", value)
    bodies = {
        "tasks": {"doer": STAFF, "content": "x", "units": "1", "period": "2026-11"}, "done": {"done_on": "2026-11-20"},
        "evidence": {"kind": "x", "subject": STAFF, "source": "one_stop", "source_ref": "1"},
    }  # fmt: skip
    body = bodies.get(filled.rsplit("/", 1)[-1], {"reason": "x"})
    return software.get(filled) if method == "get" else software.post(filled, body)


def test_a_list_goes_on_behind_the_last_row_whatever_joins_it_meanwhile(
    world: World, software: Software
) -> None:
    first = software.read("people?limit=5")
    enrol(
        by=SETUP,
        rows=[
            PostRow(
                "BT-099",
                "Kiều Văn Sáu",
                "BT-KT",
                "Chuyên viên",
                "staff",
                "cong_chuc",
                valid_from=date(2026, 1, 1),
            )
        ],
    )
    rest = software.read(f"people?limit=200&cursor={first['next']}")
    codes = [person["staff_code"] for person in first["items"] + rest["items"]]
    assert len(codes) == len(set(codes))
    assert codes[-1] == "BT-099"


@pytest.mark.parametrize("cursor", ["!", "zz", "4pyT", "LTE", base64.urlsafe_b64encode(b"9" * 30).decode()])
def test_a_cursor_that_nobody_gave_is_refused(software: Software, cursor: str) -> None:
    assert told(software.get(f"people?cursor={cursor}")) == (422, "api.bad_cursor")


def test_a_day_gone_by_is_read_as_it_was(software: Software) -> None:
    assert software.read("units?on=2025-12-31")["items"] == []
    assert told(software.get("units/BT?on=2025-12-31")) == (404, "api.not_found")
    assert software.read("people/BT-011?on=2026-06-30")["posts"][0]["title"] == "Chuyên viên"
    assert told(software.get("people?on=2026-13-01")) == (400, "api.not_as_described")


def test_tasks_are_narrowed_and_a_draft_is_no_work_yet(world: World, software: Software) -> None:
    rows = list(software.all_of(f"tasks?period=2026-11&doer={STAFF}", 2))
    assert rows
    assert {(row["period"], row["doer"]) for row in rows} == {("2026-11", STAFF)}
    done = list(software.all_of("tasks?status=done", 100))
    assert {row["status"] for row in done} == {"done"}
    before = len(list(software.all_of("tasks", 200)))
    by, unit = world.viewer(STAFF), Unit.objects.get(code="BT-KT").id
    draft_plan(
        by=by, unit_id=unit, period="2026-12", source=Source("15-KL/ĐU", date(2026, 11, 20), "Kết luận")
    )
    draft_row(
        by=by,
        table=PlanTable.objects.get(unit_id=unit),
        row=PlanRow(unit, "2026-12", "Rà soát", Task().units + 1),
    )
    drafted = Task.objects.latest("id")
    assert len(list(software.all_of("tasks", 200))) == before
    assert told(software.get(f"tasks/{drafted.id}")) == (404, "workplan.not_found")


def test_states_of_sheets_hold_no_content(software: Software) -> None:
    found = list(software.all_of("sheets?period=2026-11", 100))
    assert {row["state"] for row in found} >= {"opened", "submitted"}
    assert all("score" not in row and "level" not in row and "marks" not in row for row in found)


def test_results_are_of_the_version_in_force_and_told_to_each_person(
    world: World, software: Software
) -> None:
    old = next(row for row in software.all_of("results?period=2026-10", 100) if row["person"] == LATE)
    told_of = Opening.objects.filter(subject_id=world.person(LATE))
    assert [row.viewer for row in told_of] == ["Quản lý văn bản · Đặng Hữu Phước (BT-020)"]
    assert told_of[0].viewer_id < 0
    person = Client()
    person.force_login(Account.objects.get(staff_code=LATE))
    assert "Quản lý văn bản · Đặng Hữu Phước (BT-020)" in person.get("/ai-da-xem").content.decode()
    sheet = world.sheet(LATE, world.october)
    scorer = world.viewer(sheet.scorer.staff_code if sheet.scorer else "")
    marks = {next(iter(sheet.marks["confirmed"])): "1"}
    correct(by=scorer, given=Correction(sheet=sheet, reason="Theo kiến nghị.", marks=marks))
    new = next(row for row in software.all_of("results?period=2026-10", 100) if row["person"] == LATE)
    assert (new["sheet"], new["number"]) == (old["sheet"], old["number"] + 1)
    assert new["digest"] == Published.objects.latest("id").frozen_hash
    since = list(software.all_of("results?since=2026-11-21", 100))
    assert [row["person"] for row in since] == [LATE]


def test_an_unpublished_month_has_no_results(software: Software) -> None:
    assert list(software.all_of("results?period=2026-11", 100)) == []
