"""Invented work: what each kind of unit produces, with the coefficient of one piece against the standard product."""

from __future__ import annotations

Product = tuple[str, str]
"""What is done, with {n} for how many, and the coefficient of one piece."""

COMMON: tuple[Product, ...] = (
    ("Tham mưu {n} công văn trả lời đơn vị, cá nhân", "0.5"),
    ("Lập báo cáo tháng về lĩnh vực được giao ({n} báo cáo)", "2"),
    ("Chuẩn bị tài liệu cho {n} cuộc họp giao ban", "1"),
    ("Rà soát, cập nhật dữ liệu {n} hồ sơ lên phần mềm dùng chung", "0.25"),
    ("Dự thảo {n} tờ trình trình lãnh đạo", "2.5"),
)
BY_UNIT: dict[str, tuple[Product, ...]] = {
    "CCQL": (
        ("Thẩm định {n} hồ sơ cấp phép thi công vỉa hè", "1.5"),
        ("Kiểm tra hiện trường {n} tuyến phố về trật tự đô thị", "1"),
        ("Trả lời {n} phản ánh của người dân về chiếu sáng, thoát nước", "0.5"),
        ("Nghiệm thu khối lượng duy tu {n} hạng mục hạ tầng", "2"),
        ("Dự thảo {n} hướng dẫn đấu nối hạ tầng", "3"),
    ),
    "KT": (
        ("Thẩm định {n} hồ sơ cấp phép xây dựng nhà ở riêng lẻ", "1.5"),
        ("Xác nhận nguồn gốc sử dụng đất cho {n} thửa", "1"),
        ("Kiểm tra {n} cơ sở kinh doanh trên địa bàn", "1"),
        ("Giải quyết {n} phản ánh về trật tự xây dựng", "0.75"),
    ),
    "VX": (
        ("Giải quyết {n} hồ sơ bảo trợ xã hội", "0.75"),
        ("Tổ chức {n} hoạt động văn hóa ở tổ dân phố", "3"),
        ("Điều tra, rà soát {n} hộ nghèo, cận nghèo", "0.5"),
        ("Kiểm tra an toàn thực phẩm {n} bếp ăn bán trú", "1"),
    ),
    "VP": (
        ("Tiếp nhận, trả kết quả {n} thủ tục hành chính", "0.2"),
        ("Chứng thực {n} bản sao, chữ ký", "0.15"),
        ("Đăng ký {n} việc hộ tịch", "0.5"),
        ("Dự thảo {n} thông báo kết luận cuộc họp", "1.5"),
    ),
    "dang": (
        ("Dự thảo {n} nghị quyết, kế hoạch của cấp ủy", "4"),
        ("Thẩm định {n} hồ sơ kết nạp đảng viên", "1.5"),
        ("Kiểm tra {n} chi bộ về sinh hoạt định kỳ", "2"),
        ("Tổng hợp ý kiến của {n} chi bộ trực thuộc", "0.75"),
    ),
    "doan_the": (
        ("Tổ chức {n} buổi tuyên truyền, đối thoại với hội viên", "2"),
        ("Thăm hỏi, hỗ trợ {n} gia đình khó khăn", "0.75"),
        ("Giám sát {n} công trình do dân đóng góp", "2"),
        ("Phát triển {n} hội viên mới", "0.5"),
    ),
    "su_nghiep": (
        ("Giảng dạy {n} tiết theo phân công", "0.3"),
        ("Soạn {n} kế hoạch bài dạy", "0.75"),
        ("Ra đề, chấm bài kiểm tra cho {n} lớp", "1"),
        ("Dự giờ, sinh hoạt chuyên môn {n} buổi", "0.75"),
        ("Trao đổi với phụ huynh {n} học sinh", "0.25"),
    ),
    "chinh_quyen": (
        ("Thẩm định {n} hồ sơ theo thủ tục hành chính của ngành", "1.25"),
        ("Thanh tra, kiểm tra chuyên ngành {n} đơn vị", "3"),
        ("Dự thảo {n} văn bản hướng dẫn nghiệp vụ", "3"),
        ("Góp ý {n} dự thảo văn bản quy phạm pháp luật", "1.5"),
        ("Giải quyết {n} đơn thư kiến nghị", "2"),
    ),
}  # fmt: skip
LEADING: tuple[Product, ...] = (
    ("Chủ trì {n} cuộc họp, kết luận và giao việc", "1"),
    ("Duyệt, ký {n} văn bản thuộc lĩnh vực phụ trách", "0.2"),
    ("Kiểm tra {n} đơn vị, bộ phận trực thuộc", "2"),
    ("Chỉ đạo xử lý {n} việc tồn đọng, vướng mắc", "2"),
)
LATE = (
    "Chờ ý kiến của đơn vị phối hợp, đã gửi nhắc hai lần.",
    "Hồ sơ thiếu thành phần, người nộp bổ sung muộn.",
    "Trùng đợt cao điểm tiếp dân, đã báo người giao việc trước hạn.",
)
REJECTED = (
    "Viện dẫn sai căn cứ, đã sửa và trình lại.",
    "Số liệu chưa khớp với báo cáo kỳ trước, đã đối chiếu lại.",
    "Thiếu ý kiến của bộ phận tài chính, đã bổ sung.",
)
UNDONE = "Hồ sơ đến sát hạn {day}, khối lượng lớn hơn dự kiến; đã báo người giao việc và đề nghị chuyển sang kỳ sau."


def products(code: str, bloc: str) -> tuple[Product, ...]:
    """What a unit produces, by the last part of its code, else by its bloc."""
    return BY_UNIT.get(code.split("-")[-1]) or BY_UNIT[bloc]
