"""What a result freezes is one text, whether Python spells it or the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.assessment.cast import AN, CHAIR, OCTOBER, WARD, Town
from thenchot.assessment.frozen import frozen_hash, frozen_hash_sql, frozen_sql, frozen_text
from thenchot.assessment.models import Sheet
from thenchot.lib import canonical

HARD: list[dict[str, Any]] = [
    {}, {"a": "Đặng Thị 'Út' \"Ba\""}, {"z": 1, "a": {"c": None, "b": [True, {"n": "713/8"}]}}, {"dòng": "một\nhai\t\\"},
    {"%s": "%", "{}": "{0}"}, {"chữ": "😀 e\u0301"},
]  # fmt: skip


def in_sql(town: Town, sheet: Sheet) -> tuple[str, str]:
    text, params = frozen_sql(town.cycle)
    inner = f"SELECT {text} AS text FROM assessment_sheet s WHERE s.id = %s"
    statement = f"SELECT f.text, {frozen_hash_sql('f.text')} FROM ({inner}) f"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*params, sheet.id])
        found: tuple[str, str] = cursor.fetchone()
    return found


@pytest.mark.parametrize("value", HARD, ids=str)
def test_python_and_the_database_spell_one_text_and_one_hash(town: Town, value: dict[str, Any]) -> None:
    sheet = town.sheet(AN)
    sheet.inputs, sheet.verdict, sheet.band, sheet.level = value, {"because": [value]}, "HTXS", "HTT"
    sheet.save()
    text, digest = in_sql(town, sheet)
    assert text == frozen_text(town.cycle, sheet)
    assert digest == frozen_hash(text)


def test_the_text_is_canonical(town: Town) -> None:
    town.hand_in([AN])
    town.confirm([AN])
    sheet = town.sheet(AN)
    text = frozen_text(town.cycle, sheet)
    assert canonical.dumps(canonical.loads(text)) == text
    assert in_sql(town, sheet)[0] == text


def test_a_published_result_holds_rulebook_inputs_and_verdict_of_its_own_sheet(any_town: Town) -> None:
    town = any_town
    town.finish()
    town.publish()
    for code in (AN, CHAIR, *WARD[:3]):
        sheet = town.sheet(code)
        row = sheet.published.get()
        assert row.frozen == frozen_text(town.cycle, sheet)
        assert row.frozen_hash == frozen_hash(row.frozen)
        content = canonical.loads(row.frozen)
        assert (content["rulebook"], content["digest"]) == (town.cycle.rulebook, town.cycle.digest)
        assert (content["sheet"], content["person"], content["period"]) == (sheet.id, town.id(code), town.month.period)
        assert (content["inputs"], content["verdict"]) == (sheet.inputs, sheet.verdict)


@pytest.mark.parametrize("column", ["band", "level", "inputs", "verdict", "person_id"])
def test_whatever_the_result_says_is_under_its_hash(town: Town, column: str) -> None:
    sheet = town.sheet(AN)
    before = frozen_hash(frozen_text(town.cycle, sheet))
    setattr(sheet, column, {"a": 1} if column in ("inputs", "verdict") else 4711 if column == "person_id" else "HTXS")
    assert frozen_hash(frozen_text(town.cycle, sheet)) != before


@pytest.mark.parametrize(("column", "value"), [("period", "2026-09"), ("digest", "d" * 64), ("rulebook", "nd90-2020")])
def test_the_cycle_is_under_the_hash_too(town: Town, column: str, value: str) -> None:
    cycle, sheet = town.cycle, town.sheet(AN)
    before = frozen_hash(frozen_text(cycle, sheet))
    setattr(cycle, column, value)
    assert frozen_hash(frozen_text(cycle, sheet)) != before
    assert OCTOBER.period == town.month.period
