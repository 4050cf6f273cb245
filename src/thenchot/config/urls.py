"""Addresses: every page is in the web room, what other software asks in the api room."""

from __future__ import annotations

from django.urls import include, path

from thenchot.api.description import describe
from thenchot.web.tokens.reference import reference

urlpatterns = [
    path("api/v1/", include("thenchot.api.urls")),
    # The page is of one door and what it lays out of another; neither knows the other.
    path("khoa-ket-noi/tai-lieu", reference, {"describe": describe}, name="tokens.reference"),
    path("", include("thenchot.web.urls")),
]
handler403 = "thenchot.web.errors.forbidden"
handler404 = "thenchot.web.errors.not_found"
handler500 = "thenchot.web.errors.failed"
