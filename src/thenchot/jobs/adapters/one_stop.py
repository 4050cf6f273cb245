"""The one-stop desk: dossiers on time and late, by person and month; this month and the one before, since figures settle late."""

from __future__ import annotations

from typing import Any

from thenchot.connections.queries import Source, outside
from thenchot.intake.actions.receive import Brought
from thenchot.jobs.adapters.reading import Fetched, SourceError, rows_of
from thenchot.lib import clock
from thenchot.lib.outside import ask
from thenchot.lib.periods import Period


def fetch_counts(source: Source) -> Fetched:
    """GET {address}/counts?month=2026-11: {"counts": [{"code", "on_time", "late"}]}; docs/intake.md.

    One row is one person, or one unit, in one month: that is its number. Raises NoAnswerError and SourceError.
    """
    present = Period.month_of(clock.today())
    months = [str(present.previous()), str(present)]
    return Fetched([one for month in months for one in _counts(source, month)])


def _counts(source: Source, month: str) -> list[Brought]:
    rows = rows_of(ask(outside(source), "/counts", {"month": month}), "counts")
    return [_brought(row, month, at) for at, row in enumerate(rows)]


def _brought(row: dict[str, Any], month: str, at: int) -> Brought:
    code = row.get("code")
    if not isinstance(code, str) or not 0 < len(code.strip()) <= 40 or not code.strip().isprintable():
        raise SourceError(f"code [{at}]")
    figures = {name: row.get(name, 0) for name in ("on_time", "late")}
    cells = {"kind": "one_stop_dossiers", "subject": code.strip(), "month": month, **figures}
    return Brought(f"{month}/{code.strip()}", "fact", cells)
