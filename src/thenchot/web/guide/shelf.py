"""Which pages the guide has, and which one is a role's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thenchot.web.guide.rendering import Guide, rendered

FOLDER = Path(__file__).resolve().parent / "pages"
"""docs/huong-dan of the checkout, by a link, so that an installed package brings it along."""
PICTURES = Path(__file__).resolve().parent.parent / "static" / "guide"
"""docs/img, in the same way."""
CONTENTS = "README"
PAGES: Mapping[str, str | Promise] = {
    "can-bo": _("Cán bộ, công chức, viên chức"),
    "cap-pho": _("Cấp phó"),
    "nguoi-dung-dau": _("Người đứng đầu"),
    "co-quan-tham-muu": _("Cơ quan tham mưu"),
    "van-phong": _("Văn phòng, thanh tra"),
    "cap-co-tham-quyen": _("Cấp có thẩm quyền"),
    "kiem-tra": _("Kiểm tra, giám sát"),
    "quan-tri": _("Quản trị hệ thống"),
    "chung": _("Đăng nhập, mật khẩu, mất mạng"),
    "muc-luc": _("Mục lục"),
}
"""The last part of each page's address, and what leads to it."""
OF_ROLE: Mapping[str, str] = {
    "staff": "can-bo",
    "deputy": "cap-pho",
    "head": "nguoi-dung-dau",
    "organisation_body": "co-quan-tham-muu",
    "monitoring_office": "van-phong",
    "auditor": "kiem-tra",
    "administrator": "quan-tri",
}


@lru_cache(maxsize=64)
def guide(name: str, language: str) -> Guide | None:
    """A page in a language, Vietnamese where there is no other; None where this installation has none."""
    stem = CONTENTS if name == "muc-luc" else name
    for file in (FOLDER / f"{stem}.{language}.md", FOLDER / f"{stem}.md"):
        if name in PAGES and file.is_file():
            return rendered(file.read_text(encoding="utf-8"), PICTURES)
    return None
