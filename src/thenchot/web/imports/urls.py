"""Addresses where files come in."""

from __future__ import annotations

from django.urls import path

from thenchot.web.imports import catalogue, imports, past_results, staff

urlpatterns = [
    path("nhap-du-lieu", imports.imports, name="people.imports"),
    path("nhap-du-lieu/nhan-su", staff.staff, name="people.import_staff"),
    path("nhap-du-lieu/mau-don-vi-nhan-su.xlsx", staff.template_file, name="people.staff_template"),
    path("nhap-du-lieu/ket-qua", past_results.results, name="assessment.past_results"),
    path("nhap-du-lieu/mau-ket-qua-truoc-day.xlsx", past_results.template_file, name="assessment.past_results_template"),
    path("nhap-du-lieu/ket-qua/<int:result_id>/rut", past_results.withdraw, name="assessment.withdraw_past_result"),
    path("nhap-du-lieu/danh-muc", catalogue.catalogue, name="standards.import_catalogue"),
]
