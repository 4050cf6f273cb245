"""Two rulebooks at once for one person, a change in mid-year, and months that recompute with their own rules for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import Settings

from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    DIVISION_HEAD,
    OCTOBER,
    ORGANISER,
    SETUP,
    STAFF,
    WARD,
    Month,
    Town,
    plan,
    post,
    refused,
    take_up,
)
from tests.assessment.conftest import SetDay
from thenchot.assessment.actions.confirm import Confirmation, confirm, confirm_together
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.actions.excuse import excuse
from thenchot.assessment.actions.open_cycle import open_cycle
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess
from thenchot.assessment.models import Cycle, Sheet
from thenchot.assessment.queries.home import waiting_for
from thenchot.assessment.queries.integrity import recompute
from thenchot.assessment.queries.results import history_of
from thenchot.assessment.queries.sheets import own_sheet_of, previous_marks, view_of
from thenchot.assessment.refusals import CHANGED, MARK_TOO_HIGH, NO_RULEBOOK, UNKNOWN_CRITERION
from thenchot.organisation.models import Unit
from thenchot.people.actions.enrol import enrol
from thenchot.rulesets import books
from thenchot.rulesets.actions import adopt
from thenchot.workplan.models import LockedPeriod
from thenchot.workplan.refusals import TASK_CLOSED

Place = Callable[[Month], Town]
HANOI, UNITS_BOOK = "hn-1841-2021", "nd233-2026-vien-chuc"
THREE = {"y_thuc": "18", "ket_qua": "62", "thuong": "5"}


# --- two at once ---------------------------------------------------------------------------------------------


@pytest.fixture
def both(place: Place) -> Town:
    """October under the decree and under the city's framework; `cycle_id` is the decree's."""
    town = place(OCTOBER)
    take_up(town, HANOI, date(2026, 1, 1))
    town.open()
    town.cycle_id = Cycle.objects.get(rulebook=OCTOBER.rulebook).id
    return town


def city_cycle() -> Cycle:
    return Cycle.objects.get(rulebook=HANOI)


def hand_in_city(town: Town, code: str) -> None:
    sheet = town.sheet(code, city_cycle().id)
    self_assess(by=town.viewer(code), given=SelfAssessment(sheet, THREE))


def test_each_rulebook_opens_a_cycle_of_its_own_and_each_person_has_a_sheet_in_both(both: Town) -> None:
    assert sorted(Cycle.objects.values_list("rulebook", flat=True)) == [HANOI, OCTOBER.rulebook]
    for code in WARD:
        assert len(own_sheet_of(both.viewer(code), "2026-10")) == 2
    assert [(job.kind, job.rulebook) for job in waiting_for(both.viewer(AN))] == [
        ("self_assess", HANOI), ("self_assess", OCTOBER.rulebook),
    ]  # fmt: skip


def test_one_click_on_sheets_of_both_confirms_all_of_them_or_none(both: Town, on_day: SetDay) -> None:
    both.hand_in([AN])
    hand_in_city(both, AN)
    on_day(OCTOBER.day(23))
    sheets = [both.sheet(AN), both.sheet(AN, city_cycle().id)]
    Sheet.objects.filter(id=sheets[1].id).update(version=sheets[1].version + 1)
    with refused(CHANGED):
        confirm_together(by=both.viewer(DIVISION_HEAD), sheets=sheets)
    assert set(Sheet.objects.filter(person=sheets[0].person_id).values_list("state", flat=True)) == {"submitted"}
    confirm_together(by=both.viewer(DIVISION_HEAD), sheets=[both.sheet(AN), both.sheet(AN, city_cycle().id)])
    assert set(Sheet.objects.filter(person=sheets[0].person_id).values_list("state", flat=True)) == {"confirmed"}


def test_each_sheet_asks_for_the_lines_of_its_own_rulebook(both: Town) -> None:
    sheets = own_sheet_of(both.viewer(AN), "2026-10")
    lines = {sheet.cycle.rulebook: [line.id for line in view_of(sheet).lines] for sheet in sheets}
    assert lines[HANOI] == ["y_thuc", "ket_qua", "thuong"]
    assert lines[OCTOBER.rulebook][0] == "I.1"
    with refused(UNKNOWN_CRITERION, criterion="y_thuc"):
        self_assess(by=both.viewer(AN), given=SelfAssessment(both.sheet(AN), THREE))


def test_what_happens_under_one_rulebook_leaves_the_other_alone(both: Town) -> None:
    hand_in_city(both, AN)
    other = both.sheet(AN, city_cycle().id)
    assert (other.state, both.sheet(AN).state) == ("submitted", "opened")
    both.hand_in([AN])
    confirm(by=both.viewer(DIVISION_HEAD), given=Confirmation(both.sheet(AN), {"I.1": "0"}, reason="Vi phạm giờ làm."))
    assert (both.sheet(AN).band, both.sheet(AN, city_cycle().id).band) == ("HTT", "")


def test_one_month_gives_two_results_each_by_its_own_arithmetic(both: Town) -> None:
    hand_in_city(both, AN)
    both.hand_in([AN])
    both.confirm([AN])
    both.confirm_one(both.sheet(AN, city_cycle().id))
    points = {point.rulebook: (point.score, point.band) for point in history_of(both.id(AN))}
    assert points == {OCTOBER.rulebook: (90, "HTXS"), HANOI: (85, "B")}


def test_one_is_published_while_the_other_still_runs(both: Town) -> None:
    both.hand_in([AN])
    both.confirm([AN])
    both.publish(reason="Chốt sớm.")
    assert Cycle.objects.get(rulebook=HANOI).state == "open"
    hand_in_city(both, AN)
    assert both.sheet(AN, city_cycle().id).state == "submitted"


def test_a_new_sheet_starts_from_the_last_month_of_the_same_rulebook(both: Town, on_day: SetDay) -> None:
    both.hand_in([AN])
    both.confirm([AN])
    on_day(date(2026, 11, 20))
    both.month = Month(OCTOBER.rulebook, 2026, 11)
    made = open_cycle(by=both.viewer(ORGANISER), opening=both.opening())
    found = {Cycle.objects.get(id=number).rulebook: previous_marks(both.sheet(AN, number))[0] for number in made}
    assert found == {OCTOBER.rulebook: "2026-10", HANOI: ""}


def test_work_is_locked_only_when_no_sheet_of_the_person_is_still_on_its_way(both: Town) -> None:
    """An is awaited under the city's framework, Bình is left out there: one month stays open, the other closes."""
    for code in (AN, BINH):
        hand_in_city(both, code)
        both.hand_in([code])
        both.confirm([code])
    excuse(by=both.viewer(DIVISION_HEAD), sheet=both.sheet(BINH, city_cycle().id), absence="sick")
    assert both.publish(reason="Đúng lịch của kỳ.") == 2
    assert list(LockedPeriod.objects.values_list("person_id", flat=True)) == [both.id(BINH)]
    both.burden(AN, units=1)
    assert both.sheet(AN).state == "published"
    # Published without An's sheet, the city's month no longer waits for the work either.
    publish(by=both.viewer(ORGANISER), cycle=city_cycle(), reason="Còn phiếu chưa đủ bước.")
    assert set(LockedPeriod.objects.values_list("person_id", flat=True)) == {both.id(AN), both.id(BINH)}
    with refused(TASK_CLOSED):
        both.burden(AN, units=1)


