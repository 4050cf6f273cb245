"""A query spelled once gives what the mapper gives, on both engines: the object, its related ones, its annotations."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.test.utils import CaptureQueriesContext

from thenchot.lib.kept_query import MARK, TEXT_MARK, KeptQuery
from thenchot.organisation.models import Unit, UnitVersion

pytestmark = pytest.mark.django_db
BEGIN = "2026-01-01"


def asked(number: int) -> QuerySet[UnitVersion]:
    others = UnitVersion.objects.filter(parent_id=OuterRef("unit_id"))
    named = UnitVersion.objects.filter(unit_id=OuterRef("parent_id")).values("name")[:1]
    rows = UnitVersion.objects.filter(id=number, position__in=["using", "managing"]).select_related("unit", "parent")
    return rows.annotate(above=Subquery(named), has_units=Exists(others))


def put(code: str, parent: Unit | None = None) -> UnitVersion:
    unit = Unit.objects.create(code=code)
    values = {"name": f"Đơn vị {code}", "folded": "", "bloc": "dang", "position": "using", "path": code}
    return UnitVersion.objects.create(unit=unit, parent=parent, valid_from=BEGIN, **values)


def test_a_kept_query_gives_the_same_object_in_one_statement() -> None:
    kept = KeptQuery(asked)
    root = put("1")
    part = put("2", root.unit)
    for version in (root, part, root):
        with CaptureQueriesContext(connection) as statements:
            found = kept.get(version.id)
            assert found is not None
            seen = (found.unit.code, found.parent and found.parent.code, vars(found)["above"], vars(found)["has_units"])
        expected = asked(version.id).get()
        assert {name: value for name, value in vars(found).items() if name != "_state"} == {
            name: value for name, value in vars(expected).items() if name != "_state"
        }
        above, name = ("1", "Đơn vị 1") if version == part else (None, None)
        assert seen == (version.unit.code, above, name, version == root)
        assert len(statements) == 1


def test_a_kept_query_gives_nothing_for_a_row_that_is_not_there_or_does_not_fit() -> None:
    kept = KeptQuery(asked)
    version = put("1")
    UnitVersion.objects.filter(id=version.id).update(position="direct")
    assert kept.get(version.id) is None
    assert kept.get(version.id + 1) is None


def test_what_is_read_can_be_saved() -> None:
    version = put("1")
    found = KeptQuery(asked).get(version.id)
    assert found is not None
    found.name = "Tên mới"
    found.save()
    assert UnitVersion.objects.get(id=version.id).name == "Tên mới"


def test_all_rows_of_a_number_and_a_text_come_in_order() -> None:
    first, second = put("1"), put("2")
    put("3")

    def named(number: int, name: str) -> QuerySet[UnitVersion]:
        return UnitVersion.objects.filter(id__gte=number).exclude(name=name).select_related("unit").order_by("-id")

    kept = KeptQuery(named, MARK, TEXT_MARK)
    assert [found.unit.code for found in kept.all(first.id, "Đơn vị 3")] == ["2", "1"]
    assert [found.unit.code for found in kept.all(second.id, "Đơn vị 2")] == ["3"]
