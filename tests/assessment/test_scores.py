"""Every sheet at once: the set-based score is the engine's, on plans and marks drawn at random."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from tests.assessment.cast import WARD, Town
from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Sheet
from thenchot.assessment.queries.scores import Scoring, scores_of
from thenchot.assessment.scoring import fractions_of
from thenchot.rules.book import ASK
from thenchot.workplan.models import Task


def draw_plan(rng: random.Random, town: Town, code: str) -> None:
    for _ in range(rng.choice([0, 1, 3, 6])):
        rejections, latenesses = rng.randint(0, 6), rng.randint(0, 6)
        row: dict[str, Any] = {
            "unit_id": town.unit("BT").id, "period": "2026-10", "content": "Việc", "doer_id": town.id(code),
            "units": Decimal(rng.randint(1, 99999)) / rng.choice([1, 10, 10_000]),
            "origin": rng.choice(["planned", "planned", "unplanned", "taken_over"]),
            "status": rng.choice(["done", "done", "assigned", "handed_back", "split", "claimed", "declined"]),
            "rejections": rejections, "rejections_excused": rng.randint(0, rejections),
            "latenesses": latenesses, "latenesses_excused": rng.randint(0, latenesses),
        }  # fmt: skip
        Task.objects.create(**row)


def engine(town: Town, setting: str) -> dict[int, Scoring]:
    cycle = town.cycle
    cycle.settings = {"ratio_above_one": setting}
    sheets = list(cycle.sheets.filter(rank="staff").select_related("person"))
    bench = Bench(cycle, sheets)
    found = {}
    for sheet in sheets:
        scored = bench.judge(sheet, fractions_of(sheet.marks["self"]), {}, provisional=False)
        found[sheet.id] = Scoring(sheet.id, scored.score, scored.band)
    return found


@pytest.mark.parametrize("setting", ["cap_total", "cap_each"])
def test_the_score_of_every_sheet_at_once_is_the_engines(town: Town, setting: str) -> None:
    rng, codes = random.Random(setting), [code for code in WARD if town.sheet(code).rank == "staff"]
    town.hand_in()
    seen = set()
    for _ in range(5):
        with transaction.atomic():
            Task.objects.all().delete()
            for code in codes:
                draw_plan(rng, town, code)
                marks = {leaf: f"{rng.randint(0, 20)}/{rng.randint(10, 12)}" for leaf in town.sheet(code).marks["self"]}
                Sheet.objects.filter(id=town.sheet(code).id).update(marks={"self": marks, "self_leader": {}})
        cycle = town.cycle
        cycle.settings = {"ratio_above_one": setting}
        expected = engine(town, setting)
        assert {row.sheet_id: row for row in scores_of(cycle)} == expected
        seen |= {row.band for row in expected.values()}
    assert ASK in seen
    assert len(seen) >= 3




def test_a_rulebook_that_counts_otherwise_is_left_to_the_engine(old_town: Town) -> None:
    old_town.hand_in()
    assert list(scores_of(old_town.cycle)) == []