# --- a change in mid-year --------------------------------------------------------------------------------------

TEACHER = "0801"


@pytest.fixture
def school(place: Place, on_day: SetDay) -> Town:
    """A public employee under the city's framework until June and under Nghị định 233 from July; June is published."""
    on_day(date(2026, 6, 20))
    town = place(Month(OCTOBER.rulebook, 2026, 6))
    enrol(by=SETUP, rows=[post(TEACHER, "BT-VP", category="vien_chuc")])
    unit = Unit.objects.get(code="DL").id
    choice = adopt.Choice(unit, HANOI, "vien_chuc", date(2026, 1, 1), note="Đã đối chiếu")
    adopt.adopt(by=town.viewer(ORGANISER), choice=choice, valid_to=date(2026, 6, 30))
    take_up(town, UNITS_BOOK, date(2026, 7, 1), category="vien_chuc")
    month(town, 6, THREE)
    return town


def month(town: Town, number: int, marks: dict[str, str]) -> None:
    """The teacher's month from opening to publication."""
    town.month = Month(OCTOBER.rulebook, 2026, number)
    plan(town, [TEACHER])
    town.open()
    town.cycle_id = Cycle.objects.get(category="vien_chuc", period=town.month.period).id
    self_assess(by=town.viewer(TEACHER), given=SelfAssessment(town.sheet(TEACHER), marks))
    town.confirm([TEACHER])
    if town.cycle.rulebook == HANOI:
        town.propose_one(TEACHER)
        town.decide_one(TEACHER)
    town.publish()


