"""Addresses of the month's plan."""

from __future__ import annotations

from django.urls import path

from thenchot.web.workplan import (
    amend,
    appraise,
    assign,
    claim,
    consider,
    explain,
    plan,
    report,
    report_wrong,
    revise,
    split,
    table,
    task,
)

urlpatterns = [
    path("ke-hoach", plan.plan, name="workplan.plans"),
    path("ke-hoach/<period:period>", plan.plan, name="workplan.plan"),
    path("ke-hoach/<period:period>/them", assign.assign, name="workplan.assign"),
    path("ke-hoach/<period:period>/ke-khai", claim.claim, name="workplan.claim"),
    path("ke-hoach/<period:period>/bieu-ngang/<int:unit_id>", table.table, name="workplan.table"),
    path("ke-hoach/<period:period>/bieu-ngang/<int:unit_id>/lap", table.draft, name="workplan.draft"),
    path("ke-hoach/<period:period>/bieu-ngang/<int:unit_id>/them", table.add, name="workplan.draft_row"),
    path("ke-hoach/<period:period>/bieu-ngang/<int:unit_id>/chep", table.copy, name="workplan.copy_recurring"),
    path("ke-hoach/<period:period>/bieu-ngang/<int:unit_id>/duyet", table.approve, name="workplan.approve"),
    path("ke-hoach/<period:period>/bieu-ngang/<int:unit_id>/khoa", table.lock, name="workplan.lock"),
    path("ke-hoach/viec/<int:task_id>/dong", revise.revise, name="workplan.revise"),
    path("ke-hoach/viec/<int:task_id>/bo", table.drop, name="workplan.drop"),
    path("ke-hoach/viec/<int:task_id>", task.task, name="workplan.task"),
    path("ke-hoach/viec/<int:task_id>/giai-trinh", explain.explain, name="workplan.explain"),
    path("ke-hoach/viec/<int:task_id>/xong", report.finish, name="workplan.finish"),
    path("ke-hoach/viec/<int:task_id>/chua-dat", report.reject, name="workplan.reject"),
    path("ke-hoach/viec/<int:task_id>/cham", report.mark_late, name="workplan.mark_late"),
    path("ke-hoach/viec/<int:task_id>/khach-quan", consider.consider, name="workplan.consider"),
    path("ke-hoach/viec/<int:task_id>/danh-gia", appraise.appraise, name="workplan.appraise"),
    path("ke-hoach/viec/<int:task_id>/giao-lai", report.hand_back, name="workplan.hand_back"),
    path("ke-hoach/viec/<int:task_id>/bao-sai", report_wrong.report_wrong, name="workplan.report_wrong"),
    path("ke-hoach/viec/<int:task_id>/sua", amend.amend, name="workplan.amend"),
    path("ke-hoach/viec/<int:task_id>/giu-nguyen", amend.keep, name="workplan.keep"),
    path("ke-hoach/viec/<int:task_id>/chia", split.split, name="workplan.split"),
    path("ke-hoach/viec/<int:task_id>/chap-nhan", claim.accept, name="workplan.accept_claim"),
    path("ke-hoach/viec/<int:task_id>/khong-chap-nhan", claim.decline, name="workplan.decline_claim"),
]
