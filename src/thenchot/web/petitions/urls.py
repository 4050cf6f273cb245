"""Addresses of petitions."""

from __future__ import annotations

from django.urls import path

from thenchot.web.petitions import answer, petitions, withdraw

urlpatterns = [
    path("kien-nghi", petitions.petitions, name="assessment.petitions"),
    path("kien-nghi/<int:petition_id>", petitions.petition, name="assessment.petition"),
    path("kien-nghi/<int:petition_id>/tra-loi", answer.answer, name="assessment.answer"),
    path("kien-nghi/<int:petition_id>/rut", withdraw.withdraw, name="assessment.withdraw_petition"),
]
