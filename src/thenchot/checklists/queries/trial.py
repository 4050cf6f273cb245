"""What a draft would have made of an earlier period (tính thử): the same answers under its items and scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from thenchot.checklists.access import visible_replies
from thenchot.checklists.answers import counted
from thenchot.checklists.models import Checklist, Reply
from thenchot.checklists.placed import Placed
from thenchot.checklists.schema import read_content
from thenchot.evidence.models import Fact
from thenchot.lib.periods import Period
from thenchot.organisation.queries import below, names_of_units, versions_on
from thenchot.people.identity import Identity
from thenchot.rules.checklist import Difference, Edition, under

STANDING = ("submitted", "checked")


@dataclass(frozen=True)
class Tried:
    """One reply under the edition it was made with and under the draft."""

    reply: Reply
    name: str
    place: str
    difference: Difference


@dataclass(frozen=True)
class Trial:
    """Whose outcome changes and how, and what recorded facts speak to the draft's items in the period."""

    rows: list[Tried]
    added: tuple[str, ...]
    """Items that the draft has and no reply of the period could answer."""
    facts: Mapping[str, int]
    """By item: how many facts of its kinds were recorded in the period, of people and units of the place."""

    @property
    def changed(self) -> list[Tried]:
        return [row for row in self.rows if row.difference.changes]

    @property
    def moved(self) -> Counter[tuple[str, str]]:
        """How many went from which step of the scale to which."""
        return Counter((row.difference.before.standing, row.difference.after.standing) for row in self.rows)


def editions_to_try(draft: Placed) -> list[Checklist]:
    """Editions in force at the draft's place whose replies it can be tried on: its own framework first."""
    rows = Checklist.objects.filter(unit_id=draft.row.unit_id, state="in_force").exclude(id=draft.id)
    mine = [row for row in rows if row.content.get("about") == draft.edition.about]
    return sorted(
        mine,
        key=lambda row: (row.code != draft.row.code, -(row.valid_from.toordinal() if row.valid_from else 0)),
    )


def trial(viewer: Identity, draft: Placed, against: Checklist | None, period: Period) -> Trial:
    """`against` is the edition whose replies are taken; None tries the recorded facts alone."""
    rows: list[Tried] = []
    old: Edition | None = None
    if against is not None:
        old = read_content(against.content)
        replies = visible_replies(viewer).filter(
            checklist_id=against.id, period=str(period), state__in=STANDING
        )
        rows = _tried(viewer, (old, draft.edition), list(replies.select_related("person")))
    added = tuple(item.code for item in draft.edition.items if old is None or not old.item(item.code))
    return Trial(rows, added, _facts(draft, period))


def _tried(viewer: Identity, editions: tuple[Edition, Edition], replies: list[Reply]) -> list[Tried]:
    names = names_of_units({reply.unit_id for reply in replies if reply.unit_id}, viewer.day)
    found = []
    for reply in replies:
        place = names.get(reply.unit_id or 0, "")
        name = reply.person.full_name if reply.person else reply.other or place
        answers = counted(reply.answers, reply.checked)
        found.append(Tried(reply, name, place if reply.person else "", under(*editions, answers)))
    return sorted(found, key=lambda row: (not row.difference.changes, row.name))


def _facts(draft: Placed, period: Period) -> dict[str, int]:
    wanted = {kind for item in draft.edition.items for kind in item.facts}
    if not wanted:
        return {}
    inside = versions_on(period.last).filter(below(draft.path)).values("unit_id")
    rows = Fact.objects.filter(
        kind__in=wanted, unit_id__in=inside, withdrawn_at=None, happened_on__range=(period.first, period.last)
    )
    recorded = list(rows.values_list("kind", "rule_code"))
    return {
        item.code: sum(1 for kind, rule in recorded if kind in item.facts and rule in ("", item.code))
        for item in draft.edition.items
        if item.facts
    }
