"""What went wrong at the last run of a connection, in words that say what to do."""

from __future__ import annotations

from django.utils.translation import gettext as _


def problem_words(code: str, detail: str = "") -> str:
    """The sentence of a code; "" for none."""
    words = _words().get(code, _("Lần chạy gần nhất không thành.")) if code else ""
    return f"{words} ({detail})" if words and detail and code in SHOWN else words


SHOWN = ("status", "redirect", "form", "folder", "receipt")
"""Of these the detail says more."""


def _words() -> dict[str, str]:
    return {
        "unreachable": _("Không gọi được địa chỉ. Kiểm tra máy ở đầu kia, mạng và chứng thư HTTPS."),
        "elsewhere": _("Tên máy trong địa chỉ dẫn về chính máy chủ này nên không gọi. Nhập lại địa chỉ."),
        "status": _("Đầu kia từ chối hoặc đang lỗi. Kiểm tra khóa truy cập và hỏi bên vận hành."),
        "redirect": _("Đầu kia chuyển sang địa chỉ khác; phần mềm không đi theo. Nhập đúng địa chỉ cuối."),
        "too_large": _("Đầu kia trả lời quá dài nên không đọc. Đề nghị bên vận hành chia nhỏ."),
        "no_json": _("Đầu kia trả lời không phải JSON. Kiểm tra địa chỉ."),
        "form": _("Đầu kia trả lời không đúng mẫu. Đối chiếu docs/intake.md với bên vận hành."),
        "address": _("Địa chỉ không dùng được. Dừng kết nối và nhập lại."),
        "folder": _("Không đọc hoặc ghi được thư mục. Kiểm tra quyền của thư mục trên máy chủ."),
        "person_gone": _("Người phụ trách không còn quyền ghi dữ liệu này. Dừng kết nối và nhập lại với người phụ trách khác."),
        "receipt": _("Biên nhận trả về không khớp với gói đã gửi. Nhập biên nhận ở trang Cập nhật quốc gia."),
    }
