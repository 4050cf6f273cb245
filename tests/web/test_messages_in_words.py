"""Every kind of message as a sentence, in both languages and both forms of address; what people wrote stays theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.utils import translation

from tests.web.conftest import As
from tests.web.office_cast import main
from tests.web.world import DIVISION_HEAD, STAFF, World
from thenchot.assessment.queries.told import Told, told_at
from thenchot.notices.actions.notify import Message, notify
from thenchot.notices.models import Notice
from thenchot.people.identity import Identity
from thenchot.web import notices
from thenchot.web.address import speak_to, spoken_to_nobody
from thenchot.web.notices import Shown

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
VALUES: dict[str, object] = {
    "by": "Bạch Văn Tường", "note": "Thiếu số văn bản", "number": 12, "reason": "Nhập nhầm người", "source": "Thanh tra",
    "task": "Trả lời đơn", "period": "2026-11", "due": "2026-12-01", "sheet": 0, "cause": "partly", "unit": "Phòng Kinh tế",
    "count": 3, "software": "Một cửa",
}  # fmt: skip
SAYS = {
    "result": ("Kết quả tháng 11/2026", "07 ngày làm việc"),
    "result_replaced": ("được thay thế", "Nhập nhầm người"),
    "sheet_returned": ("Phiếu tháng 11/2026 được trả lại", "Bạch Văn Tường: “Thiếu số văn bản”"),
    "sheet_extended": ("Được thêm thời gian gửi phiếu tháng 11/2026", "Bạch Văn Tường: “Thiếu số văn bản”"),
    "entered_on_behalf": ("Phiếu tháng 11/2026 của ông/bà đã được nhập thay", "lý do: “Nhập nhầm người”"),
    "entry_disowned": ("Bạch Văn Tường: phiếu nhập thay tháng 11/2026", "“Thiếu số văn bản”"),
    "leader_reopened": ("tiêu chí d của Bạch Văn Tường đã mở lại", "trả lại phiếu tháng 11/2026"),
    "work_changed": ("Công việc của Bạch Văn Tường thay đổi", "Điểm đã xác nhận giữ nguyên"),
    "wrong_reported": ("Bạch Văn Tường báo sai một đầu việc", "Trả lời đơn: “Thiếu số văn bản”"),
    "wrong_answered": ("Đã trả lời báo sai của ông/bà", "Trả lời đơn: “Thiếu số văn bản”"),
    "petition_received": ("Kiến nghị số 12 gửi đến", "Hạn trả lời: thứ Ba, 01/12/2026."),
    "petition_answered": ("Kiến nghị số 12 đã được trả lời", ""),
    "fact_entered": ("Có thông tin mới ghi nhận về ông/bà", "Cơ quan ghi nhận: Thanh tra."),
    "fact_withdrawn": ("đã được rút lại", "Thanh tra: “Nhập nhầm người”"),
    "cause_considered": (
        "Bạch Văn Tường đã xem xét nguyên nhân một việc",
        "Trả lời đơn. Chấp nhận một phần nguyên nhân khách quan: “Thiếu số văn bản”",
    ),
    "explanation_asked": ("Bạch Văn Tường đề nghị ông/bà giải trình phiếu tháng 11/2026", "Trả lời đơn"),
    "fact_disputed": ("Bạch Văn Tường báo một thông tin không đúng", "“Thiếu số văn bản”"),
    "dispute_answered": ("Đã trả lời thông tin ông/bà báo không đúng", "Thanh tra giữ thông tin: “Thiếu số văn bản”"),
    "gathering_opened": ("Nhập thông tin phục vụ đánh giá tháng 11/2026", "Hạn: thứ Ba, 01/12/2026."),
    "inquiry_sent": ("Đề nghị xác định trách nhiệm", "Phòng Kinh tế: 3 nội dung. Hạn trả lời: thứ Ba, 01/12/2026."),
    "connection_proposed": ("Bạch Văn Tường đề nghị ông/bà phụ trách một kết nối", "Trả lời đơn"),
    "reply_checked": ("Bạch Văn Tường đã kiểm tra phiếu kiểm tháng 11/2026 của ông/bà", "Trả lời đơn"),
    "token_requested": ("Bạch Văn Tường đề nghị cấp khóa kết nối “Một cửa”", "rồi duyệt hoặc không duyệt"),
    "token_approved": ("Khóa kết nối “Một cửa” đã được duyệt", "nhận mã bí mật"),
    "token_declined": ("Khóa kết nối “Một cửa” không được duyệt", "Bạch Văn Tường: “Thiếu số văn bản”"),
    "token_revoked": ("Khóa kết nối “Một cửa” đã thu hồi", "Bạch Văn Tường: “Thiếu số văn bản”"),
    "noted": ("Bạch Văn Tường ghi nhận về công việc của ông/bà, tháng 11/2026", "“Thiếu số văn bản”"),
    "remedy_raised": ("Ông/bà chịu trách nhiệm một việc khắc phục", "Trả lời đơn. Hạn: thứ Ba, 01/12/2026."),
    "remedy_reported": ("Bạch Văn Tường báo cáo kết quả khắc phục", "“Thiếu số văn bản”"),
    "remedy_returned": ("Việc khắc phục cần làm tiếp", "Hạn mới: thứ Ba, 01/12/2026."),
    "remedy_closed": ("Việc khắc phục đã kết thúc", "Bạch Văn Tường: “Thiếu số văn bản”"),
    "body_result": ("Kết quả xếp loại tổ chức tháng 11/2026", "đã có mức xếp loại"),
    "body_returned": ("Phiếu của tổ chức tháng 11/2026", "“Thiếu số văn bản”"),
    "leader_outdated": ("Tiêu chí d của Bạch Văn Tường", "Xem lại kết quả tháng 11/2026"),
    "confirmed_again": ("Phiếu tháng 11/2026 được xác nhận lại", "Bạch Văn Tường xác nhận lại"),
    "step_due": ("Đến bước của ông/bà trong kỳ tháng 11/2026", "Hạn: thứ Ba, 01/12/2026."),
    "step_late": ("Đề nghị hoàn thành công việc của kỳ tháng 11/2026", "Đã quá hạn"),
}


@dataclass
class Row:
    """A message as it is kept."""

    kind: str
    params: dict[str, object] = field(default_factory=lambda: dict(VALUES))
    link: str = ""
    at: datetime = AT
    read_at: datetime | None = None
    pk: int = 7


@pytest.fixture(autouse=True)
def _the_day_of_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", "2026-11-21")


def only_words(row: Row) -> Shown:
    return notices._shown(row, None)


@pytest.mark.parametrize("kind", sorted(SAYS))
def test_each_kind_has_a_title_and_a_text_with_its_values(kind: str) -> None:
    title, text = SAYS[kind]
    found = only_words(Row(kind))
    assert title in found.title
    assert text in found.text
    assert "%" not in found.title + found.text


@pytest.mark.parametrize("kind", sorted(SAYS))
def test_each_kind_is_said_in_english_too(kind: str) -> None:
    vietnamese = only_words(Row(kind))
    with translation.override("en"):
        english = only_words(Row(kind))
    assert english.title != vietnamese.title
    assert not any(word in english.title + english.text for word in ("ông/bà", "tháng", "Kết quả", "Hạn", "thứ"))


def test_every_kind_of_message_that_is_sent_has_its_sentence() -> None:
    assert set(notices._sentences()) == set(SAYS)


def test_a_kind_nobody_named_is_shown_as_it_is_and_breaks_no_page() -> None:
    found = only_words(Row("brand_new"))
    assert (found.title, found.text, found.id) == ("brand_new", "", 7)


@pytest.mark.parametrize("kind", sorted(SAYS))
def test_a_message_without_its_values_still_has_a_sentence(kind: str) -> None:
    assert only_words(Row(kind, {})).title


def test_the_last_day_stands_where_no_due_day_is_given() -> None:
    assert "thứ Năm, 31/12/2026" in only_words(Row("step_due", {"period": "2026-12", "last": "2026-12-31"})).text


def test_comrades_are_spoken_to_as_such_and_what_people_wrote_is_left_alone() -> None:
    reader = Identity(1, "01", "Đoàn Thị Mơ", "nu", AT.date(), bloc="dang")
    with spoken_to_nobody():
        speak_to(reader)
        title = only_words(Row("fact_entered")).title
        text = only_words(Row("sheet_returned", VALUES | {"note": "Đề nghị ông/bà bổ sung"})).text
    assert title == "Có thông tin mới ghi nhận về đồng chí"
    assert "Đề nghị ông/bà bổ sung" in text


def test_a_percent_sign_that_somebody_wrote_is_only_a_sign() -> None:
    assert "đạt 95% (%s, %(name)s)" in only_words(Row("sheet_returned", VALUES | {"note": "đạt 95% (%s, %(name)s)"})).text


# --- results, with the figures of their version ---------------------------------------------------------------------


def version(**other: Any) -> Told:
    values: dict[str, Any] = {
        "sheet_id": 5, "at": AT, "score": Fraction(713, 8), "band": "HTT", "level": "", "confirmed_by": "Bạch Văn Tường",
        "decided_by": "", "replaced_by": "", "law": "Nghị định 335/2025/NĐ-CP", "changes": (),
    }  # fmt: skip
    return Told(**values | other)


def change(raised: bool, reason: str = "Có sáng kiến.") -> Any:
    by = SimpleNamespace(full_name="Trịnh Quang Vĩnh")
    return SimpleNamespace(raised=raised, before="HTT", after="HTXS" if raised else "HT", reason=reason, by=by)


@pytest.mark.parametrize(
    ("given", "figures"),
    [
        ({}, "89,13 điểm, mức theo điểm HTT"), ({"level": "HTXS"}, "89,13 điểm, mức xếp loại HTXS"),
        ({"score": None}, "chưa có điểm"), ({"score": None, "level": "KHT"}, "chưa có điểm, mức KHT"),
    ],
)
def test_the_title_of_a_result_tells_its_figures(given: dict[str, Any], figures: str) -> None:
    assert notices._shown(Row("result"), version(**given)).title == f"Kết quả tháng 11/2026: {figures}"


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (True, "Trịnh Quang Vĩnh nâng mức từ HTT lên HTXS: “Có sáng kiến”."),
        (False, "Trịnh Quang Vĩnh hạ mức từ HTT xuống HT: “Có sáng kiến”."),
    ],
)
def test_a_change_of_level_is_told_with_who_and_why(raised: bool, said: str) -> None:
    text = notices._shown(Row("result"), version(changes=(change(raised),), decided_by="Đinh Thế Lãm")).text
    assert said in text
    assert text.startswith("Người xác nhận: Bạch Văn Tường. Người quyết định mức: Đinh Thế Lãm. ")


def test_a_replacement_tells_who_replaced_it_and_why() -> None:
    text = notices._shown(Row("result_replaced"), version(replaced_by="Ngô Thanh Hà", changes=(change(True),))).text
    assert text.startswith("Người thay thế kết quả: Ngô Thanh Hà. Lý do: “Nhập nhầm người”.")
    assert "nâng mức" not in text


@pytest.mark.parametrize(("law", "cited"), [("Nghị định 335/2025/NĐ-CP", True), ("Quyết định 3814-QĐ/TU", False)])
def test_the_right_to_petition_cites_the_decree_only_where_it_governs(law: str, cited: bool) -> None:
    text = notices._shown(Row("result"), version(law=law)).text
    assert ("(Điều 22 Nghị định 335/2025/NĐ-CP)" in text) is cited
    assert ("07 ngày làm việc theo quy định của cơ quan." in text) is not cited
    assert "07 ngày làm việc" in text


def test_a_message_tells_the_version_that_was_in_force_when_it_was_sent() -> None:
    first, second = version(), version(at=AT.replace(hour=9), score=Fraction(90))
    versions = [first, second, version(sheet_id=6)]
    moments = [AT.replace(hour=1), AT, AT.replace(hour=8), AT.replace(hour=9), AT.replace(hour=23)]
    assert [told_at(versions, 5, at) for at in moments] == [first, first, first, second, second]
    assert told_at(versions, 7, AT) is None
    assert told_at([], 5, AT) is None


# --- on the page -------------------------------------------------------------------------------------------------------


def test_all_kinds_stand_on_the_page_as_text_in_both_languages(as_: As, world: World) -> None:
    Notice.objects.all().delete()
    me, hostile = world.person(STAFF), "<script>alert(1)</script>"
    kinds = [kind for kind in SAYS if not kind.startswith("result")]
    for kind in kinds[:4]:
        notify([Message(me, kind, VALUES | {"by": hostile, "note": hostile, "source": hostile}, "/qua-trinh")])
    client = as_(STAFF)
    for language in ("vi", "en"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = client.get("/viec-can-lam")
        assert "<script>alert(1)" not in answer.content.decode()
        assert hostile in main(answer).replace("&lt;", "<").replace("&gt;", ">")


def test_messages_of_others_are_not_among_mine(as_: As, world: World) -> None:
    notify([Message(world.person(DIVISION_HEAD), "sheet_returned", VALUES | {"note": "chỉ của người khác"}, "/qua-trinh")])
    assert "chỉ của người khác" not in main(as_(STAFF).get("/viec-can-lam"))


def test_the_right_to_petition_is_said_once_for_each_law_of_the_results_in_a_list() -> None:
    decree, framework = version(law="Nghị định 335/2025/NĐ-CP"), version(law="Quyết định 3814-QĐ/TU")
    assert notices.with_right_said_once([None, decree, framework, decree, None]) == [False, True, True, False, False]
    assert "kiến nghị" in notices._shown(Row("result"), decree).text
    assert "kiến nghị" not in notices._shown(Row("result"), decree, with_right=False).text
