"""What stands behind a row of the grid: which work and which facts are counted, and when it must be read first."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tests.assessment.cast import AN, BINH, Town, plan
from thenchot.assessment.queries.row_evidence import RowEvidence, evidence_of, unopened
from thenchot.audit.chain import moment_text
from thenchot.evidence.models import Fact
from thenchot.lib import clock
from thenchot.workplan.models import Task

NOON, LATER = (clock.at(date(2026, 10, 20), hour) for hour in (12, 15))


@pytest.mark.parametrize(
    ("found", "seen", "unseen"),
    [
        (RowEvidence(), None, False),
        (RowEvidence(late=3, rejected=2, owing=4), None, False),
        (RowEvidence(late=1, owing=1, unexplained=1), None, False),
        (RowEvidence(adverse=1, newest=moment_text(NOON)), None, True),
        (RowEvidence(adverse=1, newest=moment_text(NOON)), LATER, False),
        (RowEvidence(adverse=1, newest=moment_text(LATER)), NOON, True),
        (RowEvidence(disputed=1, newest=moment_text(LATER)), NOON, True),
        (RowEvidence(favourable=2, newest=moment_text(LATER)), None, False),
    ],
)
def test_only_what_is_adverse_or_disputed_and_new_must_be_read(found: RowEvidence, seen: datetime | None, unseen: bool) -> None:
    assert found.unseen(seen) is unseen


def behind(town: Town, code: str) -> RowEvidence:
    sheet = town.sheet(code)
    return evidence_of(sheet.cycle, [sheet])[sheet.id]


def test_work_is_counted_without_what_an_objective_cause_excuses(town: Town) -> None:
    person, period = town.sheet(AN).person_id, town.cycle.period
    Task.objects.filter(doer_id=person, period=period).delete()
    assert behind(town, AN) == RowEvidence()
    plan(town, [AN, AN])
    first, *others = Task.objects.filter(doer_id=person, period=period).order_by("id")
    excused = {"latenesses_excused": 1, "rejections_excused": 1}
    Task.objects.filter(id=first.id).update(latenesses=3, rejections=1, explanation="", **excused)
    found = behind(town, AN)
    assert (found.late, found.rejected, found.owing, found.unexplained) == (2, 0, 1, 1)
    Task.objects.filter(id=first.id).update(explanation="Chờ giám định.", origin="unplanned")
    Task.objects.filter(id__in=[task.id for task in others]).update(status="handed_back")
    found = behind(town, AN)
    assert (found.unexplained, found.unplanned, found.handed_back, found.against) == (0, 1, len(others), 0)


def fact(town: Town, code: str, **given: object) -> Fact:
    person = town.sheet(code).person_id
    of = {
        "kind": "public_duty_discipline", "person_id": person, "document": "1/QĐ", "document_on": date(2026, 10, 2),
        "decided_on": date(2026, 10, 2), "happened_on": date(2026, 9, 1), "text": "Khiển trách.", "source": "Thanh tra",
        "entered_by_id": town.sheet(BINH).person_id, "at": NOON,
    }  # fmt: skip
    return Fact.objects.create(**{**of, **given})


def test_facts_of_the_year_count_and_those_taken_back_or_of_another_year_do_not(town: Town) -> None:
    fact(town, AN, decided_on=date(2025, 12, 31), document_on=date(2025, 12, 31))
    assert behind(town, AN).adverse == 0
    taken = fact(town, AN)
    assert (behind(town, AN).adverse, behind(town, AN).newest, behind(town, BINH).adverse) == (1, moment_text(NOON), 0)
    sheet = town.sheet(AN)
    assert unopened(sheet.cycle, [sheet]) == [sheet]
    Fact.objects.filter(id=taken.id).update(withdrawn_at=LATER, withdrawn_reason="Nhập nhầm", withdrawn_by_id=sheet.person_id)
    assert unopened(sheet.cycle, [sheet]) == []
