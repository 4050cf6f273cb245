"""Why the door for other software refuses before any room is asked."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from thenchot.lib.refusals import BAD_INPUT, MISSING, Kind

NOT_AS_DESCRIBED, NOT_ALLOWED, TOO_LARGE, NOT_JSON, FAILED = 400, 405, 413, 415, 500

AS_DESCRIBED = Kind("api.not_as_described", NOT_AS_DESCRIBED, _("Yêu cầu không đúng tài liệu ở {count} chỗ. Xem mục “errors”, sửa rồi gửi lại."))
NO_SUCH = Kind("api.not_found", MISSING, _("Không có địa chỉ này, hoặc đối tượng không thuộc phạm vi của khóa."))
METHOD = Kind("api.method", NOT_ALLOWED, _("Địa chỉ này không nhận phương thức đã gọi. Các phương thức nhận: {allowed}."))
BODY_TOO_LARGE = Kind("api.too_large", TOO_LARGE, _("Nội dung gửi lớn hơn {limit} KB. Chia thành nhiều lần gửi."))
JSON_ONLY = Kind("api.not_json", NOT_JSON, _("Gửi nội dung dạng JSON với tiêu đề “Content-Type: application/json”."))
KEY_NEEDED = Kind("api.key_needed", NOT_AS_DESCRIBED, _("Mỗi lần ghi cần tiêu đề “Idempotency-Key” dài từ 8 đến 80 ký tự, để gửi lại không ghi hai lần."))
BAD_CURSOR = Kind("api.bad_cursor", BAD_INPUT, _("Giá trị “cursor” không phải do lần đọc trước trả về. Bỏ đi để đọc từ đầu."))
FAILURE = Kind("api.failed", FAILED, _("Máy chủ gặp lỗi, chưa ghi gì. Gửi lại với cùng Idempotency-Key; nếu còn lỗi, báo người quản trị mã {shown}."))
