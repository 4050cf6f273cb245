"""Xác nhận phiếu: the head's grid, exceptions first; one row again after each act."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.queries.grid import Grid, GridRow, grid_of, grids_to_score
from thenchot.assessment.steps import ABSENCES, EXCUSED, OPENED, STATE_NAMES, SUBMITTED, steps_at
from thenchot.lib.refusals import Refusal
from thenchot.rulesets.naming import law_of
from thenchot.web.answers import fragment
from thenchot.web.doors import Signed, signed_in
from thenchot.web.law import law
from thenchot.web.numbers import score
from thenchot.web.page import page

TONES = (1, 2, 3, 4)
FLAGS = ("changed", "not_sent", "no_score", "below_pass", "late_or_rejected", "near_level", "jump", "on_behalf")
READY = ("top", "ordinary")
"""Groups whose figures agree and that may be confirmed together."""


@signed_in()
def grid(request: Signed, period: str = "") -> HttpResponse:
    grids = grids_to_score(request.viewer, period or None)
    if not period and grids:
        return HttpResponseRedirect(reverse("assessment.grid", args=[grids[0].cycle.period]))
    return page(request, "assessment/grid.html", {"grids": [summary(one) for one in grids], "period": period, **words()})


def words() -> dict[str, Any]:
    return {"flag_words": flag_words, "state_names": STATE_NAMES, "absences": ABSENCES, "today_states": (OPENED, SUBMITTED)}


def summary(grid: Grid) -> dict[str, Any]:
    """A grid with the figures of its strip: progress, distribution by level, caps."""
    asked = [row for row in grid.rows if row.state != EXCUSED]
    confirmed = sum(1 for row in asked if row.state not in (OPENED, SUBMITTED))
    step = next((step for step in steps_at(grid.cycle.steps) if step.code == "confirm"), None)
    return {
        "grid": grid,
        "cycle": grid.cycle,
        "book": grid.book,
        "asked": len(asked),
        "confirmed": confirmed,
        "counts": level_counts(grid.distribution, [level.code for level in grid.book.levels]),
        # A group without a row here is another head's to watch.
        "caps": [cap for cap in grid.caps if not cap.group or cap.group in {row.duty_group for row in asked}],
        "due": step.last if step else None,
        "groups": groups(grid),
        "matching": len(grid.matching),
    }


def level_counts(distribution: Mapping[str, int], codes: list[str]) -> list[tuple[str, int | str, int]]:
    """(label, tone, count) of a distribution, levels first, then what has none yet."""
    levels: list[tuple[str, int | str, int]] = [
        (code, TONES[place], distribution.get(code, 0)) for place, code in enumerate(codes[:4])
    ]
    ask = distribution.get("ASK", 0)
    rest = sum(count for code, count in distribution.items() if code not in codes and code != "ASK")
    return [*levels, (_("chờ quyết định"), "ask", ask), (_("chưa có điểm"), "none", rest)]


def groups(grid: Grid) -> list[dict[str, Any]]:
    """The groups in the order a head works through them; ordinary ones by group of similar duties."""
    last = law("Điều 15 khoản 3", law_of(grid.book))
    titles = {
        "exception": (_("Cần xem trước"), _("Xem từng người rồi xác nhận, sửa điểm hoặc trả lại.")),
        "top": (_("Mức cao nhất"), _("Số liệu khớp, không có việc chờ giải trình.")),
        "ordinary": (_("Bình thường"), _("Số liệu khớp.")),
        "leader": (_("Lãnh đạo, tính sau cùng"), _("Tiêu chí d tính sau khi cấp dưới được xác nhận%(law)s.") % {"law": last}),
        "excused": (_("Không chấm kỳ này"), _("Có căn cứ.")),
        "done": (_("Đã xác nhận"), ""),
    }
    return [_group(code, *words, duty, members) for code, words in titles.items() for duty, members in _members(grid, code)]


def _members(grid: Grid, code: str) -> list[tuple[str, list[GridRow]]]:
    """The rows of a group; the ordinary ones apart by group of similar duties."""
    parts: dict[str, list[GridRow]] = {}
    for row in sorted(grid.of(code), key=_pressing):
        parts.setdefault(row.duty_group if code == "ordinary" else "", []).append(row)
    return sorted(parts.items())


def _pressing(row: GridRow) -> int:
    """Who has not sent comes first, then the rest in the order of the list a head works through."""
    return min((FLAGS.index(code) for code, _given in row.flags if code in FLAGS), default=len(FLAGS))


def _group(code: str, title: str, note: str, duty: str, rows: list[GridRow]) -> dict[str, Any]:
    ready = sum(1 for row in rows if code in READY and row.state == SUBMITTED)
    name = f"{title} · {duty}" if duty else title
    return {"code": code, "duty": duty, "title": name, "note": note, "rows": rows, "ready": ready}


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
        "late_or_rejected": ("warn", _("%(count)s việc chưa giải trình"), _("Chậm hoặc bị trả lại.")),
        "near_level": ("warn", _("Sát mức %(level)s"), _("Thiếu %(short)s điểm.")),
        "jump": ("warn", _("Thay đổi lớn"), _("Giảm %(difference)s điểm.")),
        "jump_up": ("warn", _("Thay đổi lớn"), _("Tăng %(difference)s điểm.")),
        "on_behalf": ("info", _("Nhập thay"), "%(who)s"),
    }


def row_again(request: Signed, sheet_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """One row of the grid as it stands now, with the strip; after a refusal with its sentence in the row."""
    sheet = sheet_to_read(request.viewer, sheet_id)
    grids = [one for one in grids_to_score(request.viewer, sheet.cycle.period) if one.cycle.id == sheet.cycle_id]
    whole = grids[0] if grids else grid_of(sheet.cycle, [sheet])
    row = next(row for row in whole.rows if row.sheet_id == sheet_id)
    values = {"row": row, "one": summary(whole), "refused": refusal, "oob": True, **words()}
    return fragment(request, "assessment/_grid_row.html", values)
