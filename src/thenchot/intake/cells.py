"""The cells of an arrival: which names a kind has, and texts of them only, so many and so long."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.reading import PLAIN

MOST, LONGEST = 40, 2000
TASK: Mapping[str, str | Promise] = {
    "content": _("Nội dung"), "unit": _("Mã đơn vị"), "doer": _("Mã cán bộ thực hiện"), "leader": _("Mã lãnh đạo phụ trách"),
    "period": _("Tháng"), "deadline": _("Hạn"), "units": _("Đơn vị quy đổi"), "state": _("Trạng thái"),
    "done_on": _("Ngày hoàn thành"), "result": _("Kết quả"), "note": _("Lý do"), "new_deadline": _("Hạn mới"),
}  # fmt: skip
FACT: Mapping[str, str | Promise] = {
    "subject": _("Mã cán bộ, đơn vị"), "name": _("Họ và tên"), "kind": _("Loại thông tin"), "month": _("Tháng"),
    "day": _("Ngày xảy ra"), "effect": _("Ngày có hiệu lực"), "text": _("Nội dung"), "document": _("Số, ký hiệu văn bản"),
    "document_on": _("Ngày văn bản"), "rule": _("Mã quy chế"), "choice": _("Mức, hình thức"),
}  # fmt: skip
FIELD_OF = {"happened_on": "day", "decided_on": "effect"}
"""Where a refusal of the register names a column, the cell that fills it."""


def names_of(kind: str) -> tuple[str, ...]:
    """The names a kind's cells may have."""
    if kind == "task":
        return tuple(TASK)
    figures = [one.code for known in all_kinds().values() for one in known.figures]
    return (*(name for name in PLAIN if name != "ref"), *dict.fromkeys(figures))


def tidy(kind: str, cells: Mapping[str, object]) -> dict[str, str]:
    """Texts of the known names, nothing blank: what else a source sends is not kept."""
    known = set(names_of(kind))
    texts = {name: _text(value) for name, value in cells.items() if name in known}
    return {name: text for name, text in texts.items() if text}


def _text(value: object) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    # One spelling, whichever system wrote it; a blank of any width is one between two words.
    text = normalize("NFC", str(value)[: 4 * LONGEST]).replace("\r\n", "\n")
    signs = (" " if sign != "\n" and sign.isspace() else sign for sign in text)
    # No control signs but line breaks: a database refuses some, and a page shows none.
    return "".join(sign for sign in signs if sign.isprintable() or sign == "\n").strip()[:LONGEST].rstrip()
