"""The hash of a row is the same bytes in Python and in SQL, covers all that the row says, and moments are Vietnam's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.audit.trail import CLERK, HEAD, at
from thenchot.audit.actor import Actor
from thenchot.audit.chain import COVERED, Act, entry, hash_of, hash_sql, moment_text
from thenchot.lib import canonical

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
HARD = st.sampled_from(["", "'", '"', "\\", "\n", "\r\n", "a'b\"c", "Đặng Thị Hà", "--", "%s", "%", "{}", "$1", "😀", "e\u0301"])
WORDS = TEXTS | HARD
PAYLOADS = st.dictionaries(WORDS, WORDS | st.integers() | st.none() | st.booleans() | st.lists(WORDS, max_size=3), max_size=4)
BASE = entry(CLERK, Act("sheet", 12, "confirm", {"score": "713/8"}, "ab" * 32), at())


def covered(by: Actor, act: Act, moment: datetime) -> list[str | int]:
    row = entry(by, act, moment)
    return [getattr(row, name) for name in COVERED]


def in_sql(values: list[str | int]) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {hash_sql(dict.fromkeys(COVERED, '%s'))}", values)
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(WORDS, PAYLOADS, st.integers(-(2**40), 2**40))
def test_python_and_the_engine_compute_one_hash(label: str, payload: dict[str, object], number: int) -> None:
    values = covered(Actor(number, label), Act("sheet", abs(number), "confirm", payload, "ab" * 32), at())
    assert in_sql(values) == hash_of(values)


@pytest.mark.django_db
@pytest.mark.parametrize("label", ["Nguyễn Thị 'Út' \"Ba\"", "dòng\nmới", "a\\b", "100%s", ""])
def test_a_label_with_any_sign_has_one_hash(label: str) -> None:
    values = covered(Actor(1, label), Act("sheet", 1, "x", {"lý do": label}), at())
    assert in_sql(values) == hash_of(values)


def test_the_hash_is_that_of_the_covered_columns_one_a_line() -> None:
    lines = ["ab" * 32, "sheet", "12", "2026-11-02T09:00:00+07:00", "7", CLERK.label, "confirm", '{"score":"713/8"}']
    assert BASE.hash == canonical.sha256("\n".join(lines))


@pytest.mark.parametrize("column", COVERED)
def test_a_change_in_any_covered_column_changes_the_hash(column: str) -> None:
    values = {name: getattr(BASE, name) for name in COVERED}
    changed = values | {column: values[column] + 1 if isinstance(values[column], int) else f"{values[column]}x"}
    assert hash_of(list(values.values())) == BASE.hash
    assert hash_of(list(changed.values())) != BASE.hash


def test_every_column_but_the_number_and_the_hash_itself_is_covered() -> None:
    assert {field.name for field in BASE._meta.concrete_fields} - set(COVERED) == {"id", "hash"}


@given(PAYLOADS, PAYLOADS)
def test_two_payloads_share_a_hash_only_when_they_are_one(one: dict[str, object], other: dict[str, object]) -> None:
    first, second = (entry(CLERK, Act("sheet", 1, "x", payload), at()).hash for payload in (one, other))
    assert (first == second) == (canonical.dumps(one) == canonical.dumps(other))


def test_words_cannot_move_from_one_column_into_the_next() -> None:
    # The payload is one line of JSON, and the code of an action has no break: a label cannot reach over.
    one = entry(Actor(1, "An\nconfirm"), Act("sheet", 1, "x", {}), at())
    other = entry(Actor(1, "An"), Act("sheet", 1, "confirm\nx", {}), at())
    assert "\n" not in one.payload
    assert one.action != other.action
    assert entry(Actor(1, "An"), Act("sheet", 1, "confirm", {}), at()).hash != one.hash


def test_who_acts_and_what_is_done_are_under_the_hash() -> None:
    act = Act("sheet", 1, "confirm", {"a": 1})
    hashes = {
        entry(CLERK, act, at()).hash, entry(HEAD, act, at()).hash, entry(CLERK, replace(act, action="decide"), at()).hash,
        entry(CLERK, replace(act, object_id=2), at()).hash, entry(CLERK, replace(act, object_kind="task"), at()).hash,
        entry(CLERK, replace(act, prev_hash="c" * 64), at()).hash, entry(CLERK, act, at(hour=10)).hash,
        entry(CLERK, replace(act, payload={"a": 2}), at()).hash,
    }  # fmt: skip
    assert len(hashes) == 8


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 31, 17, 0, tzinfo=UTC),
        datetime(2026, 11, 1, 0, 0, tzinfo=timezone(timedelta(hours=7))),
        datetime(2026, 10, 31, 10, 0, tzinfo=timezone(timedelta(hours=-7))),
        datetime(2026, 11, 1, 0, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=7))),
    ],
    ids=str,
)
def test_a_moment_is_written_in_vietnams_time_whatever_zone_it_came_in(moment: datetime) -> None:
    # The day of a row is read from its first ten letters: in another zone it would lie under another day's seal.
    assert moment_text(moment) == "2026-11-01T00:00:00+07:00"
    assert entry(CLERK, Act("sheet", 1, "x"), moment).at == "2026-11-01T00:00:00+07:00"


@given(st.integers(0, 10 * 365 * 24 * 3600))
def test_texts_of_moments_sort_as_the_moments_do(seconds: int) -> None:
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    later = moment + timedelta(seconds=1)
    assert moment_text(moment) < moment_text(later)
    assert date.fromisoformat(moment_text(moment)[:10]) == (moment + timedelta(hours=7)).date()


@pytest.mark.parametrize("payload", [{"score": 0.5}, {"a": [1.0]}, {"a": {1}}], ids=str)
def test_a_payload_without_an_exact_spelling_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        entry(CLERK, Act("sheet", 1, "x", payload), at())
