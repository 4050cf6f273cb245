"""What stands beside a sheet and never enters it: the person's own checklists of the period, the unit's places in the league."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from thenchot.checklists.placed import any_in_force
from thenchot.checklists.queries.history import Year, standings_of
from thenchot.checklists.queries.own import own_checklists
from thenchot.lib.periods import Period
from thenchot.people.identity import Identity
from thenchot.web.checklists.words import STATES, field_words, named, rank_words

NEWEST = 3


class OfPerson(Protocol):
    """A sheet as far as this looks at it."""

    person_id: int
    unit_id: int
    rank: str

    @property
    def cycle(self) -> Any: ...


@dataclass(frozen=True)
class Place:
    """One period of a league in words."""

    period: str
    words: str


def beside(viewer: Identity, sheet: OfPerson) -> dict[str, Any]:
    """One's own checklists are on one's own sheet alone; a unit's places stand on its head's."""
    own: list[Any] = []
    if not any_in_force():
        return {"own_lists": own, "league": [], "league_unit": sheet.unit_id}
    if viewer.person_id == sheet.person_id:
        period = Period.parse(sheet.cycle.period)
        own = [
            (one, named(one.found.edition), STATES[one.state])
            for one in own_checklists(viewer, min(period.last, viewer.day))
            if one.found.edition.about == "person"
        ]
    places = standings_of(sheet.unit_id)[:NEWEST] if sheet.rank == "head" else []
    said = [Place(year.reply.period, _words(year)) for year in places]
    return {"own_lists": own, "league": said, "league_unit": sheet.unit_id}


def _words(year: Year) -> str:
    parts = (rank_words(year.edition, year.outcome), field_words(year.edition, year.outcome))
    return "; ".join(part for part in parts if part)
