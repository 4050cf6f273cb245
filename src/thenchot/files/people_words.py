"""The words of the staff workbook and what they mean to the software; the template offers exactly these."""

from __future__ import annotations

from collections.abc import Mapping

from thenchot.lib.vietnamese import fold
from thenchot.organisation.models import BLOCS, POSITIONS
from thenchot.people.models import APPOINTMENT_KINDS, CATEGORIES, RANKS

GENDERS = (("nam", "Nam"), ("nu", "Nữ"))
ALSO = {
    "nam": "ong", "nu": "ba", "dang": "dang", "chinh_quyen": "chinh quyen", "doan_the": "doan the",
    "su_nghiep": "su nghiep", "staff": "khong", "main": "chinh", "acting": "phu trach", "deputy": "pho",
}  # fmt: skip
"""A shorter way to write a word, folded."""


def _meanings(choices: object) -> Mapping[str, str]:
    assert isinstance(choices, list | tuple)
    found: dict[str, str] = {}
    for code, label in choices:
        found |= {fold(str(label)): code, code: code}
        if code in ALSO:
            found[ALSO[code]] = code
    return found


def labels(choices: object) -> list[str]:
    assert isinstance(choices, list | tuple)
    return [str(label) for _, label in choices]


WORDS: Mapping[str, Mapping[str, str]] = {
    "bloc": _meanings(BLOCS), "position": _meanings(POSITIONS), "category": _meanings(CATEGORIES),
    "rank": _meanings(RANKS), "kind": _meanings(APPOINTMENT_KINDS), "gender": _meanings(GENDERS),
}  # fmt: skip
LABELS: Mapping[str, list[str]] = {
    "bloc": labels(BLOCS), "position": labels(POSITIONS), "category": labels(CATEGORIES), "rank": labels(RANKS),
    "kind": labels(APPOINTMENT_KINDS), "gender": labels(GENDERS),
}  # fmt: skip
