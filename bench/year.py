"""The year of the demo's city: eleven months to their publication, and November with its whole plan still open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.core.management import call_command
from django.db import transaction

from bench.maker import authority, month
from bench.maker.month import Drawn
from bench.maker.people import make_people
from bench.maker.shape import BEGIN, ROOT, Shape
from bench.maker.sql import analyse
from bench.maker.work import make_work
from thenchot.assessment.actions import invent
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.models import Cycle
from thenchot.assessment.steps import has
from thenchot.audit.actions.record import record_next
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.actor import SOFTWARE
from thenchot.audit.chain import Act
from thenchot.cli.demo.authority import PHRASE
from thenchot.cli.demo.fill import MARK, TODAY, is_filled
from thenchot.cli.demo.stage import set_day
from thenchot.lib import clock
from thenchot.people.actions.delegate import grant
from thenchot.people.actions.open_accounts import open_accounts

OPEN = "2026-11"
PAST = [date(2025, 12, 20), *(date(2026, number, 20) for number in range(1, 11))]
ROWS = 4
"""Rows of the plan behind a result of a past month; the plan itself is kept for November only."""
SENT, SETTLED = "s.person_id % 10 < 7", "s.person_id % 10 < 2"


def fill(people: int, said: Callable[[str], None]) -> None:
    """Fill an empty database; one that is filled is left as it is."""
    call_command("migrate", verbosity=0)
    if is_filled():
        return
    shape = Shape(people)
    set_day(date(2025, 12, 1))
    with transaction.atomic():
        make_people(shape)
        rows = make_work(OPEN)
    authority.entrust(shape)
    grant(
        by=SOFTWARE, staff_code=authority.code_of(people - 2), role="administrator", unit_code=f"DV{ROOT}",
        valid_from=BEGIN,
    )  # fmt: skip
    open_accounts(staff_codes=[code for _, code in roles(shape)], password=PHRASE)
    analyse()
    said(f"{shape.units} đơn vị, {people} người, kế hoạch tháng 11 ({max(rows, 0) or people * 11} dòng)")
    month.lay_people(shape)
    for day in PAST:
        _past(shape, day)
        analyse()
        said(f"tháng {day:%m/%Y}: đã công bố")
    _november(shape)
    set_day(TODAY)
    seal_days(before=TODAY)
    analyse()
    record_next(SOFTWARE, Act(MARK, 1, "fill", {"people": people}), clock.now())
    said("tháng 11/2026 đang mở")


def _past(shape: Shape, day: date) -> None:
    """A month on its days: opened on the 20th, handed in, confirmed, decided where the rulebook asks for it, published."""
    cycle = _opened(shape, day)
    month.lay_ways(cycle, Drawn(OPEN, ROWS, day.month))
    invent.invent(cycle, clock.at(day + timedelta(days=1), 9), clock.at(day + timedelta(days=3), 9))
    if has(cycle.steps, "decide"):
        invent.decide(cycle, clock.at(day + timedelta(days=4), 9), {}, "")
    last = day + timedelta(days=5)
    set_day(last)
    publish(by=authority.organiser(shape, last), cycle=cycle, at=clock.at(last, 9))


def _opened(shape: Shape, day: date) -> Cycle:
    set_day(day)
    seal_days(before=day)
    opening = Opening(authority.city(day), f"{day:%Y-%m}", day)
    return Cycle.objects.get(id=open_cycle(by=authority.organiser(shape, day), opening=opening)[0])


def _november(shape: Shape) -> None:
    """Seven in ten have handed in, two in ten are confirmed: every role has something to do."""
    cycle = _opened(shape, TODAY.replace(day=20))
    set_day(TODAY)
    month.lay_ways(cycle, Drawn(OPEN))
    invent.hand_in(cycle, clock.at(TODAY, 9), SENT)
    invent.confirm(cycle, clock.at(TODAY, 10), f"{SETTLED} AND s.rank = 'staff'")


def roles(shape: Shape) -> list[tuple[str, str]]:
    """What the people of the sign-in page are, and their staff codes."""
    found = [
        ("Công chức", shape.first_staff + 7), ("Người đứng đầu có 94 người trực tiếp", shape.grid_head),
        ("Người đứng đầu cơ quan", shape.first_body), ("Cơ quan tổ chức, cán bộ", shape.organiser),
        ("Kiểm tra, giám sát", shape.auditor), ("Quản trị hệ thống", shape.people - 2),
    ]  # fmt: skip
    return [(vi, authority.code_of(person)) for vi, person in found]


def tell(people: int, port: int) -> None:
    print(f"Địa chỉ: http://127.0.0.1:{port}/ (mọi người và số liệu đều là giả định)")
    print(f"Đăng nhập: chọn một vai trên trang, hoặc mã cán bộ với mật khẩu: {PHRASE}")
    for vi, code in roles(Shape(people)):
        print(f"  {code}  {vi}")
