"""The words of checklists: kinds, periods, who answers, states; and what an outcome says in one line."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from thenchot.rules.checklist import Edition, Group, Item, Outcome, Standing
from thenchot.web.numbers import exact, percent

Words = Mapping[str, str | Promise]
KINDS: Words = {
    "found": gettext_lazy("Đánh dấu khi có biểu hiện, vi phạm"),
    "points": gettext_lazy("Cho điểm từng mục"),
    "rank": gettext_lazy("Xếp hạng, bảng thi đua"),
}
ABOUT: Words = {"person": gettext_lazy("Từng người"), "unit": gettext_lazy("Đơn vị")}
PERIODS: Words = {
    "month": gettext_lazy("Tháng"),
    "quarter": gettext_lazy("Quý"),
    "half_year": gettext_lazy("6 tháng"),
    "year": gettext_lazy("Năm"),
}
ANSWERED_BY: Words = {
    "self": gettext_lazy("Mỗi người tự trả lời"),
    "head": gettext_lazy("Người đứng đầu đơn vị"),
    "office": gettext_lazy("Cơ quan theo dõi hoặc cơ quan tham mưu về tổ chức, cán bộ"),
}
CHECKED_BY: Words = {
    "nobody": gettext_lazy("Không có bước kiểm tra"),
    "head": gettext_lazy("Người đứng đầu"),
    "organisation_body": gettext_lazy("Cơ quan tham mưu về tổ chức, cán bộ"),
}
STATES: Words = {
    "": gettext_lazy("Chưa trả lời"),
    "draft": gettext_lazy("Đang soạn, chưa gửi"),
    "registered": gettext_lazy("Đã đăng ký"),
    "submitted": gettext_lazy("Đã gửi"),
    "checked": gettext_lazy("Đã kiểm tra"),
    "withdrawn": gettext_lazy("Đã rút lại"),
}
TONES = {"submitted": "info", "checked": "ok", "registered": "warn"}


def named(one: Edition | Item | Group | Standing) -> str:
    """In the reader's language, as far as the data has it."""
    return one.en if get_language() == "en" and one.en else one.vi


def item_words(item: Item) -> str:
    return named(item) if item.worded else _("Chưa có văn bản")


def outcome_words(edition: Edition, outcome: Outcome) -> str:
    """One line: points and share, how many items were found, or the place and the fields."""
    match edition.kind:
        case "found":
            count = len(outcome.found)
            return _("%(n)s mục được đánh dấu") % {"n": count} if count else _("không mục nào được đánh dấu")
        case "rank":
            return "; ".join(
                part for part in (rank_words(edition, outcome), field_words(edition, outcome)) if part
            )
        case _:
            return _points(edition, outcome)


def _points(edition: Edition, outcome: Outcome) -> str:
    if outcome.points is None or outcome.most is None or not outcome.answered:
        return ""
    said = _("%(points)s trên %(most)s điểm") % {"points": exact(outcome.points), "most": exact(outcome.most)}
    share = f" ({percent(outcome.share / 100)})" if outcome.share is not None else ""
    standing = edition.standing(outcome.standing)
    return f"{said}{share}" + (f", {named(standing)}" if standing else "")


def rank_words(edition: Edition, outcome: Outcome) -> str:
    first = next(iter(edition.items), None)
    rank = outcome.ranks.get(first.code) if first else None
    return _("hạng %(rank)s trên %(of)s") % {"rank": rank[0], "of": rank[1]} if rank else ""


def field_words(edition: Edition, outcome: Outcome) -> str:
    if not outcome.fields or not edition.standings:
        return ""
    best = named(edition.standings[0]).lower()
    return _("%(best)s %(n)s/%(all)s lĩnh vực") % {"best": best, "n": outcome.best, "all": outcome.fields}


def share_words(share: Fraction | None) -> str:
    return percent(share / 100) if share is not None else ""
