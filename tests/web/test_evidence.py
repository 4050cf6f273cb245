"""The register of facts through its pages, and what a recorded fact shows and does on a sheet and at the desk."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import AN, BINH, Month, Town
from tests.web.conftest import As
from tests.web.office_cast import get, main, on, page_of, send, text, town_of
from tests.web.world import ADMIN, AUDITOR, DEPUTY, HEAD, LATE, ORGANISER, OTHER, STAFF, World
from thenchot.evidence.models import Fact
from thenchot.people.actions.delegate import grant

CUSTOMS = Month("haiquan-21169-2026", 2026, 12, quarterly=True)
FORM = {
    "kind": "public_duty_discipline", "subject": STAFF, "document": "45/QĐ-UBND", "document_on": "20/11/2026",
    "happened_on": "06/10/2026", "decided_on": "20/11/2026", "text": "Khiển trách do trễ hẹn hồ sơ.",
}  # fmt: skip
ENTER = "/thong-tin/ghi-nhan"


@pytest.fixture
def organiser(as_: As) -> Client:
    return as_(ORGANISER)


def entered(client: Client, **other: str) -> Fact:
    answer = client.post(ENTER, FORM | other)
    assert answer.status_code == 302, main(answer)
    return Fact.objects.latest("id")


def test_an_office_records_a_fact_and_the_person_is_told_and_reads_it(organiser: Client, as_: As) -> None:
    fact = entered(organiser)
    assert (fact.decided_on, fact.source, fact.last_hash != "") == (date(2026, 11, 20), "Văn phòng HĐND và UBND", True)
    register = main(organiser.get("/thong-tin"))
    assert "45/QĐ-UBND, 20/11/2026" in register
    assert "Nguyễn Thị Hồng Nhung" in register
    assert "Có thông tin mới ghi nhận về ông/bà" in text(as_(STAFF).get("/viec-can-lam"))
    own = main(as_(STAFF).get("/thong-tin/cua-toi"))
    assert "Khiển trách do trễ hẹn hồ sơ." in own
    assert "Văn phòng HĐND và UBND ghi nhận (Lý Thu Hiền" in own


def test_the_form_asks_for_what_the_kind_asks_for(organiser: Client) -> None:
    assert "happened_on" not in organiser.get(ENTER).content.decode()
    discipline = organiser.get(f"{ENTER}?loai=party_discipline").content.decode()
    assert 'name="happened_on"' in discipline
    assert 'name="level"' not in discipline
    level = organiser.get(f"{ENTER}?loai=organisation_level").content.decode()
    assert 'name="level"' in level
    assert 'name="happened_on"' not in level


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("document", " ", "Nhập số, ký hiệu và ngày của văn bản"),
        ("document_on", "", "Nhập số, ký hiệu và ngày của văn bản"),
        ("document_on", "21/11", "Nhập ngày dạng 05/11/2026"),
        ("document_on", "22/11/2026", "Ngày 22/11/2026 chưa đến"),
        ("happened_on", "", "ngày xảy ra hành vi và ngày quyết định, kết luận có hiệu lực"),
        ("decided_on", "01/10/2026", "không trước ngày xảy ra hành vi 06/10/2026"),
        ("text", "  ", "Nêu nội dung thông tin"),
        ("subject", "XX-9", "Không tìm thấy mã “XX-9” trong phạm vi của ông/bà"),
        ("subject", "LG-001", "Không tìm thấy mã “LG-001” trong phạm vi của ông/bà"),
        ("used_in_year", "20x6", "Nhập năm đã dùng hành vi làm căn cứ xếp loại"),
    ],
)
def test_what_is_missing_or_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    organiser: Client, field: str, value: str, sentence: str
) -> None:
    answer = organiser.post(ENTER, FORM | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in main(answer)
    assert all(typed in page for name, typed in FORM.items() if name != field)
    assert not Fact.objects.exists()


def test_what_concerns_leaders_only_is_refused_for_staff_and_kept_for_a_head(organiser: Client) -> None:
    answer = organiser.post(ENTER, FORM | {"kind": "unit_corruption_handled"})
    assert "chỉ ghi nhận đối với người giữ chức vụ lãnh đạo, quản lý" in main(answer)
    assert entered(organiser, kind="unit_corruption_handled", subject=HEAD).person_id


def test_a_unit_has_one_level_for_a_period_until_it_is_taken_back(organiser: Client) -> None:
    level = {"kind": "organisation_level", "subject": "BT", "period": "2026", "level": "HTT", "happened_on": "", "decided_on": ""}
    fact = entered(organiser, **level)
    again = organiser.post(ENTER, FORM | level | {"level": "HTXS"})
    assert again.status_code == 409
    assert "đã ghi nhận mức HTT theo 45/QĐ-UBND" in main(again)
    assert organiser.post(f"/thong-tin/{fact.id}/rut-lai", {"reason": "Ghi nhầm kỳ.", "version": "1"}).status_code == 302
    assert entered(organiser, **level | {"level": "HTXS"}).details == {"level": "HTXS"}


def test_a_fact_taken_back_stays_readable_with_its_reason(organiser: Client, as_: As) -> None:
    fact = entered(organiser)
    address = f"/thong-tin/{fact.id}/rut-lai"
    blank = organiser.post(address, {"reason": " ", "version": "1"})
    assert blank.status_code == 422
    assert "Nêu lý do và văn bản làm căn cứ rút lại" in main(blank)
    assert organiser.post(address, {"reason": "Quyết định bị hủy.", "version": "1"}).status_code == 302
    assert organiser.post(address, {"reason": "Lần nữa.", "version": "1"}).status_code == 409
    for page in (organiser.get("/thong-tin"), as_(STAFF).get("/thong-tin/cua-toi")):
        assert "“Quyết định bị hủy.”" in main(page)
    assert "Một thông tin về ông/bà đã được rút lại" in text(as_(STAFF).get("/viec-can-lam"))


def test_another_decision_about_the_same_act_is_joined_to_the_first(organiser: Client) -> None:
    fact = entered(organiser)
    link = f"{ENTER}?cung-hanh-vi={fact.id}&amp;loai=public_duty_discipline"
    assert link in organiser.get("/thong-tin").content.decode()
    form = organiser.get(link.replace("&amp;", "&"))
    assert "Một hành vi chỉ tính làm căn cứ xếp loại ở một năm (Điều 11 khoản 3 điểm a)." in main(form)
    joined = entered(organiser, kind="party_discipline", same_act_as=str(fact.id))
    assert joined.same_act_as_id == fact.id
    other = organiser.post(ENTER, FORM | {"subject": LATE, "same_act_as": str(fact.id)})
    assert "Chọn thông tin về cùng một hành vi của chính người này" in main(other)


@pytest.mark.parametrize(("code", "status"), [(STAFF, 404), (HEAD, 404), (DEPUTY, 404), (ADMIN, 403), (AUDITOR, 200)])
def test_the_register_opens_to_offices_and_auditors_only(as_: As, code: str, status: int) -> None:
    assert as_(code).get("/thong-tin").status_code == status


@pytest.mark.parametrize("code", [STAFF, ADMIN, AUDITOR])
def test_nobody_else_records_or_takes_back(organiser: Client, as_: As, code: str) -> None:
    fact = entered(organiser)
    client = as_(code)
    assert client.post(ENTER, FORM).status_code in (403, 404)
    assert client.post(f"/thong-tin/{fact.id}/rut-lai", {"reason": "Bỏ."}).status_code in (403, 404)
    assert Fact.objects.filter(withdrawn_at=None).count() == 1


def test_a_monitoring_office_records_what_its_kind_lets_it_and_nobody_records_about_themselves(as_: As, world: World) -> None:
    grant(by=cast.SETUP, staff_code=OTHER, role="monitoring_office", unit_code="BT-KT", valid_from=date(2026, 1, 1))
    office = as_(OTHER)
    assert entered(office).person_id == world.person(STAFF)
    level = {"kind": "organisation_level", "subject": "BT-KT", "period": "2026", "level": "HT"}
    refused = office.post(ENTER, FORM | level)
    assert (refused.status_code, "evidence.not_enterer" in text(refused)) == (403, True)
    assert 'href="/thong-tin"' in office.get("/them").content.decode()
    own = as_(ORGANISER).post(ENTER, FORM | {"subject": ORGANISER})
    assert "Không tự ghi nhận hoặc rút lại thông tin về chính mình" in text(own)


def test_the_month_shows_a_ground_as_a_warning_to_the_person_and_the_scorer_and_leaves_its_score(
    organiser: Client, as_: As, world: World
) -> None:
    entered(organiser)
    address = f"/phieu/{world.sheet(STAFF).id}"
    for code in (STAFF, ORGANISER):
        page = main(as_(code).get(address))
        assert "Căn cứ bắt buộc" in page
        assert "45/QĐ-UBND, 20/11/2026" in page
        assert "không làm thay đổi điểm, được áp dụng khi xếp loại năm (Điều 19, Điều 20)" in page
        assert "Mức xếp loại không cao hơn" not in page
    assert "Căn cứ bắt buộc" not in main(as_(DEPUTY).get(address))
    assert "Căn cứ bắt buộc" not in main(as_(LATE).get(f"/phieu/{world.sheet(LATE).id}"))


# --- a quarter that gives levels --------------------------------------------------------------------------------------


@pytest.fixture
def quarter(db: None) -> Town:
    """Staff confirmed at 90 points in a quarter of the customs' rulebook; one of them with a discipline recorded."""
    town = town_of(CUSTOMS, opened=False)
    on("2026-12-16")
    town.open()
    town.hand_in(cast.STAFF)
    town.confirm(cast.STAFF)
    answer = send(cast.ORGANISER, ENTER, **FORM | {"subject": AN, "document_on": "01/12/2026"})
    assert answer.status_code == 302
    return town


