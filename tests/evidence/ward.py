"""The invented city with an office that watches one division of a ward, and the shortest way to a fact about somebody."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from typing import Any

from tests.assessment import cast
from tests.assessment.cast import AN, GIANG, OCTOBER, ORGANISER, SETUP, START, Town
from tests.kept import state
from thenchot.audit.models import Entry as Line
from thenchot.evidence.actions.enter_fact import enter_fact
from thenchot.evidence.entries import Document, Entry, Subject
from thenchot.evidence.kinds import all_kinds
from thenchot.evidence.models import Fact
from thenchot.people.actions.delegate import grant

TODAY = date(2026, 11, 20)
PAPER = Document("12/KL-TTr", date(2026, 11, 10))


def watched() -> Town:
    """On the 20th of November; the clock is set back by the fixture that sets it for a test."""
    os.environ["THENCHOT_TODAY"] = TODAY.isoformat()
    return state(_build)


def _build() -> Town:
    town = cast.build(OCTOBER)
    grant(by=SETUP, staff_code=GIANG, role="monitoring_office", unit_code="BT-KT", valid_from=START)
    return town


def about(town: Town, subject: str) -> Subject:
    """A person by a staff code, which is of digits; else a unit."""
    return Subject(town.id(subject), None) if subject.isdigit() else Subject(None, town.unit(subject).id)


def fact(
    town: Town, subject: str = AN, code: str = "inspection_finding", by: str = ORGANISER, **other: Any
) -> Fact:
    """A shortcoming of the 5th of November, unless said otherwise."""
    plain = Entry(all_kinds()[code], about(town, subject), PAPER, "Thiếu biên bản", date(2026, 11, 5))
    return Fact.objects.get(id=enter_fact(by=town.viewer(by), entry=replace(plain, **other)))


def counts(
    town: Town, subject: str, good: int, bad: int, code: str = "one_stop_dossiers", month: str = "2026-10"
) -> Fact:
    """A month's good and bad figures of somebody or of a unit."""
    first, second = (one.code for one in all_kinds()[code].figures)
    figures = {first: good, second: bad}
    return fact(town, subject, code, happened_on=None, period=month, figures=figures)


def lines() -> int:
    return Line.objects.count()
