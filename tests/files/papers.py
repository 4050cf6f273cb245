"""Papers of invented people for the tests of layout: one of each kind, in the State's and in the Party's layout."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.files.plans import CONTENTS, plan, row
from thenchot.assessment.documents import (
    CeremonySummary,
    Changed,
    Counted,
    CriterionLine,
    Footing,
    Letterhead,
    Minutes,
    MonthLine,
    PeriodForm,
    Said,
    SealNote,
    Signature,
    Subject,
    YearForm,
)
from thenchot.files.forms.paper import Paper
from thenchot.files.forms.reports import ceremony_paper, minutes_paper
from thenchot.files.forms.sheets import period_paper, year_paper
from thenchot.files.plan_paper import plan_paper
from thenchot.rules.book import Criterion
from thenchot.rulesets import books

STATE = Letterhead(False, "", "UBND phường Bến Trúc")
PARTY = Letterhead(True, "Đảng bộ thành phố Lam Giang", "Đảng ủy phường Bến Trúc")
NAME = "Nguyễn Thị Hồng Nhưỡng"
SUBJECT = Subject(NAME, "Chuyên viên", "Phòng Kinh tế, Hạ tầng và Đô thị")
PUBLISHED, DRAFT = Footing("2026-10/1234", 2, "1a2b3c4d5e6f"), Footing("2026-10/1234", 5, draft=True)
SEAL = SealNote(date(2026, 12, 3), "9f" * 32)
BOOK = books.load("nd335-2025-cong-chuc")
HALF = Fraction(1, 2)


def criteria() -> tuple[CriterionLine, ...]:
    """The decree's ten criteria under their three groups, half a point off each maximum."""
    rows: list[CriterionLine] = []
    for group in BOOK.criteria[0].children:
        rows.append(CriterionLine(group.id, group.vi, group.max, heading=True))
        rows += [_row(at, one) for at, one in enumerate(group.children, start=1)]
    return tuple(rows)


def _row(at: int, one: Criterion) -> CriterionLine:
    most = one.max or Fraction(0)
    return CriterionLine(str(at), one.vi, most, most - HALF, most - 1)


def period_form(head: Letterhead = STATE, footing: Footing = PUBLISHED) -> PeriodForm:
    signed = (
        Signature(("CÔNG CHỨC TỰ ĐÁNH GIÁ",), NAME, date(2026, 10, 20)),
        Signature(("CẤP CÓ THẨM QUYỀN", "THEO DÕI, ĐÁNH GIÁ"), "Bạch Văn Tường", date(2026, 10, 24)),
    )
    return PeriodForm(
        letterhead=head, form="Mẫu số 01", rulebook=BOOK.name, period="tháng 10 năm 2026", subject=SUBJECT,
        lines=criteria(), max=Fraction(30), own=Fraction(25), general=Fraction(20), results=Fraction(7945, 124),
        total=Fraction(7945, 124) + 20, level="Hoàn thành tốt nhiệm vụ",
        strengths="Xử lý đúng hạn phản ánh của người dân.\nPhối hợp tốt.", weaknesses="Tờ trình còn sai căn cứ.",
        opinion="", signed=signed, footing=footing,
    )  # fmt: skip


def own_form() -> PeriodForm:
    """The sheet of a rulebook that has no form in the decree."""
    lines = (
        CriterionLine("1", "Ý thức tổ chức kỷ luật", Fraction(20), Fraction(18), Fraction(17)),
        CriterionLine("2", "Kết quả thực hiện nhiệm vụ", Fraction(70), Fraction(62), Fraction(62)),
    )
    return replace(
        period_form(), form="", rulebook="Khung tiêu chí đánh giá hằng tháng", lines=lines, max=Fraction(90),
        own=Fraction(80), general=Fraction(79), results=None, total=Fraction(79),
    )  # fmt: skip


def year_form(head: Letterhead = STATE) -> YearForm:
    months = [MonthLine(month, Fraction(880 + month, 10)) for month in range(1, 13)]
    months[1] = MonthLine(2, None, "Nghỉ thai sản")
    signed = (
        Signature(("CÔNG CHỨC TỰ XẾP LOẠI",), NAME, date(2026, 12, 5)),
        Signature(("CẤP CÓ THẨM QUYỀN XẾP LOẠI",), "Trịnh Quang Vĩnh"),
    )
    levels = tuple(level.vi for level in BOOK.levels)
    return YearForm(
        letterhead=head, year=2026, subject=SUBJECT, months=tuple(months), mean=Fraction(10611, 120), levels=levels,
        own_level=levels[1], level="", handling="", signed=signed, footing=PUBLISHED,
    )  # fmt: skip


def minutes(head: Letterhead = STATE) -> Minutes:
    return Minutes(
        letterhead=head, period="năm 2026", about="Cuộc họp nhận xét, đánh giá, xếp loại chất lượng năm 2026",
        held_on=date(2026, 2, 4), place="Hội trường UBND phường", chair="Trịnh Quang Vĩnh", secretary="Lý Thu Hiền",
        present=14, absent=("Bùi Đức Thắng: đi công tác",),
        text=("Chủ trì nêu yêu cầu của cuộc họp theo Điều 21 Nghị định số 335/2025/NĐ-CP.",),
        said=(Said(NAME, "Chuyên viên", "Nhất trí với mức tự xếp loại."),), seal=SEAL, footing=PUBLISHED,
    )  # fmt: skip


def summary(head: Letterhead = STATE, names: tuple[Subject, ...] | None = (SUBJECT,)) -> CeremonySummary:
    counts = (20, 60, 8, 2)
    return CeremonySummary(
        letterhead=head, period="tháng 10 năm 2026", scope="UBND phường Bến Trúc", rulebook=BOOK.name, total=96, excused=4,
        assessed=90, ranked=False, levels=tuple(Counted(level.vi, n) for level, n in zip(BOOK.levels, counts, strict=True)),
        unfinished=(Counted("chưa gửi", 2),), excuses=(Counted("mới nhận công tác", 4),),
        changes=(Changed("Văn phòng HĐND và UBND", 1, 2),), raised=1, lowered=2, praised="hoàn thành xuất sắc nhiệm vụ",
        names=names, seal=SEAL, footing=PUBLISHED,
    )  # fmt: skip


def of_each_kind() -> dict[str, Paper]:
    """Every paper by a plain name, in both layouts; the draft among them."""
    found: dict[str, Paper] = {"draft": period_paper(period_form(footing=DRAFT)), "own": period_paper(own_form())}
    for layout, head in (("state", STATE), ("party", PARTY)):
        found |= {
            f"period-{layout}": period_paper(period_form(head)),
            f"year-{layout}": year_paper(year_form(head)),
            f"minutes-{layout}": minutes_paper(minutes(head)),
            f"ceremony-{layout}": ceremony_paper(summary(head)),
            f"plan-{layout}": plan_paper(plan(*map(row, CONTENTS)), head, "tháng 11 năm 2026"),
        }
    return found
