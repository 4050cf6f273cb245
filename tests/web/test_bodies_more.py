"""The pages of organisations at their edges: refused forms keep their words, hostile words, both languages, no round and many."""

from __future__ import annotations

from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import (
    ADMIN,
    AN,
    AUDITOR,
    AUTHORITY,
    CHAIR,
    OCTOBER,
    ORGANISER,
    OTHER_HEAD,
    SETUP,
    START,
    STRANGER,
)
from tests.bodies.conftest import FULL, Year, marks
from tests.kept import state
from tests.web.office_cast import Answer, accounts, get, main, on, page_of, send, text
from thenchot.audit.models import Entry
from thenchot.bodies.models import BodySheet, Round
from thenchot.bodies.queries.integrity import verify_bodies
from thenchot.people.actions.delegate import grant

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert('Đơn')</script> <img src=x onerror=y> Ă̂n & \"Bình\" " + "rất dài " * 40
STEPS = ("gui", "tra-lai", "tham-muu", "xac-minh", "ket-luan", "cong-nhan", "khong-xep-loai", "thay-the")


@pytest.fixture
def year() -> Year:
    """The city in December with its round open and accounts for all."""
    on(date(2026, 12, 5))
    return state(_build)


def _build() -> Year:
    found = Year(cast.build(OCTOBER))
    grant(by=SETUP, staff_code=STRANGER, role="organisation_body", unit_code="DL", valid_from=START)
    accounts()
    found.open()
    return found


def at(unit: str, step: str = "") -> str:
    return f"/to-chuc/phieu/{BodySheet.objects.get(unit__code=unit).id}" + (f"/{step}" if step else "")


def post(code: str, unit: str, step: str, **given: str) -> Answer:
    version = str(BodySheet.objects.get(unit__code=unit).version)
    return send(code, at(unit, step), **{"version": version, **given})


def in_english(code: str, path: str) -> str:
    client = page_of(code)
    client.cookies["django_language"] = "en"
    return main(client.get(path))


# Each form with one thing wrong: who sends it, what is typed, what is said, and which words must still stand there.
WRONG: list[tuple[str, str, dict[str, str], str, str]] = [
    ("gui", OTHER_HEAD, {**marks(), **FULL, "level": "", "strengths": "Chữ của tôi"}, "Chọn mức xếp loại", "Chữ của tôi"),
    ("gui", OTHER_HEAD, {**marks(), **FULL, "done": "101", "level": "HTT"}, "Nhiệm vụ hoàn thành", 'value="101"'),
    ("gui", OTHER_HEAD, {**marks("10,5"), **FULL, "level": "HTT"}, "nhiều nhất là 30", 'value="10,5"'),
    ("xac-minh", AUTHORITY, {"concern": " "}, "Nêu nội dung đơn, thư", ""),
    ("khong-xep-loai", STRANGER, {"excuse": ""}, "Nêu lý do tổ chức không xếp loại", ""),
]  # fmt: skip
WRONG_LATER: list[tuple[str, str, dict[str, str], str, str]] = [
    ("tham-muu", STRANGER, {"level": "HTXS", "reason": "Chữ của tôi"}, "Mức cao nhất mà số liệu cho phép là HTT", "Chữ của tôi"),
    ("tham-muu", STRANGER, {"level": "HTT", "results.g": "5", "reason": ""}, "Nêu lý do", 'value="5"'),
    ("tham-muu", STRANGER, {"level": "HTT", "results.g": "năm"}, "phải là một số", 'value="năm"'),
    ("tra-lai", STRANGER, {"note": "  "}, "Nêu lý do", ""),
]  # fmt: skip


def refused(answer: Answer, said: str, kept: str) -> None:
    assert answer.status_code == 422
    assert said in main(answer)
    assert kept in answer.content.decode()


@pytest.mark.parametrize(("step", "code", "given", "said", "kept"), WRONG)
def test_a_form_with_something_wrong_says_so_and_keeps_the_words(
    year: Year, step: str, code: str, given: dict[str, str], said: str, kept: str
) -> None:
    lines = Entry.objects.count()
    refused(post(code, "HL", step, **given), said, kept)
    assert (Entry.objects.count(), year.sheet("HL").state) == (lines, "opened")


@pytest.mark.parametrize(("step", "code", "given", "said", "kept"), WRONG_LATER)
def test_a_form_after_the_own_assessment_does_so_too(
    year: Year, step: str, code: str, given: dict[str, str], said: str, kept: str
) -> None:
    year.hand_in("HL", "HTT", {**FULL, "exceed": "10"})
    lines = Entry.objects.count()
    refused(post(code, "HL", step, **given), said, kept)
    assert (Entry.objects.count(), year.sheet("HL").state) == (lines, "submitted")


