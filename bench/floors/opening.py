"""Floor of opening a month: the same sheet rows and audit rows by two INSERT … SELECT, the hash inside the statement."""

from __future__ import annotations

import time
from typing import Any

SHEETS = """
    INSERT INTO assessment_sheet (cycle_id, person_id, appointment_id, unit_id, unit_path, body_id, bloc, rank, duty_group,
        scorer_id, ranker_id, decider_id, state, version, last_hash, {columns})
    SELECT {cycle}, a.person_id, a.id, a.unit_id, v.path, a.unit_id, v.bloc, a.rank, a.duty_group, 1, 1, 1, 'opened', 1, '',
        {values}
    FROM people_appointment a JOIN organisation_unitversion v ON v.unit_id = a.unit_id WHERE a.kind = 'main'
"""
ACTS = """
    INSERT INTO audit_entry (object_kind, object_id, at, actor_id, actor, action, payload, prev_hash, hash)
    SELECT 'sheet', s.id, '2026-11-20T08:00:00+07:00', 1, 'Phần mềm', 'open', '{{"cycle":{cycle}}}', '',
        {hashed}
    FROM assessment_sheet s WHERE s.cycle_id = {cycle} ORDER BY s.id
"""
COVERED = """'' || {line} || 'sheet' || {line} || CAST(s.id AS text) || {line} || '2026-11-20T08:00:00+07:00' || {line} || '1'
    || {line} || 'Phần mềm' || {line} || 'open' || {line} || '{{"cycle":{cycle}}}'"""


def run(plain: Any, cycle: int, texts: list[str], postgres: bool) -> float:
    """Write a whole cycle into its copy of the database; `texts` are the sheet's remaining columns. Returns seconds."""
    covered = COVERED.format(line="chr(10)" if postgres else "char(10)", cycle=cycle)
    hashed = f"encode(sha256(convert_to({covered}, 'UTF8')), 'hex')" if postgres else f"sha256_hex({covered})"
    begun = time.perf_counter()
    plain.execute("BEGIN")
    values = ", ".join("'{}'" if name in ("marks", "draft", "inputs", "verdict") else "''" for name in texts)
    plain.execute(SHEETS.format(cycle=cycle, columns=", ".join(texts), values=values))
    plain.execute(ACTS.format(cycle=cycle, hashed=hashed))
    plain.execute("COMMIT")
    return time.perf_counter() - begun
