"""What a key may do: one verb for each thing that other software reads or writes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBS: dict[str, str | Promise] = {
    "units.read": _("Đọc cơ quan, đơn vị"),
    "people.read": _("Đọc người và vị trí công tác"),
    "tasks.read": _("Đọc đầu việc"),
    "tasks.assign": _("Giao việc"),
    "tasks.report": _("Báo việc hoàn thành, chậm, chưa đạt"),
    "evidence.read": _("Đọc thông tin phục vụ đánh giá"),
    "evidence.enter": _("Ghi nhận thông tin phục vụ đánh giá"),
    "evidence.withdraw": _("Rút lại thông tin phục vụ đánh giá"),
    "sheets.read": _("Đọc trạng thái phiếu"),
    "results.read": _("Đọc kết quả đã công bố"),
}
"""No verb scores, ranks or decides: a person does (Điều 10)."""
