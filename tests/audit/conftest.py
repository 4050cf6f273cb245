"""The invented city of the month's tests, for trails that are made by real acts."""

from __future__ import annotations

from tests.assessment.conftest import old_town, on_day, place, town

__all__ = ["old_town", "on_day", "place", "town"]
