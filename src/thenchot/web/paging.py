"""Long lists a page at a time: links that keep what was searched for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest

from thenchot.web.reading import read_whole

ROWS = 100
T = TypeVar("T")


def paged(request: HttpRequest, rows: Sequence[T], size: int = ROWS) -> dict[str, Any]:
    """Return the rows of the page asked for (?trang=, from 1), how many there are, and the links around it."""
    last = max(1, -(-len(rows) // size))
    number = min(max(1, read_whole(request.GET.get("trang", ""), 1)), last)
    return {
        "rows": rows[(number - 1) * size : number * size],
        "pager": {
            "count": len(rows), "number": number, "last": last, "first_row": (number - 1) * size + 1 if rows else 0,
            "last_row": min(number * size, len(rows)), "before": _link(request, number - 1) if number > 1 else "",
            "after": _link(request, number + 1) if number < last else "",
        },
    }  # fmt: skip


def _link(request: HttpRequest, number: int) -> str:
    query = request.GET.copy()
    query["trang"] = str(number)
    return f"?{query.urlencode()}"
