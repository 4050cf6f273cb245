"""What Mẫu số 01 and Mẫu số 02 say of sheets, read for many at once: one person's sheet is a batch of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from thenchot.assessment.access import visible_sheets
from thenchot.assessment.aggregate import Whole, aggregates, is_year, kept_lines
from thenchot.assessment.documents import (
    CriterionLine,
    Footing,
    MonthLine,
    PeriodForm,
    Signature,
    Subject,
    YearForm,
)
from thenchot.assessment.lines import MEAN, Line
from thenchot.assessment.models import Cycle, Published, Sheet
from thenchot.assessment.queries.letterheads import Places, letterhead_of, places_of
from thenchot.assessment.refusals import NO_FORM_YET, NO_FORMS_HERE, TOO_MANY_FORMS
from thenchot.assessment.scoring import exact, fractions_of, kind_for, score_in
from thenchot.assessment.steps import ABSENCES, EXCUSED, OPENED, PUBLISHED, SUBMITTED
from thenchot.lib import clock
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.organisation.queries import below
from thenchot.people.identity import Identity
from thenchot.rules.book import Criterion, Rulebook
from thenchot.rulesets.naming import follows_decree
from thenchot.rulesets.queries import frozen

Form = PeriodForm | YearForm
SHOWN_HASH = 12
MOST = 1500
"""Sheets in one file."""
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
WITHOUT_FORM = (OPENED, EXCUSED)
"""Nothing is handed in yet, or the period is not scored."""
NOTES = {
    "other": "Đánh giá theo quy định khác, không tính vào điểm trung bình", "no_score": "Không có điểm",
    "not_yet": "Chưa đến kỳ", "missing": "Chưa có kết quả", "no_post": "Chưa công tác tại cơ quan",
}  # fmt: skip


@dataclass(frozen=True)
class Frozen:
    """The number and the digest of the version in force."""

    number: int
    hash: str


def form_of(sheet: Sheet, reader_id: int = 0) -> Form:
    """The form of one sheet as this person may read it. Refuses a sheet that says nothing yet."""
    refuse_if(sheet.state in WITHOUT_FORM, NO_FORM_YET)
    return forms_of(sheet.cycle, [sheet], reader_id)[0]


def sheets_settled(viewer: Identity, cycle: Cycle, under: str = "") -> QuerySet[Sheet]:
    """The confirmed and further sheets of a period, or of a unit with all below it, that the viewer may read."""
    found = visible_sheets(viewer).filter(cycle=cycle).exclude(state__in=(*WITHOUT_FORM, SUBMITTED))
    if under:
        found = found.filter(below(under, "unit_path"))
    return found.order_by("unit_path", "person__sort_key", "id")


def forms_in(viewer: Identity, cycle: Cycle, under: str = "") -> list[tuple[int, Form]]:
    """The forms of a unit with all below it, as (person, form); refuses a place without any, or with too many for a file."""
    found = sheets_settled(viewer, cycle, under).select_related("person", "scorer", "decider", "appointment__title")
    count = found.count()
    refuse_if(not count, NO_FORMS_HERE)
    refuse_if(count > MOST, TOO_MANY_FORMS, count=count, limit=MOST)
    sheets = list(found)
    return list(zip((sheet.person_id for sheet in sheets), forms_of(cycle, sheets, viewer.person_id), strict=True))


def forms_of(cycle: Cycle, sheets: Sequence[Sheet], reader_id: int = 0) -> list[Form]:
    """The forms of sheets of one cycle, in their order; the same few queries for one and for a thousand.

    Nobody learns the own decided level from a form before it is published.
    """
    gathered = _Gathered(cycle, sheets, reader_id)
    if is_year(cycle):
        return [_year_form(gathered, sheet) for sheet in sheets]
    return [_period_form(gathered, sheet) for sheet in sheets]


class _Gathered:
    """What the forms of some sheets need beside the sheets."""

    def __init__(self, cycle: Cycle, sheets: Sequence[Sheet], reader_id: int) -> None:
        self.cycle, self.book, self._reader = cycle, frozen(cycle.digest), reader_id
        self.decree = follows_decree(self.book)
        self.places: Places = places_of({sheet.unit_path for sheet in sheets}, cycle.day)
        self.kept = _kept_results(sheets)
        self._lines: dict[int, tuple[Line, ...]] = {}
        if is_year(cycle):
            self._lines = _lines_of(cycle, self.book, sheets)

    def lines(self, sheet: Sheet) -> tuple[Line, ...]:
        return kept_lines(sheet.inputs) or self._lines.get(sheet.person_id, ())

    def subject(self, sheet: Sheet) -> Subject:
        unit = self.places.get(sheet.unit_path)
        return Subject(sheet.person.full_name, sheet.appointment.title.name, unit.name if unit else "")

    def footing(self, sheet: Sheet) -> Footing:
        code, kept = f"{self.cycle.period}/{sheet.id}", self.kept.get(sheet.id)
        if kept is None or sheet.state != PUBLISHED:
            return Footing(code, sheet.version, draft=True)
        return Footing(code, kept.number, kept.hash[:SHOWN_HASH])

    def decided(self, sheet: Sheet) -> bool:
        """Whether the decision may stand on the form."""
        return sheet.state == PUBLISHED or sheet.person_id != self._reader

    def level(self, code: str) -> str:
        known = self.book.level(code)
        return known.vi if known else ""


def _kept_results(sheets: Sequence[Sheet]) -> dict[int, Frozen]:
    rows = Published.objects.filter(sheet__in=[sheet.id for sheet in sheets]).order_by("number")
    return {sheet: Frozen(number, text) for sheet, number, text in rows.values_list("sheet_id", "number", "frozen_hash")}


def _lines_of(cycle: Cycle, book: Rulebook, sheets: Sequence[Sheet]) -> dict[int, tuple[Line, ...]]:
    """The months as known today, for the sheets whose own are not kept yet."""
    people = [sheet.person_id for sheet in sheets if not kept_lines(sheet.inputs)]
    whole = Whole(book, cycle.settings, Period.parse(cycle.period), clock.today())
    return {person: found.lines for person, found in aggregates(whole, people).items()} if people else {}


def period_words(period: str) -> str:
    """tháng 10 năm 2026; quý IV năm 2026; năm 2026, as a paper says it whatever language the pages are in."""
    year, _dash, part = period.partition("-")
    if part.startswith("Q"):
        return f"quý {ROMAN[int(part[1:]) - 1]} năm {year}"
    return f"tháng {int(part)} năm {year}" if part else f"năm {year}"


def _period_form(gathered: _Gathered, sheet: Sheet) -> PeriodForm:
    book, marks = gathered.book, sheet.marks
    own, confirmed = fractions_of(marks.get("self")), fractions_of(marks.get("confirmed"))
    known = bool(sheet.verdict)
    values = exact(sheet.verdict.get("values", {}))
    lines = tuple(_lines(book, kind_for(book, sheet.rank), own, confirmed))
    return PeriodForm(
        letterhead=letterhead_of(sheet, gathered.places), form="Mẫu số 01" if gathered.decree else "",
        rulebook=book.name, period=period_words(gathered.cycle.period), subject=gathered.subject(sheet), lines=lines,
        max=sum((line.max or Fraction(0) for line in lines if not line.heading), Fraction(0)), own=_sum(own),
        general=_sum(confirmed), results=_fraction(values.get("result_points")),
        total=_fraction(exact(score_in(sheet.inputs, sheet.verdict))) if known else None,
        level=gathered.level((gathered.decided(sheet) and sheet.level) or sheet.band),
        strengths=sheet.strengths, weaknesses=sheet.weaknesses,
        opinion=sheet.opinion, signed=_signed(sheet, decree=gathered.decree), footing=gathered.footing(sheet),
        entered_by=_entered_by(sheet),
    )  # fmt: skip


def _entered_by(sheet: Sheet) -> str:
    """The name alone: why the person could not send it is not for everybody who holds the paper."""
    return sheet.behalf_of.partition(": ")[0]


def _signed(sheet: Sheet, *, decree: bool) -> tuple[Signature, Signature]:
    first = "CÔNG CHỨC TỰ ĐÁNH GIÁ" if decree else "NGƯỜI TỰ ĐÁNH GIÁ"
    second = ("CẤP CÓ THẨM QUYỀN", "THEO DÕI, ĐÁNH GIÁ") if decree else ("NGƯỜI THEO DÕI, ĐÁNH GIÁ",)
    scorer = sheet.scorer.full_name if sheet.scorer else ""
    return (
        Signature((first,), sheet.person.full_name, _day(sheet.submitted_at)),
        Signature(second, scorer, _day(sheet.confirmed_at)),
    )


def _lines(
    book: Rulebook, kind: str | None, own: Mapping[str, Fraction], confirmed: Mapping[str, Fraction]
) -> list[CriterionLine]:
    """The rows of the form: a heading for each group of criteria, then its criteria numbered from 1."""
    leaves = {leaf.id for leaf in book.leaves(kind)}
    rows: list[CriterionLine] = []

    def walk(criteria: Sequence[Criterion]) -> None:
        for at, one in enumerate(criteria, start=1):
            if one.id in leaves:
                rows.append(CriterionLine(str(at), one.vi, one.max, own.get(one.id), confirmed.get(one.id)))
            elif any(leaf.id in leaves for leaf in one.children):
                rows.append(CriterionLine(ROMAN[at - 1], one.vi, one.max, heading=True))
                walk(one.children)
            else:
                walk(one.children)

    walk(book.criteria)
    return rows


def _year_form(gathered: _Gathered, sheet: Sheet) -> YearForm:
    period, decider, decided = Period.parse(gathered.cycle.period), sheet.decider, gathered.decided(sheet)
    return YearForm(
        letterhead=letterhead_of(sheet, gathered.places), year=period.first.year, subject=gathered.subject(sheet),
        months=tuple(_months(gathered.lines(sheet), gathered.subject(sheet).unit)),
        mean=_fraction(exact(sheet.verdict.get("values", {})).get("mean")),
        levels=tuple(level.vi for level in gathered.book.levels), own_level=gathered.level(sheet.self_level),
        level=gathered.level(sheet.level) if decided else "", handling=sheet.handling if decided else "",
        footing=gathered.footing(sheet), entered_by=_entered_by(sheet),
        signed=(
            Signature(("CÔNG CHỨC TỰ XẾP LOẠI",), sheet.person.full_name, _day(sheet.submitted_at)),
            Signature(
                ("CẤP CÓ THẨM QUYỀN XẾP LOẠI",), decider.full_name if decider else "",
                _day(sheet.decided_at if decided else None),
            ),
        ),
    )  # fmt: skip


def _months(lines: Sequence[Line], unit: str) -> list[MonthLine]:
    """Twelve rows; a quarter that is scored as one stands at its last month."""
    found: dict[int, Line] = {Period.parse(line.period).last.month: line for line in lines}
    return [_month(month, found[month], unit) if month in found else MonthLine(month, None) for month in range(1, 13)]


def _month(month: int, line: Line, unit: str) -> MonthLine:
    notes = []
    if "-Q" in line.period:
        notes.append(f"Quý {ROMAN[(month - 1) // 3]}")
    if line.source == "excused":
        notes.append(str(ABSENCES.get(line.note, line.note)))
    elif line.source == "imported":
        notes.append(f"Kết quả chuyển từ {line.note}" if line.note else "Kết quả chuyển đến")
    elif line.source in NOTES:
        notes.append(NOTES[line.source])
    if line.note == MEAN:
        notes.append("Trung bình 3 tháng")
    if line.counted and line.unit and line.unit != unit:
        notes.append(f"tại {line.unit}")
    return MonthLine(month, line.score if line.counted else None, "; ".join(notes))


def _sum(marks: Mapping[str, Fraction]) -> Fraction | None:
    return sum(marks.values(), Fraction(0)) if marks else None


def _fraction(value: Any) -> Fraction | None:
    return None if value is None or isinstance(value, str) else Fraction(value)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(clock.VIETNAM).date() if moment else None
