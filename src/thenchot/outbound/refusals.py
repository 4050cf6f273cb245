"""Why a packet for the national database is not made, given or settled."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

NOT_FOUND = Kind("outbound.not_found", MISSING, _("Gói cập nhật này không tồn tại hoặc không thuộc phạm vi của ông/bà."))
NOT_ITS_OFFICE = Kind("outbound.not_its_office", FORBIDDEN, _("Việc cập nhật cơ sở dữ liệu quốc gia thuộc cơ quan tham mưu về tổ chức, cán bộ. Người kiểm tra, giám sát chỉ xem."), "Điều 26 khoản 1 điểm d")
NOTHING_OWED = Kind("outbound.nothing_owed", CONFLICT, _("Kỳ này không còn kết quả nào chờ đóng gói. Tải lại trang để xem các gói đã tạo."))
QUEUE_CHANGED = Kind("outbound.queue_changed", CONFLICT, _("Người khác vừa đóng gói các kết quả này. Tải lại trang để xem gói đã tạo."))
RECEIPT_NEEDED = Kind("outbound.receipt_needed", BAD_INPUT, _("Nhập số biên nhận, nhiều nhất 100 ký tự."))
RECEIPT_DAY = Kind("outbound.receipt_day", BAD_INPUT, _("Nhập ngày biên nhận, từ ngày {made} đến hôm nay."))
RECEIPT_OTHER = Kind("outbound.receipt_other", BAD_INPUT, _("Biên nhận này dành cho gói {other}, không phải gói {packet}. Chọn đúng tệp."))
RECEIPT_UNREADABLE = Kind("outbound.receipt_unreadable", BAD_INPUT, _("Không đọc được tệp biên nhận. Tệp là JSON theo mẫu ở docs/outbound; nếu không có, nhập số và ngày biên nhận."))
REFUSED_UNKNOWN = Kind("outbound.refused_unknown", BAD_INPUT, _("Kết quả {result} không có trong gói này. Ghi mỗi dòng một kết quả bị từ chối: mã kết quả, dấu hai chấm, lý do."))
REFUSED_WHY = Kind("outbound.refused_why", BAD_INPUT, _("Nêu lý do từ chối của kết quả {result}."))
RECEIVED_ALREADY = Kind("outbound.received_already", CONFLICT, _("Gói này đã có biên nhận số {receipt}. Tải lại trang để xem."))
NOT_SENT = Kind("outbound.not_sent", CONFLICT, _("Gói này chưa gửi nên chưa có biên nhận. Tải tệp về và gửi trước."))
CHANGED = Kind("outbound.changed", CONFLICT, _("Gói này vừa thay đổi sau khi mở trang. Tải lại trang rồi làm tiếp."))
HOW_NEEDED = Kind("outbound.how_needed", BAD_INPUT, _("Nêu cách đã cập nhật, nhiều nhất 300 ký tự, ví dụ “nhập trực tiếp trên trang của cơ sở dữ liệu quốc gia, ông Nguyễn Văn A nhập”."))
ELSEWHERE_DAY = Kind("outbound.elsewhere_day", BAD_INPUT, _("Nhập ngày đã cập nhật, từ ngày có kết quả {known} đến hôm nay."))
