"""Mẫu số 01 and Mẫu số 02 of Nghị định 335/2025/NĐ-CP as papers, and the same sheet under another rulebook's name."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from thenchot.assessment.documents import (
    CriterionLine,
    Footing,
    Letterhead,
    MonthLine,
    PeriodForm,
    Subject,
    WorkLine,
    YearForm,
)
from thenchot.files.forms.heads import filled, letterhead, section, signatures, size_of
from thenchot.files.forms.numbers import points, rounded
from thenchot.files.forms.paper import (
    Block,
    Cell,
    Line,
    Margins,
    Paper,
    Rule,
    Run,
    Table,
    bold,
    clean,
    italic,
    paragraphs,
    plain,
)
from thenchot.files.forms.tables import cell, gap, names, small

MARGINS = Margins()
DECREE = "Nghị định số 335/2025/NĐ-CP"
DRAFT = "BẢN NHÁP"


def period_paper(form: PeriodForm) -> Paper:
    title = "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC" if form.form else "PHIẾU THEO DÕI, ĐÁNH GIÁ"
    blocks = (
        *_form_name(form.form),
        *letterhead(form.letterhead),
        Line(bold(title), align="center", size=14, after=1),
        *_period(form),
        *_subject(form.subject),
        section("I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ " + ("CHUNG" if form.form else "")),
        _criteria(form),
        section("II. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ" + (" CÔNG CHỨC" if form.form else "")),
        *_totals(form),
        *(Line(plain(one)) for one in form.asked),
        *_entered(form.entered_by),
        gap(),
        signatures(*form.signed, MARGINS),
        *(_notes("Ghi rõ kỳ theo dõi là tháng/quý ... năm... .") if form.form else ()),
        *_work(form.work),
    )
    return _paper(f"{title.capitalize()}, {form.period}", blocks, form.letterhead, form.footing)


def _entered(name: str) -> tuple[Block, ...]:
    return (Line(italic(f"Nhập thay từ phiếu giấy có chữ ký của cá nhân; người nhập: {name}."), before=4),) if name else ()


def _work(lines: Sequence[WorkLine]) -> tuple[Block, ...]:
    """What is on record of the period's work, for who fills in the form by hand."""
    if not lines:
        return ()
    titles = names("TT", "Nhiệm vụ", "Đơn vị chuẩn", "Hạn", "Đã ghi nhận", "Ý kiến, giải trình của cá nhân")
    rows = [
        (
            cell(str(at), "center"), cell(line.content, "justify"), cell(points(line.units), "center"),
            cell(f"{line.deadline:%d/%m}" if line.deadline else "", "center"), cell(line.recorded), cell(""),
        )
        for at, line in enumerate(lines, start=1)
    ]  # fmt: skip
    return (
        section("KÈM THEO: NHIỆM VỤ TRONG KỲ THEO DỮ LIỆU ĐÃ GHI NHẬN"),
        Table((10.0, 58.0, 16.0, 16.0, 30.0, 35.0), (titles, *rows), head=1),
    )


def _paper(title: str, blocks: Sequence[Block], head: Letterhead, footing: Footing) -> Paper:
    return Paper(
        title=title, blocks=tuple(blocks), foot=foot_of(footing), across=DRAFT if footing.draft else "",
        size=size_of(head), margins=MARGINS,
    )  # fmt: skip


def foot_of(footing: Footing) -> str:
    """The code, the version and the digest's beginning: what one compares paper with the record by."""
    sealed = f"{footing.named} {footing.hash}" if footing.hash else "bản nháp, chưa công bố"
    return f"Mã {footing.code} · bản {footing.version} · {sealed}"


def _form_name(name: str) -> tuple[Block, ...]:
    if not name:
        return ()
    return (Line((Run(name, bold=True), Run(f" ({DECREE})", italic=True)), align="right", size=11, after=6),)


def _period(form: PeriodForm) -> tuple[Block, ...]:
    if form.form:
        words = (Run(f"(Kỳ theo dõi, đánh giá: {form.period})"), Run("1", raised=True))
        return (Line(words, align="center", after=8),)
    return (
        Line(italic(f"(Theo {form.rulebook})"), align="center", after=1),
        Line(plain(f"(Kỳ theo dõi, đánh giá: {form.period})"), align="center", after=8),
    )


def _subject(subject: Subject) -> tuple[Line, ...]:
    return (
        filled("Họ và tên:", subject.name),
        filled("Chức vụ, chức danh:", subject.title),
        filled("Đơn vị công tác:", subject.unit),
    )


def _criteria(form: PeriodForm) -> Table:
    """The decree's table has the person's marks alone; another rulebook's shows the confirmed ones beside them."""
    titles = ["TT", "Tiêu chí chấm điểm", "Điểm tối đa", "Điểm do cá nhân tự chấm"]
    widths = [11.0, 112.0, 18.0, 24.0] if form.form else [11.0, 94.0, 18.0, 20.0, 22.0]
    if not form.form:
        titles = [*titles[:3], "Điểm tự chấm", "Điểm xác nhận"]
    rows = [
        names(*titles),
        tuple(cell(f"({at})", "center") for at in range(1, len(titles) + 1)),
        *(_criterion(form, line) for line in form.lines),
        _sum_row(form),
    ]
    return Table(tuple(widths), tuple(rows), head=1)


