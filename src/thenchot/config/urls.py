"""Addresses: every page is in the web room, what other software asks in the api room."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("api/v1/", include("thenchot.api.urls")), path("", include("thenchot.web.urls"))]
handler403 = "thenchot.web.errors.forbidden"
handler404 = "thenchot.web.errors.not_found"
handler500 = "thenchot.web.errors.failed"
