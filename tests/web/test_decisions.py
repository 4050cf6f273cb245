"""Proposing and deciding levels through their pages: cases without a level alone, changed ones one by one, the rest together."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import (
    AN,
    AUTHORITY,
    BINH,
    CHAIR,
    CHI,
    DUNG,
    GIANG,
    OCTOBER,
    OCTOBER_2019,
    SETUP,
    START,
    STRANGER,
    WARD,
    Town,
)
from tests.web.office_cast import get, main, page_of, send, text, town_of
from thenchot.assessment.models import Cycle, LevelChange, Sheet
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.actions.enrol import enrol
from thenchot.people.models import TierMembership

pytestmark = pytest.mark.django_db
RANKED_BY_CHAIR = [
    cast.DEPUTY,
    cast.DEPUTY_2,
    cast.DIVISION_HEAD,
    cast.DIVISION_DEPUTY,
    AN,
    BINH,
    CHI,
    DUNG,
    cast.OFFICE_HEAD,
    GIANG,
]


@pytest.fixture
def town() -> Town:
    """October 2019 under the city's framework, every sheet confirmed: all stand at B."""
    found = town_of(OCTOBER_2019)
    found.hand_in()
    found.confirm_all()
    return found


def one(town: Town, code: str, **given: str) -> dict[str, str]:
    sheet = town.sheet(code)
    return {"sheet": str(sheet.id), "version": str(sheet.version), **given}


def ticked(town: Town, codes: list[str]) -> dict[str, list[str]]:
    return {"cases": [f"{town.sheet(code).id}:{town.sheet(code).version}" for code in codes]}


def levels(town: Town, codes: list[str]) -> set[str]:
    return {town.sheet(code).level for code in codes}


@pytest.mark.parametrize("path", ["/de-xuat", "/de-xuat/2019-10", "/quyet-dinh", "/quyet-dinh/2019-10"])
def test_nobody_is_sent_to_sign_in(path: str) -> None:
    assert Client().get(path).headers["Location"].startswith("/dang-nhap")


@pytest.mark.parametrize("path", ["/de-xuat", "/quyet-dinh", "/quyet-dinh/2019-10"])
def test_who_has_nothing_to_settle_meets_an_empty_desk(town: Town, path: str) -> None:
    shown = get(STRANGER, path)
    assert shown.status_code == 200
    assert "Không có trường hợp nào" in main(shown)
    assert "Hồ Hữu An" not in main(shown)


@pytest.mark.parametrize(
    ("path", "code"), [("/de-xuat/2019-10", "sheet.not_ranker"), ("/quyet-dinh/2019-10", "sheet.not_decider")]
)
def test_acts_are_hidden_from_strangers_and_refused_to_readers(town: Town, path: str, code: str) -> None:
    given = one(town, AN, level="A", reason="x")
    assert send(STRANGER, path, **given).status_code == 404
    refused = send(AN, path, **given)
    assert refused.status_code == 403
    assert code in text(refused)
    # The decree's article on who ranks says nothing of the city's framework of 2018.
    assert "Điều 10" not in text(refused)
    assert send(STRANGER, f"{path}/nhieu", **ticked(town, [AN])).status_code == 404
    assert send(AN, f"{path}/nhieu", **ticked(town, [AN])).status_code == 403
    assert town.sheet(AN).proposed_level == ""


def test_those_by_their_score_are_proposed_together(town: Town) -> None:
    shown = main(get(CHAIR, "/de-xuat"))
    assert f"{len(RANKED_BY_CHAIR)} trường hợp chờ đề xuất" in shown
    assert f"Đề xuất {len(RANKED_BY_CHAIR)} trường hợp theo điểm" in shown
    assert send(CHAIR, "/de-xuat/2019-10/nhieu", **ticked(town, RANKED_BY_CHAIR)).status_code == 302
    assert {town.sheet(code).proposed_level for code in RANKED_BY_CHAIR} == {"B"}
    assert "chờ đề xuất" not in main(get(CHAIR, "/de-xuat"))


def test_a_case_left_unticked_stays_behind(town: Town) -> None:
    send(CHAIR, "/de-xuat/2019-10/nhieu", **ticked(town, [AN, BINH]))
    assert [town.sheet(code).state for code in (AN, BINH, CHI)] == ["proposed", "proposed", "confirmed"]


