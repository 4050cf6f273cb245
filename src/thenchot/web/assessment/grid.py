"""Xác nhận phiếu: the head's grid, exceptions first; one row again after each act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.queries.grid import Grid, GridRow, grid_of, grids_to_score
from thenchot.assessment.steps import ABSENCES, EXCUSED, OPENED, STATE_NAMES, SUBMITTED, steps_at
from thenchot.lib.refusals import Refusal
from thenchot.web.answers import fragment
from thenchot.web.doors import Signed, signed_in
from thenchot.web.numbers import score
from thenchot.web.page import page

TONES = (1, 2, 3, 4)


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
        "caps": grid.caps,
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
    titles = {
        "exception": (_("Cần xem trước"), _("Xem từng người rồi xác nhận, sửa điểm hoặc trả lại.")),
        "top": (_("Mức cao nhất"), _("Số liệu khớp, không có việc chờ giải trình.")),
        "ordinary": (_("Bình thường"), _("Số liệu khớp.")),
        "leader": (_("Lãnh đạo, tính sau cùng"), _("Tiêu chí d tính sau khi cấp dưới được xác nhận (Điều 15 khoản 3).")),
        "excused": (_("Không chấm kỳ này"), _("Có căn cứ.")),
        "done": (_("Đã xác nhận"), ""),
    }
    found = []
    for code, (title, note) in titles.items():
        rows = grid.of(code)
        for duty in sorted({row.duty_group for row in rows}) if code == "ordinary" else [""]:
            members = [row for row in rows if code != "ordinary" or row.duty_group == duty]
            if members:
                ready = [row for row in members if code in ("top", "ordinary") and row.state == SUBMITTED]
                name = f"{title} · {duty}" if duty else title
                found.append({"code": code, "duty": duty, "title": name, "note": note, "rows": members, "ready": len(ready)})
    return found


def flag_words(row: GridRow) -> list[tuple[str, str, str]]:
    """(tone, tag, words) for each reason a person is on top."""
    return [_flag(code, params) for code, params in row.flags]


def _flag(code: str, given: Mapping[str, Any]) -> tuple[str, str, str]:
    match code:
        case "not_sent":
            return "bad", _("Chưa gửi phiếu"), ""
        case "no_score":
            return "ask", _("Chưa có điểm"), _("Văn bản không nêu cách tính, cần quyết định.")
        case "below_pass":
            return "bad", _("Dưới %(n)s điểm") % {"n": score(given["bound"], 0)}, ""
        case "late_or_rejected":
            return "warn", _("%(n)s việc chưa giải trình") % {"n": given["count"]}, _("Chậm hoặc bị trả lại.")
        case "near_level":
            short = _("Thiếu %(n)s điểm.") % {"n": score(given["short"])}
            return "warn", _("Sát mức %(level)s") % {"level": given["level"]}, short
        case "jump":
            up = given["difference"] > 0
            points = {"n": score(abs(given["difference"]))}
            return "warn", _("Thay đổi lớn"), (_("Tăng %(n)s điểm.") if up else _("Giảm %(n)s điểm.")) % points
        case "on_behalf":
            return "info", _("Nhập thay"), str(given["who"])
        case _:
            return "info", code, ""


def row_again(request: Signed, sheet_id: int, refusal: Refusal | None = None) -> HttpResponse:
    """One row of the grid as it stands now, with the strip; after a refusal with its sentence in the row."""
    sheet = sheet_to_read(request.viewer, sheet_id)
    grids = [one for one in grids_to_score(request.viewer, sheet.cycle.period) if one.cycle.id == sheet.cycle_id]
    whole = grids[0] if grids else grid_of(sheet.cycle, [sheet])
    row = next(row for row in whole.rows if row.sheet_id == sheet_id)
    values = {"row": row, "one": summary(whole), "refused": refusal, "oob": True, **words()}
    return fragment(request, "assessment/_grid_row.html", values)
