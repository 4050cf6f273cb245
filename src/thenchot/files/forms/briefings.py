"""Minutes of the month's meeting of a unit (biên bản họp giao ban), as a numbered paper of the body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from thenchot.assessment.documents import Footing, Letterhead, SealNote, Signature
from thenchot.files.forms.heads import (
    Numbered,
    body,
    letterhead,
    named,
    recipients,
    section,
    signatures,
    size_of,
)
from thenchot.files.forms.numbers import counted, day_in_words, short_day
from thenchot.files.forms.paper import Block, Cell, Line, Margins, Paper, Table, italic, paragraphs
from thenchot.files.forms.reports import seal_lines
from thenchot.files.forms.sheets import DRAFT, foot_of
from thenchot.files.forms.tables import cell, gap, names, small
from thenchot.followup.content import Ahead, Content, KeyWork, LateWork, RemedyLine

MARGINS = Margins()
STATES = {"done": "Đã hoàn thành", "overdue": "Quá hạn", "running": "Đang thực hiện"}
LATENESS = {"overdue": "quá hạn, chưa xong", "late": "xong chậm", "rejected": "chưa đạt chất lượng"}
REMEDIES = {"open": "đang khắc phục", "reported": "đã báo cáo kết quả", "closed": "đã khắc phục xong"}


@dataclass(frozen=True)
class BriefingMinutes:
    """What the minutes say; blank where the draft lacks it."""

    letterhead: Letterhead
    about: str
    held_on: date | None
    place: str
    chair: str
    secretary: str
    present: int
    absent: tuple[str, ...]
    conclusion: tuple[str, ...]
    content: Content
    seal: SealNote | None
    footing: Footing


def briefing_paper(minutes: BriefingMinutes) -> Paper:
    content = minutes.content
    blocks = (
        *letterhead(minutes.letterhead, Numbered("BB", dated=False)),
        *named(minutes.letterhead, "BIÊN BẢN", minutes.about),
        body(f"Thời gian: {day_in_words(minutes.held_on)}."),
        body(f"Địa điểm: {minutes.place or '...............'}."),
        section("I. THÀNH PHẦN"),
        *_present(minutes),
        section("II. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ TRONG THÁNG"),
        *_figures(content),
        *_key(content.key),
        section("III. VIỆC CHẬM, CHƯA ĐẠT: GIẢI TRÌNH VÀ TRÁCH NHIỆM"),
        *_late(content),
        section("IV. HẠN CHẾ VÀ VIỆC KHẮC PHỤC"),
        *_remedies("Từ các tháng trước:", content.before),
        *_remedies("Nêu trong tháng:", content.weaknesses),
        *(() if content.before or content.weaknesses else (body("Không có hạn chế nào được nêu."),)),
        section("V. NHIỆM VỤ CẦN CHÚ Ý THÁNG SAU"),
        *_next(content),
        section("VI. KẾT LUẬN CỦA NGƯỜI CHỦ TRÌ"),
        *(body(part) for text in minutes.conclusion for part in paragraphs(text)),
        body("Biên bản đã được thông qua tại cuộc họp."),
        *seal_lines(minutes.seal),
        gap(),
        signatures(
            Signature(("THƯ KÝ",), minutes.secretary), Signature(("CHỦ TRÌ",), minutes.chair), MARGINS, dated=False
        ),
        *recipients(minutes.letterhead, ("Như thành phần dự họp", "Các đơn vị, cá nhân có việc nêu trên", "Lưu: VT")),
    )
    return Paper(
        title=f"Biên bản, {minutes.about}", blocks=blocks, foot=foot_of(minutes.footing),
        across=DRAFT if minutes.footing.draft else "", size=size_of(minutes.letterhead), margins=MARGINS,
    )  # fmt: skip


def _present(minutes: BriefingMinutes) -> list[Line]:
    absent = [part for text in minutes.absent for part in paragraphs(text)]
    lines = [
        body(f"Chủ trì: {minutes.chair or '...............'}."),
        body(f"Thư ký: {minutes.secretary or '...............'}."),
        body(f"Có mặt: {counted(minutes.present)} người."),
    ]
    if absent:
        lines += [body(f"Vắng mặt: {counted(len(absent))} người."), *(body(f"- {who}") for who in absent)]
    return lines


def _figures(content: Content) -> tuple[Line, ...]:
    of = content.figures
    return (
        body(f"Tổng số {counted(of.total)} đầu việc, trong đó {counted(of.unplanned)} việc đột xuất."),
        body(f"Đã hoàn thành {counted(of.done)} việc, trong đó {counted(of.late)} việc chậm hoặc có lần chưa đạt."),
        body(f"Đang thực hiện {counted(of.running)} việc, trong đó {counted(of.overdue)} việc quá hạn."),
    )


def _key(rows: Sequence[KeyWork]) -> tuple[Block, ...]:
    if not rows:
        return ()
    head = names("TT", "Nội dung trọng tâm", "Người thực hiện", "Thời hạn", "Kết quả")
    lines = [
        (
            cell(str(at), "center"), cell(row.content), Cell(_persons(row.doer, row.leader)), cell(_day(row.deadline), "center"),
            cell(row.result or STATES[row.state]),
        )
        for at, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return (Table((10.0, 62.0, 38.0, 22.0, 33.0), (head, *lines), head=1), gap())


def _persons(doer: str, leader: str) -> tuple[Line, ...]:
    found = [small(doer or "—")]
    return (*found, Line(italic(f"Phụ trách: {leader}"), size=11)) if leader and leader != doer else tuple(found)


def _late(content: Content) -> tuple[Block, ...]:
    if not content.late:
        return (body("Không có việc chậm, chưa đạt."),)
    head = names("TT", "Nội dung", "Người chịu trách nhiệm", "Giải trình")
    lines = [_late_row(at, row) for at, row in enumerate(content.late, start=1)]
    table = Table((10.0, 62.0, 38.0, 55.0), (head, *lines), head=1)
    return (table, body(f"Và {counted(content.later)} việc khác."), gap()) if content.later else (table, gap())


def _late_row(at: int, row: LateWork) -> tuple[Cell, ...]:
    what = ", ".join(LATENESS[code] for code in row.what)
    about = (small(row.content), Line(italic(f"Hạn {_day(row.deadline) or '—'}: {what}"), size=11))
    return (cell(str(at), "center"), Cell(about), Cell(_persons(row.doer, row.leader)), Cell(_explained(row)))


def _explained(row: LateWork) -> tuple[Line, ...]:
    """The doer's own words, line by line; that there are none; that the cause was accepted."""
    said = row.explanation or ("" if row.excused else "Chưa có giải trình.")
    words = tuple(small(part) for part in paragraphs(said)) or (small("—"),)
    return (*words, Line(italic("Nguyên nhân khách quan đã được chấp nhận."), size=11)) if row.excused else words


