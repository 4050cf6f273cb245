"""Minutes of a meeting and the summary for the flag ceremony, as numbered papers of the body."""

from __future__ import annotations

from collections.abc import Sequence

from thenchot.assessment.documents import (
    CeremonySummary,
    Changed,
    Counted,
    Letterhead,
    Minutes,
    SealNote,
    Signature,
    Subject,
)
from thenchot.files.forms.heads import (
    Numbered,
    body,
    closing,
    letterhead,
    named,
    recipients,
    section,
    signatures,
    size_of,
)
from thenchot.files.forms.numbers import counted, day_in_words, share, short_day
from thenchot.files.forms.paper import (
    Block,
    Cell,
    Line,
    Margins,
    Paper,
    Table,
    italic,
    paragraphs,
)
from thenchot.files.forms.sheets import DRAFT, foot_of
from thenchot.files.forms.tables import cell, gap, names, small

MARGINS = Margins()
RECEIVING = ("Các đơn vị trực thuộc", "Lưu: VT, hồ sơ đánh giá")


def minutes_paper(minutes: Minutes) -> Paper:
    blocks = (
        *letterhead(minutes.letterhead, Numbered("BB", dated=False)),
        *named(minutes.letterhead, "BIÊN BẢN", minutes.about),
        body(f"Thời gian: {day_in_words(minutes.held_on)}."),
        body(f"Địa điểm: {minutes.place}."),
        section("I. THÀNH PHẦN"),
        *_present(minutes),
        section("II. NỘI DUNG"),
        *(body(part) for text in minutes.text for part in paragraphs(text)),
        *_said(minutes),
        body("Biên bản đã được thông qua tại cuộc họp."),
        *seal_lines(minutes.seal),
        gap(),
        signatures(
            Signature(("THƯ KÝ",), minutes.secretary), Signature(("CHỦ TRÌ",), minutes.chair), MARGINS, dated=False
        ),
        *recipients(minutes.letterhead, ("Như thành phần dự họp", "Hồ sơ đánh giá, xếp loại", "Lưu: VT")),
    )
    return _paper(f"Biên bản, {minutes.about}", blocks, minutes.letterhead, minutes)


def _paper(title: str, blocks: Sequence[Block], head: Letterhead, of: Minutes | CeremonySummary) -> Paper:
    return Paper(
        title=title, blocks=tuple(blocks), foot=foot_of(of.footing), across=DRAFT if of.footing.draft else "",
        size=size_of(head), margins=MARGINS,
    )  # fmt: skip


def _present(minutes: Minutes) -> tuple[Line, ...]:
    lines = [
        body(f"Chủ trì: {minutes.chair}."),
        body(f"Thư ký: {minutes.secretary}."),
        body(f"Có mặt: {counted(minutes.present)} người."),
    ]
    if minutes.absent:
        lines.append(body(f"Vắng mặt: {counted(len(minutes.absent))} người."))
        lines += [body(f"- {who}") for who in minutes.absent]
    return tuple(lines)


def _said(minutes: Minutes) -> tuple[Block, ...]:
    if not minutes.said:
        return ()
    rows = [names("TT", "Họ và tên, chức vụ", "Ý kiến nhận xét")]
    for at, one in enumerate(minutes.said, start=1):
        author = f" ({one.author})" if one.author else ""
        words = tuple(small(part) for part in paragraphs(one.text + author))
        rows.append((cell(str(at), "center"), Cell((small(one.person, strong=True), small(one.title))), Cell(words)))
    return (section("III. Ý KIẾN ĐỐI VỚI TỪNG NGƯỜI"), Table((12.0, 53.0, 100.0), tuple(rows), head=1), gap())


def seal_lines(seal: SealNote | None) -> tuple[Line, ...]:
    if seal is None:
        return ()
    lines = [f"Niêm phong nhật ký ngày {short_day(seal.day)}: {seal.hash}"]
    lines += [f"Khóa công khai để đối chiếu: {seal.key}"] if seal.key else []
    return tuple(Line(italic(text), size=11, before=4, keep=True) for text in lines)


