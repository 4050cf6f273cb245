"""Why signing in, second factors and the review of rights refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, CONFLICT, FORBIDDEN, MISSING, Kind

LEVEL_3 = "Nghị định 331/2026/NĐ-CP"

CODE_WRONG = Kind("signin.code_wrong", BAD_INPUT, _("Mã không đúng hoặc đã dùng. Đợi ứng dụng hiện mã mới rồi nhập lại; kiểm tra giờ của điện thoại nếu mã vẫn không đúng."))
KEY_WRONG = Kind("signin.key_wrong", BAD_INPUT, _("Không xác nhận được khóa bảo mật này. Thử lại, hoặc dùng cách khác."))
PASSWORD_NEEDED = Kind("signin.password_needed", BAD_INPUT, _("Mật khẩu hiện tại không đúng. Nhập lại để xác nhận thay đổi."))
FACTOR_NOT_FOUND = Kind("signin.factor_not_found", MISSING, _("Không tìm thấy trang này."))
FACTOR_NEEDED = Kind("signin.factor_needed", FORBIDDEN, _("Vai trò của ông/bà phải có lớp xác thực thứ hai. Thêm cách khác trước khi bỏ cách cuối cùng này."), LEVEL_3)
PASSWORD_SHORT = Kind("signin.password_short", FORBIDDEN, _("Mật khẩu đang dùng ngắn hơn 14 ký tự nên chưa bỏ được lớp xác thực thứ hai. Đổi mật khẩu dài hơn trước."), LEVEL_3)
TOO_MANY = Kind("signin.too_many", CONFLICT, _("Đã gửi nhiều lần trong thời gian ngắn. Đợi {minutes} phút rồi gửi lại."))
SENT_TOO_LARGE = Kind("signin.sent_too_large", BAD_INPUT, _("Nội dung gửi lớn hơn {limit} MB nên không nhận. Chia thành nhiều tệp nhỏ hơn rồi gửi lại."))
NOT_REVIEWER = Kind("rights.not_reviewer", FORBIDDEN, _("Rà soát quyền thuộc cơ quan tham mưu về tổ chức, cán bộ hoặc người quản trị hệ thống."))
RIGHT_NOT_FOUND = Kind("rights.not_found", MISSING, _("Quyền này không còn hiệu lực hoặc không thuộc phạm vi rà soát."))
OWN_RIGHT = Kind("rights.own", FORBIDDEN, _("Không tự rà soát quyền của mình. Đề nghị người rà soát khác thực hiện."))
NOTHING_CHOSEN = Kind("rights.nothing_chosen", BAD_INPUT, _("Chưa chọn quyền nào. Đánh dấu các quyền đã xem rồi gửi lại."))
