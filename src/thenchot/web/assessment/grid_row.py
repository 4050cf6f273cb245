"""One row of the head's grid as it is drawn: why it needs a look, in words, and its HTML, drawn once while nothing changes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.assessment.queries.grid import GridRow
from thenchot.assessment.steps import ABSENCES, OPENED, STATE_NAMES, SUBMITTED
from thenchot.lib.refusals import Refusal
from thenchot.web.address import addressed
from thenchot.web.numbers import score

TODAY_STATES = (OPENED, SUBMITTED)
SHARES = ("a", "b", "c", "result_points")
FLAGS = (
    "changed", "not_sent", "no_score", "below_pass", "adverse", "disputed", "late_or_rejected", "near_level", "jump", "on_behalf",
)  # fmt: skip
KEYS = 4096
"""So many rows are kept drawn: the grids of some forty heads."""


def drawn(row: GridRow, refused: Refusal | None = None) -> SafeString:
    """The row's HTML. A head comes back to the grid after each act, and of 94 rows one has changed."""
    if refused:
        return _draw(row, refused)
    return _kept(Look(row), get_language(), addressed("ông/bà"))


class Look:
    """A row by everything of it that is seen; two that look alike are drawn once."""

    __slots__ = ("_hash", "key", "row")

    def __init__(self, row: GridRow) -> None:
        flags = tuple((code, *given.values()) for code, given in row.flags)
        shares = tuple(row.values.get(name) for name in SHARES)
        self.row = row
        self.key = (
            row.sheet_id, row.version, row.state, row.group, row.name, row.title, row.duty_group, row.score, row.last_score,
            row.band, row.level, row.self_level, row.self_score, row.tasks, row.absence, bool(row.awaited), row.evidence,
            row.unseen, row.plain, flags, shares,
        )  # fmt: skip
        self._hash = hash((row.sheet_id, row.version, row.state, row.band))

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Look) and self.key == other.key


@lru_cache(maxsize=KEYS)
def _kept(look: Look, _language: str | None, _address: str) -> SafeString:
    return _draw(look.row, None)


def _draw(row: GridRow, refused: Refusal | None) -> SafeString:
    template: Any = get_template("assessment/_row.html")
    # The macro escapes what it is given, and says so itself.
    made: SafeString = template.template.module.person(row, TODAY_STATES, ABSENCES, flag_words, STATE_NAMES, refused)
    return made


def pressing(row: GridRow) -> int:
    """Who has not sent comes first, then the rest in the order of the list a head works through."""
    return min((FLAGS.index(code) for code, _given in row.flags if code in FLAGS), default=len(FLAGS))


def flag_words(row: GridRow) -> list[tuple[str, str, str]]:
    """(tone, tag, words) for each reason a person is on top."""
    known = _flags(get_language())
    found = []
    for code, given in row.flags:
        tone, tag, text = known.get(_shade(code, given), ("info", code, ""))
        words = {name: _shown(name, value) for name, value in given.items()}
        found.append((tone, tag % words, text % words))
    return found


def _shade(code: str, given: Mapping[str, Any]) -> str:
    return f"{code}_up" if code == "jump" and given["difference"] > 0 else code


def _shown(name: str, value: object) -> str:
    """A parameter of a flag as text: points with two decimals, bounds without."""
    if name == "now":
        return _("%(n)s điểm") % {"n": score(value)} if isinstance(value, Fraction) else _("chưa có điểm")
    if not isinstance(value, Fraction):
        return str(value)
    return score(abs(value), 0 if name == "bound" else 2)


@cache
def _flags(_language: str | None) -> dict[str, tuple[str, str, str]]:
    return {
        "changed": ("warn", _("Đã thay đổi sau khi xác nhận"), _("Số liệu hiện nay: %(now)s.")),
        "not_sent": ("bad", _("Chưa gửi phiếu"), ""),
        "no_score": ("ask", _("Chưa có điểm"), _("Văn bản không nêu cách tính, cần quyết định.")),
        "below_pass": ("bad", _("Dưới %(bound)s điểm"), ""),
        "adverse": ("bad", _("%(count)s thông tin bất lợi"), _("Mở phiếu để xem căn cứ.")),
        "disputed": ("ask", _("%(count)s việc đang báo sai"), _("Chờ người giao việc trả lời.")),
        "late_or_rejected": ("warn", _("%(count)s việc chưa giải trình"), _("Chậm, bị trả lại hoặc quá hạn.")),
        "near_level": ("warn", _("Sát mức %(level)s"), _("Thiếu %(short)s điểm.")),
        "jump": ("warn", _("Thay đổi lớn"), _("Giảm %(difference)s điểm.")),
        "jump_up": ("warn", _("Thay đổi lớn"), _("Tăng %(difference)s điểm.")),
        "on_behalf": ("info", _("Nhập thay"), "%(who)s"),
    }
