"""Addresses of published results."""

from __future__ import annotations

from django.urls import path

from thenchot.web.results import outdated, recompute, results

urlpatterns = [
    path("thay-the", outdated.outdated, name="assessment.outdated"),
    path("thay-the/<int:sheet_id>", outdated.replace, name="assessment.replace_result"),
    path("ket-qua", results.results, name="assessment.results"),
    path("ket-qua/<int:cycle_id>", results.results_of_cycle, name="assessment.results_of"),
    path("ket-qua/<int:cycle_id>/tinh-lai", recompute.recompute, name="assessment.recompute"),
]
