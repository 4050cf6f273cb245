"""Addresses where a body adopts a rulebook and imports the wording of the law."""

from __future__ import annotations

from django.urls import path

from thenchot.web.rulesets import adopt, end_adoption, import_wording

urlpatterns = [
    path("quy-dinh/ap-dung", adopt.adoption, name="rulesets.adopt"),
    path("quy-dinh/ap-dung/<int:adoption_id>/ket-thuc", end_adoption.end, name="rulesets.end_adoption"),
    path("quy-dinh/nhap-van-ban", import_wording.wording, name="rulesets.import_wording"),
]
