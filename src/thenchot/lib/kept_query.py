"""A query by a number or two whose SQL is put together once: for rows with many joins that every request reads.

Django's mapper spells such a query anew each time, which takes several times as long as running it. What it spelled is kept
for each engine, and rows are turned into objects by the mapper's own parts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
MARK, TEXT_MARK = 917_364_528_190_137, "\ue917\ue364\ue528"
"""They stand for a number and for a text while the SQL is put together."""


class KeptQuery(Generic[M]):
    """`make` is given the values of `marks` and returns the queryset, with its related objects and annotations."""

    def __init__(self, make: Callable[..., QuerySet[M]], *marks: int | str) -> None:
        self._make = make
        self._marks = marks or (MARK,)
        self._kept: dict[str, Spelled[M]] = {}

    def get(self, *values: int | str) -> M | None:
        """The first row; None without one."""
        return next(iter(self._spelled().rows(dict(zip(self._marks, values, strict=True)), " LIMIT 1")), None)

    def all(self, *values: int | str) -> list[M]:
        return self._spelled().rows(dict(zip(self._marks, values, strict=True)))

    def _spelled(self) -> Spelled[M]:
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        if vendor not in self._kept:
            self._kept[vendor] = Spelled(self._make(*self._marks))
        return self._kept[vendor]


class Spelled(Generic[M]):
    """The SQL of a queryset as one engine reads it, and how a row becomes an object."""

    def __init__(self, queryset: QuerySet[M]) -> None:
        self._compiler: Any = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self._sql, params = self._compiler.as_sql()
        self._params = tuple(params)
        columns = self._compiler.select[: self._compiler.col_count]
        self._converters = self._compiler.get_converters([column[0] for column in columns])
        self._model = self._compiler.klass_info["model"]
        fields = self._compiler.klass_info["select_fields"]
        self._first, self._end = fields[0], fields[-1] + 1
        self._names = [column[0].target.attname for column in columns[self._first : self._end]]
        populators: Any = get_related_populators  # the types describe a later Django
        self._related = populators(self._compiler.klass_info, self._compiler.select, DEFAULT_DB_ALIAS)

    def rows(self, given: Mapping[int | str, int | str], limit: str = "") -> list[M]:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self._sql + limit, [given.get(value, value) for value in self._params])
            seen: dict[tuple[int, Any], Any] = {}
            return [self._object(row, seen) for row in cursor.fetchall()]

    def _object(self, row: Sequence[Any], seen: dict[tuple[int, Any], Any]) -> M:
        """`seen` are values of related objects: many rows hang on one, and what it holds is turned once."""
        connection = connections[DEFAULT_DB_ALIAS]
        values = list(row)
        for at, (converters, expression) in self._converters.items():
            key, related = (at, values[at]), at >= self._end
            if related and key in seen:
                values[at] = seen[key]
                continue
            for convert in converters:
                values[at] = convert(values[at], expression, connection)
            if related:
                seen[key] = values[at]
        found: M = self._model.from_db(DEFAULT_DB_ALIAS, self._names, values[self._first : self._end])
        for related in self._related:
            related.populate(values, found)
        for name, at in self._compiler.annotation_col_map.items():
            setattr(found, name, values[at])
        return found
