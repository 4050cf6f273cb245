"""A rulebook kept whole: its content as text under a digest, and the same rulebook built again from that text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from thenchot.lib import canonical
from thenchot.rules.book import Rulebook
from thenchot.rulesets.overlays import apply_overlay
from thenchot.rulesets.reading import Node
from thenchot.rulesets.schema import build

NUMBER, DAY = "$number", "$date"


def content_of(book: Rulebook, overlay: Mapping[str, object]) -> str:
    """Return the text a rulebook and a body's overlay are kept as; numbers and dates stay exact and typed.

    Keys keep the order of the file: reasons are given, and conditions looked at, in that order.
    """
    kept = {"book": _tagged(book.raw), "overlay": _tagged(overlay)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def digest_of(content: str) -> str:
    return canonical.sha256(content)


def rebuild(content: str) -> Rulebook:
    """Return the rulebook, overlay applied, that `content_of` wrote. Raises BookError for one that is none."""
    kept = json.loads(content, object_hook=_untagged)
    raw = kept["book"]
    book = build(Node(str(raw.get("id", "")), "", raw), digest=digest_of(content), source_path=str(raw.get("id", "")))
    return apply_overlay(book, kept["overlay"]) if kept["overlay"] else book


def _tagged(value: object) -> object:
    match value:
        case bool() | None | str():
            return value
        case int() | Fraction():
            return {NUMBER: str(Fraction(value))}
        case date():
            return {DAY: value.isoformat()}
        case Mapping():
            return {str(key): _tagged(entry) for key, entry in value.items()}
        case list() | tuple():
            return [_tagged(entry) for entry in value]
        case _:
            return str(value)


def _untagged(found: dict[str, Any]) -> Any:
    if NUMBER in found:
        number = Fraction(found[NUMBER])
        return int(number) if number.denominator == 1 else number
    if DAY in found:
        return date.fromisoformat(found[DAY])
    return found
