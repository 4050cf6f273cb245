"""Why a verb on an organisation's sheet refuses: each with its code and article."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

DECREE = "Nghị định 335/2025/NĐ-CP"

ROUND_NOT_FOUND = Kind(
    "body.round_not_found",
    MISSING,
    _("Đợt xếp loại tổ chức không tồn tại hoặc không thuộc phạm vi của ông/bà."),
)
SHEET_NOT_FOUND = Kind(
    "body.not_found", MISSING, _("Phiếu của tổ chức không tồn tại hoặc không thuộc phạm vi của ông/bà.")
)
NOT_ORGANISER = Kind(
    "body.not_organiser",
    FORBIDDEN,
    _("Việc này thuộc cơ quan tham mưu về tổ chức, cán bộ của phạm vi được mở."),
)
NOT_HEAD = Kind(
    "body.not_head",
    FORBIDDEN,
    _("Người đứng đầu tổ chức là {head} tự đánh giá và đề xuất mức của tổ chức này."),
    f"Điều 9 khoản 2 điểm a {DECREE}",
)
NOT_RECOGNISER = Kind(
    "body.not_recogniser",
    FORBIDDEN,
    _("Người có thẩm quyền công nhận của tổ chức này là {recogniser}."),
    f"Điều 5 {DECREE}",
)
OWN_BODY = Kind(
    "body.own_body",
    FORBIDDEN,
    _(
        "Người đứng đầu không tham mưu mức của chính tổ chức mình. Việc này do người khác của cơ quan tham mưu làm."
    ),
)
ALREADY_OPEN = Kind(
    "body.already_open",
    CONFLICT,
    _("Đợt xếp loại tổ chức năm {year} đã được mở ở {unit}, gồm cả phạm vi này."),
)
NO_BODIES = Kind(
    "body.none",
    BAD_INPUT,
    _("Không có cơ quan hành chính nào trong phạm vi vào ngày {day}. Chọn phạm vi hoặc ngày khác."),
)
NO_RECOGNISER = Kind(
    "body.no_recogniser",
    BAD_INPUT,
    _(
        "{count} tổ chức chưa xác định được người công nhận: {names}. Bổ sung người đứng đầu của cấp trên, rồi mở lại."
    ),
    f"Điều 5 {DECREE}",
)
BAD_YEAR = Kind(
    "body.bad_year",
    BAD_INPUT,
    _("Nhập năm gồm bốn chữ số, từ 2026: Nghị định 335/2025 có hiệu lực từ 01/01/2026."),
)
WRONG_STATE = Kind(
    "body.wrong_state", CONFLICT, _("Phiếu của tổ chức đang ở bước “{state}” nên không làm được việc này.")
)
CHANGED = Kind(
    "body.changed",
    CONFLICT,
    _("Phiếu đã được người khác sửa sau khi ông/bà mở. Nội dung vừa nhập còn ở dưới."),
)
MARK_NOT_NUMBER = Kind(
    "body.mark_not_number", BAD_INPUT, _("Điểm của tiêu chí “{criterion}” phải là một số, ví dụ 8,5.")
)
MARK_MISSING = Kind("body.mark_missing", BAD_INPUT, _("Chưa có điểm của tiêu chí “{criterion}”."))
MARK_TOO_HIGH = Kind("body.mark_too_high", BAD_INPUT, _("Điểm của tiêu chí “{criterion}” từ 0 đến {max}."))
GROUP_TOO_HIGH = Kind(
    "body.group_too_high",
    BAD_INPUT,
    _("Tổng điểm của phần “{group}” là {total}, nhiều nhất là {max}. Sửa lại điểm các tiêu chí."),
    f"Điều 6, Điều 7 {DECREE}",
)
FACT_NEEDED = Kind(
    "body.fact_needed",
    BAD_INPUT,
    _("Nhập tỷ lệ “{fact}”, từ 0 đến 100: mức của tổ chức phụ thuộc vào số này."),
    f"Điều 8 {DECREE}",
)
LEVEL_NEEDED = Kind("body.level_needed", BAD_INPUT, _("Chọn mức xếp loại."))
REASON_NEEDED = Kind("body.reason_needed", BAD_INPUT, _("Nêu lý do: mức hoặc điểm khác với bước trước."))
LOWER_FIRST = Kind(
    "body.lower_first",
    CONFLICT,
    _("Còn {count} tổ chức cấp dưới chưa được xếp loại: {names}. Tổ chức cấp dưới được xếp loại trước."),
    f"Điều 9 khoản 1 {DECREE}",
)
VERIFY_FIRST = Kind(
    "body.verify_first",
    CONFLICT,
    _("Có nội dung phải xác minh trước khi quyết định: {concern}. Ghi kết quả xác minh, rồi quyết định."),
    f"Điều 9 khoản 2 điểm a {DECREE}",
)
ABOVE_LAW = Kind(
    "body.above_law",
    BAD_INPUT,
    _("Mức cao nhất mà số liệu cho phép là {allowed}. Chọn mức không cao hơn, hoặc trả lại để sửa số liệu."),
    f"Điều 8 {DECREE}",
)
CAP_EXCEEDED = Kind(
    "body.cap_exceeded",
    CONFLICT,
    _(
        "Số tổ chức hoàn thành xuất sắc nhiệm vụ sẽ là {count}, nhiều nhất là {allowed} "
        "({share} của số hoàn thành tốt nhiệm vụ, trong phạm vi một người công nhận). Xếp mức khác cho ít nhất {over} tổ chức."
    ),
    f"Điều 8 khoản 5 {DECREE}",
)
SHARE_NOTE = Kind(
    "body.share_note",
    BAD_INPUT,
    _("Nêu thành tích xuất sắc, nổi trội làm căn cứ cho tỷ lệ cao hơn."),
    f"Điều 8 khoản 5 điểm b {DECREE}",
)
CONCERN_TEXT = Kind(
    "body.concern_text", BAD_INPUT, _("Nêu nội dung đơn, thư, phản ánh hoặc dấu hiệu mất đoàn kết, và nguồn.")
)
NO_CONCERN = Kind("body.no_concern", CONFLICT, _("Không có nội dung nào chờ xác minh."))
VERIFICATION_TEXT = Kind(
    "body.verification_text",
    BAD_INPUT,
    _("Ghi kết luận xác minh và văn bản kết luận."),
    f"Điều 9 khoản 2 điểm a {DECREE}",
)
EXCUSE_TEXT = Kind("body.excuse_text", BAD_INPUT, _("Nêu lý do tổ chức không xếp loại trong đợt này."))
NOT_FINISHED = Kind(
    "body.not_finished",
    BAD_INPUT,
    _("Còn {count} tổ chức chưa được quyết định mức. Nêu lý do nếu vẫn thông báo kết quả đã có."),
)
DOCUMENT_NEEDED = Kind(
    "body.document_needed",
    BAD_INPUT,
    _("Nhập số, ký hiệu và ngày của quyết định công nhận."),
    f"Điều 9 khoản 2 {DECREE}",
)
NOTHING_MORE = Kind(
    "body.nothing_more",
    CONFLICT,
    _("Chưa có tổ chức nào được quyết định mức thêm kể từ lần thông báo trước. Công nhận mức rồi thông báo bổ sung."),
)
CLOSING_OVER_CAP = Kind(
    "body.closing_over_cap",
    BAD_INPUT,
    _(
        "Tính chung các tổ chức đã thông báo và lần này, {authority} công nhận {count} tổ chức hoàn thành xuất sắc, nhiều nhất {allowed} trên {good} tổ chức từ mức hoàn thành tốt trở lên. Người có thẩm quyền quyết định lại hoặc thay mức của một tổ chức, hoặc áp dụng tỷ lệ cao hơn, rồi thông báo."
    ),
    f"Điều 8 khoản 5 {DECREE}",
)
PUBLISHED_ALREADY = Kind("body.published_already", CONFLICT, _("Kết quả của đợt này đã được thông báo."))
NOT_PUBLISHED = Kind("body.not_published", CONFLICT, _("Chỉ thay được kết quả đã thông báo."))
