"""Why the room of checklists refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

CHECKLIST_NOT_FOUND = Kind(
    "checklist.not_found", MISSING, _("Bảng kiểm này không tồn tại hoặc không thuộc phạm vi của ông/bà.")
)
REPLY_NOT_FOUND = Kind(
    "checklist.reply_not_found",
    MISSING,
    _("Phiếu kiểm này không tồn tại hoặc không thuộc phạm vi của ông/bà."),
)
NOT_KEEPER = Kind(
    "checklist.not_keeper",
    FORBIDDEN,
    _("Bảng kiểm do cơ quan tham mưu về tổ chức, cán bộ của nơi công tác lập và đưa vào áp dụng."),
)
NOT_ANSWERER = Kind(
    "checklist.not_answerer",
    FORBIDDEN,
    _("Phiếu kiểm này do {who} trả lời. Ông/bà đọc được sau khi phiếu đã gửi."),
)
NOT_CHECKER = Kind(
    "checklist.not_checker",
    FORBIDDEN,
    _("Phiếu kiểm này do {who} kiểm tra; không tự kiểm tra phiếu của mình."),
)
NOT_READER = Kind(
    "checklist.not_reader",
    FORBIDDEN,
    _(
        "Kết quả bảng kiểm dành cho người đứng đầu, cơ quan tham mưu về tổ chức, cán bộ và người kiểm tra của nơi công tác."
    ),
)
CHANGED = Kind(
    "checklist.changed",
    CONFLICT,
    _("Nội dung đã được sửa ở nơi khác sau khi ông/bà mở. Nội dung vừa nhập còn ở dưới."),
)
IN_FORCE_ALREADY = Kind(
    "checklist.in_force_already",
    CONFLICT,
    _("Bảng kiểm này không còn là dự thảo nên không sửa được. Lập phiên bản mới từ bảng kiểm này."),
)
EDITION_TAKEN = Kind(
    "checklist.edition_taken",
    CONFLICT,
    _(
        "Đơn vị đã áp dụng phiên bản “{edition}” của bảng kiểm này. Đặt tên phiên bản khác rồi đưa vào áp dụng."
    ),
)
NAME_NEEDED = Kind("checklist.name_needed", BAD_INPUT, _("Nhập tên bảng kiểm, không quá 200 ký tự."))
CODE_NEEDED = Kind(
    "checklist.code_needed",
    BAD_INPUT,
    _("Nhập mã bảng kiểm bằng chữ thường không dấu, chữ số và gạch nối, ví dụ 5s-van-phong."),
)
EDITION_NEEDED = Kind(
    "checklist.edition_needed", BAD_INPUT, _("Nhập tên phiên bản, ví dụ 2026, không quá 40 ký tự.")
)
NOT_OFFERED = Kind("checklist.not_offered", BAD_INPUT, _("Chọn một trong các lựa chọn của mục này."))
ITEMS_NEEDED = Kind(
    "checklist.items_needed", BAD_INPUT, _("Ghi ít nhất một mục có nội dung, mỗi mục một dòng.")
)
TOO_MANY_ITEMS = Kind(
    "checklist.too_many_items",
    BAD_INPUT,
    _("Bảng kiểm có {count} mục, nhiều nhất là {most}. Bỏ bớt hoặc chia thành hai bảng."),
)
LINE_WRONG = Kind("checklist.line_wrong", BAD_INPUT, _("Dòng {line} chưa đúng mẫu: {why}."))
DAY_NEEDED = Kind("checklist.day_needed", BAD_INPUT, _("Nhập ngày dạng 01/12/2026."))
DAY_TOO_EARLY = Kind(
    "checklist.day_too_early",
    BAD_INPUT,
    _("Phiên bản đang áp dụng có từ ngày {start}. Phiên bản mới phải có từ sau ngày này."),
)
ENDS_BEFORE_START = Kind(
    "checklist.ends_before_start",
    BAD_INPUT,
    _("Bảng kiểm áp dụng từ ngày {start}; ngày cuối phải từ ngày này trở đi."),
)
NEXT_EDITION = Kind(
    "checklist.next_edition",
    BAD_INPUT,
    _("Phiên bản sau áp dụng từ ngày {start}. Ngày cuối của phiên bản này muộn nhất là {last}."),
)
NOTE_NEEDED = Kind(
    "checklist.note_needed",
    BAD_INPUT,
    _(
        "Có nội dung chưa đối chiếu với văn bản gốc. Ghi số, ngày của văn bản đã đối chiếu; người đưa vào áp dụng chịu trách nhiệm."
    ),
)
PERIOD_WRONG = Kind(
    "checklist.period_wrong", BAD_INPUT, _("Bảng kiểm này trả lời theo {every}. Chọn lại kỳ.")
)
NOT_IN_FORCE = Kind(
    "checklist.not_in_force",
    CONFLICT,
    _("Bảng kiểm không áp dụng cho kỳ {period} ở nơi công tác này. Chọn kỳ hoặc phiên bản khác."),
)
PERIOD_TO_COME = Kind(
    "checklist.period_to_come", CONFLICT, _("Kỳ {period} chưa bắt đầu nên chưa trả lời được.")
)
UNKNOWN_ITEM = Kind(
    "checklist.unknown_item",
    BAD_INPUT,
    _("Bảng kiểm không có mục mang mã {item}, hoặc mục này chưa có nội dung."),
)
POINTS_WRONG = Kind("checklist.points_wrong", BAD_INPUT, _("Điểm của mục {item} là một số từ 0 đến {most}."))
RANK_WRONG = Kind(
    "checklist.rank_wrong",
    BAD_INPUT,
    _("Thứ hạng của mục {item} là số từ 1 đến tổng số đơn vị cùng xếp hạng, ví dụ 2 trên 30."),
)
ANSWERS_MISSING = Kind("checklist.answers_missing", BAD_INPUT, _("Còn {count} mục chưa trả lời: {items}."))
NOTHING_ANSWERED = Kind(
    "checklist.nothing_answered", BAD_INPUT, _("Chưa nhập kết quả nào. Nhập ít nhất một mục.")
)
SOURCE_NEEDED = Kind(
    "checklist.source_needed",
    BAD_INPUT,
    _("Ghi nguồn của kết quả: cơ quan công bố và số, ngày của văn bản hoặc thông báo."),
)
SUBJECT_NEEDED = Kind(
    "checklist.subject_needed",
    BAD_INPUT,
    _("Chọn đơn vị trong danh sách, hoặc nhập tên đơn vị ngoài phần mềm."),
)
NOT_REGISTERED = Kind(
    "checklist.not_registered",
    CONFLICT,
    _("Bảng kiểm này chỉ trả lời khi đã đăng ký. Đăng ký cho kỳ {period} trước."),
)
NO_REGISTRATION = Kind(
    "checklist.no_registration", CONFLICT, _("Bảng kiểm này không có bước đăng ký. Trả lời và gửi luôn.")
)
TARGET_NEEDED = Kind("checklist.target_needed", BAD_INPUT, _("Nêu nội dung đăng ký phấn đấu trong kỳ."))
WRONG_STATE = Kind(
    "checklist.wrong_state",
    CONFLICT,
    _("Phiếu kiểm đang ở trạng thái “{state}” nên không làm được việc này."),
)
REASON_NEEDED = Kind("checklist.reason_needed", BAD_INPUT, _("Nêu lý do; người gửi phiếu đọc được."))
FINDING_NEEDED = Kind(
    "checklist.finding_needed", BAD_INPUT, _("Chọn đạt hoặc không đạt so với nội dung đã đăng ký.")
)
TURNS_WRONG = Kind(
    "checklist.turns_wrong",
    BAD_INPUT,
    _("Dòng {line}: ghi kỳ (2022 hoặc 2022-Q3), mã đơn vị, số lượt đăng ký, số lượt đạt nếu có."),
)
TURNS_OVER = Kind(
    "checklist.turns_over",
    BAD_INPUT,
    _("Dòng {line}: số lượt đạt {achieved} lớn hơn số lượt đăng ký {registered}."),
)
TURNS_PLACE = Kind(
    "checklist.turns_place",
    BAD_INPUT,
    _("Dòng {line}: không có đơn vị mang mã {code} trong phạm vi ông/bà phụ trách."),
)
TURNS_TWICE = Kind(
    "checklist.turns_twice",
    CONFLICT,
    _("Đã có số lượt của {names}. Rút số đã nhập trước, rồi nhập lại. Chưa nhập dòng nào."),
)
TURNS_NOTHING = Kind(
    "checklist.turns_nothing", BAD_INPUT, _("Chưa có dòng nào. Dán mỗi dòng một kỳ của một đơn vị.")
)
