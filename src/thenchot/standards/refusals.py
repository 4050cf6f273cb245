"""Why the catalogue refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

PRODUCT_NOT_FOUND = Kind("standards.not_found", MISSING, _("Không tìm thấy sản phẩm, công việc này."))
NOT_ADVISER = Kind("standards.not_adviser", FORBIDDEN, _("Danh mục do cơ quan tham mưu về tổ chức, cán bộ tổng hợp, trình cấp có thẩm quyền quyết định."), "Điều 13 khoản 2")
NOT_HEAD = Kind("standards.not_head", FORBIDDEN, _("Người đứng đầu đơn vị báo cáo để bổ sung sản phẩm, công việc mới. Đề nghị người đứng đầu đơn vị thực hiện."), "Điều 13 khoản 3")
NO_CITATION = Kind("standards.no_citation", BAD_INPUT, _("Nhập số, ngày của quyết định, ví dụ “Quyết định 15/QĐ-UBND ngày 31/5/2026”."), "Điều 13 khoản 2")
NO_PRODUCTS = Kind("standards.no_products", BAD_INPUT, _("Danh mục chưa có sản phẩm, công việc nào."))
TOO_MANY_GROUPS = Kind("standards.too_many_groups", BAD_INPUT, _("Danh mục có {count} nhóm; nhiều nhất 05 nhóm theo cấp độ phức tạp của vị trí việc làm."), "Điều 13 khoản 1 điểm a")
STANDARD_NOT_POSITIVE = Kind("standards.standard_not_positive", BAD_INPUT, _("Điểm của đơn vị sản phẩm/công việc chuẩn phải lớn hơn 0."), "Điều 13 khoản 1 điểm b")
PRODUCT_TWICE = Kind("standards.product_twice", BAD_INPUT, _("Mã {code} có hai lần trong danh mục."))
CATALOGUE_LATER = Kind("standards.catalogue_later", CONFLICT, _("Đơn vị đã có danh mục áp dụng từ ngày {day}. Chọn ngày áp dụng sau ngày này."))
NO_CATALOGUE = Kind("standards.no_catalogue", BAD_INPUT, _("Ngày {day} chưa có danh mục nào áp dụng cho đơn vị. Nhập danh mục trước khi đề nghị bổ sung."), "Điều 13")
NO_NAME = Kind("standards.no_name", BAD_INPUT, _("Nhập tên nhiệm vụ và sản phẩm đầu ra."), "Điều 13 khoản 1 điểm a")
GROUP_UNKNOWN = Kind("standards.group_unknown", BAD_INPUT, _("Danh mục không có nhóm {group}. Chọn một trong: {choices}."), "Điều 13 khoản 1 điểm a")
POINTS_OUTSIDE = Kind("standards.points_outside", BAD_INPUT, _("Điểm của nhóm {group} từ {low} đến {high}."), "Điều 13 khoản 1")
POINTS_NOT_POSITIVE = Kind("standards.points_not_positive", BAD_INPUT, _("Nhập số điểm lớn hơn 0, ví dụ 12,5."), "Điều 13 khoản 1 điểm c")
TOO_MANY_POINTS = Kind("standards.too_many_points", BAD_INPUT, _("Số điểm quá lớn: danh mục này ghi được nhiều nhất {most} điểm cho một sản phẩm, công việc."))
ALREADY_IN_CATALOGUE = Kind("standards.already_there", BAD_INPUT, _("Danh mục đã có sản phẩm, công việc này, mã {code}. Dùng mã đó."), "Điều 13 khoản 1 điểm a")
ALREADY_DECIDED = Kind("standards.already_decided", CONFLICT, _("Đề nghị này đã được quyết định. Tải lại trang để xem kết quả."))
