"""Opening a period: who gets a sheet, who scores, ranks and decides it, and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DECREE,
    DEPUTY,
    DIVISION_DEPUTY,
    DIVISION_HEAD,
    GIANG,
    HANH,
    OCTOBER,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    PARTY_HEAD,
    SECRETARY,
    SETUP,
    START,
    STRANGER,
    WARD,
    Month,
    Town,
    post,
    refused,
    take_up,
    trail,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.models import Cycle, Route, Sheet
from thenchot.assessment.refusals import (
    ALREADY_OPEN,
    BAD_DAYS,
    BAD_PERIOD,
    NO_HALF_YEAR,
    NO_PEOPLE,
    NO_RULEBOOK,
    NO_SCORER,
    NOT_ORGANISER,
)
from thenchot.assessment.steps import steps_at
from thenchot.audit.models import Entry
from thenchot.audit.queries import history
from thenchot.lib import canonical
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.actions.enrol import enrol
from thenchot.people.models import Person
from thenchot.rulesets.models import FrozenRulebook

Place = Callable[[Month], Town]


@pytest.fixture
def closed_town(place: Place) -> Town:
    """The city under the decree, nothing open yet."""
    return place(OCTOBER)


def codes(cycle: Cycle) -> set[str]:
    return set(cycle.sheets.values_list("person__staff_code", flat=True))


def test_everybody_of_the_scope_gets_one_sheet_and_nobody_else(town: Town) -> None:
    assert sorted(town.cycle.sheets.values_list("person__staff_code", flat=True)) == sorted(WARD)
    assert set(town.cycle.sheets.values_list("state", "version")) == {("opened", 1)}


@pytest.mark.parametrize(
    ("code", "scorer", "ranker"),
    [
        (AN, DIVISION_HEAD, CHAIR),
        (DIVISION_DEPUTY, DIVISION_HEAD, CHAIR),
        (DIVISION_HEAD, CHAIR, CHAIR),
        (DEPUTY, CHAIR, CHAIR),
        (CHAIR, AUTHORITY, AUTHORITY),
        (SECRETARY, AUTHORITY, AUTHORITY),
        (GIANG, OFFICE_HEAD, CHAIR),
        (PARTY_HEAD, SECRETARY, SECRETARY),
        (HANH, PARTY_HEAD, SECRETARY),
    ],
)
def test_a_sheet_knows_who_scores_ranks_and_decides_it(town: Town, code: str, scorer: str, ranker: str) -> None:
    sheet = town.sheet(code)
    held = [holder.staff_code for holder in (sheet.scorer, sheet.ranker, sheet.decider) if holder]
    assert held == [scorer, ranker, AUTHORITY]


def test_a_route_says_by_which_provision_it_was_found(town: Town) -> None:
    route = Route.objects.get(cycle=town.cycle, unit__code="BT-KT", rank="staff")
    assert route.citation == "Điều 10 khoản 1 điểm c; Điều 10 khoản 2 điểm b; Quyết định phân cấp số 12"
    assert route.body.code == "BT"


def test_a_sheet_counts_under_the_body_that_uses_the_person(town: Town) -> None:
    assert set(town.cycle.sheets.values_list("body__code", flat=True)) == {"BT"}
    assert town.sheet(AN).unit.code == "BT-KT"


def test_opening_leaves_one_act_on_the_cycle_and_one_on_each_sheet(town: Town) -> None:
    (opened,) = history("cycle", town.cycle_id)
    assert opened.action == "open"
    assert opened.hash == town.cycle.last_hash
    kept = canonical.loads(opened.payload)
    assert kept == {
        "digest": town.cycle.digest, "period": "2026-10", "rulebook": OCTOBER.rulebook, "sheets": len(WARD),
    }  # fmt: skip
    for sheet in town.cycle.sheets.all():
        assert trail(sheet) == [("open", town.id(ORGANISER), {"cycle": town.cycle_id})]
        assert Entry.objects.get(object_kind="sheet", object_id=sheet.id).hash == sheet.last_hash


def test_the_whole_rulebook_is_kept_with_the_cycle(town: Town) -> None:
    kept = FrozenRulebook.objects.get(digest=town.cycle.digest)
    assert kept.rulebook == OCTOBER.rulebook
    assert canonical.sha256(kept.content) == town.cycle.digest


def test_results_go_to_the_person_under_the_decree_and_to_the_unit_under_the_city_framework(any_town: Town) -> None:
    expected = {"nd335-2025-cong-chuc": "person", "hn-3814-2018": "unit"}
    assert any_town.cycle.publication == expected[any_town.month.rulebook]


def test_a_month_of_the_decree_has_no_step_that_decides_a_level_and_one_of_the_city_has(any_town: Town) -> None:
    steps = [step["code"] for step in any_town.cycle.steps]
    expected = {
        "nd335-2025-cong-chuc": ["self_assess", "comment", "confirm", "notify"],
        "hn-3814-2018": ["self_assess", "comment", "confirm", "propose", "decide", "publish"],
    }
    assert steps == expected[any_town.month.rulebook]


def test_the_body_may_give_a_step_its_own_days(closed_town: Town) -> None:
    given = closed_town.opening(moved={"self_assess": (18, 19), "confirm": (20, 31)})
    cycle = Cycle.objects.get(id=open_cycle(by=closed_town.viewer(ORGANISER), opening=given)[0])
    days = {step.code: (step.first, step.last) for step in steps_at(cycle.steps)}
    assert days["self_assess"] == (date(2026, 10, 18), date(2026, 10, 19))
    assert days["confirm"] == (date(2026, 10, 20), date(2026, 10, 31))
    assert days["comment"] == (date(2026, 10, 20), date(2026, 10, 23))


@pytest.mark.parametrize("days", [(0, 5), (5, 4), (20, 32), (-1, -1)])
def test_days_that_no_month_has_are_refused_with_the_step_named(closed_town: Town, days: tuple[int, int]) -> None:
    with refused(BAD_DAYS, step="Xác nhận điểm"):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening(moved={"confirm": days}))
    assert not Cycle.objects.exists()


@pytest.mark.parametrize("period", ["", "10-2026", "2026-13", "2026-00", "2026-Q5", "tháng 10", "2026-1", " 2026-10"])
def test_a_period_that_is_none_is_refused(closed_town: Town, period: str) -> None:
    opening = Opening(closed_town.unit("BT"), period, date(2026, 10, 1))
    with refused(BAD_PERIOD, field="period", period=period):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=opening)


@pytest.mark.parametrize("code", [CHAIR, AUTHORITY, "0003", "0004", STRANGER])
def test_only_the_organisation_body_opens(closed_town: Town, code: str) -> None:
    with refused(NOT_ORGANISER):
        open_cycle(by=closed_town.viewer(code), opening=closed_town.opening())


def test_a_period_opens_once(town: Town) -> None:
    with refused(ALREADY_OPEN, period="2026-10", unit="Phường Bến Trúc"):
        town.open()
    assert Cycle.objects.count() == 1
    assert Sheet.objects.count() == len(WARD)


def test_the_next_month_opens_beside_this_one(town: Town, on_day: SetDay) -> None:
    on_day(date(2026, 11, 20))
    opening = Opening(town.unit("BT"), "2026-11", date(2026, 11, 1))
    assert len(open_cycle(by=town.viewer(ORGANISER), opening=opening)) == 1
    assert Sheet.objects.filter(person=town.id(AN)).count() == 2


def test_without_a_rulebook_in_force_on_the_day_nothing_opens(closed_town: Town) -> None:
    opening = Opening(closed_town.unit("BT"), "2025-12", date(2025, 12, 1))
    with refused(NO_RULEBOOK, day="01/12/2025", unit="Phường Bến Trúc"):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=opening)


def test_a_quarter_does_not_open_under_a_rulebook_that_has_no_steps_for_quarters(closed_town: Town) -> None:
    opening = Opening(closed_town.unit("BT"), "2026-Q3", date(2026, 9, 1))
    with refused(NO_RULEBOOK):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=opening)


def test_a_body_that_follows_by_quarter_opens_quarters_with_the_months_steps_and_no_month(closed_town: Town) -> None:
    take_up(closed_town, DECREE, date(2026, 7, 1), settings={"follow_up_period": "quarter"})
    organiser, scope = closed_town.viewer(ORGANISER), closed_town.unit("BT")
    with refused(NO_RULEBOOK):
        open_cycle(by=organiser, opening=closed_town.opening())
    [number] = open_cycle(by=organiser, opening=Opening(scope, "2026-Q4", date(2026, 10, 1)))
    steps = steps_at(Cycle.objects.get(id=number).steps)
    assert [step.code for step in steps] == ["self_assess", "comment", "confirm", "notify"]
    assert steps[-1].last == date(2026, 12, 25)


def test_six_months_have_no_cycle_of_their_own_for_they_are_made_of_months(closed_town: Town) -> None:
    with refused(NO_HALF_YEAR):
        opening = Opening(closed_town.unit("BT"), "2026-H2", date(2026, 12, 1))
        open_cycle(by=closed_town.viewer(ORGANISER), opening=opening)
    assert not Cycle.objects.exists()


def test_a_scope_without_people_is_refused_and_leaves_nothing(closed_town: Town) -> None:
    build_tree(by=SETUP, rows=[UnitRow("TR", "Trung tâm chưa có người", "chinh_quyen", "using", "DL")], day=START)
    with refused(NO_PEOPLE, day="01/10/2026"):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening("TR"))
    assert not Cycle.objects.exists()
    assert not Route.objects.exists()


def test_people_without_a_scorer_are_refused_by_name_and_nothing_is_left_behind(closed_town: Town) -> None:
    # The head of the root has nobody above: the law's general rule finds no scorer.
    before = Entry.objects.count()
    with refused(NO_SCORER, count=1, names="Đinh Thế Lãm"):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening("DL"))
    assert not Cycle.objects.exists()
    assert not Sheet.objects.exists()
    assert Entry.objects.count() == before


def test_nobody_may_be_their_own_scorer(closed_town: Town) -> None:
    delegate(by=SETUP, rule=Rule("score", "DL", "QĐ 1", rank="head", holder_code=AUTHORITY), valid_from=START)
    with refused(NO_SCORER, names="Đinh Thế Lãm"):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening("DL"))


def test_at_most_five_of_those_without_a_scorer_are_named_and_all_are_counted(closed_town: Town) -> None:
    build_tree(by=SETUP, rows=[UnitRow("TR", "Trung tâm chưa có người đứng đầu", "chinh_quyen", "using", "DL")], day=START)
    enrol(by=SETUP, rows=[post(f"07{n:02d}", "TR") for n in range(7)])
    with refused(NO_SCORER, count=7, names=", ".join(f"Người 07{n:02d}" for n in range(5))):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening("TR"))


def test_a_row_of_delegation_gives_the_missing_scorer(closed_town: Town) -> None:
    rule = Rule("score", "DL", "Quyết định 15", tier="", rank="head", holder_code=OTHER_HEAD)
    delegate(by=SETUP, rule=rule, valid_from=START)
    with refused(NO_SCORER, names="Vi Thị Ngà"):
        open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening("DL"))
    delegate(by=SETUP, rule=Rule("score", "HL", "QĐ 16", rank="head", holder_code=AUTHORITY), valid_from=START)
    made = open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening("DL"))
    sheet = closed_town.sheet(AUTHORITY, made[0])
    assert sheet.scorer is not None
    assert sheet.scorer.staff_code == OTHER_HEAD


@pytest.mark.parametrize(
    ("other", "there"),
    [
        ({"valid_to": date(2026, 9, 30)}, False),
        ({"valid_to": date(2026, 10, 1)}, True),
        ({"valid_from": date(2026, 10, 2)}, False),
        ({"valid_from": date(2026, 10, 1)}, True),
        ({"category": "vien_chuc"}, False),
        ({"category": "hop_dong"}, False),
        ({"kind": "concurrent"}, False),
        ({"kind": "acting"}, True),
        ({"kind": "seconded"}, True),
    ],
    ids=str,
)
def test_people_are_read_as_of_the_day_by_category_and_kind_of_post(
    closed_town: Town, other: dict[str, Any], there: bool
) -> None:
    enrol(by=SETUP, rows=[post("0099", "BT-KT", **other)])
    assert ("0099" in codes(closed_town.open())) == there


@pytest.mark.parametrize(
    ("kinds", "where"),
    [
        (("concurrent",), "BT-KT"),
        (("acting",), "BT-VP"),
        (("seconded",), "BT-VP"),
        (("seconded", "acting"), "BT-VP"),
        (("acting", "seconded"), "BT-DU"),
    ],
)
def test_a_person_with_more_posts_is_assessed_once_where_they_work(
    closed_town: Town, kinds: tuple[str, ...], where: str
) -> None:
    units = ("BT-VP", "BT-DU")
    enrol(by=SETUP, rows=[post(AN, unit, kind=kind) for unit, kind in zip(units, kinds, strict=False)])
    cycle = closed_town.open()
    assert list(cycle.sheets.filter(person__staff_code=AN).values_list("unit__code", flat=True)) == [where]
    assert cycle.sheets.count() == len(WARD)


def test_a_cycle_of_a_part_asks_only_the_people_of_that_part(closed_town: Town) -> None:
    assert codes(closed_town.open("BT-VP")) == {OFFICE_HEAD, GIANG}


def test_a_missing_scorer_under_one_rulebook_keeps_all_of_them_shut(closed_town: Town) -> None:
    build_tree(by=SETUP, rows=[UnitRow("BT-TH", "Trường học mới", "su_nghiep", "using", "BT")], day=START)
    enrol(by=SETUP, rows=[post("0801", "BT-TH", category="vien_chuc"), post("0802", "BT", category="vien_chuc")])
    take_up(closed_town, "nd233-2026-vien-chuc", date(2026, 7, 1), category="vien_chuc")
    with refused(NO_SCORER, count=1, names="Người 0801"):
        closed_town.open()
    assert not Cycle.objects.exists()


def test_a_rulebook_nobody_falls_under_opens_no_cycle(closed_town: Town) -> None:
    take_up(closed_town, "nd233-2026-vien-chuc", date(2026, 7, 1), category="vien_chuc")
    made = open_cycle(by=closed_town.viewer(ORGANISER), opening=closed_town.opening())
    assert [Cycle.objects.get(id=number).category for number in made] == ["cong_chuc"]
    assert Cycle.objects.count() == 1


def test_a_tier_chooses_its_own_decider(closed_town: Town) -> None:
    enrol(by=SETUP, rows=[post(BINH, "BT-KT", tier="thuong-truc")])
    rule = Rule("decide", "BT", "QĐ 20", tier="thuong-truc", holder_code=SECRETARY)
    delegate(by=SETUP, rule=rule, valid_from=START)
    closed_town.open()
    assert closed_town.sheet(BINH).decider == Person.objects.get(staff_code=SECRETARY)
    assert closed_town.sheet(CHI).decider == Person.objects.get(staff_code=AUTHORITY)


def test_sheets_begin_without_marks_so_that_nothing_is_full_by_default(any_town: Town) -> None:
    for sheet in any_town.cycle.sheets.all():
        assert (sheet.marks, sheet.draft, sheet.inputs, sheet.verdict) == ({}, {}, {}, {})
        assert (sheet.score, sheet.band, sheet.level, sheet.self_level) == (None, "", "", "")