def _remedies(title: str, rows: Sequence[RemedyLine]) -> tuple[Block, ...]:
    if not rows:
        return ()
    head = names("TT", "Hạn chế", "Việc khắc phục", "Người chịu trách nhiệm", "Hạn, tình trạng")
    lines = [
        (
            cell(str(at), "center"), cell(row.weakness), cell(row.action), cell(row.owner),
            Cell((small(_day(row.due)), Line(italic(REMEDIES[row.state]), size=11))),
        )
        for at, row in enumerate(rows, start=1)
    ]  # fmt: skip
    return (body(title), Table((10.0, 45.0, 45.0, 35.0, 30.0), (head, *lines), head=1), gap())


def _next(content: Content) -> list[Line]:
    lines = [body(f"- {text}") for text in content.attention]
    lines += _listed("Chuyển sang tháng sau:", content.carried)
    return lines or [body("Thực hiện theo kế hoạch công tác tháng.")]


def _listed(title: str, rows: Sequence[Ahead]) -> list[Line]:
    if not rows:
        return []
    said = [f"- {row.content} ({', '.join(filter(None, (row.doer, 'hạn ' + _day(row.deadline))))})" for row in rows]
    return [body(title), *map(body, said)]


def _day(text: str) -> str:
    return short_day(date.fromisoformat(text)) if text else ""