@pytest.mark.parametrize("path", ["/de-xuat/2019-10/nhieu", "/quyet-dinh/2019-10/nhieu"])
def test_nothing_ticked_is_refused_in_words(town: Town, path: str) -> None:
    answer = send(CHAIR, path)
    assert answer.status_code == 422
    assert "Chọn ít nhất một trường hợp" in text(answer)


def test_a_case_saved_meanwhile_stops_the_whole_batch(town: Town) -> None:
    given = ticked(town, [AN, BINH])
    Sheet.objects.filter(id=town.sheet(BINH).id).update(version=99)
    assert send(CHAIR, "/de-xuat/2019-10/nhieu", **given).status_code == 409
    assert town.sheet(AN).state == "confirmed"


def test_a_stale_form_of_one_case_is_a_conflict(town: Town) -> None:
    given = one(town, AN, level="B")
    Sheet.objects.filter(id=town.sheet(AN).id).update(version=99)
    assert send(CHAIR, "/de-xuat/2019-10", **given).status_code == 409
    assert town.sheet(AN).state == "confirmed"


def test_another_level_needs_a_reason_and_what_was_typed_stays(town: Town) -> None:
    answer = send(CHAIR, "/de-xuat/2019-10", **one(town, AN, level="C", reason=" "))
    assert answer.status_code == 422
    assert "Nhập lý do" in text(answer)
    body = answer.content.decode()
    assert 'value="C" required checked' in body
    assert town.sheet(AN).state == "confirmed"


def test_a_level_the_rulebook_lacks_is_refused(town: Town) -> None:
    answer = send(CHAIR, "/de-xuat/2019-10", **one(town, AN, level="HTXS", reason="x"))
    assert answer.status_code == 422
    assert "Chọn một trong: A, B, C, D" in text(answer)


def test_a_changed_case_stands_alone_with_every_reason_on_the_way(town: Town) -> None:
    send(CHAIR, "/de-xuat/2019-10", **one(town, AN, level="C", reason="Hai báo cáo nộp chậm"))
    town_rest = [code for code in RANKED_BY_CHAIR if code != AN]
    send(CHAIR, "/de-xuat/2019-10/nhieu", **ticked(town, town_rest))
    shown = main(get(AUTHORITY, "/quyet-dinh"))
    assert "Đã nâng hoặc hạ mức, xem từng trường hợp (1)" in shown
    assert "Hạ mức B → C: “Hai báo cáo nộp chậm” Trịnh Quang Vĩnh, 20/10" in shown
    assert f"Quyết định {len(town_rest)} trường hợp theo đề xuất" in shown
    batch = get(AUTHORITY, "/quyet-dinh").content.decode()
    assert f'name="cases" value="{town.sheet(AN).id}:' not in batch


def test_the_authority_decides_the_rest_together_and_the_changed_one_alone(town: Town) -> None:
    send(CHAIR, "/de-xuat/2019-10", **one(town, AN, level="C", reason="Hai báo cáo nộp chậm"))
    rest = [code for code in RANKED_BY_CHAIR if code != AN]
    send(CHAIR, "/de-xuat/2019-10/nhieu", **ticked(town, rest))
    assert send(AUTHORITY, "/quyet-dinh/2019-10/nhieu", **ticked(town, rest)).status_code == 302
    assert levels(town, rest) == {"B"}
    assert (
        send(
            AUTHORITY, "/quyet-dinh/2019-10", **one(town, AN, level="B", reason="Có lý do khách quan")
        ).status_code
        == 302
    )
    assert town.sheet(AN).level == "B"
    assert [(c.before, c.after, c.raised) for c in LevelChange.objects.order_by("id")] == [
        ("B", "C", False),
        ("C", "B", True),
    ]
    shown = main(get(AUTHORITY, "/quyet-dinh"))
    assert f"Đã xong ({len(RANKED_BY_CHAIR)})" in shown


def test_a_settled_case_can_be_opened_again_alone_until_publication(town: Town) -> None:
    town.propose_all()
    town.decide_all()
    shown = get(AUTHORITY, f"/quyet-dinh?phieu={town.sheet(AN).id}")
    assert f'id="p{town.sheet(AN).id}"' in shown.content.decode()
    given = one(town, AN, level="C", reason="Kết luận thanh tra số 3")
    assert send(AUTHORITY, "/quyet-dinh/2019-10", **given).status_code == 302
    assert town.sheet(AN).level == "C"


# --- the cap ---------------------------------------------------------------------------------------


