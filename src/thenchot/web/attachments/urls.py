"""Addresses of attached files."""

from __future__ import annotations

from django.urls import path

from thenchot.web.attachments import open_file, withdraw_file

urlpatterns = [
    path("tep/<int:attachment_id>", open_file.open_file, name="attachments.open"),
    path("tep/<int:attachment_id>/rut-lai", withdraw_file.withdraw_file, name="attachments.withdraw"),
]
