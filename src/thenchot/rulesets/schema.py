"""The shape of a rulebook file: one reader per part, from a checked mapping to the engine's frozen data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from thenchot.rules.book import (
    SWITCHES,
    Authority,
    Cap,
    Ceiling,
    Cited,
    Condition,
    Criterion,
    Formula,
    Level,
    Method,
    Override,
    Publication,
    Rulebook,
    Setting,
    Step,
)
from thenchot.rules.methods import METHODS
from thenchot.rulesets.reading import Node

PERIODS = ("month", "quarter", "half_year", "year")
KINDS_OF_SUBJECT = ("cong_chuc", "vien_chuc", "can_bo", "hop_dong", "to_chuc")
BASES = ("ranked_HTT", "initial_HTT", "all_ranked")
ROUNDINGS = ("floor", "half_up")
SCOPES = ("person", "unit")
CONFIDENCES = tuple(SWITCHES)


class _Source:
    """The book's own citation and confidence, which each value inherits unless it has its own."""

    def __init__(self, node: Node) -> None:
        self.citation = node.text("citation")
        self.confidence = node.one_of("confidence", CONFIDENCES)

    def of(self, node: Node) -> tuple[str, str]:
        citation = node.text("citation", self.citation)
        return citation, node.one_of("confidence", CONFIDENCES, self.confidence)


def _criteria(node: Node, key: str, source: _Source) -> tuple[Criterion, ...]:
    return tuple(_criterion(child, source) for child in node.children(key))


def _criterion(node: Node, source: _Source) -> Criterion:
    citation, confidence = source.of(node)
    found = Criterion(
        id=node.text("id"),
        vi=node.text("vi"),
        en=node.text("en", ""),
        max=node.optional_number("max"),
        children=_criteria(node, "children", source),
        citation=citation,
        confidence=confidence,
        leaders_only=node.flag("leaders_only", False),
        scored=node.flag("scored", True),
        only=node.names("only"),
    )
    node.done()
    maxima = [child.max for child in found.children]
    if found.max is not None and found.children and None not in maxima:
        total = sum((Fraction(top) for top in maxima if top is not None), Fraction(0))
        if total != found.max:
            raise node.error(
                "children", f"tổng điểm tối đa của các dòng con là {total}, phải bằng {found.max}"
            )
    return found


def _condition(fact: str, value: object, node: Node) -> Condition:
    test: Literal["is", "min", "max"] = "is"
    if fact.endswith("_min"):
        fact, test = fact.removesuffix("_min"), "min"
    elif fact.endswith("_max"):
        fact, test = fact.removesuffix("_max"), "max"
    if isinstance(value, bool):
        return Condition(fact, test, value)
    if isinstance(value, int | Fraction):
        return Condition(fact, test, Fraction(value))
    raise node.error(fact, "điều kiện phải là số hoặc true, false")


def _level(node: Node, source: _Source) -> Level:
    citation, confidence = source.of(node)
    conditions = node.child("conditions")
    found = Level(
        code=node.text("code"),
        vi=node.text("vi"),
        en=node.text("en", ""),
        equals=node.text("equals", node.text("code")),
        min=node.number("min"),
        citation=citation,
        confidence=confidence,
        conditions=tuple(_condition(fact, value, conditions) for fact, value in conditions.values.items()),
    )
    node.done()
    return found


def _levels(root: Node, source: _Source) -> tuple[Level, ...]:
    levels = tuple(_level(node, source) for node in root.children("levels"))
    for higher, lower in pairwise(levels):
        if higher.min <= lower.min:
            raise root.error("levels", f"mức {higher.code} phải có điểm sàn cao hơn mức {lower.code}")
    return levels


def _override(node: Node, source: _Source) -> Override:
    citation, confidence = source.of(node)
    found = Override(
        code=node.text("code"),
        vi=node.text("vi"),
        en=node.text("en", ""),
        level=node.text("level"),
        leaders_only=node.flag("leaders_only", False),
        unless=node.text("unless", ""),
        citation=citation,
        confidence=confidence,
    )
    node.done()
    return found


def _ceiling(node: Node, source: _Source) -> Ceiling:
    citation, confidence = source.of(node)
    found = Ceiling(node.text("code"), node.text("vi"), node.text("en", ""), citation, confidence)
    node.done()
    return found


def _cap(node: Node, source: _Source) -> Cap:
    citation, confidence = source.of(node)
    share = node.number("share")
    if not 0 < share <= 1:
        raise node.error("share", "tỷ lệ phải lớn hơn 0 và không quá 1")
    found = Cap(
        level=node.text("level"),
        share=share,
        base=node.one_of("base", BASES),
        rounding=node.one_of("rounding", ROUNDINGS, "floor"),
        period=node.one_of("period", PERIODS),
        group_by=node.names("group_by"),
        when=node.text("when", ""),
        decided_by=node.text("decided_by", ""),
        head_counts=node.flag("head_counts", True),
        citation=citation,
        confidence=confidence,
    )
    node.done()
    return found


def _cited(node: Node, source: _Source) -> Cited:
    citation, confidence = source.of(node)
    code, words = node.text("code"), node.text("vi", "")
    return Cited(code, node.rest(), words, citation, confidence)


def _authority(node: Node, source: _Source) -> Authority:
    citation, confidence = source.of(node)
    found = Authority(
        node.text("subject"), node.text("scored_by"), node.text("ranked_by"), citation, confidence
    )
    node.done()
    return found


