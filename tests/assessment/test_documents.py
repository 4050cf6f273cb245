"""What the official papers say of a month, a meeting and a year, read from the record; whose name stands over them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.assessment.cast import (
    AN,
    AUDITOR,
    BINH,
    CHAIR,
    CHI,
    DIVISION_HEAD,
    DUNG,
    GIANG,
    HANH,
    ORGANISER,
    SECRETARY,
    STRANGER,
    WARD,
    Town,
    refused,
)
from tests.assessment.conftest import SetDay
from tests.assessment.yearly import BEFORE, Year, bring, open_year
from thenchot.assessment.actions.correct import Correction, correct
from thenchot.assessment.documents import Letterhead, PeriodForm, YearForm
from thenchot.assessment.models import LevelChange, Meeting, Published, Sheet
from thenchot.assessment.queries.documents import form_of, forms_in, forms_of, period_words
from thenchot.assessment.queries.letterheads import letterhead_of_unit
from thenchot.assessment.queries.printing import places_to_print
from thenchot.assessment.queries.reports import ceremony_of, meetings_to_print, minutes_of
from thenchot.assessment.refusals import NO_FORM_YET, TOO_MANY_FORMS
from thenchot.files.forms.sheets import year_paper
from thenchot.lib import clock
from thenchot.organisation.queries import UnitAt

pytestmark = pytest.mark.django_db


@pytest.fixture
def finished(town: Town, on_day: SetDay) -> Town:
    """October confirmed and published."""
    on_day(date(2026, 10, 22))
    town.finish()
    on_day(date(2026, 10, 25))
    town.publish()
    return town


def month_of(town: Town, code: str) -> PeriodForm:
    form = form_of(town.sheet(code))
    assert isinstance(form, PeriodForm)
    return form


# --- a month -----------------------------------------------------------------------------------------


def test_the_form_of_a_month_holds_the_marks_the_figures_and_the_days_of_the_record(finished: Town) -> None:
    sheet, form = finished.sheet(AN), month_of(finished, AN)
    assert (form.form, form.period) == ("Mẫu số 01", "tháng 10 năm 2026")
    assert (form.subject.name, form.subject.title, form.subject.unit) == (
        "Hồ Hữu An", "Chuyên viên", "Phòng Kinh tế, Hạ tầng và Đô thị",
    )  # fmt: skip
    assert [line.number for line in form.lines if line.heading] == ["I", "II", "III"]
    assert len([line for line in form.lines if not line.heading]) == 10
    assert form.max == 30
    assert form.own == sum(Fraction(mark) for mark in sheet.marks["self"].values())
    assert form.general is not None
    assert form.results is not None
    assert form.total == form.general + form.results
    assert sheet.score is not None
    assert round(form.total, 9) == round(Fraction(sheet.score), 9)
    own, scorer = form.signed
    assert (own.name, own.day) == ("Hồ Hữu An", date(2026, 10, 22))
    assert (scorer.name, scorer.day) == ("Bạch Văn Tường", date(2026, 10, 22))


def test_the_foot_names_the_version_in_force_after_a_correction(finished: Town) -> None:
    before = month_of(finished, AN).footing
    sheet = finished.sheet(AN)
    correct(by=finished.viewer(CHAIR), given=Correction(sheet, "Kiến nghị được chấp nhận", marks={"I.1": "1"}))
    after = month_of(finished, AN)
    kept = Published.objects.filter(sheet=sheet).order_by("number")
    assert [(one.number, one.frozen_hash[:12]) for one in kept] == [(1, before.hash), (2, after.footing.hash)]
    assert (before.version, after.footing.version) == (1, 2)
    assert next(line for line in after.lines if not line.heading).confirmed == 1


def test_a_sheet_before_publication_is_a_draft_without_a_digest_and_one_not_sent_has_no_form(town: Town, on_day: SetDay) -> None:
    with refused(NO_FORM_YET):
        form_of(town.sheet(AN))
    on_day(date(2026, 10, 22))
    town.finish()
    footing = month_of(town, AN).footing
    assert (footing.draft, footing.hash) == (True, "")


def test_another_framework_prints_its_own_name_and_criteria(old_town: Town, on_day: SetDay) -> None:
    on_day(date(2019, 10, 21))
    old_town.finish()
    form = month_of(old_town, AN)
    assert form.form == ""
    assert form.rulebook == "Khung tiêu chí đánh giá hằng tháng, Thành ủy Hà Nội"
    assert [line.own for line in form.lines if not line.heading] != [None] * 3
    assert form.level != ""


def test_the_post_decides_whose_name_and_which_layout_stands_over_the_form(finished: Town) -> None:
    heads = {code: month_of(finished, code).letterhead for code in (AN, HANH, SECRETARY, CHAIR)}
    assert heads[AN] == Letterhead(False, "Thành phố Đông Lam", "Phường Bến Trúc")
    assert heads[CHAIR] == heads[AN]
    assert heads[HANH] == Letterhead(True, "", "Văn phòng Đảng ủy")
    assert heads[SECRETARY] == Letterhead(True, "", "Phường Bến Trúc")


def test_a_peoples_committee_stands_alone_in_its_letterhead(town: Town) -> None:
    above = town.unit("DL")
    committee = UnitAt(0, "X", "UBND phường Gò Sen", "chinh_quyen", "using", above.id, above.path + "00000009", "")
    assert letterhead_of_unit(committee, clock.today()).above == ""


def test_forms_of_many_are_read_in_as_many_queries_as_of_one(finished: Town) -> None:
    related = ("cycle", "person", "scorer", "decider", "appointment__title")
    sheets = list(Sheet.objects.filter(cycle=finished.cycle).select_related(*related))
    counts = []
    for some in (sheets[:1], sheets):
        with CaptureQueriesContext(connection) as seen:
            assert len(forms_of(finished.cycle, some)) == len(some)
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 3


def test_a_unit_is_offered_with_its_number_of_sheets_and_only_once_where_it_holds_them_all(finished: Town) -> None:
    organiser = {place.name: place.count for place in places_to_print(finished.viewer(ORGANISER), finished.cycle)}
    assert organiser["Phường Bến Trúc"] == len(WARD)
    assert organiser["Văn phòng Đảng ủy"] == 2
    assert "Thành phố Đông Lam" not in organiser
    head = places_to_print(finished.viewer(DIVISION_HEAD), finished.cycle)
    assert [(place.name, place.depth) for place in head] == [("Phòng Kinh tế, Hạ tầng và Đô thị", 0)]
    assert places_to_print(finished.viewer(STRANGER), finished.cycle) == []


def test_a_file_takes_so_many_sheets_and_no_more(finished: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("thenchot.assessment.queries.documents.MOST", len(WARD) - 1)
    with refused(TOO_MANY_FORMS, count=len(WARD), limit=len(WARD) - 1):
        forms_in(finished.viewer(ORGANISER), finished.cycle)


@pytest.mark.parametrize(
    ("period", "said"), [("2026-01", "tháng 1 năm 2026"), ("2026-Q4", "quý IV năm 2026"), ("2026", "năm 2026")]
)
def test_a_period_is_written_out(period: str, said: str) -> None:
    assert period_words(period) == said


# --- the summary for the ceremony ----------------------------------------------------------------------


def test_nobodys_health_is_told_and_no_unit_of_few_stands_alone(town: Town, on_day: SetDay) -> None:
    grounds = ((AN, "sick"), (BINH, "maternity"), (CHI, "investigation"), (DUNG, "study"))
    on_day(date(2026, 10, 22))
    town.finish()
    for code, ground in grounds:
        Sheet.objects.filter(id=town.sheet(code).id).update(state="excused", absence=ground)
    for code, raised in ((GIANG, True), (HANH, False)):
        own, band = ("HT", "HTT") if raised else ("HTXS", "HTT")
        Sheet.objects.filter(id=town.sheet(code).id).update(self_level=own, band=band)
        LevelChange.objects.create(
            sheet=town.sheet(code), step="confirm", by_id=town.id(CHAIR), before=own, after=band, raised=raised,
            reason="Có căn cứ", at=clock.now(),
        )  # fmt: skip
    summary = ceremony_of(town.cycle)
    assert {one.text: one.count for one in summary.excuses} == {
        "nghỉ theo chế độ hoặc lý do riêng": 3, "đi học tập trung dài hạn": 1,
    }  # fmt: skip
    assert (summary.total, summary.excused, summary.assessed) == (len(WARD), 4, len(WARD) - 4)
    assert (summary.raised, summary.lowered) == (1, 1)
    assert summary.changes == ()
    assert sum(one.count for one in summary.levels) == summary.assessed
    assert summary.names is None
    assert summary.footing.draft


# --- the year ------------------------------------------------------------------------------------------


@pytest.fixture
def year(finished: Town, on_day: SetDay) -> Year:
    """January to September brought along at 80 points, October published here; everybody has ranked themselves."""
    on_day(date(2026, 12, 2))
    bring(finished, WARD, dict.fromkeys(BEFORE, "80"))
    found = open_year(finished)
    on_day(date(2026, 12, 4))
    found.rank_self()
    on_day(date(2026, 12, 6))
    return found


def test_the_form_of_a_year_has_the_months_their_sources_and_the_own_level(year: Year) -> None:
    form = form_of(year.sheet(AN))
    assert isinstance(form, YearForm)
    assert [one.month for one in form.months] == list(range(1, 13))
    assert [one.score for one in form.months[:9]] == [Fraction(80)] * 9
    assert all("Kết quả chuyển từ" in one.note for one in form.months[:9])
    assert form.months[9].score is not None
    assert [one.note for one in form.months[10:]] == ["Chưa có kết quả", "Chưa đến kỳ"]
    assert (form.own_level, form.level) == ("Hoàn thành tốt nhiệm vụ", "")
    assert form.levels[0] == "Hoàn thành xuất sắc nhiệm vụ"
    assert form.footing.draft
    assert "PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC" in str(year_paper(form).blocks)


def test_the_form_of_a_published_year_has_the_mean_and_the_decided_level(year: Year, on_day: SetDay) -> None:
    year.meet()
    year.hear_party()
    on_day(date(2026, 12, 11))
    for step in (year.propose, year.decide):
        for code in WARD:
            step(code)
    before = form_of(year.sheet(AN), year.town.id(AN))
    assert isinstance(before, YearForm)
    assert (before.level, before.signed[1].day) == ("", None), "nobody reads the own level before it is published"
    on_day(date(2026, 12, 14))
    year.publish()
    form = form_of(year.sheet(AN), year.town.id(AN))
    assert isinstance(form, YearForm)
    scores = [one.score for one in form.months if one.score is not None]
    assert form.mean == sum(scores, Fraction(0)) / len(scores)
    assert form.level == "Hoàn thành tốt nhiệm vụ"
    assert not form.footing.draft
    assert form.signed[1].day == date(2026, 12, 11)


def test_the_minutes_say_what_was_recorded_and_go_to_who_has_to_do_with_it(year: Year) -> None:
    meeting = Meeting.objects.get(id=year.meet(opinions={AN: "Chủ động, giúp đồng nghiệp."}))
    found = minutes_of(meeting)
    assert (found.held_on, found.place, found.present) == (date(2026, 12, 5), "Hội trường UBND phường", 12)
    assert (found.chair, found.secretary) == ("Trịnh Quang Vĩnh", "Hồ Hữu An")
    assert found.absent == ("Một người đi công tác",)
    assert [(one.person, one.text) for one in found.said] == [("Hồ Hữu An", "Chủ động, giúp đồng nghiệp.")]
    assert found.about == "Cuộc họp nhận xét, đánh giá, xếp loại chất lượng năm 2026"
    assert found.footing.hash == meeting.last_hash[:12] != ""
    for code in (CHAIR, ORGANISER, AUDITOR):
        assert meetings_to_print(year.person(code), year.cycle) == [meeting]
    for code in (GIANG, STRANGER):
        assert meetings_to_print(year.person(code), year.cycle) == []
