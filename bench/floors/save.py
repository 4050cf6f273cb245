"""Floor of one web write: a bare WSGI application that looks up the session, reads sheet and tasks, computes, writes, audits.

Run by the same server as the product: DATABASE names the copy, ACTION what is done ("self_assess" or "confirm").
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from bench.copies import raw

KEPT = threading.local()
ADDRESS, ACTION = os.environ["DATABASE"], os.environ["ACTION"]
AFTER = {"self_assess": ("opened", "submitted", "person_id"), "confirm": ("submitted", "confirmed", "scorer_id")}[ACTION]
PLACE = "%s" if ADDRESS.startswith("postgres") else "?"
SESSION = "SELECT a.person_id FROM django_session s, people_account a WHERE s.session_key = {p} AND a.staff_code = {p}"
SHEET = "SELECT id, version, last_hash, state, person_id, scorer_id FROM assessment_sheet WHERE id = {p}"
TASKS = "SELECT units, rejections, latenesses, status FROM workplan_task WHERE doer_id = {p} AND period = '2026-11'"
SAVE = (
    "UPDATE assessment_sheet SET state = {p}, marks = {p}, self_score = {p}, last_hash = {p}, version = version + 1 "
    "WHERE id = {p} AND version = {p}"
)
AUDIT = "INSERT INTO audit_entry (object_kind, object_id, at, actor_id, actor, action, payload, prev_hash, hash) VALUES ('sheet', {v})"


def _sql(text: str) -> str:
    return text.format(p=PLACE, v=", ".join([PLACE] * 8))


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    if not hasattr(KEPT, "plain"):
        KEPT.plain = raw(ADDRESS)
    plain, number = KEPT.plain, int(environ["PATH_INFO"].split("/")[2])
    cookies = dict(part.strip().split("=", 1) for part in environ["HTTP_COOKIE"].split(";"))
    form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode(), keep_blank_values=True)
    person = plain.execute(_sql(SESSION), (cookies["sessionid"], cookies["who"])).fetchone()[0]
    sheet, version, last, state, owner, scorer = plain.execute(_sql(SHEET), (number,)).fetchone()
    rows = plain.execute(_sql(TASKS), (owner,)).fetchall()
    if state != AFTER[0] or person != (owner if AFTER[2] == "person_id" else scorer):
        start_response("403 Forbidden", [("Content-Length", "0")])
        return [b""]
    done = sum(float(units) * (4 - bad) * (4 - late) for units, bad, late, status in rows if status == "done")
    said = json.dumps({"marks": form, "score": done}, sort_keys=True)
    covered = (number, "2026-11-20T08:00:00+07:00", person, "Người dùng", ACTION, said, last)
    head = hashlib.sha256("\n".join(map(str, covered)).encode()).hexdigest()
    plain.execute("BEGIN" if PLACE == "%s" else "BEGIN IMMEDIATE")
    plain.execute(_sql(SAVE), (AFTER[1], said, done, head, sheet, version))
    plain.execute(_sql(AUDIT), (*covered, head))
    plain.execute("COMMIT")
    start_response("302 Found", [("Location", f"/phieu/{number}"), ("Content-Length", "0")])
    return [b""]
