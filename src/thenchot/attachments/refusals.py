"""Why a file is not taken, not given or not taken back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

FILE_NOT_FOUND = Kind("attachment.not_found", MISSING, _("Tệp này không tồn tại hoặc không thuộc phạm vi của ông/bà."))
FILE_WITHDRAWN = Kind("attachment.withdrawn", FORBIDDEN, _("Tệp đã được rút lại ngày {day}, lý do: {reason}. Nội dung còn được lưu để kiểm tra nhưng không mở ra nữa."))
FILE_DAMAGED = Kind("attachment.damaged", CONFLICT, _("Nội dung tệp trên máy chủ không còn đúng với lúc đính kèm nên không mở. Báo bộ phận quản trị phần mềm khôi phục từ bản sao lưu."))
FILE_NEEDED = Kind("attachment.needed", BAD_INPUT, _("Chọn tệp cần đính kèm."))
FILE_EMPTY = Kind("attachment.empty", BAD_INPUT, _("Tệp không có nội dung. Kiểm tra lại tệp trên máy rồi chọn lại."))
FILE_TOO_LARGE = Kind("attachment.too_large", BAD_INPUT, _("Tệp lớn hơn {limit} MB. Quét lại ở độ phân giải thấp hơn (200 dpi là đủ đọc) hoặc tách thành nhiều tệp."))
FILE_KIND = Kind("attachment.kind", BAD_INPUT, _("Nội dung tệp không phải {allowed}. Đổi tên tệp không làm thay đổi nội dung; lưu hoặc quét lại theo một trong các dạng đó."))
FILE_INFECTED = Kind("attachment.infected", BAD_INPUT, _("Chương trình quét mã độc không cho qua tệp này nên tệp không được lưu. Báo bộ phận quản trị phần mềm."))
FILE_NOT_SCANNED = Kind("attachment.not_scanned", CONFLICT, _("Chương trình quét mã độc không trả lời nên tệp chưa được lưu. Thử lại sau, hoặc báo bộ phận quản trị phần mềm."))
FILE_LOST = Kind("attachment.lost", BAD_INPUT, _("Tệp đã chọn trước đó không còn giữ nữa. Chọn lại tệp."))
FILE_REASON = Kind("attachment.reason_needed", BAD_INPUT, _("Nêu lý do rút lại tệp; người liên quan đọc được."))
FILE_CHANGED = Kind("attachment.changed", CONFLICT, _("Tệp này đã được rút lại trước đó. Tải lại trang."))
FILE_STAYS = Kind("attachment.stays", FORBIDDEN, _("Tệp này là căn cứ của việc đã làm nên không rút lại được."))
