"""A query by number whose SQL is put together once: for rows with many joins that every request reads.

Django's mapper spells such a query anew each time, which takes several times as long as running it. What it spelled is kept
for each engine, and rows are turned into objects by the mapper's own parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators

M = TypeVar("M", bound=Model)
MARK = 917_364_528_190_137
"""Stands for the number while the SQL is put together."""


class KeptQuery(Generic[M]):
    """`make` is given the number and returns the queryset of one object, with its related ones and annotations."""

    def __init__(self, make: Callable[[int], QuerySet[M]]) -> None:
        self._make = make
        self._kept: dict[str, Spelled[M]] = {}

    def get(self, number: int) -> M | None:
        vendor = connections[DEFAULT_DB_ALIAS].vendor
        if vendor not in self._kept:
            self._kept[vendor] = Spelled(self._make(MARK))
        return self._kept[vendor].first(number)


class Spelled(Generic[M]):
    """The SQL of a queryset as one engine reads it, and how its row becomes an object."""

    def __init__(self, queryset: QuerySet[M]) -> None:
        self._compiler: Any = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        sql, params = self._compiler.as_sql()
        self._sql, self._params = f"{sql} LIMIT 1", tuple(params)
        columns = self._compiler.select[: self._compiler.col_count]
        self._converters = self._compiler.get_converters([column[0] for column in columns])
        self._model = self._compiler.klass_info["model"]
        fields = self._compiler.klass_info["select_fields"]
        self._first, self._end = fields[0], fields[-1] + 1
        self._names = [column[0].target.attname for column in columns[self._first : self._end]]
        populators: Any = get_related_populators  # the types describe a later Django
        self._related = populators(self._compiler.klass_info, self._compiler.select, DEFAULT_DB_ALIAS)

    def first(self, number: int) -> M | None:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute(self._sql, [number if value == MARK else value for value in self._params])
            row = cursor.fetchone()
        return None if row is None else self._object(row)

    def _object(self, row: Sequence[Any]) -> M:
        connection = connections[DEFAULT_DB_ALIAS]
        values = list(row)
        for at, (converters, expression) in self._converters.items():
            for convert in converters:
                values[at] = convert(values[at], expression, connection)
        found: M = self._model.from_db(DEFAULT_DB_ALIAS, self._names, values[self._first : self._end])
        for related in self._related:
            related.populate(values, found)
        for name, at in self._compiler.annotation_col_map.items():
            setattr(found, name, values[at])
        return found
