"""Provisions on the pages: the article with its instrument, and nothing of the decree where another framework governs."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.assessment.cast import AN, AUTHORITY, BINH, CHAIR, OCTOBER, OCTOBER_2019, ORGANISER, Town
from tests.web.office_cast import get, main, send, text, town_of
from thenchot.assessment.models import Petition
from thenchot.web.law import law

pytestmark = pytest.mark.django_db
DECREE = "Nghị định 335/2025/NĐ-CP"


def asked_everywhere(town: Town) -> dict[str, str]:
    """What each page of a published month and each refusal about it says, the menu left out."""
    town.finish()
    town.publish()
    sheet = town.sheet(AN)
    send(AN, f"/phieu/{sheet.id}/kien-nghi", text="Số liệu chưa đúng, căn cứ công văn 12.")
    petition = Petition.objects.get().id
    pages = {path: main(get(AN, path)) for path in (f"/phieu/{sheet.id}", f"/kien-nghi/{petition}", "/qua-trinh")}
    pages["/ket-qua"] = main(get(ORGANISER, f"/ket-qua/{town.cycle_id}"))
    pages["not scorer"] = text(send(AUTHORITY, f"/phieu/{sheet.id}/xac-nhan", version="1"))
    pages["not addressee"] = text(send(AN, f"/kien-nghi/{petition}/tra-loi", outcome="kept", text="x"))
    pages["not organiser"] = text(send(CHAIR, f"/ky/{town.cycle_id}/cong-bo"))
    pages["no answer"] = text(send(BINH, f"/phieu/{town.sheet(BINH).id}/kien-nghi", text=" "))
    return pages


def test_under_the_decree_every_article_is_named_with_the_decree() -> None:
    pages = asked_everywhere(town_of(OCTOBER))
    assert {where for where, said in pages.items() if DECREE not in said} == set()
    assert f"Điều 10 khoản 1 {DECREE}" in pages["not scorer"]
    assert f"Điều 22 {DECREE}" in pages["no answer"]
    assert f"Điều 17 khoản 3 {DECREE}" in pages["/ket-qua"]


def test_under_the_citys_framework_nothing_of_the_decree_is_cited() -> None:
    pages = asked_everywhere(town_of(OCTOBER_2019))
    assert {where: said for where, said in pages.items() if "Điều " in said or DECREE in said} == {}


def test_a_provision_is_spelled_in_the_readers_language() -> None:
    with translation.override("en"):
        assert law("Điều 17 khoản 3 điểm a") == " (Article 17 clause 3 point a Decree 335/2025/NĐ-CP)"
    assert law("Điều 22", "Quyết định 3814-QĐ/TU") == ""