def _step(node: Node, source: _Source) -> Step:
    citation, confidence = source.of(node)
    found = Step(
        code=node.text("code"),
        vi=node.text("vi"),
        en=node.text("en", ""),
        actor=node.text("actor"),
        from_day=node.whole("from_day"),
        to_day=node.whole("to_day"),
        period=node.one_of("period", PERIODS),
        citation=citation,
        confidence=confidence,
    )
    node.done()
    if not 1 <= found.from_day <= found.to_day <= 31:
        raise node.error("to_day", "ngày phải từ 1 đến 31, ngày kết thúc không trước ngày bắt đầu")
    return found


def _publication(node: Node, source: _Source) -> Publication:
    citation, confidence = source.of(node)
    scope = node.names("scope")
    if not scope or any(name not in SCOPES for name in scope):
        raise node.error("scope", f"phải là danh sách từ: {', '.join(SCOPES)}")
    found = Publication(node.one_of("period", PERIODS), scope, node.names("ways"), citation, confidence)
    node.done()
    return found


def _setting(node: Node, source: _Source) -> Setting:
    choices = node.get("choices", [])
    if not isinstance(choices, list):
        raise node.error("choices", "phải là danh sách")
    default = node.get("default")
    if default is None or (choices and default not in choices):
        raise node.error("default", "giá trị mặc định phải có và nằm trong các lựa chọn")
    found = Setting(
        code=node.text("code"),
        vi=node.text("vi"),
        en=node.text("en", ""),
        default=default,
        choices=tuple(choices),
        citation=node.text("citation", source.citation),
        note=node.text("note", ""),
        # What the text leaves open is our reading until the body chooses.
        confidence=node.one_of("confidence", CONFIDENCES, "interpretation"),
        trial=node.names("trial"),
    )
    node.done()
    return found


def _formula(code: str, node: Node, source: _Source) -> Formula:
    citation, confidence = source.of(node)
    found = Formula(code, node.text("vi"), node.text("expr"), node.text("en", ""), citation, confidence)
    node.done()
    return found


def _method(node: Node, source: _Source) -> Method:
    citation, confidence = source.of(node)
    kind = node.text("kind", "") or None
    name = node.one_of("method", tuple(METHODS))
    found = Method(kind, name, node.text("vi", ""), citation, confidence)
    node.done()
    return found


def _dates(node: Node) -> tuple[date | None, date | None]:
    first, last = node.day("from"), node.day("to")
    if first is None:
        raise node.error("from", "thiếu ngày bắt đầu áp dụng")
    if last is not None and last < first:
        raise node.error("to", "ngày kết thúc trước ngày bắt đầu")
    node.done()
    return first, last


def build(root: Node, *, digest: str, source_path: str) -> Rulebook:
    """The rulebook a checked mapping describes; raises BookError naming file, key and reason."""
    source = _Source(root)
    first, last = _dates(root.child("effective"))
    subjects = root.names("applies_to")
    if not subjects or any(name not in KINDS_OF_SUBJECT for name in subjects):
        raise root.error("applies_to", f"phải là danh sách từ: {', '.join(KINDS_OF_SUBJECT)}")
    period = root.one_of("period", PERIODS)
    book = Rulebook(
        id=root.text("id"),
        name=root.text("name"),
        name_en=root.text("name_en", ""),
        aliases=root.names("aliases"),
        citation=source.citation,
        confidence=source.confidence,
        effective_from=first,
        effective_to=last,
        in_force={name: _dates(node) for name, node in root.named("in_force")},
        applies_to=subjects,
        period=period,
        follow_up_periods=root.names("follow_up_periods", (period,)),
        ranking_period=root.one_of("ranking_period", PERIODS, period),
        scale=root.number("scale"),
        criteria=_criteria(root, "criteria", source),
        levels=_levels(root, source),
        methods=tuple(_method(node, source) for node in root.children("methods")),
        examples=root.names("examples"),
        digest=digest,
        source=source_path,
        raw=root.values,
    )
    book = _with_rules(book, root, source)
    root.text("notes", "")
    root.done()
    _check_references(root, book)
    return book


def _with_rules(book: Rulebook, root: Node, source: _Source) -> Rulebook:
    return replace(
        book,
        overrides=tuple(_override(node, source) for node in root.children("overrides")),
        ceilings=tuple(_ceiling(node, source) for node in root.children("ceilings")),
        caps=tuple(_cap(node, source) for node in root.children("caps")),
        special_cases=tuple(_cited(node, source) for node in root.children("special_cases")),
        authority=tuple(_authority(node, source) for node in root.children("authority")),
        steps=tuple(_step(node, source) for node in root.children("steps")),
        deadlines=tuple(_cited(node, source) for node in root.children("deadlines")),
        publication=tuple(_publication(node, source) for node in root.children("publication")),
        settings=tuple(_setting(node, source) for node in root.children("settings")),
        formulas={code: _formula(code, node, source) for code, node in root.named("formulas")},
        tables=root.child("tables").values,
    )


def _check_references(root: Node, book: Rulebook) -> None:
    """A cap, override or publication that names a level or period the book does not have is a slip."""
    codes = {level.code for level in book.levels}
    for at, cap in enumerate(book.caps):
        if cap.level not in codes:
            raise root.error(f"caps[{at}].level", f"mức {cap.level} không có trong levels")
    for at, override in enumerate(book.overrides):
        if override.level not in codes:
            raise root.error(f"overrides[{at}].level", f"mức {override.level} không có trong levels")
    for part in ("overrides", "settings", "steps"):
        known = [(rule.code, getattr(rule, "period", "")) for rule in getattr(book, part)]
        doubled = next((code for code in known if known.count(code) > 1), None)
        if doubled is not None:
            raise root.error(part, f"mã lặp lại: {doubled[0]}")
