"""Long lists a page at a time: links that keep what was searched for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest

from thenchot.web.reading import read_whole

ROWS = 100
CARDS = 30
"""Of tables whose rows fold into cards on a phone: a hundred of them are thirty screens long."""
T = TypeVar("T")


def paged(request: HttpRequest, rows: Sequence[T], size: int = ROWS) -> dict[str, Any]:
    """Return the rows of the page asked for (?trang=, from 1), how many there are, and the links around it."""
    first, around = paged_at(request, len(rows), size)
    return {"rows": rows[first : first + size], **around}


def paged_at(
    request: HttpRequest, count: int, size: int = ROWS, key: str = "trang"
) -> tuple[int, dict[str, Any]]:
    """The same for rows that are still to be asked for: where the page begins, from 0, and the links around it.

    `key`: what the address calls the page, where two lists of one page have pages of their own.
    """
    last = max(1, -(-count // size))
    number = min(max(1, read_whole(request.GET.get(key, ""), 1)), last)
    first = (number - 1) * size
    return first, {
        "pager": {
            "count": count, "number": number, "last": last, "first_row": first + 1 if count else 0,
            "last_row": min(number * size, count), "before": _link(request, key, number - 1) if number > 1 else "",
            "after": _link(request, key, number + 1) if number < last else "",
        },
    }  # fmt: skip


def _link(request: HttpRequest, key: str, number: int) -> str:
    query = request.GET.copy()
    query[key] = str(number)
    return f"?{query.urlencode()}"
