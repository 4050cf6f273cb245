"""What the demo shows of systems outside: counts taken, rows that stick, packets received, a few results come back."""

from __future__ import annotations

import pytest

from tests.cli.a_demo import Demo

pytestmark = pytest.mark.slow


def test_the_desks_counts_came_in_and_two_rows_wait_to_be_mended(demo: Demo) -> None:
    states = dict(demo.rows("SELECT state, count(*) FROM intake_arrival GROUP BY state"))
    assert states["stuck"] == 2
    taken = demo.number("SELECT count(*) FROM evidence_fact WHERE source_code = 'one_stop'")
    assert taken == states["taken"] > 0
    assert demo.rows("SELECT state FROM connections_connection ORDER BY id") == [("active",), ("proposed",)]


def test_results_reached_the_national_database_but_for_two_refused_and_one_replaced_since(demo: Demo) -> None:
    assert demo.rows("SELECT DISTINCT period, state FROM outbound_packet") == [("2026-10", "received")]
    waiting = demo.rows("SELECT number, refused, due_on FROM outbound_owed WHERE settled_at IS NULL ORDER BY due_on, id")
    refused = (1, "Không có mã cán bộ này trong cơ sở dữ liệu quốc gia", "2026-10-30")
    assert waiting == [(2, "", "2026-10-05"), refused, refused]
