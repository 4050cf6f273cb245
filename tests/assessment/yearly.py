"""The city at the end of the year: October walked here, the months before brought along, the yearly cycle open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from tests.assessment.cast import (
    AN,
    CHAIR,
    DEPUTY,
    DEPUTY_2,
    ORGANISER,
    SECRETARY,
    WARD,
    Town,
)
from thenchot.assessment.actions.decide import decide
from thenchot.assessment.actions.import_past_results import PastRow, import_past_results
from thenchot.assessment.actions.open_cycle import Opening, open_cycle
from thenchot.assessment.actions.propose import Choice, propose
from thenchot.assessment.actions.publish import publish
from thenchot.assessment.actions.record_meeting import Minutes, record_meeting
from thenchot.assessment.actions.record_opinion import Said, record_opinion
from thenchot.assessment.actions.self_assess import SelfAssessment, self_assess
from thenchot.assessment.models import Cycle
from thenchot.lib import clock
from thenchot.people.identity import Identity

BEFORE = [f"2026-{month:02d}" for month in range(1, 10)]
LEADERS = (CHAIR, SECRETARY, DEPUTY, DEPUTY_2)
SOURCE = "Phần mềm đánh giá cũ của thành phố"


def bring(town: Town, codes: Iterable[str], scores: Mapping[str, str], **other: Any) -> int:
    """Past results by period, the same for each of the people."""
    rows = [
        PastRow(code, period, "Phường Bến Trúc", SOURCE, Decimal(score), **other)
        for code in codes
        for period, score in scores.items()
    ]
    return import_past_results(by=town.viewer(ORGANISER), rows=rows)


@dataclass
class Year:
    """A yearly cycle of the ward and the shortest way through it."""

    town: Town
    cycle_id: int
    kept: dict[str, int] = field(default_factory=dict)

    @property
    def cycle(self) -> Cycle:
        return Cycle.objects.get(id=self.cycle_id)

    def sheet(self, code: str) -> Any:
        return self.town.sheet(code, self.cycle_id)

    def person(self, code: str) -> Identity:
        return self.town.viewer(code)

    def rank_self(self, codes: Iterable[str] = WARD, level: str = "HTT") -> None:
        for code in codes:
            given = SelfAssessment(self.sheet(code), {}, "Đủ việc, đúng hạn.", "Cần nhanh hơn.", level=level)
            self_assess(by=self.person(code), given=given)

    def meet(self, unit: str = "BT", kind: str = "body", opinions: Mapping[str, str] | None = None) -> int:
        said = {self.sheet(code).id: text for code, text in (opinions or {}).items()}
        minutes = Minutes(
            unit_id=self.town.unit(unit).id, kind=kind, held_on=min(date(2026, 12, 5), clock.today()),
            place="Hội trường UBND phường",
            chair_id=self.town.id(CHAIR), secretary_id=self.town.id(AN), present=12, absent="Một người đi công tác",
            text="Cuộc họp thông qua biên bản với 12/12 ý kiến.", opinions=said,
        )  # fmt: skip
        return record_meeting(by=self.person(CHAIR), cycle=self.cycle, minutes=minutes)

    def hear_party(self, codes: Iterable[str] = LEADERS) -> None:
        for code in codes:
            said = Said(self.sheet(code), "party_committee", "Đảng ủy phường", "Nhất trí.", "12-NX/ĐU, 06/12/2026")
            record_opinion(by=self.person(ORGANISER), said=said)

    def propose(self, code: str, level: str = "", reason: str = "") -> None:
        sheet = self.sheet(code)
        propose(by=self.person(sheet.ranker.staff_code), choice=Choice(sheet, level, reason))

    def decide(self, code: str, level: str = "", reason: str = "") -> None:
        sheet = self.sheet(code)
        decide(by=self.person(sheet.decider.staff_code), choice=Choice(sheet, level, reason))

    def publish(self, reason: str = "") -> int:
        return publish(by=self.person(ORGANISER), cycle=self.cycle, reason=reason)

    def finish_by(self, on_day: Callable[[date], None]) -> None:
        """All steps up to publication on their days, everybody at the level of their mean."""
        on_day(date(2026, 12, 4))
        self.rank_self()
        on_day(date(2026, 12, 8))
        self.meet()
        self.hear_party()
        on_day(date(2026, 12, 11))
        for code in WARD:
            self.propose(code)
        for code in WARD:
            self.decide(code)
        on_day(date(2026, 12, 14))


def open_year(town: Town) -> Year:
    opening = Opening(town.unit("BT"), "2026", date(2026, 12, 2))
    return Year(town, open_cycle(by=town.viewer(ORGANISER), opening=opening)[0])

