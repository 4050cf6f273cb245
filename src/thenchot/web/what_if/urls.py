"""Addresses of trials of other rules on a past period."""

from __future__ import annotations

from django.urls import path

from thenchot.web.what_if import what_if

urlpatterns = [
    path("quy-dinh/tinh-thu", what_if.what_if, name="rulesets.what_if"),
    path("quy-dinh/tinh-thu.csv", what_if.as_file, name="rulesets.what_if_file"),
]
