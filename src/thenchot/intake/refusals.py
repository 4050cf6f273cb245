"""Why what came in is not taken, mended or dropped."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, MISSING, Kind

NOT_FOUND = Kind("intake.not_found", MISSING, _("Tin này không tồn tại hoặc không thuộc phạm vi của ông/bà."))
NOT_STUCK = Kind("intake.not_stuck", CONFLICT, _("Tin này đã được người khác xử lý. Tải lại trang để xem."))
CHANGED = Kind("intake.changed", CONFLICT, _("Tin này vừa thay đổi sau khi mở trang: nguồn gửi bản mới hoặc người khác đã sửa. Tải lại trang để xem."))
REASON_NEEDED = Kind("intake.reason_needed", BAD_INPUT, _("Nêu lý do bỏ tin này; lý do được ghi nhật ký."))
CONTENT_NEEDED = Kind("intake.content_needed", BAD_INPUT, _("Nhập nội dung đầu việc."))
UNIT_UNKNOWN = Kind("intake.unit_unknown", BAD_INPUT, _("Không tìm thấy mã đơn vị “{code}” trong phạm vi của người phụ trách kết nối."))
DOER_UNKNOWN = Kind("intake.doer_unknown", BAD_INPUT, _("Không tìm thấy mã cán bộ “{code}” trong phạm vi của người phụ trách kết nối."))
UNITS_NEEDED = Kind("intake.units_needed", BAD_INPUT, _("Nhập số đơn vị quy đổi lớn hơn 0, ví dụ 1,5. Phần mềm không tự lấy số thay."), "Điều 14 khoản 2")
DAY_UNREADABLE = Kind("intake.day_unreadable", BAD_INPUT, _("“{value}” không phải là ngày. Nhập dạng 05/11/2026."))
PERIOD_UNREADABLE = Kind("intake.period_unreadable", BAD_INPUT, _("“{value}” không phải là tháng. Nhập dạng 11/2026."))
STATE_UNKNOWN = Kind("intake.state_unknown", BAD_INPUT, _("Không rõ trạng thái “{value}”. Ghi assigned (đang làm), done (xong), late (chậm) hoặc returned (trả lại)."))
DONE_ON_NEEDED = Kind("intake.done_on_needed", BAD_INPUT, _("Nhập ngày hoàn thành."), "Điều 14 khoản 2 điểm c")
TASK_DIFFERS = Kind("intake.task_differs", CONFLICT, _("Nguồn gửi lại đầu việc này với {what} khác. Sửa đầu việc ở trang kế hoạch nếu đúng, rồi nhận lại; hoặc bỏ tin này."))
TASK_GONE = Kind("intake.task_gone", CONFLICT, _("Đầu việc của tin này không còn trong phạm vi của người phụ trách kết nối. Xử lý ở trang kế hoạch rồi bỏ tin này."))
