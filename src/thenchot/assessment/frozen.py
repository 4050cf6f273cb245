"""What a published result freezes, spelled the same by Python and by the database."""

from __future__ import annotations

from typing import Any

from thenchot.assessment.models import Behalf, Cycle, Sheet
from thenchot.lib import canonical, database


def frozen_text(cycle: Cycle, sheet: Sheet) -> str:
    """Return the canonical JSON of a result: rulebook and digest, inputs, verdict, band, level; who entered it, if another."""
    content: dict[str, Any] = {
        "band": sheet.band, "digest": cycle.digest, "inputs": sheet.inputs, "level": sheet.level,
        "period": cycle.period, "person": sheet.person_id, "rulebook": cycle.rulebook, "sheet": sheet.id,
        "verdict": sheet.verdict,
    }  # fmt: skip
    if sheet.behalf_of:
        entered = Behalf.objects.filter(sheet=sheet).order_by("-id").values_list("content", flat=True).first()
        content |= {"behalf": entered} if entered is not None else {}
    return canonical.dumps(content)


BEHALF = (
    "CASE WHEN s.behalf_of = '' THEN '' ELSE COALESCE((SELECT ',\"behalf\":' || b.content FROM assessment_behalf b "
    "WHERE b.sheet_id = s.id ORDER BY b.id DESC LIMIT 1), '') END"
)
"""The part of a sheet that was entered for its person; nothing for all others."""


def frozen_sql(cycle: Cycle) -> tuple[str, list[Any]]:
    """Return the same text as SQL over assessment_sheet s, with its parameters: keys in canonical order."""
    text = (
        f'\'{{"band":"\' || s.band || \'"\' || {BEHALF} || \',"digest":"\' || CAST(%s AS text) || \'","inputs":\' || s.inputs || '
        '\',"level":"\' || s.level || \'","period":"\' || CAST(%s AS text) || \'","person":\' || CAST(s.person_id AS text) || '
        "',\"rulebook\":\"' || CAST(%s AS text) || '\",\"sheet\":' || CAST(s.id AS text) || ',\"verdict\":' || s.verdict || '}'"
    )
    return text, [cycle.digest, cycle.period, cycle.rulebook]


def frozen_hash(text: str) -> str:
    return canonical.sha256(text)


def frozen_hash_sql(expression: str) -> str:
    return database.sha256_of(expression)
