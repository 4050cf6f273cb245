"""Why the follow-up refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

PLACE_NOT_FOUND = Kind("followup.place_not_found", MISSING, _("Không tìm thấy đơn vị này."))
PERSON_NOT_FOUND = Kind("followup.person_not_found", MISSING, _("Không tìm thấy người này."))
REMEDY_NOT_FOUND = Kind("followup.remedy_not_found", MISSING, _("Không tìm thấy việc khắc phục này."))
OWN_NOTE = Kind("followup.own_note", FORBIDDEN, _("Ghi nhận theo dõi do người phụ trách viết. Với công việc của chính mình, dùng mục giải trình hoặc tự đánh giá."))
NO_NOTE = Kind("followup.no_note", BAD_INPUT, _("Nhập nội dung ghi nhận."))
NOTE_TOO_LONG = Kind("followup.note_too_long", BAD_INPUT, _("Ghi nhận dài {length} ký tự, nhiều nhất {limit}. Viết ngắn lại hoặc tách thành nhiều ghi nhận."))
NO_BRIEFING = Kind("followup.no_briefing", MISSING, _("Cuộc họp giao ban này chưa được chuẩn bị nên chưa có biên bản."))
NOT_PREPARER = Kind("followup.not_preparer", FORBIDDEN, _("Người đứng đầu, cấp phó phụ trách và văn phòng chuẩn bị họp giao ban. Ông/bà xem được trang này."))
NOT_CONCLUDER = Kind("followup.not_concluder", FORBIDDEN, _("Người đứng đầu đơn vị, hoặc người đứng đầu cấp trên, kết luận họp giao ban."))
BRIEFING_CHANGED = Kind("followup.briefing.changed", CONFLICT, _("Phần chuẩn bị họp đã được người khác sửa sau khi mở trang. Xem lại nội dung hiện có rồi lưu."))
CONCLUDED = Kind("followup.concluded", CONFLICT, _("Cuộc họp đã kết luận nên nội dung không thay đổi nữa. Việc mới đưa vào trang giao ban tháng sau."))
BRIEFING_INCOMPLETE = Kind("followup.briefing_incomplete", BAD_INPUT, _("Biên bản còn thiếu: {what}."))
PRESENT_UNREAD = Kind("followup.present_unread", BAD_INPUT, _("Nhập số người dự họp bằng chữ số, ví dụ 12; để trống nếu chưa biết."))
STRANGER = Kind("followup.stranger", BAD_INPUT, _("Chọn người trong danh sách của đơn vị."))
NOT_A_MONTH = Kind("followup.not_a_month", BAD_INPUT, _("Họp giao ban theo tháng. Mở trang giao ban của một tháng."))
REMEDY_INCOMPLETE = Kind("followup.remedy_incomplete", BAD_INPUT, _("Nêu đủ hạn chế, việc làm để khắc phục, người chịu trách nhiệm và hạn. Còn thiếu: {what}."))
REMEDY_TOO_LONG = Kind("followup.remedy_too_long", BAD_INPUT, _("Nội dung dài {length} ký tự, nhiều nhất {limit}. Viết ngắn lại."))
REMEDY_PAST = Kind("followup.remedy_past", BAD_INPUT, _("Hạn khắc phục {day} đã qua. Nhập một ngày từ hôm nay trở đi."))
REMEDY_THERE = Kind("followup.remedy_there", BAD_INPUT, _("Đã có việc khắc phục giống hệt đang mở: cùng hạn chế và cùng người chịu trách nhiệm."))
REMEDY_CHANGED = Kind("followup.remedy.changed", CONFLICT, _("Việc khắc phục đã được người khác sửa sau khi mở trang. Tải lại trang, xem nội dung hiện có rồi lưu."))
REMEDY_CLOSED = Kind("followup.remedy_closed", CONFLICT, _("Việc khắc phục này đã kết thúc. Nếu hạn chế lặp lại, nêu việc khắc phục mới ở trang giao ban."))
NOT_OWNER = Kind("followup.not_owner", FORBIDDEN, _("Người chịu trách nhiệm báo cáo kết quả khắc phục."))
NOT_CLOSER = Kind("followup.not_closer", FORBIDDEN, _("Người phụ trách kết luận việc khắc phục; không ai kết luận việc của chính mình."))
NO_RESULT = Kind("followup.no_result", BAD_INPUT, _("Nêu kết quả: đã làm gì, hạn chế còn hay hết."))
NO_REASON = Kind("followup.no_reason", BAD_INPUT, _("Nêu lý do chưa kết thúc; người chịu trách nhiệm đọc được."))
NOTHING_REPORTED = Kind("followup.nothing_reported", CONFLICT, _("Việc khắc phục này chưa có báo cáo kết quả, hoặc đã được giao làm tiếp."))
DAY_OUTSIDE = Kind("followup.day_outside", BAD_INPUT, _("Chọn một ngày trong kỳ của đầu việc hoặc trước hạn, từ {first} đến {last}."))