def test_what_stands_in_the_way_of_a_decision_is_said_with_its_article(year: Year) -> None:
    for unit in ("BT", "HL"):
        year.hand_in(unit, "HTT")
        year.advise(unit, "HTT", "Theo số liệu")
    first = post(AUTHORITY, "BT", "cong-nhan", level="HTT", reason="Chữ của tôi")
    assert (first.status_code, "Điều 9 khoản 1" in text(first)) == (409, True)
    assert "Còn 2 tổ chức cấp dưới chưa được xếp loại" in main(first)
    assert "Chữ của tôi" in main(first)
    assert post(AUTHORITY, "HL", "xac-minh", concern="Đơn ngày 01/12").status_code == 302
    second = post(AUTHORITY, "HL", "cong-nhan", level="HTT", reason="Chữ của tôi")
    assert (second.status_code, "Điều 9 khoản 2 điểm a" in text(second)) == (409, True)
    assert post(AUTHORITY, "HL", "ket-luan", verification=" ").status_code == 422
    assert [year.sheet(unit).state for unit in ("BT", "HL")] == ["proposed", "proposed"]


def test_one_place_too_many_under_the_cap_is_refused_with_the_arithmetic(year: Year) -> None:
    year.hand_in("HL", "HTXS")
    year.advise("HL", "HTXS")
    answer = post(AUTHORITY, "HL", "cong-nhan", level="HTXS")
    assert (answer.status_code, year.sheet("HL").state) == (409, "proposed")
    assert "sẽ là 1, nhiều nhất là 0 (20 % của số hoàn thành tốt nhiệm vụ" in main(answer)
    assert "Điều 8 khoản 5" in text(answer)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_is_neither_read_nor_sent_by_those_it_does_not_concern(year: Year, step: str) -> None:
    lines = Entry.objects.count()
    for code in (AN, ADMIN, CHAIR):
        assert post(code, "HL", step).status_code == 404
    assert post(AUDITOR, "HL", step).status_code == 403
    assert get(OTHER_HEAD, at("HL", step)).status_code == 405
    assert send(OTHER_HEAD, f"/to-chuc/phieu/99999/{step}").status_code == 404
    assert page_of("").get(at("HL")).status_code == 302
    assert Entry.objects.count() == lines


@pytest.mark.parametrize(
    ("code", "status"), [(AN, 404), (ADMIN, 404), (AUDITOR, 403), (CHAIR, 403), (ORGANISER, 422)]
)
def test_only_the_organisation_body_makes_results_known(year: Year, code: str, status: int) -> None:
    address = f"/to-chuc/{year.round_id}/thong-bao"
    assert send(code, address, document="45/QĐ-UBND", document_on="05/12/2026").status_code == status
    assert get(code, address).status_code == 405
    assert year.round.state == "open"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"document": "", "document_on": "05/12/2026"}, "Nhập số, ký hiệu và ngày của quyết định công nhận"),
        ({"document": "45/QĐ", "document_on": ""}, "Nhập số, ký hiệu và ngày"),
        ({"document": "45/QĐ", "document_on": "31/02/2026"}, "Nhập số, ký hiệu và ngày"),
        (
            {"document": "45/QĐ", "document_on": "05/12/2026", "why": " "},
            "Còn 5 tổ chức chưa được quyết định mức",
        ),
    ],
)
def test_a_notice_without_its_paper_or_reason_keeps_what_was_typed(
    year: Year, given: dict[str, str], said: str
) -> None:
    answer = send(ORGANISER, f"/to-chuc/{year.round_id}/thong-bao", **given, version=str(year.round.version))
    refused(answer, said, given["document"])
    assert year.round.state == "open"


def test_a_round_published_by_another_meanwhile_is_a_conflict(year: Year) -> None:
    year.through("HL")
    stale = str(year.round.version)
    year.publish("Các tổ chức khác làm sau")
    given = {"document": "46/QĐ-UBND", "document_on": "05/12/2026", "why": "Lý do", "version": stale}
    assert send(ORGANISER, f"/to-chuc/{year.round_id}/thong-bao", **given).status_code == 409
    assert year.round.document == "Số 45/QĐ-UBND"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"day": "hôm nay"}, 'value="hôm nay"'), ({"scope": "99999"}, 'value="2027"'), ({"scope": "x"}, 'value="2027"'),
        ({"year": "hai nghìn"}, 'value="hai nghìn"'), ({"year": "20270"}, 'value="20270"'),
    ],
)  # fmt: skip
def test_an_opening_that_cannot_be_keeps_what_was_typed(year: Year, given: dict[str, str], kept: str) -> None:
    form = {"year": "2027", "day": "05/12/2026", "scope": str(year.town.unit("DL").id), **given}
    answer = send(ORGANISER, "/to-chuc/mo", **form)
    assert answer.status_code == 422
    assert kept in answer.content.decode()
    assert Round.objects.count() == 1


