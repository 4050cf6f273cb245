"""Why the register of facts refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

FACT_NOT_FOUND = Kind("evidence.not_found", MISSING, _("Thông tin này không tồn tại hoặc không thuộc phạm vi của ông/bà."))
NOT_ENTERER = Kind("evidence.not_enterer", FORBIDDEN, _("Loại thông tin này do cơ quan tham mưu về tổ chức, cán bộ hoặc cơ quan theo dõi của nơi công tác ghi nhận."), "Điều 20 khoản 4")
NOT_ITS_OFFICE = Kind("evidence.not_its_office", FORBIDDEN, _("Thông tin do {source} ghi nhận. Đề nghị cơ quan đó rút lại."))
OWN_FACT = Kind("evidence.own_fact", FORBIDDEN, _("Không tự ghi nhận hoặc rút lại thông tin về chính mình."))
KIND_UNKNOWN = Kind("evidence.kind_unknown", BAD_INPUT, _("Chọn loại thông tin trong danh sách."))
SUBJECT_UNKNOWN = Kind("evidence.subject_unknown", BAD_INPUT, _("Không tìm thấy mã “{code}” trong phạm vi của ông/bà. Nhập mã cán bộ hoặc mã cơ quan, đơn vị."))
DOCUMENT_NEEDED = Kind("evidence.document_needed", BAD_INPUT, _("Nhập số, ký hiệu và ngày của văn bản làm căn cứ, ví dụ 12-QĐ/UBKT, 05/11/2026."))
TEXT_NEEDED = Kind("evidence.text_needed", BAD_INPUT, _("Nêu nội dung thông tin: ai, việc gì, kết luận hoặc hình thức xử lý."))
DAY_NEEDED = Kind("evidence.day_needed", BAD_INPUT, _("Nhập ngày dạng 05/11/2026: ngày xảy ra hành vi và ngày quyết định, kết luận có hiệu lực."), "Điều 11 khoản 3")
DAY_UNREADABLE = Kind("evidence.day_unreadable", BAD_INPUT, _("Nhập ngày dạng 05/11/2026."))
DAY_TO_COME = Kind("evidence.day_to_come", BAD_INPUT, _("Ngày {day} chưa đến. Nhập ngày đã xảy ra hoặc ngày của văn bản đã có."))
DAYS_CROSSED = Kind("evidence.days_crossed", BAD_INPUT, _("Ngày có hiệu lực {effect} không trước ngày xảy ra hành vi {act}."))
PERIOD_NEEDED = Kind("evidence.period_needed", BAD_INPUT, _("Nhập kỳ dạng 2026 (năm), 2026-Q3 (quý) hoặc 2026-11 (tháng)."))
LEVEL_NEEDED = Kind("evidence.level_needed", BAD_INPUT, _("Chọn mức xếp loại của tổ chức."))
LEADERS_ONLY = Kind("evidence.leaders_only", BAD_INPUT, _("Loại thông tin này chỉ ghi nhận đối với người giữ chức vụ lãnh đạo, quản lý."), "Điều 20 khoản 4 điểm d")
OTHER_ACT = Kind("evidence.other_act", BAD_INPUT, _("Thông tin được chọn là về người khác. Chọn thông tin về cùng một hành vi của chính người này."), "Điều 11 khoản 3 điểm a")
RECORDED_ALREADY = Kind("evidence.recorded_already", CONFLICT, _("Kỳ {period} đã ghi nhận mức {level} theo {document}. Nếu chưa đúng, rút lại thông tin đó rồi ghi nhận lại."))
YEAR_WRONG = Kind("evidence.year_wrong", BAD_INPUT, _("Nhập năm đã dùng hành vi làm căn cứ xếp loại, ví dụ 2025."), "Điều 11 khoản 3 điểm b")
REASON_NEEDED = Kind("evidence.reason_needed", BAD_INPUT, _("Nêu lý do và văn bản làm căn cứ rút lại; người liên quan đọc được."))
FACT_CHANGED = Kind("evidence.changed", CONFLICT, _("Thông tin này đã được rút lại trước đó. Tải lại trang."))
HAPPENED_NEEDED = Kind("evidence.happened_needed", BAD_INPUT, _("Nhập ngày xảy ra dạng 05/11/2026."))
MONTH_NEEDED = Kind("evidence.month_needed", BAD_INPUT, _("Nhập tháng dạng 11/2026: thông tin được tính trong tháng này."))
CHOICE_NEEDED = Kind("evidence.choice_needed", BAD_INPUT, _("Chọn một trong: {choices}."))
RULE_NEEDED = Kind("evidence.rule_needed", BAD_INPUT, _("Nhập mã điều quy định của quy chế cơ quan đã bị vi phạm, ví dụ QC-01."))
RULE_UNKNOWN = Kind("evidence.rule_unknown", BAD_INPUT, _("Quy chế đang áp dụng tại nơi công tác không có mã “{code}”. Xem các mã tại trang Quy chế cơ quan."))
FIGURES_NEEDED = Kind("evidence.figures_needed", BAD_INPUT, _("Nhập số liệu: {names}. Số nguyên, không có thì ghi 0."))
FIGURE_BAD = Kind("evidence.figure_bad", BAD_INPUT, _("“{value}” không phải số nguyên. Nhập số, ví dụ 12."))
