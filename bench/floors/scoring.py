"""Floor of scoring every sheet: the plain aggregate of the plan rows, one line for each doer."""

from __future__ import annotations

import time
from typing import Any

AGGREGATE = """
    SELECT doer_id, SUM(CASE WHEN origin = 'planned' THEN units ELSE 0 END),
        SUM(CASE WHEN status = 'done' THEN units ELSE 0 END),
        SUM(CASE WHEN status = 'done' THEN units * (4 - rejections + rejections_excused) ELSE 0 END),
        SUM(CASE WHEN status = 'done' THEN units * (4 - latenesses + latenesses_excused) ELSE 0 END)
    FROM workplan_task WHERE period = '{period}' AND doer_id IS NOT NULL GROUP BY doer_id
"""


def run(plain: Any, period: str) -> tuple[float, int]:
    """Returns seconds and how many doers."""
    begun = time.perf_counter()
    rows = plain.execute(AGGREGATE.format(period=period)).fetchall()
    return time.perf_counter() - begun, len(rows)
