"""Xác nhận phiếu: the head's grid, exceptions first; one row again after each act."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.caps import CapState
from thenchot.assessment.queries.batches import Sheet
from thenchot.assessment.queries.grid import Grid, GridRow, grid_of, grids_to_score
from thenchot.assessment.steps import EXCUSED, OPENED, SUBMITTED, steps_at
from thenchot.audit.actions.record_showing import record_showing
from thenchot.lib import clock
from thenchot.lib.refusals import Refusal
from thenchot.rulesets.naming import law_of
from thenchot.web import dates
from thenchot.web.answers import by_htmx, fragment
from thenchot.web.assessment.correct_in_row import asked, from_row, opened, place, small_form
from thenchot.web.assessment.grid_row import TODAY_STATES, drawn, pressing
from thenchot.web.doors import Signed, signed_in
from thenchot.web.law import law
from thenchot.web.page import page

SHOWN = "shown"
"""In the session: by cycle, a digest of the sheets whose showing is recorded."""
TONES = (1, 2, 3, 4)
READY = ("top", "ordinary")
"""Groups whose figures agree and that may be confirmed together."""


@signed_in()
def grid(request: Signed, period: str = "") -> HttpResponse:
    number, way = asked(request)
    if number and by_htmx(request):
        return fragment(request, "assessment/_in_row.html", opened(request, number, way))
    grids = grids_to_score(request.viewer, period or None)
    if not period and grids:
        return HttpResponseRedirect(reverse("assessment.grid", args=[grids[0].cycle.period]))
    _record(request, grids)
    return _page(request, grids, opened(request, number, way) if number else {})


def grid_again(request: Signed, sheet: Sheet, refusal: Refusal) -> HttpResponse:
    """The whole grid after the small form of a row was refused without script; what was typed stands in it."""
    form = small_form(request, sheet.id, refusal=refusal)
    refusal.field = f"{place(refusal)}-{sheet.id}"
    return _page(request, grids_to_score(request.viewer, sheet.cycle.period), form, refusal)


def _page(request: Signed, grids: list[Grid], form: dict[str, Any], refusal: Refusal | None = None) -> HttpResponse:
    period = grids[0].cycle.period if grids else ""
    edited = form["edited"].id if form else 0
    values = {"grids": [summary(one) for one in grids], "period": period, "editing": edited, "all_keys": all_keys, **form}
    return page(request, "assessment/grid.html", {**values, "drawn": drawn}, refusal)


def _record(request: Signed, grids: list[Grid]) -> None:
    """What the table shows of the people whose sheets wait is an opening of their files: one row with all their numbers.

    The session remembers what was recorded last, so that coming back to the same table asks nothing.
    """
    before = request.session.get(SHOWN, {})
    now = {}
    for one in grids:
        shown = {row.sheet_id: row.version for row in one.rows if row.state in TODAY_STATES}
        cycle, mark = str(one.cycle.id), digest_of(shown)
        if shown and before.get(cycle) != mark:
            what = f"Bảng xác nhận phiếu {dates.period(one.cycle.period)}"
            record_showing(request.viewer.actor, shown, what, one.cycle.day)
        now[cycle] = mark
    if now.items() - before.items():
        request.session[SHOWN] = now


def digest_of(shown: Mapping[int, int]) -> str:
    return hashlib.sha256(repr(sorted(shown.items())).encode()).hexdigest()[:16]


def all_keys() -> list[tuple[str, str]]:
    return [
        ("↑ ↓, J K", _("chuyển người")), ("N", _("trường hợp cần xem tiếp")), ("X", _("xác nhận người đang chọn")),
        ("S", _("sửa điểm ngay dưới hàng")), ("T", _("trả lại phiếu ngay dưới hàng")), ("D", _("mở phiếu, dữ kiện")),
        ("Space", _("đánh dấu để xác nhận cùng nhau")), ("/", _("tìm tên")), ("Ctrl+Enter", _("lưu và xác nhận điểm đang sửa")),
        ("Esc", _("đóng phần đang mở")), ("?", _("bảng phím này")),
    ]  # fmt: skip


def summary(grid: Grid) -> dict[str, Any]:
    """A grid with the figures of its strip: progress, distribution by level, caps."""
    asked = [row for row in grid.rows if row.state != EXCUSED]
    confirmed = sum(1 for row in asked if row.state not in (OPENED, SUBMITTED))
    days = {step.code: step for step in reversed(steps_at(grid.cycle.steps))}
    step, sending, today = days.get("confirm"), days.get("self_assess"), clock.today()
    return {
        "grid": grid,
        "cycle": grid.cycle,
        "book": grid.book,
        "asked": len(asked),
        "confirmed": confirmed,
        "counts": level_counts(grid.distribution, [level.code for level in grid.book.levels]),
        "caps": _caps_of(grid, {row.duty_group for row in asked}),
        "due": step.last if step else None,
        "begins": step.first if step and today < step.first else None,
        "unsent": sorted((row for row in asked if row.state == OPENED), key=lambda row: row.group == "leader"),
        "to_remind": sending is not None and sending.first <= today,
        "groups": groups(grid),
        "matching": len(grid.matching),
    }


def _caps_of(grid: Grid, duties: set[str]) -> list[CapState]:
    """The caps to watch here: a group without a row in the grid is another head's; one without people or room says nothing."""
    return [cap for cap in grid.caps if (cap.count or cap.allowed) and (not cap.group or cap.group in duties)]


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
    look = _("Xem từng người rồi xác nhận, sửa điểm hoặc trả lại.")
    if any(row.held for row in grid.rows):
        look = _("Có thông tin bất lợi hoặc đang báo sai: mở xem rồi mới xác nhận. Còn việc chưa giải trình: chờ giải trình.")
    titles = {
        "exception": (_("Cần xem trước"), look),
        "top": (_("Mức cao nhất"), _("Số liệu khớp, không có việc chờ giải trình.")),
        "ordinary": (_("Bình thường"), _("Số liệu khớp.")),
        "leader": (_("Lãnh đạo, tính sau cùng"), _("Tiêu chí d tính sau khi cấp dưới được xác nhận%(law)s.") % {"law": last}),
        "excused": (_("Không chấm kỳ này"), _("Có căn cứ.")),
        "done": (_("Đã xác nhận"), ""),
    }
    return [_group(code, *words, duty, members) for code, words in titles.items() for duty, members in _members(grid, code)]


