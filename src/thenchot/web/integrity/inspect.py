"""Kiểm tra: the auditor draws files at random, reads each with all its versions and openers, and takes the evidence along."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.assessment.access import require_auditor
from thenchot.assessment.drawing import MOST, Draw, cycles_to_draw, drawn
from thenchot.assessment.queries.evidence_pack import Wanted, evidence_pack
from thenchot.assessment.queries.inspection import inspected
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.audit.actions.record_opening import record_openings
from thenchot.audit.queries import seals
from thenchot.audit.seals import public_key
from thenchot.files.packed import repack
from thenchot.web.dates import period
from thenchot.web.doors import Signed, signed_in
from thenchot.web.forms.sending import in_vietnamese
from thenchot.web.page import page
from thenchot.web.reading import read_whole

SEALS = 31
SIZE = 10
SEED = 40
"""Letters of a seed."""


@dataclass(frozen=True)
class Asked:
    """What the form asks to draw, and what is wrong with it, "" when nothing."""

    draw: Draw
    given: bool
    problem: str

    @property
    def query(self) -> str:
        return urlencode([*(("ky", number) for number in self.draw.cycle_ids), ("so", self.draw.size), ("gieo", self.draw.seed)])


@signed_in()
def inspect(request: Signed) -> HttpResponse:
    require_auditor(request.viewer)
    asked = _asked(request)
    sheets = drawn(request.viewer, asked.draw) if asked.given and not asked.problem else []
    _recorded(request, sheets, "Kiểm tra: phiếu")
    cycles = cycle_rows(cycles_to_draw(request.viewer))
    values = {
        "asked": asked, "cycles": cycles, "files": inspected(sheets), "seals": seals(SEALS), "key": public_key(), "most": MOST,
        "section": "audit.inspect", "status": 422 if asked.problem else None,
    }  # fmt: skip
    return page(request, "integrity/inspect.html", values)


@signed_in()
def pack(request: Signed) -> HttpResponse:
    """The evidence of the draw; each person sees that their file was taken."""
    require_auditor(request.viewer)
    asked = _asked(request)
    sheets = [] if asked.problem else drawn(request.viewer, asked.draw)
    _recorded(request, sheets, "Kiểm tra: lấy bộ chứng cứ, phiếu")
    content = repack(evidence_pack(Wanted(sheets, asked.draw, request.GET.get("che") == "1")))
    answer = HttpResponse(content.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="bo-chung-cu-{request.viewer.day.isoformat()}.zip"'
    return answer


def _asked(request: Signed) -> Asked:
    given = request.GET
    cycles = tuple(sorted({read_whole(text) for text in given.getlist("ky")} - {0}))
    draw = Draw(cycles, read_whole(given.get("so", ""), 0 if "so" in given else SIZE), given.get("gieo", "").strip()[:SEED])
    if "so" not in given:
        return Asked(Draw(cycles, draw.size, secrets.token_hex(4)), given=False, problem="")
    problem = ""
    if not cycles:
        problem = _("Chọn ít nhất một kỳ đã công bố.")
    elif not 0 < draw.size <= MOST:
        problem = _("Nhập số hồ sơ từ 1 đến %(most)s.") % {"most": MOST}
    elif not draw.seed:
        problem = _("Nhập số gieo, ví dụ số do người chứng kiến đọc lên.")
    return Asked(draw, given=True, problem=problem)


def _recorded(request: Signed, sheets: Sequence[Any], what: str) -> None:
    with in_vietnamese():
        for one in sorted({sheet.cycle.period for sheet in sheets}):
            people = [sheet.person_id for sheet in sheets if sheet.cycle.period == one]
            record_openings(request.viewer.actor, people, f"{what} {period(one)}")