def test_a_scope_opened_already_is_a_conflict_that_names_it(year: Year) -> None:
    form = {"year": "2026", "day": "05/12/2026", "scope": str(year.town.unit("BT").id)}
    answer = send(ORGANISER, "/to-chuc/mo", **form)
    assert answer.status_code == 409
    assert "năm 2026 đã được mở ở Thành phố Đông Lam" in main(answer)


def test_hostile_words_are_shown_as_words_on_every_page(year: Year) -> None:
    year.hand_in("HL", "HTT")
    BodySheet.objects.filter(unit__code="HL").update(
        strengths=HOSTILE,
        weaknesses=HOSTILE,
        concern=HOSTILE,
        verification=HOSTILE,
        advice=HOSTILE,
        excuse=HOSTILE,
        reason=HOSTILE,
    )
    for path in (at("HL"), f"/to-chuc/{year.round_id}", "/to-chuc", "/viec-can-lam"):
        page = get(ORGANISER, path).content.decode()
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert get(ORGANISER, at("HL")).content.decode().count("&lt;script&gt;") >= 6


def test_hostile_words_that_were_typed_come_back_as_words(year: Year) -> None:
    answer = post(
        OTHER_HEAD,
        "HL",
        "gui",
        **{**marks(), **FULL, "level": "", "strengths": HOSTILE, "results.a": '"><script>'},
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert '"><script>' not in page
    assert "Ă̂n &amp;" in page


def test_the_pages_of_organisations_are_in_english_too(year: Year) -> None:
    year.through("HL", "HT", results="4,25")
    listed = in_english(ORGANISER, "/to-chuc")
    assert "1 of 5 organisations" in listed
    assert "tổ chức" not in listed.lower()
    assert "Đang mở" not in listed
    sheet = in_english(OTHER_HEAD, at("HL"))
    assert "General criteria" in sheet
    assert "Results of the work" in sheet
    assert "Tiêu chí chung" not in sheet
    for vietnamese in ("Các bước", "Tự đánh giá", "Công nhận:", "Người đứng đầu"):
        assert vietnamese not in sheet
    form = in_english(CHAIR, at("BT"))
    assert "Compliance, strategy and foresight" in form


def test_a_reader_of_one_round_is_led_straight_to_it_and_of_none_told_when_it_opens(year: Year) -> None:
    straight = get(CHAIR, "/to-chuc")
    assert (straight.status_code, straight.headers["Location"]) == (302, f"/to-chuc/{year.round_id}")
    assert "Chưa có đợt xếp loại nào" in main(get(AN, "/to-chuc"))
    year.open("BT", 2027)
    both = main(get(CHAIR, "/to-chuc"))
    assert both.index("Năm 2027, Phường Bến Trúc") < both.index("Năm 2026, Thành phố Đông Lam")
    assert "0 / 3 tổ chức đã xong" in both
    assert "Mở đợt xếp loại" not in both
    assert "Mở đợt xếp loại" in main(get(ORGANISER, "/to-chuc"))


def test_who_opens_rounds_is_not_led_past_the_list(year: Year) -> None:
    page = get(ORGANISER, "/to-chuc")
    assert page.status_code == 200
    assert "Đang mở" in main(page)
    year.through("HL")
    year.publish("Các tổ chức khác làm sau")
    assert "Đã thông báo" in main(get(ORGANISER, "/to-chuc"))


def test_each_role_is_offered_the_forms_of_its_turn_and_no_others(year: Year) -> None:
    def offered(code: str) -> set[str]:
        page = get(code, at("HL")).content.decode()
        return {step for step in STEPS if f'action="{at("HL", step)}"' in page}

    both = {"xac-minh", "khong-xep-loai"}
    turns = [{code: offered(code) for code in (OTHER_HEAD, STRANGER, AUTHORITY, AUDITOR)}]
    year.hand_in("HL", "HTT")
    turns.append({code: offered(code) for code in (OTHER_HEAD, STRANGER, AUTHORITY, AUDITOR)})
    year.advise("HL", "HTT", "Theo số liệu")
    turns.append({code: offered(code) for code in (OTHER_HEAD, STRANGER, AUTHORITY, AUDITOR)})
    year.recognise("HL", "HTT", "Theo số liệu")
    turns.append({code: offered(code) for code in (OTHER_HEAD, STRANGER, AUTHORITY, AUDITOR)})
    year.publish("Các tổ chức khác làm sau")
    turns.append({code: offered(code) for code in (OTHER_HEAD, STRANGER, AUTHORITY, AUDITOR)})
    assert turns == [
        {OTHER_HEAD: {"gui"}, STRANGER: both, AUTHORITY: {"xac-minh"}, AUDITOR: set()},
        {OTHER_HEAD: set(), STRANGER: both | {"tham-muu", "tra-lai"}, AUTHORITY: {"xac-minh"}, AUDITOR: set()},
        {OTHER_HEAD: set(), STRANGER: both | {"tham-muu", "tra-lai"}, AUTHORITY: {"cong-nhan", "tra-lai", "xac-minh"},
         AUDITOR: set()},
        {OTHER_HEAD: set(), STRANGER: {"xac-minh"}, AUTHORITY: {"cong-nhan", "xac-minh"}, AUDITOR: set()},
        {OTHER_HEAD: set(), STRANGER: set(), AUTHORITY: {"thay-the"}, AUDITOR: set()},
    ]  # fmt: skip


def test_a_form_sent_for_a_published_result_changes_nothing(year: Year) -> None:
    year.through("HL")
    year.publish("Các tổ chức khác làm sau")
    lines = Entry.objects.count()
    assert post(STRANGER, "HL", "tham-muu", level="HTT", reason="Theo số liệu").status_code == 409
    assert post(STRANGER, "HL", "khong-xep-loai", excuse="Sáp nhập").status_code == 409
    assert (Entry.objects.count(), year.sheet("HL").state) == (lines, "published")
    assert list(verify_bodies()) == []


def test_forms_work_without_script_and_carry_the_version_they_were_made_from(year: Year) -> None:
    page = get(OTHER_HEAD, at("HL")).content.decode()
    form = page.split(f'action="{at("HL", "gui")}"')[1].split("</form>")[0]
    assert 'name="csrfmiddlewaretoken"' in form
    assert 'name="version" value="1"' in form
    assert all(f'name="{line}"' in form for line in marks())
    assert "<script>" not in page
    assert " onclick=" not in page
    assert " style=" not in page


def test_the_page_of_the_round_leads_through_the_second_notice(year: Year) -> None:
    year.through("HL")
    year.publish("Bốn tổ chức chưa nộp hồ sơ")
    address = f"/to-chuc/{year.round_id}"
    assert "Thông báo bổ sung" not in main(get(CHAIR, address))
    page = main(get(ORGANISER, address))
    assert "Thông báo bổ sung" in page
    assert "Còn 4 tổ chức chưa có mức: Bốn tổ chức chưa nộp hồ sơ" in page
    form = {"document": "52/QĐ-UBND", "document_on": "05/12/2026", "version": str(year.round.version)}
    too_early = send(ORGANISER, f"{address}/thong-bao", **form, why="Còn lại làm sau")
    assert (too_early.status_code, "Chưa có tổ chức nào được quyết định mức thêm" in main(too_early)) == (409, True)
    year.through("NV")
    refused_page = send(ORGANISER, f"{address}/thong-bao", **form)
    assert (refused_page.status_code, "52/QĐ-UBND" in refused_page.content.decode()) == (422, True)
    answer = send(ORGANISER, f"{address}/thong-bao", **form, why="Phường Bến Trúc chưa nộp")
    assert answer.status_code == 302
    page = main(get(ORGANISER, address))
    assert "Bổ sung 1 tổ chức theo 52/QĐ-UBND ngày 05/12/2026." in page
    assert "Còn 3 tổ chức chưa có mức: Phường Bến Trúc chưa nộp" in page


def test_the_sheet_of_who_was_left_behind_keeps_its_forms(year: Year) -> None:
    year.through("HL")
    year.publish("Bốn tổ chức chưa nộp hồ sơ")
    sheet = year.sheet("BT")
    assert f'action="/to-chuc/phieu/{sheet.id}/gui"' in get(CHAIR, f"/to-chuc/phieu/{sheet.id}").content.decode()
    done = year.sheet("HL")
    assert f'action="/to-chuc/phieu/{done.id}/gui"' not in get(OTHER_HEAD, f"/to-chuc/phieu/{done.id}").content.decode()