def _members(grid: Grid, code: str) -> list[tuple[str, list[GridRow]]]:
    """The rows of a group; the ordinary ones apart by group of similar duties. Who has not sent stands above the table."""
    parts: dict[str, list[GridRow]] = {}
    for row in sorted(grid.of(code), key=pressing):
        if row.state == OPENED:
            continue
        parts.setdefault(row.duty_group if code == "ordinary" else "", []).append(row)
    return sorted(parts.items())


def _group(code: str, title: str, note: str, duty: str, rows: list[GridRow]) -> dict[str, Any]:
    ready = sum(1 for row in rows if code in READY and row.state == SUBMITTED)
    name = f"{title} · {duty}" if duty else title
    return {"code": code, "duty": duty, "title": name, "note": note, "rows": rows, "ready": ready}


def row_again(request: Signed, sheet_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """One row of the grid as it stands now, with the strip; after a refusal with its sentence in the row."""
    sheet = sheet_to_read(request.viewer, sheet_id)
    grids = [one for one in grids_to_score(request.viewer, sheet.cycle.period) if one.cycle.id == sheet.cycle_id]
    whole = grids[0] if grids else grid_of(sheet.cycle, [sheet])
    row = next(row for row in whole.rows if row.sheet_id == sheet_id)
    form = small_form(request, sheet_id, refusal=refusal) if refusal and from_row(request) else {}
    told = None if form else refusal
    values = {"row": row, "one": summary(whole), "refused": told, "oob": True, "drawn": drawn, "closed": from_row(request)}
    return fragment(request, "assessment/_grid_row.html", {**values, **form})
