"""Addresses of the pages about scorers."""

from __future__ import annotations

from django.urls import path

from thenchot.web.raters import own, scorers

urlpatterns = [
    path("nguoi-danh-gia", own.newest, name="reporting.raters"),
    path("nguoi-danh-gia/<period:period>", own.own, name="reporting.raters_of"),
    path("nguoi-danh-gia/danh-sach", scorers.newest, name="reporting.rater_list"),
    path("nguoi-danh-gia/danh-sach/<period:period>", scorers.scorers, name="reporting.rater_list_of"),
    path(
        "nguoi-danh-gia/danh-sach/<period:period>/nguoi-danh-gia.csv",
        scorers.scorers_file,
        name="reporting.raters_file",
    ),
    path(
        "nguoi-danh-gia/danh-sach/<period:period>/tu-danh-gia", scorers.differing, name="reporting.differing"
    ),
    path(
        "nguoi-danh-gia/danh-sach/<period:period>/tu-danh-gia.csv",
        scorers.differing_file,
        name="reporting.differing_file",
    ),
]
