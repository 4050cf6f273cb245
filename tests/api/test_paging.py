"""Stretches of a list: each row once, in order, whatever the length of a stretch and whatever joins meanwhile."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thenchot.api.paging import Stretch, part, part_by_text
from thenchot.lib.refusals import Refusal

NUMBERS = st.lists(st.integers(min_value=1, max_value=10**12), unique=True, max_size=40).map(sorted)
PATHS = st.lists(st.from_regex(r"[0-9]{8}([0-9]{8})?", fullmatch=True), unique=True, max_size=30).map(sorted)


def read_whole(rows: list[int], limit: int) -> tuple[list[int], int]:
    """All rows and how many stretches it took."""
    found, cursor, asked = list[int](), "", 0
    while True:
        stretch = Stretch(limit=limit, cursor=cursor)
        one = part(stretch, lambda after, most: [row for row in rows if row > after][:most], lambda row: row)
        found += one.rows
        asked += 1
        if one.next is None:
            return found, asked
        cursor = one.next


@given(NUMBERS, st.integers(min_value=1, max_value=50))
def test_every_row_is_read_once_in_as_few_stretches_as_it_takes(rows: list[int], limit: int) -> None:
    found, asked = read_whole(rows, limit)
    assert found == rows
    assert asked == max(1, -(-len(rows) // limit))


@given(PATHS, st.integers(min_value=1, max_value=7))
def test_a_tree_is_read_by_its_paths(rows: list[str], limit: int) -> None:
    found, cursor = list[str](), ""
    while True:
        stretch = Stretch(limit=limit, cursor=cursor)
        one = part_by_text(
            stretch, lambda after, most: [row for row in rows if row > after][:most], lambda row: row
        )
        found += one.rows
        if one.next is None:
            break
        cursor = one.next
    assert found == rows


def test_a_row_that_joins_behind_the_cursor_is_found_and_one_before_it_changes_nothing() -> None:
    rows = [2, 4, 6]
    first = part(
        Stretch(limit=2, cursor=""),
        lambda after, most: [row for row in rows if row > after][:most],
        lambda row: row,
    )
    rows = [1, 2, 4, 6, 9]
    assert first.next is not None
    rest = part(
        Stretch(limit=9, cursor=first.next),
        lambda after, most: [r for r in rows if r > after][:most],
        lambda r: r,
    )
    assert ([*first.rows, *rest.rows], rest.next) == ([2, 4, 6, 9], None)


@given(st.text(max_size=60))
def test_no_text_breaks_a_list(cursor: str) -> None:
    """A cursor is one of ours or refused by name; nothing else happens."""
    try:
        part(Stretch(limit=50, cursor=cursor), lambda after, most: [after][:0], lambda row: row)
    except Refusal as refusal:
        assert (refusal.code, refusal.field, refusal.status) == ("api.bad_cursor", "cursor", 422)


@pytest.mark.parametrize("inside", [b"-1", b"1.5", b"abc", b"", str(2**53).encode(), "٣".encode()])
def test_a_cursor_made_by_hand_is_refused(inside: bytes) -> None:
    made = base64.urlsafe_b64encode(inside).decode() or "="
    with pytest.raises(Refusal) as raised:
        part(Stretch(limit=50, cursor=made), lambda after, most: [after], lambda row: row)
    assert raised.value.code == "api.bad_cursor"
