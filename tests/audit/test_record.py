"""Writing the trail: chains that follow on, cannot fork, and that the database itself will not change."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.trail import CLERK, DAY, HEAD, TRIGGERS, add, at, chain, faults, many
from thenchot.audit.actions.record import keep, record, record_next, record_selected
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.actor import SOFTWARE
from thenchot.audit.chain import COVERED, Act, entry, hash_of
from thenchot.audit.models import Entry, Seal
from thenchot.audit.queries import entry_count, history
from thenchot.lib import canonical

pytestmark = pytest.mark.django_db

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
ROWS = st.lists(st.tuples(TEXTS, st.dictionaries(TEXTS, TEXTS | st.integers(), max_size=3)), min_size=1, max_size=5)
SELECT_ONE = "SELECT CAST(%s AS bigint) AS object_id, CAST(%s AS text) AS prev_hash, CAST(%s AS text) AS payload"


def test_acts_are_written_in_order_with_the_hashes_that_are_returned() -> None:
    acts = [Act("task", number, "assign", {"units": number}) for number in (5, 3, 9)]
    hashes = record(CLERK, acts, at())
    rows = list(Entry.objects.order_by("id"))
    assert [(row.object_id, row.hash) for row in rows] == list(zip((5, 3, 9), hashes, strict=True))
    assert {(row.actor_id, row.actor, row.at) for row in rows} == {(7, CLERK.label, "2026-11-02T09:00:00+07:00")}


def test_nothing_to_write_writes_nothing() -> None:
    assert record(CLERK, [], at()) == []
    keep([])
    assert entry_count() == 0


def test_rows_whose_hashes_are_computed_already_are_kept_as_they_are() -> None:
    rows = [entry(CLERK, Act("sheet", number, "open", {"a": "Hà"}), at()) for number in range(4)]
    keep(rows)
    assert [r.hash for r in Entry.objects.order_by("id")] == [r.hash for r in rows]
    assert faults(DAY) == []


def test_more_rows_than_fit_in_one_statement_all_arrive() -> None:
    many(4500)
    assert entry_count() == 4500
    assert Entry.objects.values("hash").distinct().count() == 4500


def test_each_act_on_an_object_names_the_hash_before_it() -> None:
    chain(12, 5)
    add(13)
    rows = list(history("sheet", 12))
    assert rows[0].prev_hash == ""
    assert all(after.prev_hash == before.hash for before, after in pairwise(rows))
    assert history("sheet", 13).get().prev_hash == ""


def test_objects_of_two_kinds_with_one_number_have_two_chains() -> None:
    add(12, kind="sheet")
    add(12, kind="task")
    assert {row.prev_hash for row in Entry.objects.all()} == {""}


def test_the_returned_hash_is_the_head_of_the_chain() -> None:
    first = record_next(CLERK, Act("cycle", 1, "open"), at())
    second = record_next(HEAD, Act("cycle", 1, "publish"), at())
    assert list(history("cycle", 1).values_list("prev_hash", "hash")) == [("", first), (first, second)]


@pytest.mark.parametrize("prev", ["", "0" * 64])
def test_a_chain_cannot_fork(prev: str) -> None:
    record(CLERK, [Act("sheet", 12, "open", {}, prev)], at())
    with pytest.raises(IntegrityError), transaction.atomic():
        record(HEAD, [Act("sheet", 12, "confirm", {"a": 1}, prev)], at())
    assert entry_count() == 1


def test_a_batch_that_holds_a_fork_is_written_not_at_all() -> None:
    head = add(12)
    acts = [Act("sheet", 20, "open"), Act("sheet", 12, "confirm", {}, head), Act("sheet", 12, "confirm", {"b": 1}, head)]
    with pytest.raises(IntegrityError), transaction.atomic():
        record(CLERK, acts, at())
    assert entry_count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET payload = '{}'",
        "UPDATE audit_entry SET actor = 'Ai đó' WHERE object_id = 12",
        "UPDATE audit_entry SET hash = hash",
        "DELETE FROM audit_entry",
        "DELETE FROM audit_entry WHERE object_id = 12",
        "UPDATE audit_seal SET root = ''",
        "DELETE FROM audit_seal",
    ],
)
def test_the_database_itself_refuses_to_change_the_trail(statement: str) -> None:
    add(12, note="Đủ hồ sơ")
    seal_days(before=DAY.replace(day=3))
    before = (list(Entry.objects.values_list()), list(Seal.objects.values_list()))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (list(Entry.objects.values_list()), list(Seal.objects.values_list())) == before


def test_the_model_cannot_change_a_row_either() -> None:
    add(12)
    row = Entry.objects.get()
    row.actor = "Người khác"
    for change in (row.save, row.delete, Entry.objects.all().delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()
    assert Entry.objects.get().actor == CLERK.label


def test_each_guard_is_in_the_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
            if connection.vendor == "postgresql"
            else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        )
        found = {row[0] for row in cursor.fetchall()}
    assert set(TRIGGERS) <= found
    if connection.vendor == "postgresql":
        assert {"audit_entry_no_truncate", "audit_seal_no_truncate"} <= found


@pytest.mark.parametrize("statement", ["TRUNCATE audit_entry", "TRUNCATE audit_seal", "TRUNCATE audit_entry, audit_seal CASCADE"])
def test_the_trail_is_not_emptied_by_truncating_it(statement: str, engine: str) -> None:
    answer = "append-only" if engine == "postgresql" else "syntax error"  # SQLite knows no TRUNCATE
    add(12, note="Đủ hồ sơ")
    seal_days(before=DAY.replace(day=3))
    with pytest.raises(DatabaseError, match=answer), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (Entry.objects.count(), Seal.objects.count()) == (1, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=25)
@given(ROWS)
def test_rows_written_inside_the_database_have_the_hashes_python_computes(rows: list[tuple[str, dict[str, object]]]) -> None:
    with transaction.atomic():
        source = " UNION ALL ".join([SELECT_ONE] * len(rows))
        params = [v for n, (prev, payload) in enumerate(rows) for v in (n, prev, canonical.dumps(payload))]
        assert record_selected(HEAD, Act("sheet", 0, "publish"), at(), source, params) == len(rows)
        written = list(Entry.objects.order_by("object_id"))
        assert [(r.object_id, r.prev_hash, r.payload) for r in written] == [
            (n, prev, canonical.dumps(payload)) for n, (prev, payload) in enumerate(rows)
        ]
        assert all(row.hash == hash_of([getattr(row, name) for name in COVERED]) for row in written)
        transaction.set_rollback(True)


def test_both_ways_to_write_leave_equal_rows() -> None:
    head = add(12, a=1)
    record_selected(HEAD, Act("sheet", 0, "publish"), at(), SELECT_ONE, [12, head, '{"n":1}'])
    by_engine = Entry.objects.order_by("-id").values(*COVERED, "hash")[0]
    expected = entry(HEAD, Act("sheet", 12, "publish", {"n": 1}, head), at())
    assert by_engine == {name: getattr(expected, name) for name in (*COVERED, "hash")}


def test_rows_written_inside_the_database_come_in_the_order_of_their_objects() -> None:
    source = " UNION ALL ".join([SELECT_ONE] * 3)
    record_selected(CLERK, Act("task", 0, "assign"), at(), source, [9, "", "{}", 2, "", "{}", 5, "", "{}"])
    assert list(Entry.objects.order_by("id").values_list("object_id", flat=True)) == [2, 5, 9]


def test_an_empty_selection_writes_nothing() -> None:
    assert record_selected(CLERK, Act("task", 0, "x"), at(), f"{SELECT_ONE} WHERE 1 = 0", [1, "", "{}"]) == 0
    assert entry_count() == 0


def test_the_software_acts_under_its_own_name() -> None:
    record(SOFTWARE, [Act("register", 1, "seal")], at())
    row = Entry.objects.get()
    assert (row.actor_id, row.actor) == (0, "Phần mềm")


def test_the_history_of_an_object_is_its_own_in_order() -> None:
    chain(12, 3)
    add(13)
    add(12, kind="task")
    assert [canonical.loads(row.payload)["step"] for row in history("sheet", 12)] == [0, 1, 2]


def test_what_is_undone_leaves_no_trace() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        add(12)
        raise RuntimeError
    assert entry_count() == 0