@pytest.fixture
def crowded() -> Town:
    """Five of fourteen at A, where the cap of the body lets four through."""
    found = town_of(OCTOBER_2019)
    best = [AN, BINH, CHI, DUNG, GIANG]
    found.hand_in(best, cast.TOP)
    found.hand_in([code for code in WARD if code not in best])
    found.confirm_all()
    found.propose_all()
    return found


def test_over_the_cap_the_page_says_by_how_many_and_names_everybody_without_choosing(crowded: Town) -> None:
    shown = main(get(AUTHORITY, "/quyet-dinh"))
    assert "Phường Bến Trúc A 5 4 14 người được xếp loại × 30 %, lấy phần nguyên · vượt 1 người" in shown
    for name in ("Hồ Hữu An", "Tạ Thanh Bình", "Lương Thùy Chi", "Bùi Đức Dũng", "Phạm Trường Giang"):
        assert name in shown[shown.index("Những người đang ở mức A") : shown.index("Theo đề xuất")]


def test_a_batch_over_the_cap_is_refused_whole_with_the_code_and_the_names(crowded: Town) -> None:
    answer = send(AUTHORITY, "/quyet-dinh/2019-10/nhieu", **ticked(crowded, WARD))
    assert answer.status_code == 403
    said = text(answer)
    assert "Phường Bến Trúc: mức A được tối đa 4 trong 14 người được xếp loại, theo lựa chọn này là 5 người." in said
    assert "Hạ mức 1 người rồi quyết định lại; nếu cơ quan có thành tích nổi trội thì ghi nhận" in said
    assert "Căn cứ: Quyết định 3814-QĐ/TU." in said
    assert '<details class="fold" open><summary>Những người đang ở mức A' in answer.content.decode()
    assert levels(crowded, WARD) == {""}


def test_the_page_says_how_many_places_are_left_and_whose_candidates_wait_for_them(crowded: Town) -> None:
    Sheet.objects.filter(id__in=[crowded.sheet(code).id for code in (AN, BINH)]).update(decider=crowded.id(cast.SECRETARY))
    contest = "Các cấp còn nhiều người hơn số chỗ còn lại; thống nhất trước khi quyết định."
    shown = main(get(AUTHORITY, "/quyet-dinh"))
    assert "Còn 4 chỗ · chưa quyết định: ông/bà 3 người, Đoàn Thị Mơ 2 người" in shown
    assert contest in shown
    assert send(AUTHORITY, "/quyet-dinh/2019-10/nhieu", **ticked(crowded, [CHI, DUNG, GIANG])).status_code == 302
    theirs = main(get(cast.SECRETARY, "/quyet-dinh"))
    assert "Còn 1 chỗ · chưa quyết định: đồng chí 2 người" in theirs
    assert contest not in theirs
    refused = send(cast.SECRETARY, "/quyet-dinh/2019-10/nhieu", **ticked(crowded, [AN, BINH]))
    assert refused.status_code == 403
    assert "Hạ mức 1 người" in text(refused)


def test_a_body_that_has_the_higher_share_is_only_told_to_lower(crowded: Town) -> None:
    given = {"cycle": str(crowded.cycle_id), "body": str(crowded.unit("BT").id), "note": "Cờ thi đua 2019"}
    assert send(AUTHORITY, "/quyet-dinh/2019-10/noi-troi", **given).status_code == 302
    sixth = one(crowded, cast.OFFICE_HEAD, level="A", reason="Hoàn thành đề án")
    assert send(AUTHORITY, "/quyet-dinh/2019-10/nhieu", **ticked(crowded, [AN, BINH, CHI, DUNG, GIANG])).status_code == 302
    said = text(send(AUTHORITY, "/quyet-dinh/2019-10", **sixth))
    assert "được tối đa 5 trong 14 người được xếp loại, theo lựa chọn này là 6 người. Hạ mức 1 người rồi quyết định lại." in said
    assert "tỷ lệ cao hơn." not in said


def test_one_lowered_by_a_reason_lets_the_others_pass(crowded: Town) -> None:
    given = one(crowded, GIANG, level="B", reason="Điểm thấp nhất trong năm người")
    assert send(AUTHORITY, "/quyet-dinh/2019-10", **given).status_code == 302
    rest = [code for code in WARD if code != GIANG]
    assert send(AUTHORITY, "/quyet-dinh/2019-10/nhieu", **ticked(crowded, rest)).status_code == 302
    shown = main(get(AUTHORITY, "/quyet-dinh"))
    assert "A 4 4" in shown
    assert "vượt 1 người" not in shown


