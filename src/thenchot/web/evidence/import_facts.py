"""Nhập nhiều thông tin: rows typed on the page, pasted from a spreadsheet or read from a file, looked at before they are kept."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from django.http import HttpResponse
from django.utils.translation import gettext as _

from thenchot.evidence.access import require_enterer
from thenchot.evidence.actions.import_facts import Delivery, Outcome
from thenchot.evidence.actions.import_facts import import_facts as take_in
from thenchot.evidence.kinds import FactKind, all_kinds
from thenchot.evidence.office_rules import rules_for
from thenchot.evidence.reading import MOST, Drafted, Given, Line, draft
from thenchot.evidence.refusals import KIND_UNKNOWN, ROWS_UNREADABLE, TOO_MANY_ROWS
from thenchot.evidence.sources import all_sources
from thenchot.files.fact_rows import order_of, read_file, read_pasted
from thenchot.files.facts_template import template
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal, refuse_if
from thenchot.web.answers import done
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.offered import subjects_offered
from thenchot.web.evidence.words import (
    column_name,
    figures_words,
    kind_choices,
    kind_name,
    named,
    source_choices,
)
from thenchot.web.imports.imports import uploaded
from thenchot.web.imports.staff import SPREADSHEET
from thenchot.web.numbers import thousands
from thenchot.web.page import page
from thenchot.web.reading import read_whole

ROWS, MOST_TYPED = 10, 60
"""Rows the form opens with, and how many can be typed on it; more come by pasting or from a file."""
SHOWN = 300
GIVEN = {"source": "nguon", "kind": "loai", "month": "thang", "day": "ngay", "document": "van-ban", "document_on": "ngay-van-ban"}


@dataclass(frozen=True)
class TypedRow:
    """A row of the form as it stands: its cells, and what is wrong with it at which of them."""

    number: int
    cells: Mapping[str, str]
    name: str = ""
    sentence: str = ""
    field: str = ""


@signed_in("GET", "POST")
def import_facts(request: Signed) -> HttpResponse:
    require_enterer(request.viewer)
    if request.method == "GET" or "more" in request.POST:
        return _form(request)
    try:
        given = _given(request.POST, _kind(request.POST))
        if "rows" in request.POST:
            return _keep(request, given, _carried(request.POST["rows"]), request.POST.get("file_name", ""))
        lines, name = _brought(request, _kind(request.POST))
        if lines:
            return _preview(request, given, draft(request.viewer, given, lines), name)
        return _typed(request, given)
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return _form(request, refusal)


@signed_in()
def template_file(request: Signed) -> HttpResponse:
    require_enterer(request.viewer)
    kind = _kind(request.GET)
    answer = HttpResponse(template(kind), content_type=SPREADSHEET)
    answer.headers["Content-Disposition"] = f'attachment; filename="mau-{kind.code.replace("_", "-")}.xlsx"'
    return answer


def batch_kinds() -> list[FactKind]:
    """Kinds that come in many: a ground of a level by force of law is entered by itself, with its days and paper."""
    return [kind for kind in all_kinds().values() if not {"act", "level"} & set(kind.asks)]


def _kind(given: Mapping[str, str]) -> FactKind:
    found = next((kind for kind in batch_kinds() if kind.code == given.get("loai", "")), None)
    if found is None:
        raise KIND_UNKNOWN(field="loai")
    return found


def _given(values: Mapping[str, str], kind: FactKind) -> Given:
    typed = {name: values.get(key, "").strip() for name, key in GIVEN.items()}
    return Given(**{**typed, "kind": kind.code})


def _brought(request: Signed, kind: FactKind) -> tuple[list[Line], str]:
    """Rows of the file or of what was pasted, and the file's name."""
    upload = uploaded(request)
    if upload:
        return read_file(upload.name, upload.data), upload.name
    pasted = request.POST.get("pasted", "")
    return (read_pasted(pasted, kind), "") if pasted.strip() else ([], "")


def _carried(text: str) -> list[Line]:
    """The good rows of a preview, as the page carried them: judged anew like any others."""
    try:
        rows = json.loads(text)
        return [Line(int(number), {str(key): str(cell) for key, cell in cells.items()}) for number, cells in rows]
    except (ValueError, TypeError, AttributeError) as wrong:
        raise ROWS_UNREADABLE() from wrong


def _typed(request: Signed, given: Given) -> HttpResponse:
    """All rows of the form or none: what is wrong stands beside its row."""
    lines = [line for line in _lines(request.POST, _kind(request.POST)) if any(cell.strip() for cell in line.cells.values())]
    drafted = draft(request.viewer, given, lines)
    if any(one.refusal for one in drafted):
        return _form(request, drafted=drafted)
    return _write(request, given, drafted, "")


