"""Minutes of the month's meeting as a paper: what stands in which section, in both layouts, drafted and frozen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import docx
import pytest

from tests.files.papers import DRAFT, PARTY, PUBLISHED, SEAL, STATE
from tests.files.seeing import pages_of
from thenchot.files.forms.briefings import BriefingMinutes, briefing_paper
from thenchot.files.forms.docx import docx_of
from thenchot.files.forms.pdf import pdf_of
from thenchot.followup.content import Ahead, Content, Figures, KeyWork, LateWork, RemedyLine

KEY = KeyWork(1, "Giải phóng mặt bằng", "Trịnh Quang Vĩnh", "Bùi Đức Thắng", "2026-11-20", "Xong 12 hộ", "done")
LATE = LateWork(
    2, "Tờ trình lộ giới", "Bùi Đức Thắng", "Phòng Kinh tế", "Trịnh Quang Vĩnh", "2026-11-12", "2026-11-14",
    ("late", "rejected"), "Chờ số liệu của Sở.\nĐã đôn đốc hai lần.", excused=False,
)  # fmt: skip
SILENT = replace(LATE, task_id=3, content="Biên bản hiện trường", done_on="", what=("overdue",), explanation="")
EXCUSED = replace(LATE, task_id=4, content="Bảng kê thiệt hại", what=("late",), explanation="", excused=True)
OLD = RemedyLine(1, "Hồ sơ trễ hẹn", "Lập bảng kiểm", "Tạ Thị Huệ", "2026-11-25", "reported", "Đã lập.", "2026-10")
NEW = RemedyLine(2, "Tờ trình sai căn cứ", "Rà soát trước khi trình", "Mai Quốc Đông", "2026-12-15", "open", "", "2026-11")
CONTENT = Content(
    unit="Phòng Kinh tế", period="2026-11", figures=Figures(24, 18, 5, 6, 2, 3), key=(KEY,), own_table=True,
    late=(LATE, SILENT, EXCUSED), later=0, weaknesses=(NEW,), before=(OLD,), attention=("Diễn tập phòng cháy",),
    ahead=(Ahead("Có sẵn trong biểu", "", ""),), carried=(Ahead("Biên bản hiện trường", "Bùi Đức Thắng", "2026-12-15"),),
)  # fmt: skip
MINUTES = BriefingMinutes(
    letterhead=STATE, about="Họp giao ban tháng 11/2026", held_on=date(2026, 11, 30), place="Phòng họp tầng 2",
    chair="Bạch Văn Tường", secretary="Nguyễn Thị Hồng Nhung", present=8, absent=("Lương Thùy Linh, đi học",),
    conclusion=("Tập trung hồ sơ trễ hẹn.", "Giao Văn phòng theo dõi."), content=CONTENT, seal=SEAL, footing=PUBLISHED,
)  # fmt: skip
EMPTY = Content("Phòng Kinh tế", "2026-11", Figures(), (), False, (), 0, (), (), (), ())
SECTIONS = [
    "I. THÀNH PHẦN", "II. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ TRONG THÁNG", "III. VIỆC CHẬM, CHƯA ĐẠT: GIẢI TRÌNH VÀ TRÁCH NHIỆM",
    "IV. HẠN CHẾ VÀ VIỆC KHẮC PHỤC", "V. NHIỆM VỤ CẦN CHÚ Ý THÁNG SAU", "VI. KẾT LUẬN CỦA NGƯỜI CHỦ TRÌ",
]  # fmt: skip


def lines(minutes: BriefingMinutes) -> list[str]:
    """The paragraphs of the paper in their order, those of tables among them."""
    document = docx.Document(BytesIO(docx_of(briefing_paper(minutes))))
    found = []
    for element in document.element.body.iter():
        if element.tag.endswith("}p"):
            found.append("".join(piece.text or "" for piece in element.iter() if piece.tag.endswith("}t")))
    return [text for text in found if text]


def section(minutes: BriefingMinutes, number: int) -> list[str]:
    """What stands under one of the headings."""
    text = lines(minutes)
    first = text.index(SECTIONS[number])
    last = text.index(SECTIONS[number + 1]) if number + 1 < len(SECTIONS) else len(text)
    return text[first + 1 : last]


def test_the_sections_stand_in_their_order_below_the_kind_of_paper() -> None:
    text = lines(MINUTES)
    places = [text.index(part) for part in ["BIÊN BẢN", "Họp giao ban tháng 11/2026", *SECTIONS]]
    assert places == sorted(places)
    assert text[text.index("Họp giao ban tháng 11/2026") + 1 :][:2] == [
        "Thời gian: ngày 30 tháng 11 năm 2026.", "Địa điểm: Phòng họp tầng 2.",
    ]  # fmt: skip


def test_who_was_there_and_who_was_not_with_the_reason() -> None:
    assert section(MINUTES, 0) == [
        "Chủ trì: Bạch Văn Tường.", "Thư ký: Nguyễn Thị Hồng Nhung.", "Có mặt: 08 người.", "Vắng mặt: 01 người.",
        "- Lương Thùy Linh, đi học",
    ]  # fmt: skip
    assert "Vắng mặt" not in " ".join(section(replace(MINUTES, absent=()), 0))


def test_the_figures_are_sentences_and_key_work_is_a_table_with_its_result() -> None:
    found = section(MINUTES, 1)
    assert found[:3] == [
        "Tổng số 24 đầu việc, trong đó 03 việc đột xuất.",
        "Đã hoàn thành 18 việc, trong đó 05 việc chậm hoặc có lần chưa đạt.",
        "Đang thực hiện 06 việc, trong đó 02 việc quá hạn.",
    ]
    assert found[-6:] == [
        "1", "Giải phóng mặt bằng", "Bùi Đức Thắng", "Phụ trách: Trịnh Quang Vĩnh", "20/11/2026", "Xong 12 hộ",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("state", "said"), [("done", "Đã hoàn thành"), ("overdue", "Quá hạn"), ("running", "Đang thực hiện")]
)
def test_key_work_without_a_result_says_how_it_stands(state: str, said: str) -> None:
    content = replace(CONTENT, key=(replace(KEY, state=state, result=""),))
    assert section(replace(MINUTES, content=content), 1)[-1] == said


def test_a_leader_who_does_the_work_is_named_once() -> None:
    content = replace(CONTENT, key=(replace(KEY, leader=KEY.doer),))
    assert "Phụ trách" not in " ".join(section(replace(MINUTES, content=content), 1))


def test_late_work_names_who_answers_and_their_own_words_line_by_line() -> None:
    found = section(MINUTES, 2)
    at = found.index("Tờ trình lộ giới")
    assert found[at : at + 6] == [
        "Tờ trình lộ giới", "Hạn 12/11/2026: xong chậm, chưa đạt chất lượng", "Bùi Đức Thắng", "Phụ trách: Trịnh Quang Vĩnh",
        "Chờ số liệu của Sở.", "Đã đôn đốc hai lần.",
    ]  # fmt: skip


def test_work_without_an_explanation_says_so_unless_its_cause_was_accepted() -> None:
    found = section(MINUTES, 2)
    silent, excused = found.index("Biên bản hiện trường"), found.index("Bảng kê thiệt hại")
    assert (found[silent + 1], found[silent + 4]) == ("Hạn 12/11/2026: quá hạn, chưa xong", "Chưa có giải trình.")
    assert found[excused + 4 :] == ["—", "Nguyên nhân khách quan đã được chấp nhận."]


def test_late_work_beyond_what_is_listed_is_counted() -> None:
    assert section(replace(MINUTES, content=replace(CONTENT, later=12)), 2)[-1] == "Và 12 việc khác."
    assert "việc khác" not in " ".join(section(MINUTES, 2))


def test_weaknesses_of_before_and_of_now_stand_apart_each_with_its_state() -> None:
    found = section(MINUTES, 3)
    before, now = found.index("Từ các tháng trước:"), found.index("Nêu trong tháng:")
    assert before < found.index("Hồ sơ trễ hẹn") < now < found.index("Tờ trình sai căn cứ")
    assert found[now - 3 : now] == ["Tạ Thị Huệ", "25/11/2026", "đã báo cáo kết quả"]
    assert found[-4:] == ["Rà soát trước khi trình", "Mai Quốc Đông", "15/12/2026", "đang khắc phục"]


def test_the_next_month_holds_what_to_attend_to_and_what_was_carried_over_and_no_more() -> None:
    assert section(MINUTES, 4) == [
        "- Diễn tập phòng cháy", "Chuyển sang tháng sau:", "- Biên bản hiện trường (Bùi Đức Thắng, hạn 15/12/2026)",
    ]  # fmt: skip


def test_work_carried_over_without_a_doer_is_named_with_its_day_alone() -> None:
    content = replace(CONTENT, attention=(), carried=(Ahead("Kiểm kê", "", "2026-12-31"),))
    assert section(replace(MINUTES, content=content), 4)[-1] == "- Kiểm kê (hạn 31/12/2026)"


def test_the_conclusion_stands_line_by_line_before_the_closing_words_and_the_seal() -> None:
    found = section(MINUTES, 5)
    assert found[:3] == ["Tập trung hồ sơ trễ hẹn.", "Giao Văn phòng theo dõi.", "Biên bản đã được thông qua tại cuộc họp."]
    assert f"Niêm phong nhật ký ngày 03/12/2026: {SEAL.hash}" in found
    assert "Niêm phong" not in " ".join(section(replace(MINUTES, seal=None), 5))
    assert found.index("THƯ KÝ") < found.index("CHỦ TRÌ") < found.index("Nguyễn Thị Hồng Nhung") < found.index("Bạch Văn Tường")


def test_a_month_in_which_nothing_was_wrong_says_so_in_each_section() -> None:
    plain = replace(MINUTES, content=EMPTY)
    assert section(plain, 1)[-1] == "Đang thực hiện 00 việc, trong đó 00 việc quá hạn."
    assert section(plain, 2) == ["Không có việc chậm, chưa đạt."]
    assert section(plain, 3) == ["Không có hạn chế nào được nêu."]
    assert section(plain, 4) == ["Thực hiện theo kế hoạch công tác tháng."]


def test_a_draft_leaves_room_for_the_pen_and_says_that_it_is_one() -> None:
    draft = replace(MINUTES, held_on=None, place="", chair="", secretary="", present=0, conclusion=(), seal=None, footing=DRAFT)
    text = lines(draft)
    assert "Thời gian: ngày ..... tháng ..... năm ........" in text
    assert "Chủ trì: ................" in text
    paper = briefing_paper(draft)
    assert (paper.across, "1a2b3c" in paper.foot) == (briefing_paper(replace(MINUTES, footing=DRAFT)).across, False)
    assert paper.across
    assert (briefing_paper(MINUTES).across, "1a2b3c" in briefing_paper(MINUTES).foot) == ("", True)


def test_a_party_body_has_its_own_head_number_and_size() -> None:
    paper = briefing_paper(replace(MINUTES, letterhead=PARTY))
    text = lines(replace(MINUTES, letterhead=PARTY))
    assert ("ĐẢNG CỘNG SẢN VIỆT NAM" in text, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text) == (True, False)
    assert (paper.size, briefing_paper(MINUTES).size) == (14, 13)
    assert "Số        -BB/........" in text


def test_what_people_typed_cannot_break_the_document() -> None:
    bad = replace(LATE, content="<w:p> & \x00 ]]>", explanation='=HYPERLINK("x")\x0b\n<b>đậm</b>')
    found = section(replace(MINUTES, content=replace(CONTENT, late=(bad,))), 2)
    assert "<w:p> &  ]]>" in found
    assert "<b>đậm</b>" in found


def test_as_pdf_it_has_its_words_and_its_foot_on_each_page() -> None:
    many = replace(CONTENT, late=tuple(replace(LATE, task_id=at, content=f"Việc chậm số {at}") for at in range(40)))
    paper = briefing_paper(replace(MINUTES, content=many))
    pages = pages_of(pdf_of(paper.title, [paper]))
    assert len(pages) > 1
    assert all(paper.foot in page for page in pages)
    assert all("Người chịu trách nhiệm" in page for page in pages[1:-1])
    whole = " ".join(pages)
    assert [at for at in range(40) if f"Việc chậm số {at}" not in whole] == []
