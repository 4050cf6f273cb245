"""Why the work plan refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

TASK_NOT_FOUND = Kind("workplan.not_found", MISSING, _("Không tìm thấy đầu việc này."))
NOT_ASSIGNER = Kind("workplan.not_assigner", FORBIDDEN, _("Việc này thuộc người giao việc. Nếu thấy chưa đúng, báo với người giao việc."), "Điều 18 khoản 1 điểm a")
TASK_CHANGED = Kind("workplan.changed", CONFLICT, _("Đầu việc đã được người khác sửa sau khi mở trang. Tải lại trang, đối chiếu rồi lưu."))
TASK_CLOSED = Kind("workplan.closed", FORBIDDEN, _("Tháng này đã công bố, không sửa đầu việc được nữa. Nếu thấy sai, người được đánh giá gửi kiến nghị."))
NO_CONTENT = Kind("workplan.no_content", BAD_INPUT, _("Nhập nội dung công việc."))
NO_UNITS = Kind("workplan.no_units", BAD_INPUT, _("Nhập số đơn vị quy đổi lớn hơn 0, ví dụ 2,5."), "Điều 18 khoản 1 điểm b")
TOO_MANY_EXCUSED = Kind("workplan.too_many_excused", BAD_INPUT, _("Số lần do nguyên nhân khách quan ({excused}) lớn hơn số lần đã ghi ({count})."), "Điều 14 khoản 2")
NOT_DOING = Kind("workplan.not_doing", BAD_INPUT, _("Đầu việc này không còn ở trạng thái đang thực hiện."))
