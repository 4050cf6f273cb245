"""Addresses of the yearly sheet, its meetings and opinions, and of the totals of longer periods."""

from __future__ import annotations

from django.urls import path

from thenchot.web.year import meetings, opinion, rank_self, totals, unranked

urlpatterns = [
    path("phieu/<int:sheet_id>/tu-xep-loai", rank_self.rank_self, name="assessment.rank_self"),
    path("phieu/<int:sheet_id>/y-kien", opinion.opinion, name="assessment.record_opinion"),
    path("phieu/<int:sheet_id>/khong-xep-loai", unranked.unranked, name="assessment.leave_unranked"),
    path("ky/<int:cycle_id>/hop", meetings.meetings, name="assessment.meetings"),
    path("hop/<int:meeting_id>", meetings.meeting, name="assessment.meeting"),
    path("tong-hop", totals.newest, name="assessment.totals"),
    path("tong-hop/<longer:period>", totals.totals, name="assessment.totals_of"),
    path("tong-hop/<longer:period>.csv", totals.totals_file, name="assessment.totals_file"),
]
