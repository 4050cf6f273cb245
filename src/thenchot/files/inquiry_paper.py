"""The letter that asks a head to determine responsibility (văn bản đề nghị xác định trách nhiệm), State or Party layout."""

from __future__ import annotations

from collections.abc import Sequence

from thenchot.assessment.documents import Footing, Letterhead
from thenchot.evidence.gathering_access import Asked
from thenchot.evidence.gatherings import ItemRow
from thenchot.evidence.queries import FactRow
from thenchot.evidence.sources import all_sources
from thenchot.files.forms.heads import Numbered, body, closing, letterhead, size_of
from thenchot.files.forms.numbers import short_day
from thenchot.files.forms.paper import Cell, Line, Margins, Paper, Table, bold, clean, plain
from thenchot.files.forms.sheets import foot_of
from thenchot.files.forms.tables import cell, gap, names

MARGINS = Margins()
WIDTHS = (11.0, 66.0, 38.0, 50.0)
LABELS = ("TT", "Hạn chế, thiếu sót", "Nguồn, căn cứ", "Trả lời của người đứng đầu")
CAUSES = {"person": "Trách nhiệm cá nhân", "collective": "Trách nhiệm tập thể", "objective": "Nguyên nhân khách quan"}
DEGREES = {"main": "chính", "joint": "liên đới", "lead": "lãnh đạo, chỉ đạo"}


def inquiry_paper(asked: Asked, items: Sequence[ItemRow], head: Letterhead, period: str) -> Paper:
    """`period` in words, "tháng 11/2026". Facts withdrawn since are left out; answers given stand in their column."""
    inquiry = asked.inquiry
    standing = [item for item in items if not item.fact.withdrawn]
    about = f"V/v xác định trách nhiệm về hạn chế, thiếu sót {period}"
    blocks = (
        *letterhead(head, Numbered("CV" if head.party else "........", number=inquiry.number, day=inquiry.issued_on)),
        Line(plain(about), align="center", size=12, after=10),
        Line((*plain("Kính gửi: "), *bold(_addressee(asked))), align="center", before=6, after=10),
        body(
            f"Tổng hợp thông tin {period} của các cơ quan theo dõi, kiểm tra, {asked.unit.name} có "
            f"{len(standing):02d} hạn chế, thiếu sót sau đây. Đề nghị người đứng đầu xác định trách nhiệm của từng cá nhân, "
            f"tập thể hoặc nguyên nhân khách quan đối với từng nội dung, trả lời trước hết ngày {short_day(inquiry.answer_by)}; "
            "nội dung chưa trả lời thì kết quả đánh giá của đơn vị chưa được công bố."
        ),
        Table(WIDTHS, (names(*LABELS), *_rows(standing)), head=1),
        gap(),
        closing(head, ("Như trên", "Lưu: VT, hồ sơ đánh giá"), "THỦ TRƯỞNG CƠ QUAN", MARGINS),
    )
    code = f"TT {inquiry.gathering.period}/{asked.unit.code}"
    footing = Footing(code, inquiry.version, inquiry.last_hash[:16], named="mã nhật ký")
    return Paper(
        title=f"Đề nghị xác định trách nhiệm {period}, {asked.unit.name}", blocks=blocks, foot=foot_of(footing),
        size=size_of(head), margins=MARGINS,
    )  # fmt: skip


def _addressee(asked: Asked) -> str:
    salute = {"nam": "Ông ", "nu": "Bà "}.get(asked.inquiry.head.gender, "")
    return clean(f"{salute}{asked.inquiry.head.full_name}, {asked.unit.name}")


def _rows(items: Sequence[ItemRow]) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (cell(f"{at}", "center"), cell(_said(item.fact)), cell(_source(item.fact)), cell(_answer(item)))
        for at, item in enumerate(items, start=1)
    )


def _said(fact: FactRow) -> str:
    figures = [f"{one.vi}: {fact.details[one.code]}" for one in fact.kind.figures if one.code in fact.details]
    return clean(f"{fact.kind.vi}. " + "; ".join(part for part in ("; ".join(figures), fact.text) if part))


def _source(fact: FactRow) -> str:
    source = all_sources().get(fact.source_code)
    paper = f"{fact.document} ngày {short_day(fact.document_on)}" if fact.document else ""
    return "; ".join(part for part in (source.vi if source else fact.source, paper) if part)


def _answer(item: ItemRow) -> str:
    if item.open:
        return ""
    named = ", ".join(f"{one.name} ({DEGREES.get(one.degree, one.degree)})" for one in item.named)
    return clean("; ".join(part for part in (CAUSES.get(item.cause, ""), named, item.text) if part))
