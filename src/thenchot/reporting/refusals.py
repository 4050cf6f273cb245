"""Why figures over a place are not shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import FORBIDDEN, MISSING, Kind

PLACE_NOT_FOUND = Kind(
    "overview.not_found",
    MISSING,
    _("Cơ quan, đơn vị này không tồn tại hoặc không thuộc phạm vi của ông/bà."),
)
NOT_OVERSEER = Kind(
    "overview.not_overseer",
    FORBIDDEN,
    _("Số liệu toàn cảnh dành cho cơ quan tham mưu về tổ chức, cán bộ, người đứng đầu và cơ quan kiểm tra, trong phạm vi của mình."),
)
NO_SCORERS = Kind(
    "raters.not_found",
    MISSING,
    _("Ông/bà không theo dõi, đánh giá ai nên không có trang này."),
)
NOT_COMPARING = Kind(
    "raters.not_comparing",
    FORBIDDEN,
    _("Số liệu về cách chấm của từng người đánh giá dành cho chính người đó, sau đó cho cơ quan tham mưu về tổ chức, cán bộ."),
)