def test_june_and_july_have_their_own_rulebook_scale_and_levels(school: Town, on_day: SetDay) -> None:
    on_day(date(2026, 7, 20))
    month(school, 7, {leaf.id: "0,5" for leaf in books.load(UNITS_BOOK).leaves("staff_w")})
    found = [(point.period, point.rulebook, point.band, point.level) for point in history_of(school.id(TEACHER))]
    assert found == [("2026-06", HANOI, "B", "B"), ("2026-07", UNITS_BOOK, "HTT", "")]
    steps = {cycle.rulebook: [step["code"] for step in cycle.steps] for cycle in Cycle.objects.filter(category="vien_chuc")}
    assert "decide" in steps[HANOI]
    assert "decide" not in steps[UNITS_BOOK]
    for cycle in Cycle.objects.all():
        assert list(recompute(cycle)) == []


def test_after_the_change_a_correction_of_june_still_goes_by_the_rules_of_june(school: Town, on_day: SetDay) -> None:
    on_day(date(2026, 8, 3))
    june = school.sheet(TEACHER)
    with refused(UNKNOWN_CRITERION):
        correct(by=school.viewer(AUTHORITY), given=Correction(june, "Đính chính.", {"N1.a": "1"}))
    correct(by=school.viewer(AUTHORITY), given=Correction(june, "Đính chính.", {"ket_qua": "40"}))
    assert (school.sheet(TEACHER).score, school.sheet(TEACHER).band) == (63, "C")
    assert list(recompute(school.cycle)) == []


def test_a_category_without_a_rulebook_in_a_month_gets_no_cycle(place: Place, on_day: SetDay) -> None:
    on_day(date(2026, 6, 20))
    town = place(Month(OCTOBER.rulebook, 2026, 6))
    enrol(by=SETUP, rows=[post(TEACHER, "BT-VP", category="vien_chuc")])
    take_up(town, UNITS_BOOK, date(2026, 7, 1), category="vien_chuc")
    town.open()
    assert not Cycle.objects.filter(category="vien_chuc").exists()
    town.month = Month(OCTOBER.rulebook, 2025, 12)
    with refused(NO_RULEBOOK):
        town.open()


# --- a past month keeps its own rules --------------------------------------------------------------------------

OLDER = Path(__file__).parent.parent / "rulesets" / "older" / "quan-2015.yaml"
STEPS = """
steps:
  - {code: self_assess, period: month, vi: Tự đánh giá, actor: person, from_day: 20, to_day: 22, confidence: interpretation}
  - {code: confirm, period: month, vi: Xác nhận điểm, actor: scorer, from_day: 22, to_day: 24, confidence: interpretation}
  - {code: notify, period: month, vi: Thông báo, actor: organisation_body, from_day: 25, to_day: 25, confidence: interpretation}
"""
OCTOBER_2016 = Month("quan-2015", 2016, 10)
MARKS_2016 = {"ky_luat": "40", "ket_qua": "56"}


@pytest.fixture
def shelf_of_2015(tmp_path: Path, settings: Settings) -> Path:
    """A folder of the body's own with the district's rulebook of 2015."""
    path = tmp_path / "quan-2015.yaml"
    path.write_text(OLDER.read_text(encoding="utf-8") + STEPS, encoding="utf-8")
    settings.RULEBOOK_FOLDERS = [tmp_path]
    return path


