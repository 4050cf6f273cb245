"""The states of an organisation's sheet, and who is waited for in each."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

OPENED, SUBMITTED, PROPOSED, DECIDED, PUBLISHED, EXCUSED = (
    "opened", "submitted", "proposed", "decided", "published", "excused"
)  # fmt: skip
STATE_NAMES = {
    OPENED: _("chưa gửi"), SUBMITTED: _("đã gửi, chờ tham mưu"), PROPOSED: _("đã tham mưu, chờ công nhận"),
    DECIDED: _("đã quyết định mức"), PUBLISHED: _("đã thông báo"), EXCUSED: _("không xếp loại đợt này"),
}  # fmt: skip
SETTLED = (DECIDED, PUBLISHED, EXCUSED)
"""After these a higher organisation may be ranked (Điều 9 khoản 1)."""
