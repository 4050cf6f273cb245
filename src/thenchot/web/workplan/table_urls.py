"""Addresses where a work-plan table comes in and goes out, and where one content is given to many."""

from __future__ import annotations

from django.urls import path

from thenchot.web.workplan import bring, give_to_many, import_plan, take_away

TABLE = "ke-hoach/<period:period>/bieu-ngang/<int:unit_id>"

urlpatterns = [
    path(f"{TABLE}/nhap", bring.bring, name="workplan.bring"),
    path("ke-hoach/nhap/<int:import_id>", import_plan.import_plan, name="workplan.import_plan"),
    path(f"{TABLE}/nhieu-nguoi", give_to_many.give_to_many, name="workplan.give_to_many"),
    path(f"{TABLE}/bieu-ngang.xlsx", take_away.workbook, name="workplan.table_workbook"),
    path(f"{TABLE}/ke-hoach.docx", take_away.paper, {"kind": "docx"}, name="workplan.table_word"),
    path(f"{TABLE}/ke-hoach.pdf", take_away.paper, {"kind": "pdf"}, name="workplan.table_pdf"),
]
