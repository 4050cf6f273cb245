"""Messages to persons, made into sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.translation import gettext as _

from thenchot.assessment.queries.told import Told, told_at, told_of
from thenchot.web import dates
from thenchot.web.address import addressed
from thenchot.web.law import right_to_petition
from thenchot.web.numbers import score

RESULTS = ("result", "result_replaced")


class Kept(Protocol):
    """A message as it is kept: its kind and values."""

    kind: str
    params: Any
    link: str
    at: datetime
    read_at: datetime | None

    @property
    def pk(self) -> Any: ...


class Change(Protocol):
    """A raise or a lowering as it is kept."""

    raised: bool
    before: str
    after: str
    reason: str

    @property
    def by(self) -> Any: ...


@dataclass(frozen=True)
class Shown:
    id: int
    title: str
    text: str
    at: datetime
    unread: bool


def shown_notices(notices: Sequence[Kept], person_id: int) -> list[Shown]:
    """The messages in words; those about a result with its figures, read once for all of them."""
    about = {int(notice.params["sheet"]) for notice in notices if notice.kind in RESULTS and "sheet" in notice.params}
    told = told_of(person_id, about)
    results = [told_at(told, int(notice.params.get("sheet", 0)), notice.at) for notice in notices]
    return [_shown(*one) for one in zip(notices, results, with_right_said_once(results), strict=True)]


def with_right_said_once(results: Sequence[Told | None]) -> list[bool]:
    """The right to petition is the same sentence in every result of one law: the newest says it for those below."""
    laws = [result.law if result else None for result in results]
    return [law is not None and law not in laws[:at] for at, law in enumerate(laws)]


def _shown(notice: Kept, told: Told | None, with_right: bool = True) -> Shown:
    words = _words(dict(notice.params))
    if told is not None and notice.kind in RESULTS:
        title, text = _result(notice.kind, words, told, with_right)
    else:
        title, text = (addressed(part) % words for part in _sentences().get(notice.kind, (notice.kind, "")))
    return Shown(notice.pk, title, text, notice.at, notice.read_at is None)


def _result(kind: str, words: Mapping[str, str], told: Told, with_right: bool) -> tuple[str, str]:
    """The score and band, who confirmed and decided, each raise or lowering with who and why; the right to petition."""
    title = _("Kết quả %(period)s") if kind == "result" else _("Kết quả %(period)s được thay thế")
    parts = [_replaced(words, told)] if kind == "result_replaced" else [*_by_whom(told), *map(_changed, told.changes)]
    right = [addressed(_right(told.law))] if with_right else []
    return f"{title % words}: {_figures(told)}", " ".join([*parts, *right])


def _figures(told: Told) -> str:
    if told.score is None:
        return _("chưa có điểm, mức %(level)s") % {"level": told.level} if told.level else _("chưa có điểm")
    name = _("%(score)s điểm, mức xếp loại %(level)s") if told.level else _("%(score)s điểm, mức theo điểm %(level)s")
    return name % {"score": score(told.score), "level": told.level or told.band}


def _by_whom(told: Told) -> list[str]:
    found = [_("Người xác nhận: %(name)s.") % {"name": told.confirmed_by}] if told.confirmed_by else []
    return found + ([_("Người quyết định mức: %(name)s.") % {"name": told.decided_by}] if told.decided_by else [])


def _changed(change: Change) -> str:
    said = _("%(name)s nâng mức từ %(before)s lên %(after)s: “%(reason)s”.") if change.raised else _(
        "%(name)s hạ mức từ %(before)s xuống %(after)s: “%(reason)s”."
    )
    return said % {
        "name": change.by.full_name, "before": change.before, "after": change.after, "reason": change.reason.rstrip("."),
    }  # fmt: skip


def _replaced(words: Mapping[str, str], told: Told) -> str:
    by = _("Người thay thế kết quả: %(name)s. ") % {"name": told.replaced_by} if told.replaced_by else ""
    return by + _("Lý do: “%(reason)s”.") % {"reason": words["reason"].rstrip(".")}


def _right(governing: str) -> str:
    return _("Nếu thấy sai, ông/bà có quyền kiến nghị; người có thẩm quyền trả lời trong 07 ngày làm việc%(law)s.") % {
        "law": right_to_petition(governing)
    }


def _words(given: dict[str, Any]) -> dict[str, str]:
    """What the sentences have places for, as they show it."""
    names = ("by", "count", "note", "number", "reason", "software", "source", "task", "unit")
    texts = {name: str(given.get(name, "")) for name in names}
    period = dates.period(str(given["period"])) if "period" in given else ""
    outcome, day = cause_words(str(given.get("cause", ""))), dates.long_day(given.get("due") or given.get("last"))
    return {**texts, "name": texts["by"], "period": period, "outcome": outcome, "day": day}


def cause_words(outcome: str) -> str:
    """What the authority made of a cause, in words (Điều 14 khoản 2)."""
    words = {
        "accepted": _("Chấp nhận nguyên nhân khách quan"), "partly": _("Chấp nhận một phần nguyên nhân khách quan"),
        "refused": _("Không chấp nhận nguyên nhân khách quan"),
    }  # fmt: skip
    return words.get(outcome, "")


def _sentences() -> dict[str, tuple[str, str]]:
    """(title, text) of each kind of message."""
    return {
        "result": (_("Kết quả %(period)s"), _right("")),
        "result_replaced": (_("Kết quả %(period)s được thay thế"), "%(reason)s"),
        "sheet_returned": (_("Phiếu %(period)s được trả lại để bổ sung"), _("%(name)s: “%(note)s”")),
        "sheet_extended": (_("Được thêm thời gian gửi phiếu %(period)s"), _("%(name)s: “%(note)s”")),
        "entered_on_behalf": (
            _("Phiếu %(period)s của ông/bà đã được nhập thay"),
            _(
                "%(name)s nhập từ phiếu giấy, lý do: “%(reason)s”. Nếu không phải ý kiến của ông/bà, mở phiếu để báo trước "
                "khi công bố."
            ),
        ),
        "entry_disowned": (_("%(name)s: phiếu nhập thay %(period)s không phải ý kiến của tôi"), "“%(note)s”"),
        "leader_reopened": (
            _("Một phiếu tính vào tiêu chí d của %(name)s đã mở lại"),
            _("Nếu kết quả của phiếu đó thay đổi, trả lại phiếu %(period)s của %(name)s rồi xác nhận lại."),
        ),
        "work_changed": (
            _("Công việc của %(name)s thay đổi sau khi ông/bà xác nhận phiếu %(period)s"),
            _("Điểm đã xác nhận giữ nguyên. Mở phiếu để xác nhận lại theo số liệu hiện nay, hoặc trả lại phiếu."),
        ),
        "confirmed_again": (
            _("Phiếu %(period)s được xác nhận lại"),
            _("%(name)s xác nhận lại theo công việc đã thay đổi. Mở phiếu để xem điểm và lý do."),
        ),
        "wrong_reported": (_("%(name)s báo sai một đầu việc"), _("%(task)s: “%(note)s”")),
        "wrong_answered": (_("Đã trả lời báo sai của ông/bà"), _("%(task)s: “%(note)s”")),
        "cause_considered": (_("%(name)s đã xem xét nguyên nhân một việc của ông/bà"), _("%(task)s. %(outcome)s: “%(note)s”")),
        "explanation_asked": (_("%(name)s đề nghị ông/bà giải trình phiếu %(period)s"), "%(task)s"),
        "petition_received": (_("Kiến nghị số %(number)s gửi đến"), _("Hạn trả lời: %(day)s.")),
        "petition_answered": (_("Kiến nghị số %(number)s đã được trả lời"), ""),
        "fact_entered": (_("Có thông tin mới ghi nhận về ông/bà"), _("Cơ quan ghi nhận: %(source)s.")),
        "fact_disputed": (_("%(name)s báo một thông tin không đúng"), "“%(note)s”"),
        "dispute_answered": (_("Đã trả lời thông tin ông/bà báo không đúng"), _("%(source)s giữ thông tin: “%(note)s”")),
        "gathering_opened": (
            _("Nhập thông tin phục vụ đánh giá %(period)s"), _("Ông/bà chịu trách nhiệm một nguồn. Hạn: %(day)s."),
        ),
        "inquiry_sent": (
            _("Đề nghị xác định trách nhiệm về hạn chế, thiếu sót %(period)s"),
            _("%(unit)s: %(count)s nội dung. Hạn trả lời: %(day)s."),
        ),
        "fact_withdrawn": (_("Một thông tin về ông/bà đã được rút lại"), _("%(source)s: “%(reason)s”")),
        "connection_proposed": (_("%(name)s đề nghị ông/bà phụ trách một kết nối"), "%(task)s"),
        "body_result": (_("Kết quả xếp loại tổ chức %(period)s"), _("Tổ chức do ông/bà đứng đầu đã có mức xếp loại.")),
        "reply_checked": (_("%(name)s đã kiểm tra phiếu kiểm %(period)s của ông/bà"), "%(task)s"),
        "body_returned": (_("Phiếu của tổ chức %(period)s được trả lại để bổ sung"), "“%(note)s”"),
        "leader_outdated": (
            _("Tiêu chí d của %(name)s tính từ kết quả đã được thay"),
            _("Xem lại kết quả %(period)s và quyết định có thay hay không."),
        ),
        "token_requested": (
            _("%(by)s đề nghị cấp khóa kết nối “%(software)s”"),
            _("Xem phần mềm được làm gì, ở đâu, rồi duyệt hoặc không duyệt."),
        ),
        "token_approved": (
            _("Khóa kết nối “%(software)s” đã được duyệt"), _("Người phụ trách khóa nhận mã bí mật ở trang Khóa kết nối."),
        ),
        "token_declined": (_("Khóa kết nối “%(software)s” không được duyệt"), _("%(by)s: “%(note)s”")),
        "token_revoked": (_("Khóa kết nối “%(software)s” đã thu hồi"), _("%(by)s: “%(note)s”")),
        "noted": (_("%(name)s ghi nhận về công việc của ông/bà, %(period)s"), "“%(note)s”"),
        "remedy_raised": (_("Ông/bà chịu trách nhiệm một việc khắc phục"), _("%(task)s. Hạn: %(day)s.")),
        "remedy_reported": (_("%(name)s báo cáo kết quả khắc phục"), "“%(note)s”"),
        "remedy_returned": (_("Việc khắc phục cần làm tiếp"), _("%(name)s: “%(note)s”. Hạn mới: %(day)s.")),
        "remedy_closed": (_("Việc khắc phục đã kết thúc"), _("%(name)s: “%(note)s”")),
        "step_due": (_("Đến bước của ông/bà trong kỳ %(period)s"), _("Hạn: %(day)s.")),
        "step_late": (_("Đề nghị hoàn thành công việc của kỳ %(period)s"), _("Đã quá hạn theo lịch của kỳ.")),
    }
