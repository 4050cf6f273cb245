"""Why other rules give somebody no result on a period's data, in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LACKS: Mapping[str, str | Promise] = {
    "marks_missing": _("Biểu mẫu của bộ quy tắc kia có tiêu chí mà kỳ này không chấm."),
    "kind_has_no_sheet": _("Bộ quy tắc kia không có cách tính cho nhóm người này."),
    "nothing_assigned": _("Không được giao việc trong kỳ nên không có điểm."),
    "leader_facts_missing": _("Kỳ này không ghi chỉ số đ, e của lãnh đạo, quản lý."),
    "nobody_scored_below": _("Không ai dưới quyền có điểm nên không có chỉ số d."),
}
NO_FACTS = _("Bộ quy tắc kia cần số liệu về từng việc mà kỳ này không có.")
NOT_USABLE = _("Số liệu đã chốt không dùng được với cách tính của bộ quy tắc kia.")


def lack_words(code: str) -> str:
    if code.startswith("lacks_"):
        return str(NO_FACTS)
    return str(LACKS.get(code, NOT_USABLE))
