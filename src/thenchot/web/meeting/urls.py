"""Addresses of the month's meeting and of remedies."""

from __future__ import annotations

from django.urls import path

from thenchot.web.meeting import briefing, conclude, minutes, remedies, wall

MEETING = "giao-ban/<period:period>/<int:unit_id>"
REMEDY = "khac-phuc/<int:remedy_id>"

urlpatterns = [
    path("giao-ban", briefing.briefings, name="followup.briefings"),
    path("giao-ban/<period:period>", briefing.briefings_of, name="followup.briefings_of"),
    path(MEETING, briefing.briefing, name="followup.briefing"),
    path(f"{MEETING}/chuan-bi", briefing.prepare, name="followup.prepare"),
    path(f"{MEETING}/khac-phuc", briefing.raise_one, name="followup.raise_remedy"),
    path(f"{MEETING}/ket-luan", conclude.conclude, name="followup.conclude"),
    path(f"{MEETING}/trinh-chieu", wall.wall, name="followup.wall"),
    path(f"{MEETING}/bien-ban.docx", minutes.minutes, {"kind": "docx"}, name="followup.minutes_word"),
    path(f"{MEETING}/bien-ban.pdf", minutes.minutes, {"kind": "pdf"}, name="followup.minutes_pdf"),
    path("khac-phuc", remedies.remedies, name="followup.remedies"),
    path(REMEDY, remedies.remedy, name="followup.remedy"),
    path(f"{REMEDY}/bao-cao", remedies.report, name="followup.report_remedy"),
    path(f"{REMEDY}/ket-thuc", remedies.close, name="followup.close_remedy"),
    path(f"{REMEDY}/lam-tiep", remedies.give_back, name="followup.return_remedy"),
]
