"""The address of the verification."""

from __future__ import annotations

from django.urls import path

from thenchot.web.integrity import verify

urlpatterns = [path("doi-chieu", verify.verify, name="audit.verify")]
