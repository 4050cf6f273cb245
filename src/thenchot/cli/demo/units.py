"""The 152 units of the demo: a city part with its bodies, ten wards and their schools, in all blocs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from thenchot.people.actions.build_tree import UnitRow

ROOT = "DL"
PARTY, GOVERNMENT, MASS, SERVICE = "dang", "chinh_quyen", "doan_the", "su_nghiep"
WARDS = ("Bến Trúc", "Hàng Lựu", "Gò Sen", "Lò Gốm", "Vườn Dâu", "Ao Quế", "Bãi Ngô", "Rặng Bàng", "Đồng Lau", "Ngõ Lụa")
UNIONS = ("Liên đoàn Lao động", "Hội Liên hiệp Phụ nữ", "Đoàn Thanh niên", "Hội Cựu chiến binh")
CITY = (
    ("VPTU", "Văn phòng Thành ủy", PARTY, ()),
    ("BTC", "Ban Tổ chức Thành ủy", PARTY, ()),
    ("BTG", "Ban Tuyên giáo và Dân vận Thành ủy", PARTY, ()),
    ("UBKT", "Ủy ban Kiểm tra Thành ủy", PARTY, ()),
    ("BNC", "Ban Nội chính Thành ủy", PARTY, ()),
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc thành phố", MASS, UNIONS),
    ("VPUB", "Văn phòng HĐND và UBND thành phố", GOVERNMENT, ("Phòng Tổng hợp", "Phòng Hành chính - Tổ chức")),
    ("TTRA", "Thanh tra thành phố", GOVERNMENT, ()),
    ("SNV", "Sở Nội vụ", GOVERNMENT, ("Phòng Công chức, viên chức",)),
    ("STC", "Sở Tài chính", GOVERNMENT, ("Phòng Quản lý ngân sách",)),
    ("SXD", "Sở Xây dựng", GOVERNMENT, ("Phòng Quản lý hoạt động xây dựng", "Phòng Hạ tầng kỹ thuật")),
    ("CCQL", "Chi cục Quản lý đô thị", GOVERNMENT, ()),
    ("SYT", "Sở Y tế", GOVERNMENT, ()),
    ("SGD", "Sở Giáo dục và Đào tạo", GOVERNMENT, ("Phòng Giáo dục phổ thông",)),
    ("SVH", "Sở Văn hóa và Thể thao", GOVERNMENT, ()),
    ("SNN", "Sở Nông nghiệp và Môi trường", GOVERNMENT, ("Phòng Môi trường",)),
    ("SKH", "Sở Khoa học và Công nghệ", GOVERNMENT, ()),
    ("STP", "Sở Tư pháp", GOVERNMENT, ()),
    ("BQL", "Ban Quản lý khu công nghiệp", GOVERNMENT, ()),
)  # fmt: skip
WARD_PARTS = (
    ("VPDU", "Văn phòng Đảng ủy", PARTY),
    ("XDD", "Ban Xây dựng Đảng", PARTY),
    ("MT", "Ủy ban Mặt trận Tổ quốc phường", MASS),
    ("VP", "Văn phòng HĐND và UBND", GOVERNMENT),
    ("KT", "Phòng Kinh tế, Hạ tầng và Đô thị", GOVERNMENT),
    ("VX", "Phòng Văn hóa - Xã hội", GOVERNMENT),
)
SCHOOLS = (
    ("MN", "Trường Mầm non {ward}"),
    ("MNB", "Trường Mầm non {ward} B"),
    ("TH", "Trường Tiểu học {ward}"),
    ("THB", "Trường Tiểu học {ward} B"),
    ("CS", "Trường Trung học cơ sở {ward}"),
)


@dataclass(frozen=True)
class Place:
    """A unit of the demo and what kind of place it is: root, body, division, ward, part or school."""

    kind: str
    row: UnitRow
    ward: str = ""

    @property
    def code(self) -> str:
        return self.row.code


def plan() -> list[Place]:
    """All units, parents before children."""
    return [Place("root", UnitRow(ROOT, "Thành phố Đông Lam", GOVERNMENT, "managing")), *_bodies(), *_wards()]


def _bodies() -> Iterator[Place]:
    for code, name, bloc, divisions in CITY:
        yield Place("body", UnitRow(code, name, bloc, "using", ROOT, "so-ban-nganh"))
        for number, division in enumerate(divisions, start=1):
            yield Place("division", UnitRow(f"{code}-{number}", division, bloc, "direct", code, "phong"))


def _wards() -> Iterator[Place]:
    for number, name in enumerate(WARDS, start=1):
        ward = f"P{number:02d}"
        yield Place("ward", UnitRow(ward, f"Phường {name}", GOVERNMENT, "using", ROOT, "phuong"), ward)
        for code, part, bloc in WARD_PARTS:
            yield Place("part", UnitRow(f"{ward}-{code}", part, bloc, "direct", ward, "phong"), ward)
        for code, school in SCHOOLS:
            full = school.format(ward=name)
            yield Place("school", UnitRow(f"{ward}-{code}", full, SERVICE, "using", ward, "truong"), ward)
