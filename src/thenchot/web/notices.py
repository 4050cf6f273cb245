"""Messages to persons, made into sentences in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from thenchot.web import dates
from thenchot.web.address import addressed


class Kept(Protocol):
    """A message as it is kept: its kind and values."""

    kind: str
    params: Any
    link: str
    at: datetime
    read_at: datetime | None

    @property
    def pk(self) -> Any: ...


@dataclass(frozen=True)
class Shown:
    id: int
    title: str
    text: str
    at: datetime
    unread: bool


def shown_notice(notice: Kept) -> Shown:
    title, text = _sentences().get(notice.kind, (notice.kind, ""))
    words = _words(dict(notice.params))
    return Shown(notice.pk, addressed(title) % words, addressed(text) % words, notice.at, notice.read_at is None)


def _words(given: dict[str, Any]) -> dict[str, str]:
    """What the sentences have places for, as they show it."""
    texts = {name: str(given.get(name, "")) for name in ("by", "note", "number", "reason", "source")}
    period = dates.period(str(given["period"])) if "period" in given else ""
    return {**texts, "name": texts["by"], "period": period, "day": dates.long_day(given.get("due") or given.get("last"))}


def _sentences() -> dict[str, tuple[str, str]]:
    """(title, text) of each kind of message."""
    right = _("Nếu thấy sai, ông/bà có quyền kiến nghị; người có thẩm quyền trả lời trong 07 ngày làm việc (Điều 22).")
    return {
        "result": (_("Kết quả %(period)s"), right),
        "result_replaced": (_("Kết quả %(period)s được thay thế"), "%(reason)s"),
        "sheet_returned": (_("Phiếu %(period)s được trả lại để bổ sung"), _("%(name)s: “%(note)s”")),
        "petition_received": (_("Kiến nghị số %(number)s gửi đến"), _("Hạn trả lời: %(day)s.")),
        "petition_answered": (_("Kiến nghị số %(number)s đã được trả lời"), ""),
        "fact_entered": (_("Có thông tin mới ghi nhận về ông/bà"), _("Cơ quan ghi nhận: %(source)s.")),
        "fact_withdrawn": (_("Một thông tin về ông/bà đã được rút lại"), _("%(source)s: “%(reason)s”")),
        "body_result": (_("Kết quả xếp loại tổ chức %(period)s"), _("Tổ chức do ông/bà đứng đầu đã có mức xếp loại.")),
        "body_returned": (_("Phiếu của tổ chức %(period)s được trả lại để bổ sung"), "“%(note)s”"),
        "step_due": (_("Đến bước của ông/bà trong kỳ %(period)s"), _("Hạn: %(day)s.")),
        "step_late": (_("Đề nghị hoàn thành công việc của kỳ %(period)s"), _("Đã quá hạn theo lịch của kỳ.")),
    }
