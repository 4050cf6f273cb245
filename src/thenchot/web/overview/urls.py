"""Addresses of the overview."""

from __future__ import annotations

from django.urls import path

from thenchot.web.overview import lists, overview, service, units_file

urlpatterns = [
    path("toan-canh", overview.overview, name="reporting.overview"),
    path("toan-canh/<period:period>", overview.overview_of, name="reporting.overview_of"),
    path("toan-canh/<period:period>/don-vi.csv", units_file.units_file, name="reporting.units_file"),
    path("toan-canh/<period:period>/phuc-vu", service.service, name="reporting.service"),
    path("toan-canh/<period:period>/thieu", lists.unfinished_list, name="reporting.unfinished"),
    path("toan-canh/<period:period>/thieu.csv", lists.unfinished_file, name="reporting.unfinished_file"),
    path("toan-canh/<period:period>/nang-ha", lists.moved_list, name="reporting.moved"),
    path("toan-canh/<period:period>/nang-ha.csv", lists.moved_file, name="reporting.moved_file"),
]
