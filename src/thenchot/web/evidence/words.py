"""How kinds of facts and what becomes of them are said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.evidence.kinds import FactKind
from thenchot.rules.acts import Ruling
from thenchot.web import dates


def kind_name(kind: FactKind) -> str:
    return kind.en if get_language() == "en" else kind.vi


def kind_choices(kinds: Iterable[FactKind]) -> list[tuple[str, str]]:
    return [(kind.code, kind_name(kind)) for kind in kinds]


def ruling_words(ruling: Ruling) -> str:
    """Why a fact does not count here, or what the authority has to say; blank where it counts."""
    day = ruling.params.get("day")
    given = {"year": ruling.params.get("year", ""), "day": dates.vndate(day) if isinstance(day, date) else ""}
    return _sentences().get(ruling.code, "") % given


def _sentences() -> dict[str, str]:
    return {
        "same_act_two_decisions": _(
            "Không tính: hành vi này đã có quyết định có hiệu lực năm %(year)s; một hành vi chỉ tính ở một năm đánh giá."
        ),
        "act_already_used": _("Không tính: hành vi này đã là căn cứ xếp loại không hoàn thành nhiệm vụ năm %(year)s."),
        "act_at_old_unit": _(
            "Không tính ở đây: hành vi xảy ra ngày %(day)s tại tổ chức cũ nên tính vào kết quả của tổ chức cũ."
        ),
        "act_at_old_unit_same_period": _(
            "Cấp có thẩm quyền xem xét: hành vi xảy ra ngày %(day)s tại tổ chức cũ, trong kỳ do tổ chức mới xếp loại."
        ),
        "act_unit_unknown": _("Cấp có thẩm quyền xem xét: chưa có dữ liệu về nơi công tác vào ngày xảy ra hành vi."),
        "same_act_known_late": _(
            "Cấp có thẩm quyền xem xét: quyết định trước về cùng hành vi có hiệu lực năm %(year)s nhưng được ghi nhận sau khi "
            "đã xếp loại năm đó."
        ),
        "same_act_earlier_period": _(
            "Cấp có thẩm quyền xem xét: quyết định trước về cùng hành vi có hiệu lực ngày %(day)s, ở kỳ trước trong cùng năm."
        ),
    }
