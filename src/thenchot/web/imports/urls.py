"""Addresses where files come in."""

from __future__ import annotations

from django.urls import path

from thenchot.web.imports import catalogue, imports, staff

urlpatterns = [
    path("nhap-du-lieu", imports.imports, name="people.imports"),
    path("nhap-du-lieu/nhan-su", staff.staff, name="people.import_staff"),
    path("nhap-du-lieu/mau-don-vi-nhan-su.xlsx", staff.template_file, name="people.staff_template"),
    path("nhap-du-lieu/danh-muc", catalogue.catalogue, name="standards.import_catalogue"),
]
