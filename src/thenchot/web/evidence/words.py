"""How kinds of facts and what becomes of them are said in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.evidence.kinds import FactKind, Named
from thenchot.evidence.sources import all_sources
from thenchot.rules.acts import Ruling
from thenchot.web import dates
from thenchot.web.numbers import thousands


def kind_name(kind: FactKind) -> str:
    return kind.en if get_language() == "en" else kind.vi


def kind_choices(kinds: Iterable[FactKind]) -> list[tuple[str, str]]:
    return [(kind.code, kind_name(kind)) for kind in kinds]


def named(one: Named) -> str:
    """The name of a figure or a choice."""
    return one.en if get_language() == "en" else one.vi


def choice_choices(kind: FactKind | None) -> list[tuple[str, str]]:
    return [(one.code, named(one)) for one in kind.choices] if kind else []


def source_choices() -> list[tuple[str, str]]:
    english = get_language() == "en"
    return [(source.code, source.en if english else source.vi) for source in all_sources().values()]


def source_name(code: str) -> str:
    return dict(source_choices()).get(code, "")


def figures_words(kind: FactKind, details: Mapping[str, object]) -> str:
    """The figures and the choice of a fact: Đúng hạn 40; Trễ hạn 3."""
    said = [f"{named(one)} {thousands(int(str(details[one.code])))}" for one in kind.figures if one.code in details]
    said += [named(one) for one in kind.choices if one.code == details.get("choice")]
    return "; ".join(said)


def column_name(kind: FactKind, key: str) -> str:
    """The name of a column of the kind's form."""
    plain = {
        "subject": _("Mã hoặc họ tên") if kind.about == "person" else _("Mã người, đơn vị"), "day": _("Ngày xảy ra"),
        "rule": _("Điều quy chế"), "choice": _("Mức, hình thức"), "text": _("Nội dung"), "ref": _("Số của nguồn"),
    }  # fmt: skip
    return plain.get(key) or next((named(one) for one in kind.figures if one.code == key), key)


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
