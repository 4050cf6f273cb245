"""Việc cần làm: what waits for me, and by when; the nearest deadline first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from thenchot.assessment.access import own_sheet
from thenchot.assessment.queries.home import INFORMATION, REMEDIES, Waiting, held_back
from thenchot.assessment.queries.results import history_of
from thenchot.assessment.queries.sheets import SheetView, view_of
from thenchot.audit.queries import openings_of
from thenchot.bodies.queries.rounds import waiting_bodies
from thenchot.notices.queries import recent
from thenchot.people.identity import Identity
from thenchot.rulesets.queries import frozen
from thenchot.web import dates
from thenchot.web.assessment.history import counted_in, mean_of
from thenchot.web.book_names import book_name
from thenchot.web.connections.home import outside_jobs
from thenchot.web.doors import Signed, signed_in
from thenchot.web.notices import shown_notices
from thenchot.web.page import page
from thenchot.web.waiting import waiting_of

SHOWN_OPENINGS = 3
SHOWN_NOTICES = 6


@dataclass(frozen=True)
class Job:
    """A job as the page shows it: what to do, where, and the words of its button."""

    title: str
    button: str
    address: str
    waiting: Waiting
    begun: bool
    rulebook: str = ""
    """Named only where two jobs would read the same: a person may be assessed under two rulebooks in one period."""


def root(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("web.home") if request.user.is_authenticated else reverse("web.sign_in"))


@signed_in()
def home(request: Signed) -> HttpResponse:
    viewer = request.viewer
    jobs = _told_apart([_job_of(viewer, waiting) for waiting in waiting_of(request)])
    counted = counted_in(history_of(viewer.person_id), str(viewer.day.year))
    values = {
        "jobs": jobs,
        "sheet": _own(request, jobs),
        "bodies": waiting_bodies(viewer),
        "outside": outside_jobs(viewer),
        "counted": len(counted),
        "mean": mean_of(counted),
        "openings": openings_of(viewer.person_id, SHOWN_OPENINGS),
        "notices": shown_notices(recent(viewer.person_id, SHOWN_NOTICES), viewer.person_id),
        "today": viewer.day,
    }
    return page(request, "web/home.html", values)


def _job_of(viewer: Identity, waiting: Waiting) -> Job:
    """The job; of sheets to confirm, those that wait for subordinates are told apart from those that can be confirmed."""
    job = _job_apart(waiting) if waiting.kind in (*REMEDIES, *INFORMATION) else _job(waiting, viewer.day)
    held = held_back(viewer, waiting.target_id) if waiting.kind == "confirm" else 0
    if not held:
        return job
    ready = waiting.count - held
    title, button = _("%(held)s phiếu %(period)s chờ cấp dưới được xác nhận"), _("Xem các phiếu")
    if ready:
        title, button = _("Xác nhận %(n)s phiếu %(period)s, còn %(held)s phiếu chờ cấp dưới"), _("Xác nhận %(n)s phiếu")
    words = {"period": dates.period(waiting.period), "n": ready, "held": held}
    return replace(job, title=title % words, button=button % words)


def _job(waiting: Waiting, today: date) -> Job:
    period, n = dates.period(waiting.period), waiting.count
    match waiting.kind:
        case "self_assess":
            title, button = _("Phiếu %(period)s"), _("Xem phiếu") if waiting.late else _("Xem và gửi phiếu")
            address = reverse("assessment.sheet", args=[waiting.target_id])
        case "confirm":
            title, button = _("Xác nhận %(n)s phiếu %(period)s"), _("Xác nhận %(n)s phiếu")
            address = reverse("assessment.grid", args=[waiting.period])
        case "propose":
            title, button = _("Đề xuất mức xếp loại %(n)s trường hợp, %(period)s"), _("Đề xuất %(n)s trường hợp")
            address = f"/de-xuat/{waiting.period}"
        case "decide":
            title, button = _("Quyết định %(n)s trường hợp, %(period)s"), _("Quyết định %(n)s trường hợp")
            address = f"/quyet-dinh/{waiting.period}"
        case "comment":
            title, button = _("Góp ý %(n)s phiếu %(period)s"), _("Góp ý %(n)s phiếu")
            address = reverse("assessment.comments")
        case "meeting":
            title, button = _("Họp nhận xét, đánh giá %(n)s người, %(period)s"), _("Ghi nhận cuộc họp")
            address = reverse("assessment.meetings", args=[waiting.target_id])
        case _:
            title, button = _("Trả lời kiến nghị số %(number)s, %(period)s"), _("Xem và trả lời")
            address = f"/kien-nghi/{waiting.target_id}"
    words = {"period": period, "n": n, "number": waiting.target_id}
    return Job(title % words, button % words, address, waiting, waiting.first is None or today >= waiting.first)


def _job_apart(waiting: Waiting) -> Job:
    """A job of no cycle: remedies, and the month's information."""
    return _information(waiting) if waiting.kind in INFORMATION else _remedies(waiting)


def _information(waiting: Waiting) -> Job:
    """What a head has to answer for, and what an office has to bring; of one letter or gathering straight to it."""
    title, button = _("Xác định trách nhiệm về %(n)s hạn chế, thiếu sót của đơn vị, %(period)s"), _("Xem và trả lời")
    address = reverse("evidence.inquiries")
    if waiting.kind == "contribution":
        title, button = _("Nhập thông tin phục vụ đánh giá của %(n)s nguồn, %(period)s"), _("Nhập thông tin")
        address = reverse("evidence.gathering", args=[waiting.target_id])
    words = {"n": waiting.count, "period": dates.period(waiting.period)}
    return Job(title % words, button, address, waiting, begun=True)


def _remedies(waiting: Waiting) -> Job:
    """What one has to mend, and what others report mended."""
    title, button = _("Khắc phục %(n)s hạn chế"), _("Xem và báo cáo kết quả")
    if waiting.kind == "remedy_reported":
        title, button = _("%(n)s việc khắc phục đã báo cáo, chờ kết luận"), _("Xem báo cáo")
    return Job(title % {"n": waiting.count}, button, reverse("followup.remedies"), waiting, begun=True)


def _told_apart(jobs: Sequence[Job]) -> list[Job]:
    alike = Counter((job.waiting.kind, job.waiting.period) for job in jobs if job.waiting.kind != "petition")
    return [
        replace(job, rulebook=_name_of(job.waiting.digest))
        if alike[(job.waiting.kind, job.waiting.period)] > 1
        else job
        for job in jobs
    ]


def _name_of(digest: str) -> str:
    return book_name(frozen(digest).name)


def _own(request: Signed, jobs: list[Job]) -> SheetView | None:
    """The figures of the reader's own sheet, when that is the first job."""
    if not jobs or jobs[0].waiting.kind != "self_assess":
        return None
    return view_of(own_sheet(request.viewer, jobs[0].waiting.target_id))