def _keep(request: Signed, given: Given, lines: Sequence[Line], name: str) -> HttpResponse:
    return _write(request, given, draft(request.viewer, given, lines), name)


def _write(request: Signed, given: Given, drafted: Sequence[Drafted], name: str) -> HttpResponse:
    entries = [one.entry for one in drafted if one.entry and one.is_new]
    outcome = take_in(by=request.viewer, delivery=Delivery(given.source, name, entries, len(drafted)))
    return done(request, said(outcome), "evidence.register")


def said(outcome: Outcome) -> str:
    added, known = len(outcome.added), outcome.known
    sentence = _("Đã ghi nhận %(n)s thông tin; người liên quan được thông báo.") % {"n": thousands(added)}
    if known:
        sentence += " " + _("%(n)s dòng đã có từ trước.") % {"n": thousands(known)}
    return sentence


def _lines(values: Mapping[str, str], kind: FactKind) -> list[Line]:
    count = min(read_whole(values.get("count", ""), ROWS), MOST_TYPED)
    keys = order_of(kind)
    return [Line(at, {key: values.get(f"r{at}-{key}", "") for key in keys}) for at in range(1, count + 1)]


def _form(request: Signed, refusal: Refusal | None = None, drafted: Sequence[Drafted] = ()) -> HttpResponse:
    values = request.POST if request.method == "POST" else request.GET
    kind = next((kind for kind in batch_kinds() if kind.code == values.get("loai", "")), None)
    source = values.get("nguon", "") if values.get("nguon", "") in all_sources() else ""
    ready = kind if source else None
    labels = partial(column_name, ready) if ready else str
    wrong = sum(1 for one in drafted if one.refusal)
    shown = {
        "kinds": kind_choices(batch_kinds()), "sources": source_choices(), "kind": ready, "chosen": kind, "source": source,
        "given": {key: values.get(key, "") for key in GIVEN.values()}, "name_of": kind_name, "wrong": wrong,
        "rows": _rows(values, ready, drafted) if ready else [], "keys": order_of(ready) if ready else (),
        "labels": labels, "order": ", ".join(map(labels, order_of(ready))) if ready else "", "named": named,
        "month_today": f"{request.viewer.day:%m/%Y}", "most": MOST,
        "offered": subjects_offered(request.viewer, ready) if ready else [], "pasted": values.get("pasted", ""),
        "rules": rules_for(request.viewer) if ready and "rule" in ready.asks else [], "most_typed": MOST_TYPED,
        "section": "evidence.register", "status": BAD_INPUT if wrong else None,
    }  # fmt: skip
    return page(request, "evidence/many.html", shown, refusal)


def _rows(values: Mapping[str, str], kind: FactKind, drafted: Sequence[Drafted]) -> list[TypedRow]:
    said_of = {one.line.number: one for one in drafted}
    lines = _lines(values, kind)
    more = ROWS if "more" in values else 0
    lines += [Line(len(lines) + at, {}) for at in range(1, min(more, MOST_TYPED - len(lines)) + 1)]
    return [_row(line, said_of.get(line.number)) for line in lines]


def _row(line: Line, one: Drafted | None) -> TypedRow:
    if one is None or one.refusal is None:
        return TypedRow(line.number, line.cells, one.name if one else "")
    field = {"happened_on": "day", "rule_code": "rule", "period": "month"}.get(one.refusal.field, one.refusal.field)
    return TypedRow(line.number, line.cells, one.name, one.refusal.sentence, field if field in line.cells else "subject")


def _preview(request: Signed, given: Given, drafted: Sequence[Drafted], name: str) -> HttpResponse:
    refuse_if(len(drafted) > MOST, TOO_MANY_ROWS, count=len(drafted), limit=MOST)
    new = [one for one in drafted if one.is_new]
    bad = [one for one in drafted if one.refusal]
    shown = sorted(drafted, key=lambda one: (one.refusal is None, one.line.number))[:SHOWN]
    values = {
        "given": {key: request.POST.get(key, "") for key in GIVEN.values()}, "kind": _kind(request.POST), "drafted": shown,
        "new": len(new), "bad": len(bad), "known": len(drafted) - len(new) - len(bad), "count": len(drafted), "file_name": name,
        "rows": json.dumps([[one.line.number, dict(one.line.cells)] for one in new], ensure_ascii=False),
        "name_of": kind_name, "figures": lambda entry: figures_words(entry.kind, entry.details),
        "source": dict(source_choices()).get(given.source, ""),
        "section": "evidence.register", "status": BAD_INPUT if bad and not new else None,
    }  # fmt: skip
    return page(request, "evidence/preview.html", values)
