"""Addresses of what systems outside brought in."""

from __future__ import annotations

from django.urls import path

from thenchot.web.intake import arrival, arrivals

urlpatterns = [
    path("du-lieu-nhan", arrivals.arrivals, name="intake.arrivals"),
    path("du-lieu-nhan/<int:arrival_id>", arrival.arrival, name="intake.arrival"),
    path("du-lieu-nhan/<int:arrival_id>/bo", arrival.leave_out, name="intake.drop"),
]
