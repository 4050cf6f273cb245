"""Addresses of the sheets, the head's grid and my own history."""

from __future__ import annotations

from django.urls import path

from thenchot.web.assessment import (
    ask_explanations,
    comment,
    comments,
    confirm,
    confirm_again,
    confirm_many,
    excuse,
    grid,
    history,
    my_sheets,
    petition,
    remind,
    save_draft,
    self_assess,
    send_back,
    sheet,
    withdraw,
)

urlpatterns = [
    path("phieu", my_sheets.my_sheets, name="assessment.my_sheets"),
    path("phieu/ky/<period:period>", my_sheets.of_period, name="assessment.my_sheet"),
    path("phieu/<int:sheet_id>", sheet.sheet, name="assessment.sheet"),
    path("phieu/<int:sheet_id>/nhap", save_draft.save_draft, name="assessment.save_draft"),
    path("phieu/<int:sheet_id>/gui", self_assess.self_assess, name="assessment.self_assess"),
    path("phieu/<int:sheet_id>/rut-lai", withdraw.withdraw, name="assessment.withdraw"),
    path("phieu/<int:sheet_id>/gop-y", comment.comment, name="assessment.comment"),
    path("phieu/<int:sheet_id>/tra-lai", send_back.send_back, name="assessment.send_back"),
    path("phieu/<int:sheet_id>/xac-nhan", confirm.confirm, name="assessment.confirm"),
    path("phieu/<int:sheet_id>/xac-nhan-lai", confirm_again.confirm_again, name="assessment.confirm_again"),
    path(
        "phieu/<int:sheet_id>/yeu-cau-giai-trinh",
        ask_explanations.ask_explanations,
        name="assessment.ask_explanations",
    ),
    path("phieu/<int:sheet_id>/thu", confirm.try_out, name="assessment.try_out"),
    path("phieu/<int:sheet_id>/khong-cham", excuse.excuse, name="assessment.excuse"),
    path("phieu/<int:sheet_id>/kien-nghi", petition.petition, name="assessment.file_petition"),
    path("xac-nhan", grid.grid, name="assessment.grids"),
    path("xac-nhan/nhieu", confirm_many.confirm_many, name="assessment.confirm_many"),
    path("xac-nhan/nhac/<int:cycle_id>", remind.remind, name="assessment.remind_unsent"),
    path("xac-nhan/<period:period>", grid.grid, name="assessment.grid"),
    path("gop-y", comments.comments, name="assessment.comments"),
    path("qua-trinh", history.history, name="assessment.history"),
]
