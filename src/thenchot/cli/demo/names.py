"""Invented names: drawn from lists of common family, middle and given names, the same ones each time."""

from __future__ import annotations

from random import Random

FAMILY = (
    "Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Trần Lê Lê Lê Phạm Phạm Hoàng Hoàng Phan Vũ Vũ Võ Đặng Đặng Bùi Bùi Đỗ Đỗ "
    "Hồ Ngô Ngô Dương Lý Đinh Mai Trịnh Đoàn Lương Tạ Chu Tô Hà Cao Thái Quách Bạch Ninh La Mạc Vi Khúc Lục Nghiêm Tống"
).split()
MIDDLE = {
    "nam": "Văn Văn Văn Đức Hữu Minh Quang Xuân Anh Quốc Đình Thanh Ngọc Trọng Thế Công Duy Hải Mạnh Tuấn".split(),
    "nu": "Thị Thị Thị Thị Thu Thanh Ngọc Kim Bích Hồng Thùy Minh Phương Lan Diệu Mai Hải Khánh Quỳnh Như".split(),
}
GIVEN = {
    "nam": (
        "An Bách Bình Cảnh Chiến Chính Công Cường Dũng Duy Đạt Điền Đông Giang Hà Hải Hậu Hiếu Hiệp Hòa Hùng Huy Hưng Khang "
        "Khánh Khoa Kiên Lâm Lộc Long Lực Nam Nghĩa Nhân Phong Phú Phúc Phước Quân Quý Sơn Tài Tân Thắng Thành Thịnh Thiệp "
        "Thọ Tiến Toàn Trung Trường Tú Tùng Tường Việt Vinh Vĩnh Vũ Vượng"
    ).split(),
    "nu": (
        "An Ánh Bích Châu Chi Cúc Diệp Dung Duyên Đào Giang Hà Hạnh Hằng Hiền Hoa Hòa Hồng Huệ Huyền Hương Khuê Lan Liên "
        "Linh Loan Ly Mai Mơ My Nga Ngà Ngân Ngọc Nguyệt Nhàn Nhung Oanh Phượng Quế Quyên Sen Tâm Thảo Thoa Thơm Thu Thúy "
        "Thủy Trà Trang Trinh Tuyết Vân Vy Xuân Xuyến Yến"
    ).split(),
}


def person(rng: Random, women: float = 0.5) -> tuple[str, str]:
    """Return (full name, gender); `women` is the share of women, from 0 to 1."""
    gender = "nu" if rng.random() < women else "nam"
    return f"{rng.choice(FAMILY)} {rng.choice(MIDDLE[gender])} {rng.choice(GIVEN[gender])}", gender