@pytest.fixture
def old_month(shelf_of_2015: Path, place: Place) -> Town:
    """October 2016 published under the rulebook of 2015: the staff have 96 points, level A from 95."""
    town = place(OCTOBER_2016)
    town.open()
    for code in STAFF:
        self_assess(by=town.viewer(code), given=SelfAssessment(town.sheet(code), MARKS_2016))
    town.confirm(STAFF)
    town.publish(reason="Lãnh đạo đánh giá theo quy định khác.")
    return town


def change_file(path: Path, old: str, new: str, settings: Settings) -> None:
    """The file on the shelf changes, as in a new release of it read by a new process."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    folder = path.parent / "moi"
    folder.mkdir()
    (folder / path.name).write_text(text.replace(old, new), encoding="utf-8")
    settings.RULEBOOK_FOLDERS = [folder]


def said(*arguments: str) -> str:
    out = StringIO()
    call_command("recompute", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.row("004-15")
def test_recomputing_a_month_of_2016_uses_the_rules_of_2015(old_month: Town, on_day: SetDay, settings: Settings) -> None:
    assert old_month.sheet(AN).band == "A"
    on_day(date(2026, 11, 21))
    take_up(old_month, "nd335-2025-cong-chuc", date(2026, 1, 1))
    settings.RULEBOOK_FOLDERS = []
    for named in (("2016-10",), ("--all",), (str(old_month.cycle_id),)):
        assert said(*named) == "Đã tính lại 1 kỳ: tất cả như đã công bố.\n"
    assert view_of(old_month.sheet(AN)).rulebook_name.startswith("Khung đánh giá hằng tháng của một quận (2015)")


def test_a_rulebook_file_that_changes_later_changes_no_month_that_is_open_or_published(
    old_month: Town, shelf_of_2015: Path, settings: Settings, on_day: SetDay
) -> None:
    change_file(shelf_of_2015, "equals: HTXS, min: 95", "equals: HTXS, min: 97", settings)
    assert list(recompute(old_month.cycle)) == []
    assert said("2016-10") == "Đã tính lại 1 kỳ: tất cả như đã công bố.\n"
    correct(by=old_month.viewer(DIVISION_HEAD), given=Correction(old_month.sheet(AN), "Đính chính.", {"ket_qua": "55"}))
    assert old_month.sheet(AN).band == "A"
    before = old_month.cycle.digest
    on_day(date(2016, 11, 20))
    old_month.month = Month("quan-2015", 2016, 11)
    old_month.open()
    self_assess(by=old_month.viewer(AN), given=SelfAssessment(old_month.sheet(AN), MARKS_2016))
    assert old_month.cycle.digest != before
    assert old_month.sheet(AN).self_level == "B"


def test_an_open_month_goes_on_with_the_rules_it_was_opened_with(
    shelf_of_2015: Path, place: Place, settings: Settings
) -> None:
    town = place(OCTOBER_2016)
    town.open()
    change_file(shelf_of_2015, "vi: Kết quả, max: 60", "vi: Kết quả, max: 50", settings)
    self_assess(by=town.viewer(AN), given=SelfAssessment(town.sheet(AN), MARKS_2016))
    assert town.sheet(AN).self_score == 96
    with refused(MARK_TOO_HIGH, max="60"):
        self_assess(by=town.viewer(BINH), given=SelfAssessment(town.sheet(BINH), MARKS_2016 | {"ket_qua": "61"}))


def test_publishing_twice_the_same_marks_under_the_same_rules_freezes_the_same_digest(old_month: Town, on_day: SetDay) -> None:
    first = old_month.cycle
    on_day(date(2016, 11, 20))
    old_month.month = Month("quan-2015", 2016, 11)
    old_month.open()
    publish(by=old_month.viewer(ORGANISER), cycle=old_month.cycle, reason="Không đánh giá.")
    assert old_month.cycle.digest == first.digest
    assert old_month.cycle.id != first.id
    assert old_month.viewer(CHAIR).person_id
