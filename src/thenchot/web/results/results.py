"""Kết quả: published periods, and the results of one that the reader may see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse

from thenchot.assessment.access import cycle_to_read, oversees, scope_path
from thenchot.assessment.faults import difference_words
from thenchot.assessment.queries.governing import law_behind
from thenchot.assessment.queries.integrity import Difference
from thenchot.assessment.queries.progress import cycle_rows
from thenchot.assessment.queries.results import ResultRow, published_cycles, results_of
from thenchot.assessment.refusals import CYCLE_NOT_FOUND
from thenchot.lib.vietnamese import fold
from thenchot.organisation.queries import units_on
from thenchot.web.doors import Signed, signed_in
from thenchot.web.page import page
from thenchot.web.paging import paged
from thenchot.web.reading import read_whole
from thenchot.web.units_offered import offered


@signed_in()
def results(request: Signed) -> HttpResponse:
    found = published_cycles(request.viewer)
    rows = {row.id: row for row in cycle_rows(found)}
    return page(request, "results/results.html", {"cycles": [(cycle, rows[cycle.id]) for cycle in found]})


@signed_in()
def results_of_cycle(request: Signed, cycle_id: int) -> HttpResponse:
    return show(request, cycle_id)


def show(request: Signed, cycle_id: int, differences: Sequence[Difference] | None = None) -> HttpResponse:
    """The results within the reader's scope; `differences` is what computing again found, None when it was not asked."""
    cycle = cycle_to_read(request.viewer, cycle_id)
    if cycle.state in ("open", "publishing"):
        raise CYCLE_NOT_FOUND()
    units = units_on(cycle.day, scope_path(cycle))
    chosen = units.get(read_whole(request.GET.get("don-vi", "")))
    found = results_of(cycle, request.viewer, chosen.path if chosen else "")
    search = request.GET.get("tim", "").strip()
    level = request.GET.get("muc", "")
    shown = [row for row in found if _fits(row, search, level)]
    overseer = oversees(request.viewer, cycle)
    values: dict[str, Any] = {
        "cycle": cycle, "row": cycle_rows([cycle])[0], "search": search, "level": level, "found": len(found),
        "levels": sorted({row.level or row.band for row in found}), "chosen": chosen, "oversees": overseer,
        "units": offered(list(units.values()), chosen) if overseer else [], "differences": differences,
        "replaced": [row for row in found if row.number > 1], "decided": any(row.level for row in found),
        "governing": law_behind(cycle=cycle.id), "words": difference_words,
        **paged(request, shown),
    }  # fmt: skip
    return page(request, "results/cycle.html", values)


def _fits(row: ResultRow, search: str, level: str) -> bool:
    return (not level or level == (row.level or row.band)) and fold(search) in fold(
        f"{row.person} {row.staff_code}"
    )
