"""Whole cycles at a time, for the set-based verbs of the command line."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from thenchot.assessment.models import Cycle, Petition, Sheet
from thenchot.assessment.queries.moved import moved
from thenchot.organisation.queries import below

# A door that hands sheets from a query to an action may name their types, but never opens the tables itself.
__all__ = [
    "Cycle", "Petition", "Sheet", "all_cycles", "cycles_of", "petitions_open", "raised_and_lowered", "sheets_of"
]  # fmt: skip


def cycles_of(period: str) -> list[Cycle]:
    """The cycles of a period, in the order they were opened."""
    return list(Cycle.objects.filter(period=period).order_by("id"))


def all_cycles() -> list[Cycle]:
    return list(Cycle.objects.order_by("id"))


def sheets_of(cycle: Cycle, states: Collection[str], under: str = "") -> list[Sheet]:
    """The sheets of a cycle in these states with person and unit, in the order of their numbers; one query.

    All hold the one cycle object; drafts and verdicts, which no verb reads, stay in the database.
    """
    rows = cycle.sheets.filter(state__in=states).select_related("person", "unit").defer("draft", "inputs", "verdict")
    if under:
        rows = rows.filter(below(under, "unit_path"))
    found = list(rows.order_by("id"))
    for sheet in found:
        sheet.cycle = cycle
    return found


def petitions_open() -> list[Petition]:
    return list(Petition.objects.filter(state="received").select_related("sheet__cycle", "sheet__person", "addressee"))


def raised_and_lowered(cycles: Sequence[Cycle]) -> tuple[int, int]:
    """How many sheets stand raised, and how many lowered; what a later step took back counts as neither."""
    found = moved(cycles)
    raised = sum(row.raised for row in found)
    return raised, len(found) - raised
