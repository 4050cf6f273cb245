"""Why the work plan refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

TASK_NOT_FOUND = Kind("workplan.not_found", MISSING, _("Không tìm thấy đầu việc này."))
NOT_ASSIGNER = Kind("workplan.not_assigner", FORBIDDEN, _("Việc này thuộc người giao việc. Nếu thấy chưa đúng, báo với người giao việc."), "Điều 18 khoản 1 điểm a")
TASK_CHANGED = Kind("workplan.changed", CONFLICT, _("Đầu việc đã được người khác sửa sau khi mở trang. Tải lại trang, đối chiếu rồi lưu."))
TASK_CLOSED = Kind("workplan.closed", FORBIDDEN, _("Tháng này đã công bố, không sửa đầu việc được nữa. Nếu thấy sai, người được đánh giá gửi kiến nghị."))
GIVEN_ALREADY = Kind("workplan.given_already", BAD_INPUT, _("Đã có đầu việc giống hệt: cùng nội dung, người thực hiện, số đơn vị và ngày. Nếu là một việc khác, ghi thêm chi tiết để phân biệt, ví dụ số văn bản."))
NO_CONTENT = Kind("workplan.no_content", BAD_INPUT, _("Nhập nội dung công việc."))
NO_UNITS = Kind("workplan.no_units", BAD_INPUT, _("Nhập số đơn vị quy đổi lớn hơn 0, ví dụ 2,5."), "Điều 18 khoản 1 điểm b")
TOO_MANY_EXCUSED = Kind("workplan.too_many_excused", BAD_INPUT, _("Số lần do nguyên nhân khách quan ({excused}) lớn hơn số lần đã ghi ({count})."), "Điều 14 khoản 2")
NOT_DOING = Kind("workplan.not_doing", BAD_INPUT, _("Đầu việc này không còn ở trạng thái đang thực hiện."))
BAD_PERIOD = Kind("workplan.bad_period", BAD_INPUT, _("Kỳ “{period}” chưa đúng. Nhập dạng 2026-11 (tháng) hoặc 2026-Q4 (quý)."))
TOO_LONG = Kind("workplan.too_long", BAD_INPUT, _("Nội dung công việc dài {length} ký tự, nhiều nhất {limit}. Viết ngắn lại hoặc chia thành nhiều việc."))
TOO_MUCH = Kind("workplan.too_much", BAD_INPUT, _("Số nhập vào quá lớn: nhiều nhất {units} đơn vị quy đổi cho một đầu việc và {times} lần chưa đạt, chậm."))
NEGATIVE_COUNT = Kind("workplan.negative_count", BAD_INPUT, _("Số lần phải từ 0 trở lên."))
REASON_NEEDED = Kind("workplan.reason_needed", BAD_INPUT, _("Nhập lý do; người thực hiện đọc được và có thể giải trình."), "Điều 14 khoản 2")
NOT_YET = Kind("workplan.not_yet", BAD_INPUT, _("Ngày hoàn thành {day} chưa đến. Nhập ngày thực tế hoàn thành."))
SAME_DOER = Kind("workplan.same_doer", BAD_INPUT, _("Chọn người khác với người đang thực hiện."), "Điều 18 khoản 1 điểm d")
NOT_JUDGED = Kind("workplan.not_judged", BAD_INPUT, _("Đầu việc đã giao lại, đã chia hoặc chưa được chấp nhận nên không ghi nhận chất lượng, tiến độ ở đây."))
DEADLINE_EARLIER = Kind("workplan.deadline_earlier", BAD_INPUT, _("Hạn mới {new} phải sau hạn cũ {old}."), "Điều 14 khoản 2 điểm c")
FEW_PARTS = Kind("workplan.few_parts", BAD_INPUT, _("Chia thành ít nhất hai việc, mỗi việc có người thực hiện và kết quả cụ thể."), "Điều 18 khoản 1 điểm c")
PARTS_EXCEED = Kind("workplan.parts_exceed", BAD_INPUT, _("Tổng các việc thành phần là {parts} đơn vị, vượt {whole} đơn vị của việc được chia."), "Điều 18 khoản 1 điểm c")
NO_PROOF = Kind("workplan.no_proof", BAD_INPUT, _("Ghi số, ngày văn bản hoặc sản phẩm làm căn cứ, ví dụ “Công văn 45/UBND-KT ngày 12/11/2026”."), "Điều 18 khoản 2")
NOT_REPORTABLE = Kind("workplan.not_reportable", BAD_INPUT, _("Chỉ báo sai đối với việc đang tính trong kỳ."))
REPORT_NEEDED = Kind("workplan.report_needed", BAD_INPUT, _("Chọn nội dung sai và nêu đúng phải thế nào, ít nhất một câu."))
ALREADY_REPORTED = Kind("workplan.already_reported", CONFLICT, _("Đầu việc này đã báo sai, đang chờ người giao việc trả lời."))
NOBODY_TO_MEND = Kind("workplan.nobody_to_mend", BAD_INPUT, _("Chưa xác định được người giao việc này. Đề nghị cơ quan tham mưu về tổ chức, cán bộ bổ sung người đứng đầu đơn vị."))
NOT_REPORTED = Kind("workplan.not_reported", CONFLICT, _("Đầu việc này không còn báo sai nào chờ trả lời. Tải lại trang để xem."))
ANSWER_NEEDED = Kind("workplan.answer_needed", BAD_INPUT, _("Nêu lý do hoặc căn cứ trả lời; người báo sai đọc được."))
NOTHING_AMENDED = Kind("workplan.nothing_amended", BAD_INPUT, _("Chưa sửa nội dung nào. Sửa chỗ sai, hoặc chọn giữ nguyên và nêu lý do."))
NOT_CLAIMED = Kind("workplan.not_claimed", CONFLICT, _("Đầu việc này không còn chờ chấp nhận. Tải lại trang để xem."))
BAD_DAY = Kind("workplan.bad_day", BAD_INPUT, _("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 20/11/2026."))
NOT_APPRAISED = Kind("workplan.not_appraised", FORBIDDEN, _("Bộ quy tắc đang áp dụng không hỏi trọng số, điểm theo trục hay chất lượng của từng đầu việc trong kỳ này."))
APPRAISAL_MISSING = Kind("workplan.appraisal_missing", BAD_INPUT, _("Nhập đủ các số của đầu việc: không có số nào được lấy thay."))
APPRAISAL_NOT_NUMBER = Kind("workplan.appraisal_not_number", BAD_INPUT, _("“{text}” chưa đúng. Nhập số, ví dụ 90 hoặc 1,2."))
APPRAISAL_RANGE = Kind("workplan.appraisal_range", BAD_INPUT, _("Số phải lớn hơn hoặc bằng 0 (trọng số, độ khó phải lớn hơn 0) và không quá {high}."))
