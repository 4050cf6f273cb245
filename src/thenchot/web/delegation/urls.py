"""The address of the routing table."""

from __future__ import annotations

from django.urls import path

from thenchot.web.delegation import table

urlpatterns = [path("phan-cap", table.table, name="people.delegation")]
