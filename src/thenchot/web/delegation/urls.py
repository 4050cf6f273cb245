"""The addresses of the routing table and of the rows it follows."""

from __future__ import annotations

from django.urls import path

from thenchot.web.delegation import delegate, end_delegation, table

urlpatterns = [
    path("phan-cap", table.table, name="people.delegation"),
    path("phan-cap/dong", delegate.rows, name="people.delegate"),
    path("phan-cap/dong/<int:row_id>/ket-thuc", end_delegation.end, name="people.end_delegation"),
]
