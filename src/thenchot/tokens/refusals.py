"""Why a key is refused, or refuses."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, TOO_OFTEN, UNKNOWN_CALLER, Kind

TOKEN_NOT_FOUND = Kind(
    "token.not_found", MISSING, _("Khóa kết nối này không tồn tại hoặc không thuộc phạm vi của ông/bà.")
)
NOT_REQUESTER = Kind(
    "token.not_requester", FORBIDDEN, _("Đề nghị cấp khóa kết nối thuộc người quản trị hệ thống.")
)
NOT_APPROVER = Kind(
    "token.not_approver",
    FORBIDDEN,
    _("Duyệt khóa kết nối thuộc cơ quan tham mưu về tổ chức, cán bộ của phạm vi đó."),
)
OWN_TOKEN = Kind(
    "token.own",
    FORBIDDEN,
    _(
        "Người đề nghị hoặc người phụ trách khóa không tự duyệt. Đề nghị người khác của cơ quan tham mưu về tổ chức, cán bộ duyệt."
    ),
)
NOT_OWNER = Kind(
    "token.not_owner", FORBIDDEN, _("Chỉ {owner}, người phụ trách khóa, nhận và đổi được mã bí mật.")
)
NAME_NEEDED = Kind("token.name_needed", BAD_INPUT, _("Nhập tên phần mềm sẽ dùng khóa, nhiều nhất 80 ký tự."))
NAME_TAKEN = Kind(
    "token.name_taken",
    BAD_INPUT,
    _(
        "Đã có khóa đang dùng hoặc chờ duyệt mang tên này trong đơn vị. Đặt tên khác để nhật ký phân biệt được."
    ),
)
PURPOSE_NEEDED = Kind(
    "token.purpose_needed", BAD_INPUT, _("Nêu mục đích và căn cứ: số, ngày của văn bản cho phép kết nối.")
)
VERBS_NEEDED = Kind("token.verbs_needed", BAD_INPUT, _("Chọn ít nhất một quyền mà phần mềm cần."))
UNIT_NEEDED = Kind(
    "token.unit_needed",
    BAD_INPUT,
    _("Chọn đơn vị trong phạm vi quản trị; khóa chỉ mở được đơn vị này và các đơn vị trực thuộc."),
)
OWNER_UNKNOWN = Kind(
    "token.owner_unknown",
    BAD_INPUT,
    _("Không tìm thấy mã cán bộ “{code}” đang công tác trong phạm vi của khóa và có tài khoản đang dùng."),
)
OWNER_ADMINISTRATOR = Kind(
    "token.owner_administrator",
    BAD_INPUT,
    _(
        "Người quản trị hệ thống không xem nội dung nên không phụ trách khóa. Nhập mã cán bộ của người theo dõi phần mềm được kết nối."
    ),
)
DAY_WRONG = Kind("token.day_wrong", BAD_INPUT, _("Ngày hết hạn phải sau hôm nay và trong vòng {days} ngày."))
REASON_NEEDED = Kind(
    "token.reason_needed", BAD_INPUT, _("Nêu lý do; người đề nghị và người phụ trách khóa đọc được.")
)
SETTLED_ALREADY = Kind(
    "token.changed",
    CONFLICT,
    _("Khóa kết nối đã được người khác xử lý sau khi mở trang. Tải lại trang để xem."),
)
NOT_ROTATABLE = Kind(
    "token.not_rotatable",
    CONFLICT,
    _(
        "Mã bí mật trước còn dùng được trong thời gian chuyển tiếp. Đợi hết thời gian này rồi đổi, hoặc thu hồi khóa nếu mã đã lộ."
    ),
)
NOT_IN_FORCE = Kind(
    "token.not_in_force",
    CONFLICT,
    _("Khóa chưa được duyệt, đã hết hạn hoặc đã thu hồi nên không lấy mã bí mật được."),
)

UNKNOWN = Kind(
    "token.unknown",
    UNKNOWN_CALLER,
    _(
        "Gửi mã bí mật còn hiệu lực trong tiêu đề “Authorization: Bearer …”. Mã này không có, đã hết hạn hoặc đã thu hồi."
    ),
)
TOO_FAST = Kind(
    "token.too_fast", TOO_OFTEN, _("Quá {limit} lần gọi trong một phút. Đợi {seconds} giây rồi gọi lại.")
)
VERB_MISSING = Kind(
    "token.verb_missing",
    FORBIDDEN,
    _("Khóa không có quyền “{verb}”. Người quản trị hệ thống đề nghị cấp khóa khác nếu cần."),
)
REUSED_KEY = Kind(
    "token.reused_key",
    BAD_INPUT,
    _("Tiêu đề Idempotency-Key này đã dùng cho một nội dung khác. Mỗi nội dung mới cần một giá trị mới."),
)
PERSON_UNKNOWN = Kind(
    "token.person_unknown", BAD_INPUT, _("Không tìm thấy mã cán bộ “{code}” trong phạm vi của khóa.")
)
UNIT_UNKNOWN = Kind(
    "token.unit_unknown", BAD_INPUT, _("Không tìm thấy mã đơn vị “{code}” trong phạm vi của khóa.")
)
