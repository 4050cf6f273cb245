"""What waits on one's first page because of systems outside: to accept, to mend, to enter in the national database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.connections.access import OFFICES
from thenchot.connections.queries import Source
from thenchot.intake.queries import answered_for
from thenchot.outbound.queries import standing
from thenchot.people.identity import Identity
from thenchot.web.dates import vndate
from thenchot.web.numbers import thousands


@dataclass(frozen=True)
class OutsideJob:
    """One line: what to do, what is behind it, by when."""

    title: str
    text: str
    address: str
    when: str = ""
    late: bool = False


def outside_jobs(viewer: Identity) -> list[OutsideJob]:
    """For who may answer for a connection at all; nobody else is asked about."""
    if viewer.rank != "head" and not any(viewer.has(role) for role in OFFICES):
        return []
    mine = answered_for(viewer)
    return [*_owed(viewer), *_to_accept([one for one, _stuck in mine]), *_to_mend(sum(stuck for _one, stuck in mine))]


def _owed(viewer: Identity) -> list[OutsideJob]:
    owed = standing(viewer)
    if not owed.count or owed.due_on is None:
        return []
    title = _("Cập nhật %(n)s kết quả vào cơ sở dữ liệu quốc gia") % {"n": thousands(owed.count)}
    late = _("%(n)s kết quả quá hạn 05 ngày") % {"n": thousands(owed.overdue)} if owed.overdue else ""
    when = _("Quá hạn từ %(day)s") if owed.overdue else _("Hạn %(day)s")
    return [OutsideJob(title, late, reverse("outbound.owed"), when % {"day": vndate(owed.due_on)}, bool(owed.overdue))]


def _to_accept(mine: Sequence[Source]) -> list[OutsideJob]:
    address = reverse("connections.connections")
    title = _("Đồng ý hay không phụ trách kết nối “%(name)s”")
    return [OutsideJob(title % {"name": one.name}, one.address, address) for one in mine if one.state == "proposed"]


def _to_mend(count: int) -> list[OutsideJob]:
    title = _("Sửa %(n)s tin do phần mềm khác gửi về") % {"n": thousands(count)}
    return [OutsideJob(title, _("Chưa nhận được, có lý do ở từng tin"), reverse("intake.arrivals"))] if count else []
