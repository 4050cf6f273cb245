"""Messages to persons, made into sentences in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from thenchot.web import dates


class Kept(Protocol):
    """A message as it is kept: its kind and values."""

    kind: str
    params: Any
    link: str
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True)
class Shown:
    title: str
    text: str
    link: str
    at: datetime
    unread: bool


def shown_notice(notice: Kept) -> Shown:
    title, text = _words(notice.kind, dict(notice.params))
    return Shown(title, text, notice.link, notice.at, notice.read_at is None)


def _words(kind: str, given: dict[str, Any]) -> tuple[str, str]:
    period = dates.period(str(given["period"])) if "period" in given else ""
    match kind:
        case "result":
            right = _("Nếu thấy chưa đúng, ông/bà có quyền kiến nghị; người có thẩm quyền trả lời trong 07 ngày làm việc (Điều 22).")
            return _("Kết quả %(period)s") % {"period": period}, right
        case "result_replaced":
            return _("Kết quả %(period)s được thay thế") % {"period": period}, str(given.get("reason", ""))
        case "sheet_returned":
            text = _("%(name)s: “%(note)s”") % {"name": given.get("by", ""), "note": given.get("note", "")}
            return _("Phiếu %(period)s được trả lại để bổ sung") % {"period": period}, text
        case "petition_received":
            text = _("Hạn trả lời: %(day)s.") % {"day": dates.long_day(given.get("due"))}
            return _("Kiến nghị số %(number)s gửi đến") % {"number": given.get("number", "")}, text
        case "petition_answered":
            return _("Kiến nghị số %(number)s đã được trả lời") % {"number": given.get("number", "")}, ""
        case "step_due":
            text = _("Hạn: %(day)s.") % {"day": dates.long_day(given.get("last"))}
            return _("Đến bước của ông/bà trong kỳ %(period)s") % {"period": period}, text
        case "step_late":
            return _("Đề nghị hoàn thành công việc của kỳ %(period)s") % {"period": period}, _("Đã quá hạn theo lịch của kỳ.")
        case _:
            return kind, ""