def _criterion(form: PeriodForm, line: CriterionLine) -> tuple[Cell, ...]:
    last = line is form.lines[-1]
    cells = [
        Cell((small(line.number, "center", strong=line.heading, keep=last),)), cell(line.text, "justify", strong=line.heading),
        cell(points(line.max), "center", strong=line.heading), cell(points(line.own), "center"),
    ]  # fmt: skip
    return tuple(cells) if form.form else (*cells, cell(points(line.confirmed), "center"))


def _sum_row(form: PeriodForm) -> tuple[Cell, ...]:
    label = Cell((small("Tổng cộng", "center", strong=True),), span=2)
    cells = (label, cell(points(form.max), "center", strong=True), cell(points(form.own), "center", strong=True))
    return cells if form.form else (*cells, cell(points(form.general), "center", strong=True))


def _totals(form: PeriodForm) -> tuple[Block, ...]:
    texts = (
        ("Ưu điểm:", form.strengths), ("Hạn chế, khuyết điểm:", form.weaknesses),
        ("Ý kiến nhận xét của cấp có thẩm quyền theo dõi, đánh giá:", form.opinion),
    )  # fmt: skip
    figures = _decree_figures(form) if form.form else _own_figures(form)
    lines: list[Block] = [filled(f"{at}. {label}", text) for at, (label, text) in enumerate(figures, start=1)]
    for at, (label, text) in enumerate(texts, start=len(lines) + 1):
        lines += _told(f"{at}. {label}", text)
    return tuple(lines)


def _decree_figures(form: PeriodForm) -> list[tuple[str, str]]:
    return [
        ("Điểm tiêu chí chung:", _general(form)),
        ("Điểm tiêu chí kết quả thực hiện nhiệm vụ:", _figure(form.results)),
        ("Tổng điểm theo dõi, đánh giá công chức:", _figure(form.total)),
    ]


def _own_figures(form: PeriodForm) -> list[tuple[str, str]]:
    return [("Tổng điểm:", _figure(form.total)), ("Mức:", form.level)]


def _figure(value: Fraction | None) -> str:
    return "" if value is None else rounded(value)


def _general(form: PeriodForm) -> str:
    """The confirmed points; the person's own beside them where the two differ."""
    if form.general is None:
        return ""
    own = f" (cá nhân tự chấm {points(form.own)})" if form.own is not None and form.own != form.general else ""
    return points(form.general) + own


def _told(label: str, text: str) -> tuple[Line, ...]:
    """What somebody wrote under a label, paragraph by paragraph; two dotted lines where nothing was written."""
    said = paragraphs(text)
    if not said:
        return (filled(label, ""), Line((), dots=True))
    first, *rest = said
    return (filled(label, first), *(Line(plain(part), align="justify", first=10) for part in rest))


def _notes(*texts: str) -> tuple[Block, ...]:
    lines = [
        Line((Run(str(at), raised=True), Run(" " + clean(text))), size=11, after=1)
        for at, text in enumerate(texts, start=1)
    ]
    return (gap(), Rule(50, align="left"), *lines)


def year_paper(form: YearForm) -> Paper:
    blocks = (
        *_form_name("Mẫu số 02"),
        *letterhead(form.letterhead),
        Line(bold("PHIẾU XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC"), align="center", size=14, after=1),
        Line(plain(f"Năm {form.year}"), align="center", after=8),
        *_subject(form.subject),
        section("I. TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ"),
        _months(form.months, form.mean),
        section("II. CÔNG CHỨC TỰ ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG"),
        *_boxes(form.levels, form.own_level),
        _noted("III. KẾT QUẢ XẾP LOẠI CHẤT LƯỢNG CỦA CẤP CÓ THẨM QUYỀN CÔNG CHỨC", "1"),
        *_boxes(form.levels, form.level),
        _noted("IV. ĐỀ XUẤT PHƯƠNG ÁN XỬ LÝ", "2"),
        *_handling(form.handling),
        *_entered(form.entered_by),
        gap(),
        signatures(*form.signed, MARGINS),
        *_notes(
            "Việc xếp loại chất lượng công chức căn cứ vào quy định tại Điều 20 Nghị định này.",
            "Việc đề xuất phương án xử lý căn cứ quy định tại Điều 23 Nghị định này.",
        ),
    )
    return _paper(f"Phiếu xếp loại chất lượng công chức, năm {form.year}", blocks, form.letterhead, form.footing)


def _months(months: Sequence[MonthLine], mean: Fraction | None) -> Table:
    rows = [
        names("Tháng", "Tổng điểm theo dõi, đánh giá", "Ghi chú"),
        *((cell(str(one.month), "center"), cell(_figure(one.score), "center"), cell(one.note)) for one in months),
        (cell("Tổng điểm trung bình cả năm", strong=True), cell(_figure(mean), "center", strong=True), cell("")),
    ]
    return Table((55.0, 60.0, 50.0), tuple(rows), head=1)


def _noted(text: str, mark: str) -> Line:
    return Line((Run(text, bold=True), Run(mark, raised=True)), before=6, after=4, keep=True)


def _boxes(levels: Sequence[str], chosen: str) -> tuple[Line, ...]:
    return tuple(
        Line(plain(f"{'☒' if level == chosen else '☐'} {level}"), keep=level != levels[-1], after=2) for level in levels
    )


def _handling(text: str) -> tuple[Line, ...]:
    said = paragraphs(text)
    if not said:
        return (Line((), dots=True), Line((), dots=True))
    return tuple(Line(plain(part), align="justify", first=10) for part in said)
