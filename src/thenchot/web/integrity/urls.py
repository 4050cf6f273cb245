"""The addresses of the verification and of the auditor's page."""

from __future__ import annotations

from django.urls import path

from thenchot.web.integrity import inspect, verify

urlpatterns = [
    path("doi-chieu", verify.verify, name="audit.verify"),
    path("kiem-tra", inspect.inspect, name="audit.inspect"),
    path("kiem-tra/bo-chung-cu.zip", inspect.pack, name="audit.inspect_pack"),
]