def test_an_outstanding_body_gets_the_higher_share_only_with_its_ground(crowded: Town) -> None:
    given = {"cycle": str(crowded.cycle_id), "body": str(crowded.unit("BT").id)}
    silent = send(AUTHORITY, "/quyet-dinh/2019-10/noi-troi", **given, note=" ")
    assert silent.status_code == 422
    assert send(AN, "/quyet-dinh/2019-10/noi-troi", **given, note="x").status_code == 403
    assert send(STRANGER, "/quyet-dinh/2019-10/noi-troi", **given, note="x").status_code == 404
    assert send(AUTHORITY, "/quyet-dinh/2019-10/noi-troi", **given, note="Cờ thi đua 2019").status_code == 302
    assert send(AUTHORITY, "/quyet-dinh/2019-10/nhieu", **ticked(crowded, WARD)).status_code == 302
    assert levels(crowded, [AN, GIANG]) == {"A"}


# --- where the law gives no level -------------------------------------------------------------------


def test_a_case_without_a_level_stands_alone_offers_none_and_asks_for_the_reason(town: Town) -> None:
    Sheet.objects.filter(id=town.sheet(AN).id).update(band="ASK")
    answer = get(CHAIR, "/de-xuat")
    shown = main(answer)
    assert "Văn bản chưa quy định, cần ông/bà quyết định (1)" in shown
    assert "Phần mềm không đề xuất mức" in shown
    card = answer.content.decode()
    card = card[card.index(f'id="p{town.sheet(AN).id}"') :]
    assert "checked" not in card[: card.index("</form>")]
    refused = send(CHAIR, "/de-xuat/2019-10", **one(town, AN, level="B"))
    assert refused.status_code == 422
    assert "Cấp có thẩm quyền chọn mức và nhập lý do" in text(refused)
    assert send(CHAIR, "/de-xuat/2019-10/nhieu", **ticked(town, [AN])).status_code == 422
    given = one(town, AN, level="B", reason="Mới nhận việc ngày 10/10, chưa được giao sản phẩm")
    assert send(CHAIR, "/de-xuat/2019-10", **given).status_code == 302
    assert "Văn bản chưa quy định" in main(get(AUTHORITY, "/quyet-dinh"))


def test_under_the_decree_a_month_has_nothing_to_decide() -> None:
    town = town_of(OCTOBER)
    town.hand_in()
    town.confirm_all()
    assert "Không có trường hợp nào" in main(get(AUTHORITY, "/quyet-dinh/2026-10"))
    refused = send(AUTHORITY, "/quyet-dinh/2026-10", **one(town, AN, level="HTT"))
    assert refused.status_code == 403
    assert "Kỳ này không có bước" in text(refused)


# --- three authorities -----------------------------------------------------------------------------


@pytest.mark.row("004-33")
def test_three_authorities_each_settle_the_cases_of_their_own_tier() -> None:
    town = town_of(OCTOBER_2019, opened=False)
    tiers = {
        "thuong-truc-dang-uy": (AN, cast.SECRETARY),
        "thuong-truc-hdnd": (BINH, cast.OTHER_HEAD),
        "lanh-dao-ubnd": (CHI, CHAIR),
    }
    names = {row[0]: row[1] for row in cast.PEOPLE}
    for tier, (code, authority) in tiers.items():
        enrol(by=SETUP, rows=[cast.post(code, "BT-KT", tier=tier)])
        rule = Rule("decide", "BT", f"Phân cấp diện {tier}", tier=tier, holder_code=authority)
        delegate(by=SETUP, rule=rule, valid_from=START)
    assert TierMembership.objects.count() == len(tiers)
    town.open()
    town.hand_in()
    town.confirm_all()
    town.propose_all()
    for code, authority in tiers.values():
        shown = main(get(authority, "/quyet-dinh"))
        assert names[code] in shown
        others = [other for other, _ in tiers.values() if other != code]
        assert not [other for other in others if names[other] in shown]
        for other in others:
            refused = send(authority, "/quyet-dinh/2019-10", **one(town, other, level="B"))
            assert refused.status_code in (403, 404)
            assert town.sheet(other).level == "" or other != code
        assert send(authority, "/quyet-dinh/2019-10", **one(town, code, level="B")).status_code == 302
    assert levels(town, [AN, BINH, CHI]) == {"B"}
    assert town.sheet(DUNG).level == ""
    assert Cycle.objects.count() == 1
    assert page_of(AUTHORITY).get("/quyet-dinh").status_code == 200
