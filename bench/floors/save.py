"""Floor of one web write: a bare WSGI application with session, access, the rules, conditional UPDATE, audit and an answer.

The rules are the product's own engine, which knows no framework: DATABASE names the copy, ACTION is self_assess or confirm.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import Any
from urllib.parse import parse_qs

from bench.copies import raw
from thenchot.assessment.scoring import plain, verdict_of
from thenchot.rules.evaluate import evaluate
from thenchot.rules.facts import SheetFacts, TaskFact, sheet_input
from thenchot.rulesets.books import load

KEPT, BOOK = threading.local(), load("nd335-2025-cong-chuc")
ADDRESS, ACTION = os.environ["DATABASE"], os.environ["ACTION"]
BEFORE, AFTER, ACTOR = {"self_assess": ("opened", "submitted", 4), "confirm": ("submitted", "confirmed", 5)}[ACTION]
P = "%s" if ADDRESS.startswith("postgres") else "?"
SESSION = f"SELECT a.person_id FROM django_session s, people_account a WHERE s.session_key = {P} AND a.staff_code = {P}"
SHEET = f"SELECT id, version, last_hash, state, person_id, scorer_id, marks FROM assessment_sheet WHERE id = {P}"
TASKS = f"SELECT units, origin, status, rejections, rejections_excused, latenesses, latenesses_excused FROM workplan_task \
WHERE doer_id = {P} AND period = '2026-11'"
SAVE = f"UPDATE assessment_sheet SET state = {P}, marks = {P}, inputs = {P}, verdict = {P}, self_score = {P}, last_hash = {P}, \
version = version + 1 WHERE id = {P} AND version = {P}"
AUDIT = f"INSERT INTO audit_entry (object_kind, object_id, at, actor_id, actor, action, payload, prev_hash, hash) \
VALUES ('sheet', {', '.join([P] * 8)})"


def application(environ: dict[str, Any], start_response: Callable[..., object]) -> Iterable[bytes]:
    plain_db = KEPT.plain = getattr(KEPT, "plain", None) or raw(ADDRESS)
    cookies = dict(part.strip().split("=", 1) for part in environ["HTTP_COOKIE"].split(";"))
    form = parse_qs(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])).decode(), keep_blank_values=True)
    person = plain_db.execute(SESSION, (cookies["sessionid"], cookies["who"])).fetchone()[0]
    sheet = plain_db.execute(SHEET, (int(environ["PATH_INFO"].split("/")[2]),)).fetchone()
    if sheet[3] != BEFORE or sheet[ACTOR] != person:
        start_response("403 Forbidden", [("Content-Length", "0")])
        return [b""]
    tasks = [TaskFact(Fraction(str(row[0])), *row[1:]) for row in plain_db.execute(TASKS, (sheet[4],)).fetchall()]
    own = json.loads(sheet[6]).get("self", {})
    marks = {leaf.id: Fraction((form.get(leaf.id) or [own.get(leaf.id)])[0].replace(",", ".")) for leaf in BOOK.leaves("staff")}
    given = sheet_input(BOOK, "staff", SheetFacts(marks=marks, tasks=tasks))
    answer = evaluate(BOOK, "staff", given.given, {})
    said = [json.dumps(one, sort_keys=True) for one in (plain(marks), plain(given.given), verdict_of(answer))]
    covered = (sheet[0], "2026-11-20T08:00:00+07:00", person, "Người dùng", ACTION, said[0], sheet[2])
    head = hashlib.sha256("\n".join(map(str, covered)).encode()).hexdigest()
    plain_db.execute("BEGIN" if P == "%s" else "BEGIN IMMEDIATE")
    plain_db.execute(SAVE, (AFTER, *said, float(Fraction(str(answer.values["score"]))), head, sheet[0], sheet[1]))
    plain_db.execute(AUDIT, (*covered, head))
    plain_db.execute("COMMIT")
    start_response("302 Found", [("Location", f"/phieu/{sheet[0]}"), ("Content-Length", "0")])
    return [b""]
