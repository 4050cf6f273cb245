"""Addresses where levels are proposed and decided."""

from __future__ import annotations

from django.urls import path

from thenchot.web.decisions import decide, propose, recognise

urlpatterns = [
    path("de-xuat", propose.proposals, name="assessment.proposals"),
    path("de-xuat/<period:period>", propose.propose, name="assessment.propose"),
    path("de-xuat/<period:period>/nhieu", propose.propose_many, name="assessment.propose_many"),
    path("quyet-dinh", decide.decisions, name="assessment.decisions"),
    path("quyet-dinh/<period:period>", decide.decide, name="assessment.decide"),
    path("quyet-dinh/<period:period>/nhieu", decide.decide_many, name="assessment.decide_many"),
    path("quyet-dinh/<period:period>/noi-troi", recognise.recognise, name="assessment.recognise"),
]
