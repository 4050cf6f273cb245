"""Verify the audit: every row's hash and its link to the row before."""

from __future__ import annotations

from collections.abc import Iterator

from bench.city import City
from bench.measure import Figure, best_of
from thenchot.audit.models import Entry
from thenchot.audit.queries import verify_entries


def measure(_: City) -> Iterator[Figure]:
    rows = Entry.objects.count()

    def verify() -> None:
        assert list(verify_entries({})) == []

    taken = best_of(2, verify)
    notes = {"rows": rows, "seconds": taken.wall}
    yield Figure("verify the audit, rows/s", rows / taken.wall, "1/s", bar=300_000, most=False, notes=notes)
