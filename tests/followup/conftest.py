"""The small ward of the work plan, with its clock."""

from __future__ import annotations

from tests.workplan.conftest import refuses, ward

__all__ = ["refuses", "ward"]
