"""What a published level of an organisation freezes, and its hash."""

from __future__ import annotations

from typing import Any

from thenchot.bodies.models import BodySheet
from thenchot.lib import canonical


def frozen_text(sheet: BodySheet) -> str:
    """Return the canonical JSON: rulebook and digest, inputs, verdict, level and why."""
    content: dict[str, Any] = {
        "band": sheet.band, "digest": sheet.round.digest, "inputs": sheet.inputs, "level": sheet.level,
        "reason": sheet.reason, "rulebook": sheet.round.rulebook, "sheet": sheet.id, "unit": sheet.unit_id,
        "verdict": sheet.verdict, "year": sheet.round.year,
    }  # fmt: skip
    return canonical.dumps(content)