def test_the_desk_shows_the_ground_apart_and_starts_from_the_level_it_forces(quarter: Town) -> None:
    decider = quarter.sheet(AN).decider
    assert decider is not None
    page = main(get(decider.staff_code, "/quyet-dinh/2026-Q4"))
    assert "Căn cứ bắt buộc, mức KHT" in page
    assert "45/QĐ-UBND, 01/12/2026; Điều 11 khoản 3 điểm a; Điều 20 khoản 4 điểm c Nghị định 335/2025/NĐ-CP" in page
    given = {"sheet": str(quarter.sheet(AN).id), "version": str(quarter.sheet(AN).version)}
    above = send(decider.staff_code, "/quyet-dinh/2026-Q4", **given, level="HTT", reason="Có thành tích.")
    assert above.status_code == 403
    assert "Mức không cao hơn KHT" in main(above)
    assert "45/QĐ-UBND ngày 01/12/2026" in main(above)
    assert send(decider.staff_code, "/quyet-dinh/2026-Q4", **given, level="KHT").status_code == 302
    assert quarter.sheet(AN).level == "KHT"


def test_the_sheet_says_why_the_level_is_forced(quarter: Town) -> None:
    decider = quarter.sheet(AN).decider
    assert decider is not None
    given = {"sheet": str(quarter.sheet(AN).id), "version": str(quarter.sheet(AN).version), "level": "KHT"}
    send(decider.staff_code, "/quyet-dinh/2026-Q4", **given)
    page = main(get(AN, f"/phieu/{quarter.sheet(AN).id}"))
    assert "Mức xếp loại không cao hơn KHT." in page
    assert "Căn cứ: 45/QĐ-UBND ngày 01/12/2026." in page
    assert "Căn cứ bắt buộc" not in main(get(BINH, f"/phieu/{quarter.sheet(BINH).id}"))
    assert page_of(BINH).get(f"/phieu/{quarter.sheet(AN).id}").status_code == 404
