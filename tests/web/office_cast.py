"""The invented city at the office's desk: its people signed in without a browser, pages read as text, the clock set by hand."""

from __future__ import annotations

import html
import os
import re
from datetime import date
from typing import Any, Protocol

from django.test import Client

from tests.assessment import cast
from tests.assessment.cast import SETUP, START, Month, Town, post
from tests.kept import state
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import Rule, delegate
from thenchot.people.actions.enrol import enrol
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.models import Account, Person


class Answer(Protocol):
    """What the test client gives back, as far as these tests look at it."""

    @property
    def status_code(self) -> int: ...
    @property
    def content(self) -> bytes: ...
    @property
    def headers(self) -> Any: ...
    def getvalue(self) -> bytes:
        """The whole of a streamed answer, which has no content."""


TEACHER, TEACHER_2 = "0501", "0502"


def on(day: date | str) -> None:
    """Set the clock; the autouse fixture of these tests puts it back."""
    os.environ["THENCHOT_TODAY"] = str(day)


def town_of(month: Month, *, opened: bool = True) -> Town:
    """The city of a month on its 20th day, everybody with an account."""
    on(month.day(20))
    return state(_build, month, opened)


def _build(month: Month, opened: bool) -> Town:
    town = cast.build_and_open(month) if opened else cast.build(month)
    accounts()
    return town


def accounts() -> None:
    """Open an account for everybody who has none."""
    codes = list(Person.objects.filter(account=None).values_list("staff_code", flat=True))
    if codes:
        open_accounts(staff_codes=codes)


def school(town: Town) -> None:
    """Add a school of the ward, with a head and two teachers, all viên chức."""
    build_tree(
        by=SETUP, rows=[UnitRow("BT-TH", "Trường THCS Bến Trúc", "su_nghiep", "direct", "BT")], day=START
    )
    rows = [
        post("0500", "BT-TH", "Hiệu trưởng", "head", category="vien_chuc"),
        post(TEACHER, "BT-TH", "Giáo viên", category="vien_chuc"),
        post(TEACHER_2, "BT-TH", "Giáo viên", category="vien_chuc"),
    ]
    enrol(by=SETUP, rows=rows)
    for task in ("score", "rank"):
        rule = Rule(task, "BT", "Quy chế số 12", bloc="su_nghiep", rank="head", holder_code=cast.CHAIR)
        delegate(by=SETUP, rule=rule, valid_from=START)
    del town
    accounts()


def page_of(code: str) -> Client:
    """The client of somebody signed in; "" is nobody."""
    client = Client()
    if code:
        client.force_login(Account.objects.get(staff_code=code))
    return client


def get(code: str, path: str) -> Answer:
    return page_of(code).get(path)


def send(code: str, path: str, **given: Any) -> Answer:
    """Post a form as somebody."""
    return page_of(code).post(path, given)


def text(answer: Answer) -> str:
    """What the page says, without marks of layout: tags away, spaces single."""
    body = re.sub(r"<(script|style).*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).replace("\u00a0", " ").split())


def main(answer: Answer) -> str:
    """What stands in the page's own part, without bar and footer."""
    body = answer.content.decode()
    inner = body[body.index("<main") : body.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", inner)).replace("\u00a0", " ").split())


def opening(town: Town, unit: str = "BT", period: str = "10/2026", **other: str) -> dict[str, str]:
    return {"period": period, "scope": str(town.unit(unit).id), "day": "20/10/2026", **other}


def filled(town: Town, code: str) -> dict[str, str]:
    """The form of a sheet as its owner sends it."""
    sheet = town.sheet(code)
    leader = {"dd": "1", "e": "1"} if town.is_leader(sheet) else {}
    words = {"strengths": "Đúng hạn.", "weaknesses": "Cần nhanh hơn.", "undertaking": "on"}
    return {**town.marks(sheet), **leader, **words, "version": str(sheet.version)}


def page_after(code: str, path: str, **given: str) -> str:
    """What the page says after a form was sent and its answer followed."""
    return main(page_of(code).post(path, given, follow=True))
