"""Addresses of the periods of assessment."""

from __future__ import annotations

from django.urls import path

from thenchot.web.cycles import cycle, cycles, missing, open_cycle, publish, remind, reschedule

urlpatterns = [
    path("ky", cycles.cycles, name="assessment.cycles"),
    path("ky/mo", open_cycle.open_cycle, name="assessment.open_cycle"),
    path("ky/<int:cycle_id>", cycle.cycle, name="assessment.cycle"),
    path("ky/<int:cycle_id>/nhac", remind.remind, name="assessment.remind"),
    path("ky/<int:cycle_id>/lich", reschedule.reschedule, name="assessment.reschedule"),
    path("ky/<int:cycle_id>/cong-bo", publish.publish, name="assessment.publish"),
    path("ky/<int:cycle_id>/thieu", missing.missing_list, name="assessment.missing"),
    path("ky/<int:cycle_id>/thieu.csv", missing.missing_file, name="assessment.missing_file"),
]
