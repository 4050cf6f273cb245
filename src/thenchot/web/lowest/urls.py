"""Addresses of the lowest criteria."""

from __future__ import annotations

from django.urls import path

from thenchot.web.lowest import lowest

urlpatterns = [
    path("tieu-chi-thap", lowest.lowest, name="reporting.lowest"),
    path("tieu-chi-thap/<period:period>", lowest.lowest_of, name="reporting.lowest_of"),
    path("tieu-chi-thap/<period:period>/tieu-chi.csv", lowest.lowest_file, name="reporting.lowest_file"),
]
