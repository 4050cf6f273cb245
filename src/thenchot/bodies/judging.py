"""From an organisation's marks and facts to the engine's verdict (Điều 6 to 8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from thenchot.assessment.scoring import Scored, plain, shown, typed_number, verdict_of
from thenchot.bodies.models import BodySheet
from thenchot.bodies.refusals import (
    ABOVE_LAW,
    FACT_NEEDED,
    GROUP_TOO_HIGH,
    LEVEL_NEEDED,
    MARK_MISSING,
    MARK_NOT_NUMBER,
    MARK_TOO_HIGH,
)
from thenchot.evidence.queries import overrides_of_units
from thenchot.rules.book import ASK, Criterion, Rulebook
from thenchot.rules.evaluate import evaluate

PERCENTS = {
    "done": "Nhiệm vụ hoàn thành",
    "on_time": "Nhiệm vụ hoàn thành đúng tiến độ",
    "exceed": "Nhiệm vụ hoàn thành vượt mức",
}
YES_NO = ("fixed", "force_majeure")
HUNDRED = Fraction(100)


def read_marks(book: Rulebook, given: Mapping[str, str]) -> dict[str, str]:
    """Read a mark for every line. The decree gives points to the two parts only (Điều 6, 7): a line is bounded by its own
    maximum where the body's regulation sets one, and each part by its total.
    """
    marks: dict[str, str] = {}
    for part in book.criteria:
        read = {leaf.id: _mark(leaf, given.get(leaf.id, "").strip()) for leaf in part.children}
        total = sum(read.values(), Fraction(0))
        if part.max is not None and total > part.max:
            raise GROUP_TOO_HIGH(
                field=part.children[0].id, group=part.vi, total=shown(total), max=shown(part.max)
            )
        marks |= {leaf: str(mark) for leaf, mark in read.items()}
    return marks


def _mark(leaf: Criterion, text: str) -> Fraction:
    if not text:
        raise MARK_MISSING(field=leaf.id, criterion=leaf.vi)
    mark = typed_number(text)
    if mark is None:
        raise MARK_NOT_NUMBER(field=leaf.id, criterion=leaf.vi)
    most = leaf.max if leaf.max is not None else HUNDRED
    if not 0 <= mark <= most:
        raise MARK_TOO_HIGH(field=leaf.id, criterion=leaf.vi, max=shown(most))
    return mark


def read_facts(given: Mapping[str, str]) -> dict[str, object]:
    """Read the percentages the levels ask for, and the two questions answered by yes ("1") or no."""
    facts: dict[str, object] = {}
    for name, called in PERCENTS.items():
        number = typed_number(given.get(name, "").strip())
        if number is None or not 0 <= number <= HUNDRED:
            raise FACT_NEEDED(field=name, fact=called)
        facts[name] = str(number)
    return facts | {name: given.get(name, "") == "1" for name in YES_NO}


def judge(book: Rulebook, sheet: BodySheet, below: Sequence[BodySheet]) -> Scored:
    """Judge the sheet as it stands; `below` are the organisations directly under it in the round (Điều 8 khoản 1)."""
    total, settings = total_of(sheet), sheet.round.settings
    given: dict[str, object] = {
        "score": total,
        "lower_kht": any(one.level == "KHT" for one in below),
        **_told(sheet),
        **_forced(book, sheet),
    }
    answer = evaluate(book, None, given, settings)
    inputs = {"kind": None, "input": plain(given), "config": plain(settings)}
    return Scored(inputs, verdict_of(answer), total, answer.level_by_score or ASK)


def total_of(sheet: BodySheet) -> Fraction:
    """Points of the advised marks where there are any, else of the head's own."""
    marks = sheet.marks.get("advised") or sheet.marks["self"]
    return sum((Fraction(mark) for mark in marks.values()), Fraction(0))


def _told(sheet: BodySheet) -> dict[str, object]:
    percents = {name: Fraction(str(sheet.facts[name])) for name in PERCENTS}
    return {**percents, **{name: bool(sheet.facts[name]) for name in YES_NO}}


def _forced(book: Rulebook, sheet: BodySheet) -> dict[str, object]:
    """The overrides that recorded conclusions about the organisation are the ground of."""
    concluded = overrides_of_units([sheet.unit_id], sheet.round.year).get(sheet.unit_id, ())
    forced = [rule.code for rule in book.overrides if rule.code in concluded]
    return {"overrides": forced} if forced else {}


def computed_level(scored: Scored) -> str:
    """The level the text gives; ASK where it gives none and the authority must choose."""
    return str(scored.verdict["values"]["level"])


def most_allowed(scored: Scored) -> str:
    """The highest level a person may choose: the computed one, or, where the text gives none, the band of the points."""
    found = computed_level(scored)
    return scored.band if found == ASK else found


def levels_down(book: Rulebook, most: str) -> list[str]:
    """Codes from `most` down; every level where `most` is none of the book's."""
    codes = [level.code for level in sorted(book.levels, key=lambda level: level.min, reverse=True)]
    return codes[codes.index(most) :] if most in codes else codes


def refuse_level(book: Rulebook, level: str, scored: Scored) -> None:
    """Refuse what is no level, and one above what the facts allow (Điều 8)."""
    if book.level(level) is None:
        raise LEVEL_NEEDED(field="level")
    allowed = most_allowed(scored)
    if level not in levels_down(book, allowed):
        raise ABOVE_LAW(field="level", allowed=allowed)
