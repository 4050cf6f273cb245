"""The reply of a subject for a period: the one that is kept, or a new one; and what may be done with it now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from thenchot.checklists.access import Subject
from thenchot.checklists.models import Reply
from thenchot.checklists.moves import NEW
from thenchot.checklists.periods import MONTHS
from thenchot.checklists.placed import Placed, holds_in
from thenchot.checklists.refusals import NOT_IN_FORCE, PERIOD_TO_COME, PERIOD_WRONG, WRONG_STATE
from thenchot.lib.periods import Period
from thenchot.lib.refusals import refuse_if
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Answers

STATES: Mapping[str, str | Promise] = {
    "draft": _("đang soạn, chưa gửi"),
    "registered": _("đã đăng ký"),
    "submitted": _("đã gửi"),
    "checked": _("đã kiểm tra"),
    "withdrawn": _("đã rút lại"),
}
PERIODS: Mapping[str, str | Promise] = {
    "month": _("tháng"),
    "quarter": _("quý"),
    "half_year": _("6 tháng"),
    "year": _("năm"),
}


@dataclass(frozen=True)
class Answering:
    """What is handed in: by whom, under which edition, for which period, about whom."""

    found: Placed
    period: Period
    subject: Subject
    reply: Reply
    answers: Answers = field(default_factory=dict)
    remark: str = ""
    target: str = ""
    source: str = ""
    document: str = ""


def reply_for(viewer: Identity, found: Placed, period: Period, subject: Subject) -> Reply:
    """The standing reply of the subject, or a new one that is not kept yet."""
    rows = Reply.objects.filter(checklist_id=found.id, period=str(period)).exclude(state="withdrawn")
    if subject.other:
        kept = rows.filter(other=subject.other)
    elif subject.person_id:
        kept = rows.filter(person_id=subject.person_id)
    else:
        kept = rows.filter(person=None, unit_id=subject.unit_id or 0)
    return kept.select_related("answered_by", "checked_by").first() or Reply(
        checklist=found.row, period=str(period), person_id=subject.person_id, unit_id=subject.unit_id,
        unit_path=subject.path, other=subject.other, answered_by_id=viewer.person_id, version=NEW,
    )  # fmt: skip


def refuse_closed(found: Placed, period: Period, day: date) -> None:
    """Refuses a period of another kind, one that has not begun, and one in which the edition does not hold."""
    kind = found.edition.period
    refuse_if(period.kind not in MONTHS or period.kind != kind, PERIOD_WRONG, every=PERIODS[kind])
    refuse_if(period.first > day, PERIOD_TO_COME, period=str(period))
    refuse_if(not holds_in(found, period), NOT_IN_FORCE, period=str(period))


def refuse_unless(reply: Reply, *states: str) -> None:
    refuse_if(reply.state not in states, WRONG_STATE, state=STATES[reply.state])
