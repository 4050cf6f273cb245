"""What people type into a checklist as exact answers, and the form in which answers are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from thenchot.checklists.refusals import NOT_OFFERED, POINTS_WRONG, RANK_WRONG, UNKNOWN_ITEM
from thenchot.lib.refusals import refuse_if
from thenchot.rules.checklist import RANK, Answer, Answers, Edition, Item

TYPED = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?", re.ASCII)
WHOLE = re.compile(r"[1-9]\d{0,4}", re.ASCII)
LONGEST_NOTE = 500
Typed = Mapping[str, Mapping[str, str]]
"""By item: "value", "of", "standing", "note", each as typed."""


def read_answers(edition: Edition, typed: Typed) -> dict[str, Answer]:
    """Items left blank are left out. Refuses an item without words, and values out of range, at the item's field."""
    found: dict[str, Answer] = {}
    for code, given in typed.items():
        texts = {name: text.strip() for name, text in given.items() if text.strip()}
        if not texts:
            continue
        item = edition.item(code)
        if item is None or not item.worded:
            raise UNKNOWN_ITEM(item=code)
        note = texts.get("note", "")[:LONGEST_NOTE]
        if edition.kind == RANK:
            found[code] = _rank(edition, item, texts)._replace(note=note)
        elif "value" in texts:
            found[code] = Answer(_points(edition, item, texts["value"]), note=note)
    return found


def _points(edition: Edition, item: Item, text: str) -> Fraction:
    if edition.kind == "found":
        return Fraction(1)
    value = Fraction(text.replace(",", ".")) if TYPED.fullmatch(text) else None
    if value is None or value > item.most:
        raise POINTS_WRONG(field=f"a-{item.code}", item=item.code, most=item.most)
    return value


def _rank(edition: Edition, item: Item, texts: Mapping[str, str]) -> Answer:
    standing = texts.get("standing", "")
    refuse_if(bool(standing) and edition.standing(standing) is None, NOT_OFFERED)
    place, of = texts.get("value", ""), texts.get("of", "")
    if not place and not of:
        return Answer(standing=standing)
    if not WHOLE.fullmatch(place) or not WHOLE.fullmatch(of) or int(place) > int(of):
        raise RANK_WRONG(field=f"a-{item.code}", item=item.code)
    return Answer(Fraction(place), int(of), standing)


def kept(answers: Answers) -> dict[str, dict[str, str]]:
    """Exact texts, blanks left out."""
    found: dict[str, dict[str, str]] = {}
    for code, answer in answers.items():
        texts = {
            "value": "" if answer.value is None else str(answer.value), "of": str(answer.of or ""),
            "standing": answer.standing, "note": answer.note,
        }  # fmt: skip
        found[code] = {name: text for name, text in texts.items() if text}
    return found


def read_kept(content: Mapping[str, Mapping[str, Any]]) -> dict[str, Answer]:
    return {
        code: Answer(
            Fraction(texts["value"]) if texts.get("value") else None,
            int(texts["of"]) if texts.get("of") else None,
            texts.get("standing", ""),
            texts.get("note", ""),
        )
        for code, texts in content.items()
    }


def counted(answers: Mapping[str, Any], checked: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers as they count: where who checks has it otherwise, theirs."""
    return read_kept({**answers, **checked})
