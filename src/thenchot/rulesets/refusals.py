"""Why the rulesets room refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, FORBIDDEN, MISSING, Kind

NOT_CONFIRMED = Kind("rulesets.not_confirmed", FORBIDDEN, _("Bộ quy tắc {name} chưa được cơ quan đối chiếu nên chưa mở kỳ được. Người được giao đối chiếu ghi số, ngày văn bản rồi xác nhận."))
UNKNOWN_BOOK = Kind("rulesets.unknown", BAD_INPUT, _("Không có bộ quy tắc mang mã {name}."))
NO_CHOICE = Kind("rulesets.no_choice", BAD_INPUT, _("Nội dung {setting} không có phương án {value}. Chọn một trong: {choices}."))
NOT_FOR = Kind("rulesets.not_for", BAD_INPUT, _("Bộ quy tắc {name} không áp dụng cho đối tượng này vào ngày {day}."))
NO_ARTICLES = Kind("rulesets.no_articles", BAD_INPUT, _("Tệp không có dòng nào dạng “Điều 1. …”. Chọn tệp văn bản đầy đủ (.docx hoặc .txt)."))
OVERLAY_LOOSER = Kind("rulesets.overlay_looser", BAD_INPUT, _("Quy định riêng ({key}) nới lỏng hoặc nằm ngoài quy định: {rule}. Cơ quan chỉ được chọn trong các phương án hoặc đặt mức chặt hơn."))
OVERLAY_UNREADABLE = Kind("rulesets.overlay_unreadable", BAD_INPUT, _("Quy định riêng ({key}) không đọc được hoặc không xếp được cùng các mức khác. Kiểm tra lại giá trị."))
ENDS_BEFORE_START = Kind("rulesets.ends_before_start", BAD_INPUT, _("Ngày cuối phải từ ngày {start} trở đi, là ngày bắt đầu áp dụng."))
ADOPTION_NOT_FOUND = Kind("rulesets.adoption_not_found", MISSING, _("Không có bộ quy tắc đang áp dụng này trong phạm vi của ông/bà."))
