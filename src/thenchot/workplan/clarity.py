"""Which clarities (5 rõ, 6 rõ) a row of a plan must have: a dated list that is data, and what a row lacks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

SHIPPED = Path(__file__).with_name("clarity.yaml")
COLUMNS = frozenset({"content", "leader", "doer", "doer_unit", "deadline", "product", "units", "result"})
MOST = 10


@dataclass(frozen=True)
class Attribute:
    """One clarity; met by any of the columns, or by the text typed for its code."""

    code: str
    name: str
    english: str
    met_by: tuple[str, ...]


@dataclass(frozen=True)
class Clarity:
    """The list of clarities that holds from a day."""

    name: str
    english: str
    begins: date
    attributes: tuple[Attribute, ...]

    def lacking(self, row: Mapping[str, object], typed: Mapping[str, str] | None) -> tuple[Attribute, ...]:
        """What a row lacks, given its columns by name and the texts typed for attributes by code."""
        said = typed or {}
        return tuple(
            one
            for one in self.attributes
            if not said.get(one.code, "").strip() and not any(row.get(column) for column in one.met_by)
        )


def clarity_on(day: date) -> Clarity:
    """The list in force; before the first one, the first."""
    lists = _lists(settings.CLARITY_FILE or SHIPPED)
    return next((one for one in reversed(lists) if one.begins <= day), lists[0])


@lru_cache(maxsize=8)
def _lists(path: Path) -> tuple[Clarity, ...]:
    """Read a file once. Raises ImproperlyConfigured, with the file's name, for one that says anything else."""
    try:
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        found = tuple(sorted((_clarity(one) for one in given), key=lambda one: one.begins))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as wrong:
        raise ImproperlyConfigured(f"{path} is no list of clarities: {wrong!r}") from wrong
    if not found:
        raise ImproperlyConfigured(f"{path} holds no list of clarities.")
    return found


def _clarity(given: Mapping[str, Any]) -> Clarity:
    attributes = tuple(_attribute(one) for one in given["attributes"])
    codes = {one.code for one in attributes}
    if (
        not isinstance(given["from"], date)
        or not 0 < len(attributes) <= MOST
        or len(codes) != len(attributes)
    ):
        raise ValueError(f"{given['name']}: a day, and 1 to {MOST} attributes with codes of their own")
    return Clarity(str(given["name"]), str(given["english"]), given["from"], attributes)


def _attribute(given: Mapping[str, Any]) -> Attribute:
    if unknown := set(given["met_by"]) - COLUMNS:
        raise ValueError(f"{given['code']}: no column {', '.join(sorted(unknown))}")
    return Attribute(str(given["code"]), str(given["name"]), str(given["english"]), tuple(given["met_by"]))
