"""How kinds of connections are said, and what each needs to be entered."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.evidence.sources import all_sources


def kind_words(kind: str) -> str:
    return {
        "folder": _("Thư mục nhận tệp Excel, CSV"),
        "documents": _("Phần mềm quản lý văn bản, giao nhiệm vụ"),
        "one_stop": _("Phần mềm một cửa"),
        "national": _("Cơ sở dữ liệu quốc gia về cán bộ, công chức, viên chức"),
    }[kind]


KINDS = ("folder", "documents", "one_stop", "national")


def kind_choices() -> list[tuple[str, str]]:
    return [(kind, kind_words(kind)) for kind in KINDS]


def origin_choices() -> list[tuple[str, str]]:
    """Where facts out of a folder say they come from."""
    return [(one.code, one.en if get_language() == "en" else one.vi) for one in all_sources().values()]
