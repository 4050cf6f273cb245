"""What the two engines must do alike: canonical JSON as text, SHA-256 inside a statement, many rows at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thenchot.lib import canonical, clock, database
from thenchot.notices.models import Notice
from thenchot.organisation.models import CalendarDay

pytestmark = pytest.mark.django_db

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
ALREADY_CLEAN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)


def asked(expression: str, *params: str | int) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {expression}", params)
        return cursor.fetchone()[0]


def kept(value: object) -> Notice:
    row = Notice.objects.create(recipient_id=1, kind="result", params=value, at=clock.now())
    return Notice.objects.get(id=row.id)


def stored_text(row: Notice) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT params FROM notices_notice WHERE id = %s", [row.id])
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize(
    "text",
    ["", "abc", "Đặng Thị Ngọc Hà", "Điều 20 khoản 5", "'; DROP TABLE x; --", 'a "b" \\ c', "dòng 1\ndòng 2\r\n\t", "😀 ậ"],
)
def test_the_engine_hashes_a_text_as_python_does(text: str) -> None:
    assert asked(database.sha256_of("CAST(%s AS text)"), text) == canonical.sha256(text)


@ALREADY_CLEAN
@given(TEXTS)
def test_any_text_has_one_hash_in_python_and_in_the_engine(text: str) -> None:
    assert asked(database.sha256_of("CAST(%s AS text)"), text) == canonical.sha256(text)


def test_the_engine_hashes_what_it_puts_together_itself() -> None:
    found = asked(database.sha256_of("CAST(%s AS text) || ':' || CAST(%s AS text)"), "phiếu", 12)
    assert found == canonical.sha256("phiếu:12")


def test_composed_and_decomposed_letters_are_different_bytes_for_a_hash() -> None:
    assert asked(database.sha256_of("CAST(%s AS text)"), "a\u0301") != canonical.sha256("\u00e1")


def test_the_engine_in_use_is_named(engine: str) -> None:
    assert database.vendor() == engine
    assert engine in {"sqlite", "postgresql"}


@pytest.mark.parametrize(
    "value",
    [{}, [], {"b": 1, "a": [True, None, "Đ"]}, "một chữ", 7, True, {"a": {"z": 1, "b": {"y": "\n", "x": "\\"}}}],
    ids=str,
)
def test_a_value_comes_back_as_it_went_in(value: object) -> None:
    assert kept(value).params == value


def test_the_column_holds_the_canonical_bytes() -> None:
    # A jsonb column would put the keys in an order of its own and lose the digest.
    value = {"zz": 1, "a": "Quý", "bb": {"d": 1, "c": 2}}
    row = kept(value)
    assert stored_text(row) == canonical.dumps(value) == '{"a":"Quý","bb":{"c":2,"d":1},"zz":1}'


def test_exact_numbers_are_kept_as_fractions() -> None:
    assert kept({"a": Fraction(713, 8), "b": Decimal("2.50"), "c": date(2026, 11, 1)}).params == {
        "a": "713/8", "b": "5/2", "c": "2026-11-01",
    }  # fmt: skip


@pytest.mark.parametrize("value", [{"a": 0.5}, {"a": {1, 2}}, {1: 2}], ids=str)
def test_what_has_no_exact_spelling_never_reaches_the_table(value: object) -> None:
    with pytest.raises(TypeError), transaction.atomic():
        kept(value)
    assert not Notice.objects.exists()


def test_a_row_read_and_saved_again_keeps_its_bytes() -> None:
    row = kept({"b": [1, {"d": "Hà", "c": None}], "a": ""})
    before = stored_text(row)
    row.save()
    assert stored_text(row) == before


def test_a_failed_block_leaves_nothing_behind() -> None:
    with pytest.raises(RuntimeError, match="half way"), database.one_transaction():
        kept({})
        raise RuntimeError("half way")
    assert not Notice.objects.exists()


def test_a_finished_block_is_kept() -> None:
    with database.one_transaction():
        kept({"a": 1})
    assert Notice.objects.count() == 1


def test_a_block_inside_a_block_undoes_its_own_part_only() -> None:
    with transaction.atomic():
        kept({"outer": 1})
        with pytest.raises(RuntimeError), database.one_transaction():
            kept({"inner": 1})
            raise RuntimeError
    assert [row.params for row in Notice.objects.all()] == [{"outer": 1}]


def test_days_keep_their_form_on_both_engines() -> None:
    CalendarDay.objects.create(day=date(2026, 2, 16), name="Tết", source="Thông báo nghỉ Tết")
    with connection.cursor() as cursor:
        cursor.execute("SELECT CAST(day AS text) FROM organisation_calendarday")
        assert cursor.fetchone()[0] == "2026-02-16"


def test_many_rows_at_once_are_the_rows_that_saving_them_would_leave() -> None:
    values = [{}, [], "một chữ", 7, True, {"b": Fraction(1, 2), "a": "Hà"}]
    at = clock.now()
    rows = [Notice(recipient_id=number, kind="result", params=value, at=at) for number, value in enumerate(values)]
    Notice.objects.bulk_create(rows)
    saved = list(Notice.objects.order_by("id").values_list("recipient_id", "kind", "params", "link", "at", "read_at"))
    saved_texts = [stored_text(row) for row in Notice.objects.order_by("id")]
    Notice.objects.all().delete()
    columns = ["recipient_id", "kind", "params", "at"]
    database.insert_many(Notice, columns, [[number, "result", value, at] for number, value in enumerate(values)])
    assert list(Notice.objects.order_by("id").values_list("recipient_id", "kind", "params", "link", "at", "read_at")) == saved
    assert [stored_text(row) for row in Notice.objects.order_by("id")] == saved_texts


def test_a_row_of_another_length_than_its_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="zip"):
        database.insert_many(Notice, ["recipient_id", "kind"], [[1]])
