"""A long trail is checked in stretches by programs of their own: the same faults and heads as row by row, wherever it is cut."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.audit.trail import add, chain, tamper
from thenchot.audit import queries
from thenchot.audit.chain import COVERED, hash_of
from thenchot.audit.models import Entry
from thenchot.audit.queries import Heads, verify_entries
from thenchot.audit.stretch import Row, check, check_apart, joined
from thenchot.lib.database import address_for_programs

COLUMNS = ("id", "hash", *COVERED)
STATEMENT = (
    "SELECT id, hash, prev_hash, object_kind, object_id, CAST("
    + " || char(10) || ".join(COVERED)
    + " AS BLOB) FROM audit_entry WHERE id > ? AND id <= ? ORDER BY id"
)


@pytest.fixture
def trail(db: None) -> list[int]:
    """Three chains whose rows lie between one another; returns the rows' numbers."""
    for step in range(3):
        for object_id in (12, 13, 14):
            add(object_id, step=step, note="Điều 17 khoản 3")
    chain(12, 2)
    return list(Entry.objects.order_by("id").values_list("id", flat=True))


def _row(number: int, stored: str, *covered: str | int) -> Row:
    before, kind, object_id = covered[:3]
    return number, stored, str(before), str(kind), int(object_id), "\n".join(map(str, covered)).encode()


def _in_pieces(cut: int, heads: Heads) -> list[tuple[int, str]]:
    rows = [_row(*row) for row in Entry.objects.order_by("id").values_list(*COLUMNS)]
    return list(joined([check(rows[:cut]), check(rows[cut:])], heads))


def _same_wherever_it_is_cut(count: int) -> set[str]:
    whole: Heads = {}
    said = [(int(fault.where.removeprefix("audit ")), fault.what) for fault in verify_entries(whole)]
    for cut in range(count + 1):
        heads: Heads = {}
        assert sorted(_in_pieces(cut, heads)) == sorted(said), cut
        assert heads == whole, cut
    return {what for _, what in said}


def test_a_sound_trail_is_sound_in_pieces(trail: list[int]) -> None:
    assert _same_wherever_it_is_cut(len(trail)) == set()


def test_a_changed_row_is_named_in_whichever_piece_it_lies(trail: list[int]) -> None:
    tamper("UPDATE audit_entry SET payload = %s WHERE id = %s", '{"step":9}', trail[4])
    assert _same_wherever_it_is_cut(len(trail)) == {"entry_changed"}


def test_a_row_that_is_gone_breaks_its_chain_across_pieces_too(trail: list[int]) -> None:
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[3])
    assert _same_wherever_it_is_cut(len(trail)) == {"link_broken"}


def test_a_first_row_that_follows_nothing_known_is_found(trail: list[int]) -> None:
    row = Entry.objects.get(id=trail[1])
    row.prev_hash = "0" * 64
    forged = hash_of([getattr(row, name) for name in COVERED])
    tamper("UPDATE audit_entry SET prev_hash = %s, hash = %s WHERE id = %s", row.prev_hash, forged, trail[1])
    assert _same_wherever_it_is_cut(len(trail)) == {"link_broken"}


@pytest.fixture
def file(trail: list[int], tmp_path: Path) -> str:
    """The trail as a file of SQLite, its first row changed and its sixth gone."""
    tamper("UPDATE audit_entry SET actor = 'Ai đó' WHERE id = %s", trail[0])
    tamper("DELETE FROM audit_entry WHERE id = %s", trail[5])
    place = str(tmp_path / "nhật ký #1.sqlite3")
    with closing(sqlite3.connect(place)) as plain:
        plain.execute(f"CREATE TABLE audit_entry ({', '.join(COLUMNS)})")
        rows = Entry.objects.values_list(*COLUMNS)
        plain.executemany(f"INSERT INTO audit_entry VALUES ({', '.join('?' * len(COLUMNS))})", rows)
        plain.commit()
    return place


def test_programs_of_their_own_read_a_file_and_find_the_same(trail: list[int], file: str) -> None:
    heads: Heads = {}
    ends = [trail[0] - 1, trail[4], trail[-1]]
    assert list(joined(check_apart(file, STATEMENT, ends), heads)) == [(trail[0], "entry_changed"), (trail[8], "link_broken")]
    whole: Heads = {}
    assert len(list(verify_entries(whole))) == 2
    assert heads == whole


def test_a_long_trail_is_shared_out_whole_and_a_short_one_is_not(
    trail: list[int], file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "address_for_programs", lambda: file)
    monkeypatch.setattr(queries, "_stretch_statement", lambda: STATEMENT)
    here: Heads = {}
    said = list(verify_entries(here))
    monkeypatch.setattr(queries, "LONG", 2)
    # What is changed here afterwards is not in the file: only who reads the file does not see it.
    tamper("UPDATE audit_entry SET actor = 'Ai khác' WHERE id = %s", trail[6])
    apart: Heads = {}
    assert list(verify_entries(apart)) == said
    assert apart == here


def test_the_statement_of_this_engine_gives_the_bytes_the_hash_covers(trail: list[int]) -> None:
    statement = queries._stretch_statement().replace("?", "%s")
    with connection.cursor() as cursor:
        cursor.execute(statement, [trail[0], trail[-1]])
        rows = [(*row[:5], bytes(row[5])) for row in cursor.fetchall()]
    assert [row[0] for row in rows] == trail[1:]
    assert check(rows).faults == []


def test_inside_a_transaction_the_trail_is_checked_where_its_rows_are_seen(db: None) -> None:
    assert address_for_programs() is None
