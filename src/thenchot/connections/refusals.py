"""Why a connection is not entered, accepted or stopped."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

NOT_FOUND = Kind("connection.not_found", MISSING, _("Kết nối này không tồn tại hoặc không thuộc phạm vi của ông/bà."))
NOT_ITS_PERSON = Kind("connection.not_its_person", FORBIDDEN, _("Chỉ người phụ trách kết nối mới đồng ý cho chạy: dữ liệu được ghi dưới tên người đó."))
KIND_UNKNOWN = Kind("connection.kind_unknown", BAD_INPUT, _("Chọn loại kết nối trong danh sách."))
NAME_NEEDED = Kind("connection.name_needed", BAD_INPUT, _("Nhập tên kết nối, nhiều nhất 100 ký tự, ví dụ Phần mềm một cửa phường."))
SOURCE_BAD = Kind("connection.source_bad", BAD_INPUT, _("Mã nguồn gồm chữ thường không dấu, chữ số và gạch ngang, nhiều nhất 40 ký tự, ví dụ mot-cua."))
SOURCE_TAKEN = Kind("connection.source_taken", CONFLICT, _("Mã nguồn {source} đang dùng cho kết nối “{name}”. Dừng kết nối đó trước, hoặc chọn mã khác."))
ADDRESS_SCHEME = Kind("connection.address_scheme", BAD_INPUT, _("Địa chỉ phải bắt đầu bằng https://. Chỉ chính máy chủ này (localhost) mới được dùng http://."))
ADDRESS_HOST = Kind("connection.address_host", BAD_INPUT, _("Không đọc được tên máy trong địa chỉ. Nhập dạng https://mot-cua.vi-du.vn/api."))
ADDRESS_EXTRA = Kind("connection.address_extra", BAD_INPUT, _("Địa chỉ không kèm tên đăng nhập, dấu ? hoặc dấu #. Khóa truy cập nhập ở ô riêng."))
FOLDER_BAD = Kind("connection.folder_bad", BAD_INPUT, _("Tên thư mục gồm chữ thường không dấu, chữ số và gạch ngang, ví dụ mot-cua. Thư mục nằm trong thư mục tiếp nhận của máy chủ."))
ORIGIN_NEEDED = Kind("connection.origin_needed", BAD_INPUT, _("Chọn nguồn của thông tin trong các tệp: văn phòng, thanh tra, kiểm tra hoặc phần mềm nào lập."))
SECRET_BAD = Kind("connection.secret_bad", BAD_INPUT, _("Khóa truy cập chỉ gồm ký tự không dấu, không có khoảng trắng, nhiều nhất 500 ký tự."))
MINUTES_BAD = Kind("connection.minutes_bad", BAD_INPUT, _("Nhập khoảng cách giữa hai lần chạy, từ 1 đến 1440 phút."))
UNIT_UNKNOWN = Kind("connection.unit_unknown", BAD_INPUT, _("Chọn đơn vị trong phạm vi quản trị."))
PERSON_UNKNOWN = Kind("connection.person_unknown", BAD_INPUT, _("Không có ai mang mã cán bộ {code} trong phạm vi quản trị. Nhập đúng mã, kể cả số 0 ở đầu."))
PERSON_LACKS = Kind("connection.person_lacks", BAD_INPUT, _("{name} không có quyền ghi loại dữ liệu này cho đơn vị đã chọn. Chọn {needed}."))
TWO_PEOPLE = Kind("connection.two_people", BAD_INPUT, _("Người nhập địa chỉ không đồng thời là người phụ trách. Chọn người khác."))
NOT_PROPOSED = Kind("connection.not_proposed", CONFLICT, _("Kết nối này không còn chờ đồng ý. Tải lại trang để xem."))
STOPPED_ALREADY = Kind("connection.stopped_already", CONFLICT, _("Kết nối này đã dừng. Tải lại trang để xem."))
REASON_NEEDED = Kind("connection.reason_needed", BAD_INPUT, _("Nêu lý do dừng kết nối."))
CHANGED = Kind("connection.changed", CONFLICT, _("Kết nối đã được người khác sửa sau khi mở trang. Tải lại trang rồi làm tiếp."))