def ceremony_paper(summary: CeremonySummary) -> Paper:
    about = f"Tổng hợp kết quả theo dõi, đánh giá {summary.period}"
    blocks = (
        *letterhead(summary.letterhead, Numbered("BC")),
        *named(summary.letterhead, "BÁO CÁO", about),
        Line(italic("(Phục vụ công bố tại buổi chào cờ)"), align="center", after=8),
        body(f"Phạm vi: {summary.scope}. Quy định áp dụng: {summary.rulebook}."),
        section("1. Số người được theo dõi, đánh giá"),
        *_people(summary),
        section("2. Kết quả " + ("xếp loại" if summary.ranked else "theo mức điểm")),
        *_levels(summary),
        section("3. Nâng mức, hạ mức so với tự đánh giá"),
        *_changes(summary),
        *_praised(summary),
        *seal_lines(summary.seal),
        gap(),
        closing(summary.letterhead, RECEIVING, "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", MARGINS),
    )
    return _paper(f"Báo cáo, {about}", blocks, summary.letterhead, summary)


def _people(summary: CeremonySummary) -> tuple[Line, ...]:
    asked = summary.total - summary.excused
    apart = f"; không kể người có lý do, đạt {share(summary.assessed, asked)}" if summary.excused else ""
    lines = [
        body(f"- Tổng số: {counted(summary.total)} người; thuộc diện đánh giá kỳ này: {counted(asked)} người."),
        body(f"- Đã đánh giá: {counted(summary.assessed)} người, đạt {share(summary.assessed, summary.total)}{apart}."),
    ]
    if summary.unfinished:
        lines.append(body(f"- Chưa hoàn thành: {_listed(summary.unfinished)}."))
    if summary.excuses:
        lines.append(body(f"- Không đánh giá kỳ này, có căn cứ: {_listed(summary.excuses)}."))
    return tuple(lines)


def _listed(rows: Sequence[Counted]) -> str:
    return "; ".join(f"{row.text} {counted(row.count)}" for row in rows)


def _levels(summary: CeremonySummary) -> tuple[Block, ...]:
    rows = [names("Mức", "Số người", "Tỷ lệ")]
    rows += [
        (cell(one.text), cell(counted(one.count), "center"), cell(share(one.count, summary.assessed), "center"))
        for one in summary.levels
    ]
    rows.append((
        cell("Cộng", strong=True), cell(counted(summary.assessed), "center", strong=True),
        cell(share(summary.assessed, summary.assessed), "center", strong=True),
    ))  # fmt: skip
    return (Table((95.0, 35.0, 35.0), tuple(rows), head=1), gap())


def _changes(summary: CeremonySummary) -> tuple[Block, ...]:
    told = body(
        f"Nâng mức: {counted(summary.raised)} người; hạ mức: {counted(summary.lowered)} người. "
        "Mỗi trường hợp đều có lý do, người được đánh giá đã được thông báo."
    )
    if not summary.changes:
        return (told,)
    rows = [names("Đơn vị", "Nâng mức", "Hạ mức"), *(_change(one) for one in summary.changes)]
    return (told, Table((95.0, 35.0, 35.0), tuple(rows), head=1), gap())


def _change(one: Changed) -> tuple[Cell, ...]:
    return (cell(one.unit), cell(counted(one.raised), "center"), cell(counted(one.lowered), "center"))


def _praised(summary: CeremonySummary) -> tuple[Block, ...]:
    """Names stand here only where the body publishes results within it."""
    title = section(f"4. Đạt mức {summary.praised}")
    if summary.names is None:
        return (title, body("Danh sách không nêu tên theo phạm vi công bố của kỳ: kết quả thông báo đến từng người."))
    if not summary.names:
        return (title, body("Kỳ này không có."))
    rows = [names("TT", "Họ và tên", "Chức vụ, chức danh", "Đơn vị")]
    rows += [_name(at, one) for at, one in enumerate(summary.names, start=1)]
    return (title, Table((12.0, 50.0, 47.0, 56.0), tuple(rows), head=1), gap())


def _name(at: int, one: Subject) -> tuple[Cell, ...]:
    return (cell(str(at), "center"), cell(one.name), cell(one.title), cell(one.unit))
