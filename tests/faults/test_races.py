"""Two at one object at one moment, for every writing verb: one wins or both are kept, and the trail stays whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model

from tests.faults.races import ASSESSMENT, OTHERWISE, WORKPLAN, Act, Race
from tests.faults.races_of_checklists import CHECKLISTS
from tests.faults.races_of_files import FILES, FILES_OTHERWISE
from tests.faults.races_of_followup import FOLLOWUP, FOLLOWUP_OTHERWISE
from tests.faults.races_of_information import INFORMATION, INFORMATION_OTHERWISE
from tests.faults.races_of_people import PEOPLE
from tests.faults.races_of_plans import TABLES
from tests.faults.races_of_records import BODIES, RECORDS
from tests.faults.races_of_systems_outside import OUTSIDE, OUTSIDE_OTHERWISE
from tests.faults.races_of_tokens import TOKENS
from tests.faults.world import faults
from tests.kept import state
from tests.structure.house import ROOT
from thenchot.audit.models import Entry
from thenchot.lib.refusals import Refusal

RACES = (
    *ASSESSMENT, *WORKPLAN, *TABLES, *BODIES, *RECORDS, *INFORMATION, *FOLLOWUP, *PEOPLE, *FILES, *TOKENS, *CHECKLISTS, *OUTSIDE,
)  # fmt: skip
PASSED_OVER = {**OTHERWISE, **FOLLOWUP_OTHERWISE, **FILES_OTHERWISE, **INFORMATION_OTHERWISE, **OUTSIDE_OTHERWISE}
WRITES = ("SAVEPOINT", "INSERT", "UPDATE", "DELETE")


class Overtaken:
    """Lets another act happen, whole, just before the first statement that writes."""

    def __init__(self, other: Act) -> None:
        self.other: Act | None = other

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if self.other is not None and sql.lstrip().upper().startswith(WRITES):
            other, self.other = self.other, None
            other()
        return execute(sql, params, many, context)


def told(act: Act) -> str:
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    return ""


def counted(race: Race) -> dict[type[Model], int]:
    return {model: model._default_manager.count() for model in race.rows}


def named(race: Race) -> str:
    return f"{race.verb}-{'told' if race.told else 'kept'}"


@pytest.mark.django_db
@pytest.mark.parametrize("race", RACES, ids=named)
def test_of_two_at_once_the_slower_is_told_or_both_are_kept(race: Race, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THENCHOT_TODAY", race.day.isoformat())
    town = state(race.town)
    slower, faster = race.desk(town, 0), race.desk(town, 1)
    before, overtaken = counted(race), Overtaken(faster)
    with connection.execute_wrapper(overtaken):
        answer = told(slower)
    assert overtaken.other is None, "the slower act wrote nothing: nobody was overtaken"
    assert answer == (race.told.code if race.told else "")
    assert {model: count - before[model] for model, count in counted(race).items()} == dict(race.rows)
    follows = Entry.objects.values_list("object_kind", "object_id", "prev_hash")
    assert len(follows) == len(set(follows))
    assert faults() == []


def test_every_writing_verb_has_its_race_or_says_why_it_has_none() -> None:
    files = (ROOT / "src" / "thenchot").glob("*/actions/*.py")
    verbs = {f"{file.parts[-3]}/{file.stem}" for file in files if file.stem != "__init__"}
    raced = {race.verb for race in RACES}
    assert verbs - raced - set(PASSED_OVER) == set()
    assert (raced | set(PASSED_OVER)) - verbs == set()
    assert not raced & set(PASSED_OVER)


def test_a_race_without_a_loser_says_why_both_are_kept() -> None:
    assert [race.verb for race in RACES if not race.told and not race.why] == []
    assert [verb for verb, why in PASSED_OVER.items() if len(why) < 20] == []
