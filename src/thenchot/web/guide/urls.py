"""Addresses of the user guide."""

from __future__ import annotations

from django.urls import path

from thenchot.web.guide import guide

urlpatterns = [
    path("huong-dan", guide.own, name="guide.own"),
    path("huong-dan/<slug:name>", guide.named, name="guide.page"),
]
