"""The page of a sheet and `thenchot evaluate` are two doors to one engine: fifty random sheets agree to the last letter."""

from __future__ import annotations

import html
import json
import random
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import As
from tests.web.test_my_sheet import CRITERIA
from tests.web.world import BOOK, SETUP, STAFF, World
from thenchot.assessment.models import Sheet
from thenchot.workplan.actions.assign import PlanRow, assign_many
from thenchot.workplan.models import Task

COMMAND = Path(sys.executable).parent / "thenchot"
SHEETS = 50
MOST = dict(zip(CRITERIA, ("5", "5", *["2.5"] * 8), strict=True))


@dataclass(frozen=True)
class Work:
    """One invented task: its size in units, where it came from, what became of it."""

    units: Decimal
    origin: str
    status: str
    rejections: int
    rejections_excused: int
    latenesses: int
    latenesses_excused: int


@dataclass(frozen=True)
class Month:
    """What one person's month holds: marks by criterion, and tasks."""

    marks: dict[str, Decimal]
    tasks: tuple[Work, ...]

    def line(self, name: int) -> str:
        """The month as the command reads it, put together here and not by the code under test."""
        planned = sum((task.units for task in self.tasks if task.origin == "planned"), Decimal(0))
        items = [
            [float_free(task.units), task.rejections - task.rejections_excused, task.latenesses - task.latenesses_excused]
            for task in self.tasks
            if task.status == "done"
        ]
        facts = {"general": float_free(sum(self.marks.values(), Decimal(0))), "assigned": float_free(planned), "items": items}
        return json.dumps({"id": name, "kind": "staff", "input": facts})


def float_free(number: Decimal) -> Any:
    """A number that JSON writes with exactly its own digits: quarters and halves end in binary too."""
    return int(number) if number == number.to_integral_value() else float(number)


def invented(chance: random.Random) -> Month:
    marks = {name: Decimal(chance.randint(0, int(Decimal(most) * 2))) / 2 for name, most in MOST.items()}
    first = Work(Decimal(chance.randint(1, 40)) / 4, "planned", chance.choice(("done", "done", "assigned")), 0, 0, 0, 0)
    return Month(marks, (first, *(_task(chance) for _ in range(chance.randint(0, 9)))))


def _task(chance: random.Random) -> Work:
    status = chance.choice(("done", "done", "done", "assigned", "handed_back"))
    origin = chance.choice(("planned", "planned", "planned", "taken_over", "unplanned"))
    rejected, late = (chance.choice((0, 0, 0, 1, 2, 5)) if status == "done" else 0 for _ in range(2))
    excused = (chance.randint(0, rejected), chance.randint(0, late))
    return Work(Decimal(chance.randint(1, 60)) / 4, origin, status, rejected, excused[0], late, excused[1])


def stored(world: World, month: Month) -> Sheet:
    """Put the month in the place of the person's tasks and typed marks."""
    person, unit = world.person(STAFF), world.sheet(STAFF).unit_id
    Task.objects.filter(doer_id=person, period="2026-11").delete()
    rows = [
        PlanRow(
            unit_id=unit, period="2026-11", content=f"Việc {place}", doer_id=person,
            done_on=date(2026, 11, 10) if task.status == "done" else None, **vars(task),
        )
        for place, task in enumerate(month.tasks, 1)
    ]  # fmt: skip
    assign_many(by=SETUP, rows=rows)
    sheet = world.sheet(STAFF)
    typed = {name: f"{value.normalize():f}".replace(".", ",") for name, value in month.marks.items()}
    Sheet.objects.filter(id=sheet.id).update(draft=typed)
    return sheet


def shown(page: str) -> tuple[str, str]:
    """The score as the page writes it, and the abbreviation of its band."""
    card = page.split('id="diem"')[1].split("</section>")[0]
    score = re.search(r'<p class="score"><b>([^<]+)</b>', card)
    band = re.search(r"<abbr[^>]*>([^<]+)</abbr>", card)
    assert score
    assert band
    return html.unescape(score[1]), band[1]


def answered(months: list[Month]) -> list[dict[str, Any]]:
    lines = "\n".join(month.line(place) for place, month in enumerate(months))
    done = subprocess.run([COMMAND, "evaluate", BOOK], input=lines.encode(), capture_output=True, check=True, timeout=60)
    return [json.loads(line, parse_float=Decimal) for line in done.stdout.decode().splitlines()]


def written(score: Decimal | int) -> str:
    return f"{Decimal(score).quantize(Decimal('0.01'), ROUND_HALF_UP)}".replace(".", ",")


@pytest.fixture
def months() -> list[Month]:
    chance = random.Random(335)
    return [invented(chance) for _ in range(SHEETS)]


def test_fifty_random_sheets_show_what_the_command_answers(as_: As, world: World, months: list[Month]) -> None:
    client, wrong = as_(STAFF), []
    for month, answer in zip(months, answered(months), strict=True):
        page = client.get(f"/phieu/{stored(world, month).id}").content.decode()
        said = (written(answer["score"]), answer["level_by_score"])
        if shown(page) != said:
            wrong.append((month.line(answer["id"]), shown(page), said))
    assert wrong == []


def test_the_running_total_while_typing_is_the_same_number(as_: As, world: World, months: list[Month]) -> None:
    client = as_(STAFF)
    for month, answer in zip(months[:10], answered(months[:10]), strict=True):
        sheet = stored(world, month)
        form = {name: f"{value.normalize():f}".replace(".", ",") for name, value in month.marks.items()}
        part = client.post(f"/phieu/{sheet.id}/nhap", form, headers={"HX-Request": "true"}).content.decode()
        total = re.search(r'<p class="score"><b>([^<]+)</b>', part)
        assert total
        assert total[1] == written(answer["score"])


def test_the_random_months_reach_every_band_and_every_kind_of_work(months: list[Month]) -> None:
    """A comparison that only ever meets good months shows little."""
    assert {answer["level_by_score"] for answer in answered(months)} >= {"HTXS", "HTT", "HT", "KHT"}
    tasks = [task for month in months for task in month.tasks]
    assert {task.origin for task in tasks} == {"planned", "taken_over", "unplanned"}
    assert {task.status for task in tasks} == {"done", "assigned", "handed_back"}
    assert any(task.rejections > task.rejections_excused > 0 for task in tasks)
    assert any(task.latenesses > task.latenesses_excused > 0 for task in tasks)
