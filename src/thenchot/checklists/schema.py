"""The shape of a checklist: from a checked mapping, shipped or a body's own, to the engine's frozen data and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, cast

from thenchot.rules.book import SWITCHES
from thenchot.rules.checklist import Edition, Group, Item, Standing
from thenchot.rulesets.reading import Node

KINDS = ("found", "points", "rank")
ABOUT = ("person", "unit")
PERIODS = ("month", "quarter", "half_year", "year")
ANSWERED_BY = ("self", "head", "office")
CHECKED_BY = ("nobody", "head", "organisation_body")
CONFIDENCES = tuple(SWITCHES)
LONGEST_CODE = 20
MOST_ITEMS = 200


def build(node: Node) -> Edition:
    """Raises BookError naming file, key and reason."""
    citation, confidence = node.text("citation", ""), node.one_of("confidence", CONFIDENCES, "quoted")
    groups = tuple(_group(child) for child in node.children("groups"))
    items = tuple(_item(child, citation, confidence) for child in node.children("items"))
    found = Edition(
        code=node.text("code"), edition=node.text("edition"), vi=node.text("vi"), en=node.text("en", ""),
        kind=cast(Any, node.one_of("kind", KINDS)), about=cast(Any, node.one_of("about", ABOUT)),
        period=cast(Any, node.one_of("period", PERIODS)), items=items, groups=groups,
        answered_by=cast(Any, node.one_of("answered_by", ANSWERED_BY, "self")),
        checked_by=cast(Any, node.one_of("checked_by", CHECKED_BY, "nobody")),
        registration=node.flag("registration", False), achieved_from=_exact(node, "achieved_from"),
        standings=tuple(_standing(child) for child in node.children("standings")),
        citation=citation, confidence=confidence, note=node.text("note", ""),
        valid_from=_day(node, "valid_from"), valid_to=_day(node, "valid_to"),
    )  # fmt: skip
    node.done()
    _check(node, found)
    return found


def _group(node: Node) -> Group:
    found = Group(node.text("code"), node.text("vi"), node.text("en", ""))
    node.done()
    return found


def _item(node: Node, citation: str, confidence: str) -> Item:
    most = _exact(node, "most")
    found = Item(
        code=node.text("code"), vi=node.text("vi", ""), en=node.text("en", ""), group=node.text("group", ""),
        most=Fraction(1) if most is None else most, citation=node.text("citation", citation),
        confidence=node.one_of("confidence", CONFIDENCES, confidence), facts=node.names("facts"),
    )  # fmt: skip
    node.done()
    return found


def _standing(node: Node) -> Standing:
    found = Standing(
        node.text("code"), node.text("vi"), node.text("en", ""), _exact(node, "min") or Fraction(0)
    )
    node.done()
    return found


def _exact(node: Node, key: str) -> Fraction | None:
    """A number as YAML gives it, or as the exact text it is kept as."""
    found = node.get(key)
    return Fraction(found) if isinstance(found, str) else node.optional_number(key)


def _day(node: Node, key: str) -> date | None:
    found = node.get(key)
    return date.fromisoformat(found) if isinstance(found, str) else node.day(key)


def _check(node: Node, found: Edition) -> None:
    if not found.items or len(found.items) > MOST_ITEMS:
        raise node.error("items", f"phải có từ 1 đến {MOST_ITEMS} mục")
    seen: set[str] = set()
    named = {group.code for group in found.groups}
    for at, item in enumerate(found.items):
        key, reason = _fault(item, seen, named)
        if key:
            raise node.error(f"items[{at}].{key}", reason)
        seen.add(item.code)
    mins = [standing.min for standing in found.standings]
    if mins != sorted(mins, reverse=True):
        raise node.error("standings", "các mức phải từ cao xuống thấp")


def _fault(item: Item, seen: set[str], named: set[str]) -> tuple[str, str]:
    """The key of an item that is wrong, and why; two blanks for a sound one."""
    if not item.code.strip() or len(item.code) > LONGEST_CODE or item.code in seen:
        return "code", f"mã mục phải có, không trùng, không quá {LONGEST_CODE} ký tự: {item.code}"
    if item.group and item.group not in named:
        return "group", f"không có nhóm {item.group}"
    return ("most", "điểm tối đa phải lớn hơn 0") if item.most <= 0 else ("", "")


def read_content(content: Mapping[str, Any]) -> Edition:
    """The edition of what `content_of` wrote. Raises BookError."""
    return build(Node(str(content.get("code", "")), "", content))


def content_of(edition: Edition) -> dict[str, Any]:
    """The whole edition as plain data, numbers as exact texts, so that it is kept and digested as one canonical text."""
    return {
        "code": edition.code, "edition": edition.edition, "vi": edition.vi, "en": edition.en, "kind": edition.kind,
        "about": edition.about, "period": edition.period, "answered_by": edition.answered_by,
        "checked_by": edition.checked_by, "registration": edition.registration,
        "achieved_from": _text(edition.achieved_from), "citation": edition.citation, "confidence": edition.confidence,
        "note": edition.note, "valid_from": _iso(edition.valid_from), "valid_to": _iso(edition.valid_to),
        "groups": [{"code": group.code, "vi": group.vi, "en": group.en} for group in edition.groups],
        "standings": [
            {"code": one.code, "vi": one.vi, "en": one.en, "min": str(one.min)} for one in edition.standings
        ],
        "items": [
            {
                "code": item.code, "vi": item.vi, "en": item.en, "group": item.group, "most": str(item.most),
                "citation": item.citation, "confidence": item.confidence, "facts": list(item.facts),
            }
            for item in edition.items
        ],
    }  # fmt: skip


def _text(number: Fraction | None) -> str | None:
    return None if number is None else str(number)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
