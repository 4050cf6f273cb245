"""Addresses of the calendar and of the work one follows."""

from __future__ import annotations

from django.urls import path

from thenchot.web.calendar import agenda, follow, notes

urlpatterns = [
    path("lich", agenda.week, name="followup.week"),
    path("lich/<period:period>", agenda.month, name="followup.month"),
    path("lich/viec/<int:task_id>/ngay", agenda.plan, name="followup.plan_day"),
    path("lich/ghi-nhan/<period:period>", notes.own_notes, name="followup.own_notes"),
    path("theo-doi", follow.follow, name="followup.follow"),
    path("theo-doi/<period:period>", follow.follow_of, name="followup.follow_of"),
    path("theo-doi/<period:period>/<int:person_id>", follow.person, name="followup.person"),
    path("theo-doi/<period:period>/<int:person_id>/ghi-nhan", notes.note, name="followup.note"),
]
