"""The invented city in December, with somebody beside its organisation body who advises on that body too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pytest

from tests.assessment import cast
from tests.assessment.cast import (
    AUTHORITY,
    CHAIR,
    DIVISION_HEAD,
    OCTOBER,
    OFFICE_HEAD,
    ORGANISER,
    OTHER_HEAD,
    SETUP,
    START,
    STRANGER,
    Town,
)
from tests.kept import state
from thenchot.bodies.actions.decide import Recognition, decide
from thenchot.bodies.actions.open_round import Opening, open_round
from thenchot.bodies.actions.propose import Advice, propose
from thenchot.bodies.actions.publish import Announcement, publish
from thenchot.bodies.actions.self_assess import OwnAssessment, self_assess
from thenchot.bodies.models import BodySheet, Round
from thenchot.people.actions.delegate import grant
from thenchot.people.identity import Identity

DAY = date(2026, 12, 5)
HEADS = {"NV": ORGANISER, "BT": CHAIR, "BT-KT": DIVISION_HEAD, "BT-VP": OFFICE_HEAD, "HL": OTHER_HEAD}
FULL = {"done": "100", "on_time": "100", "exceed": "30", "fixed": "1"}
LINES = {
    "general": ("general.1", "general.2", "general.3"),
    "results": tuple(f"results.{x}" for x in "a b c d dd e g h".split()),
}


def marks(general: str = "9", results: str = "8,5") -> dict[str, str]:
    """A mark for each line: 27 and 68 points when nothing else is said."""
    return dict.fromkeys(LINES["general"], general) | dict.fromkeys(LINES["results"], results)


@dataclass
class Year:
    """The round with the shortest way to each of its steps."""

    town: Town
    round_id: int = 0

    @property
    def round(self) -> Round:
        return Round.objects.select_related("scope").get(id=self.round_id)

    def viewer(self, code: str) -> Identity:
        return self.town.viewer(code)

    def sheet(self, unit: str) -> BodySheet:
        rows = BodySheet.objects.select_related("round__scope", "head", "recogniser", "unit")
        return rows.get(round_id=self.round_id, unit__code=unit)

    def open(self, scope: str = "DL", year: int = 2026) -> int:
        opening = Opening(self.town.unit(scope), year, DAY)
        self.round_id = open_round(by=self.viewer(ORGANISER), opening=opening)
        return self.round_id

    def hand_in(
        self, unit: str, level: str = "HTXS", facts: Mapping[str, str] | None = None, **given: str
    ) -> None:
        own = OwnAssessment(
            self.sheet(unit), marks(**given), facts or FULL, level, "Việc năm xong cả.", "Cần gọn hồ sơ."
        )
        self_assess(by=self.viewer(HEADS[unit]), given=own)

    def advise(
        self, unit: str, level: str = "HTXS", reason: str = "", marks: Mapping[str, str] | None = None
    ) -> None:
        propose(by=self.viewer(STRANGER), given=Advice(self.sheet(unit), level, marks or {}, reason))

    def recognise(self, unit: str, level: str = "HTXS", reason: str = "") -> None:
        sheet = self.sheet(unit)
        assert sheet.recogniser is not None
        decide(by=self.viewer(sheet.recogniser.staff_code), given=Recognition(sheet, level, reason))

    def through(self, unit: str, level: str = "HTT", **given: str) -> None:
        """From the own assessment to the decision, all at one level."""
        self.hand_in(unit, level, None, **given)
        self.advise(unit, level, "Theo tham mưu")
        self.recognise(unit, level, "Theo đề xuất")

    def publish(self, reason: str = "") -> int:
        given = Announcement(self.round, "Số 45/QĐ-UBND", date(2026, 12, 4), reason)
        return publish(by=self.viewer(ORGANISER), given=given)


@pytest.fixture
def year(db: None, monkeypatch: pytest.MonkeyPatch) -> Year:
    """The city in December 2026 with the round of all its administrative bodies open."""
    monkeypatch.setenv("THENCHOT_TODAY", DAY.isoformat())
    return state(_build)


def _build() -> Year:
    found = Year(cast.build(OCTOBER))
    grant(by=SETUP, staff_code=STRANGER, role="organisation_body", unit_code="DL", valid_from=START)
    found.open()
    return found


__all__ = ["AUTHORITY", "DAY", "FULL", "HEADS", "Year", "marks"]
