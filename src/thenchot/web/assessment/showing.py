"""A sheet as each reader meets it: its owner fills it in, its scorer reviews it, everybody else reads it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from thenchot.assessment.access import sheet_to_read
from thenchot.assessment.aggregate import is_year
from thenchot.assessment.behalf import behalves_of
from thenchot.assessment.deductions import Proposal, proposals_of
from thenchot.assessment.drafts import PAGE, Page, mark_of
from thenchot.assessment.queries.changed import changed_since
from thenchot.assessment.queries.comments_due import comments_due
from thenchot.assessment.queries.grounds import grounds_of
from thenchot.assessment.queries.outdated import is_outdated
from thenchot.assessment.queries.panel import Panel, panel_of
from thenchot.assessment.queries.sheets import (
    MarkLine,
    SheetView,
    changes_of,
    comments_of,
    explained_as,
    petitions_of,
    versions_of,
    view_of,
)
from thenchot.assessment.queries.weighing import totals_by_cause
from thenchot.assessment.scoring import CHOSEN
from thenchot.assessment.steps import CONFIRMED, EXCUSED, OF_A_MONTH, OPENED, PUBLISHED, SUBMITTED
from thenchot.attachments.queries import files_of
from thenchot.lib.refusals import CONFLICT, Refusal
from thenchot.people.identity import Identity
from thenchot.rulesets.naming import number_of
from thenchot.web import reasons
from thenchot.web.attachments.showing import size_words
from thenchot.web.checklists.beside import beside
from thenchot.web.doors import Signed
from thenchot.web.evidence.words import figures_words, kind_name, ruling_words, source_name
from thenchot.web.numbers import english, fraction, mark
from thenchot.web.page import page
from thenchot.web.reading import read_number
from thenchot.web.year import showing as yearly

TEXTS = ("strengths", "weaknesses", "opinion", "reason", *CHOSEN)
SECTIONS = {"own": "assessment.my_sheets", "score": "assessment.grids", "comment": "assessment.comments"}
LONGEST_LIST = 10
"""A criterion with a larger maximum is typed, not chosen from a list."""


def typed_marks(request: HttpRequest, view: SheetView) -> dict[str, str]:
    """The marks a form carries, as typed, by criterion."""
    return {line.id: request.POST[line.id].strip() for line in view.lines if line.id in request.POST}


def typed(request: HttpRequest, view: SheetView) -> dict[str, str]:
    """Everything a form of a sheet carries, as typed."""
    names = [*TEXTS, *(explained_as(task.id) for task in view.tasks)]
    return {**typed_marks(request, view), **{name: request.POST[name].strip() for name in names if name in request.POST}}


def explanations(request: HttpRequest, view: SheetView) -> dict[int, str]:
    """What the form says of the late and rejected tasks, by the task's number."""
    return {task.id: request.POST.get(explained_as(task.id), "") for task in view.tasks}


def leader_of(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST[name] for name in CHOSEN if request.POST.get(name)}


def page_of(request: HttpRequest) -> Page | None:
    """The page a form of one's own sheet was typed on."""
    token = request.POST.get("page", "")
    return Page(token, request.POST.get("seen", "")) if token else None


def fresh_page(sheet: Any) -> dict[str, Any]:
    """What the form of one's own sheet carries so that two open pages never overwrite one another unseen."""
    return {"form_page": Page(secrets.token_hex(4), mark_of(sheet.draft)), "saved_by": sheet.draft.get(PAGE, "")}


def role_in(viewer: Identity, view: SheetView, scorer_id: int | None) -> str:
    """What the page lets the reader do: "own", "score", "comment" or "read"."""
    if view.person_id == viewer.person_id:
        return "own"
    if scorer_id == viewer.person_id:
        return "score"
    return "comment" if viewer.fields and view.state in (OPENED, SUBMITTED) else "read"


def show(request: Signed, sheet_id: int, refusal: Refusal | None = None, found: Any = None) -> HttpResponse:
    """The page of a sheet, read again unless it was `found` just now; a refused form keeps what was typed."""
    sheet = found or sheet_to_read(request.viewer, sheet_id)
    if is_year(sheet.cycle):
        return yearly.show(request, sheet, refusal)
    # What is typed and not yet sent is its writer's alone: no other reader sees a draft.
    draft = sheet.draft if sheet.person_id == request.viewer.person_id else {}
    # On a sheet whose form is gone what was typed must not stand as if it were kept; the page gives it back apart.
    kept = typed(request, view_of(sheet)) if refusal and _has_form(request.viewer, sheet) else None
    proposal = _proposal(request.viewer, sheet)
    reduced = proposal.reduced() if proposal and kept is None else {}
    view = view_of(sheet, typed={**draft, **reduced, **(kept or {})})
    role = role_in(request.viewer, view, sheet.scorer_id)
    if refusal is not None and refusal.status == CONFLICT and kept is not None:
        saving = request.resolver_match is not None and request.resolver_match.view_name == "assessment.save_draft"
        both = {**conflict(view_of(sheet), kept, role), **fresh_page(sheet), "saving": saving, "status": CONFLICT}
        return page(request, "assessment/conflict.html", both)
    editing = role == "own" and view.state == OPENED
    panel = None if editing else panel_of(sheet, request.viewer, view.tasks)
    values = {
        **figures(view),
        **_of_scorer(request.viewer, sheet, view, role == "score"),
        **_of_panel(panel),
        "role": role,
        "section": SECTIONS.get(role, ""),
        "behalves": behalves_of(sheet),
        "editing": editing,
        "comments": panel.comments if panel else comments_of(sheet),
        "proposal": proposal,
        "absences": OF_A_MONTH,
        "grounds": grounds_of(sheet, request.viewer),
        "today": request.viewer.day,
        **beside(request.viewer, sheet),
    }
    if values["editing"]:
        values |= fresh_page(sheet)
    else:
        values |= {"changes": changes_of(sheet), "versions": versions_of(sheet), "petitions": petitions_of(sheet)}
        values["outdated"] = view.is_leader and view.state == PUBLISHED and is_outdated(request.viewer, sheet)
    template = "assessment/my_sheet.html" if values["editing"] else "assessment/sheet.html"
    return page(request, template, values, refusal)


def _of_scorer(viewer: Identity, sheet: Any, view: SheetView, scores: bool) -> dict[str, Any]:
    """What only the scorer's page of a sheet shows; nothing of it for other readers."""
    reviewing = scores and view.state == SUBMITTED
    return {
        "reviewing": reviewing,
        "changed": changed_since(sheet.cycle, [sheet]).get(sheet.id) if scores else None,
        "comments_due": comments_due(sheet.cycle, [sheet], viewer.day) if scores else None,
        "returnable": scores and view.state in (OPENED, SUBMITTED, CONFIRMED, EXCUSED),
        "weighed": totals_by_cause(sheet, view.tasks) if reviewing else {},
    }


def _of_panel(panel: Panel | None) -> dict[str, Any]:
    """The evidence panel with the files of its facts, and the words facts are said in, there or beside a line."""
    return {
        "panel": panel,
        "files": files_of("fact", [fact.id for fact in panel.facts]) if panel else {},
        "kind_name": kind_name,
        "source_name": source_name,
        "figures_words": figures_words,
        "ruling_words": ruling_words,
        "size_words": size_words,
    }


def _proposal(viewer: Identity, sheet: Any) -> Proposal | None:
    """What facts propose to take off, for the scorer of a sent sheet: the form starts with it, they decide."""
    asked = (viewer.person_id, sheet.state) == (sheet.scorer_id, SUBMITTED)
    return proposals_of(sheet.cycle, [sheet]).get(sheet.id) if asked else None


def _has_form(viewer: Identity, sheet: Any) -> bool:
    """Whether the page shows the reader a form with marks: the person's own until it is sent, then the scorer's."""
    return (viewer.person_id, sheet.state) in ((sheet.person_id, OPENED), (sheet.scorer_id, SUBMITTED))


def figures(view: SheetView) -> dict[str, Any]:
    """What the score card of a sheet needs, on the page and as a fragment."""
    return {
        "view": view,
        "reasons": reasons.lines(view.score.because, view.law),
        "warnings": reasons.warnings(view.score.warnings),
        "costly": [task for task in view.tasks if task.costs_points],
        "plain_tasks": [task for task in view.tasks if task.counted and not task.costs_points],
        "uncounted": [task for task in view.tasks if not task.counted],
        "assigned": sum((task.units for task in view.tasks if task.counted and task.origin == "planned"), fraction(0)),
        "choices": choices,
    }


def choices(line: MarkLine) -> SafeString:
    """The options of a list of marks, high to low, in halves; blank for a criterion that is typed."""
    return _options(line.max, line.start, english())


@lru_cache(maxsize=4096)
def _options(most: str, start: str, _in_english: bool) -> SafeString:
    offered = _offered(fraction(most or "0"), start)
    at = mark(start) if offered and start else ""
    chosen = [(text, " selected" if start and text == at else "") for text in map(mark, offered)]
    return format_html_join("", '<option value="{0}"{1}>{0}</option>', chosen)


def _offered(most: Fraction, start: str) -> list[Fraction]:
    """The marks of a list; what stands there already is among them."""
    if most > LONGEST_LIST:
        return []
    offered = {fraction(step) / 2 for step in range(int(most * 2) + 1)} | {most}
    if start:
        try:
            offered.add(fraction(start))
        except ValueError:
            return []
    return sorted(offered, reverse=True)


def conflict(stored: SheetView, mine: Mapping[str, str], role: str) -> dict[str, Any]:
    """The two versions line by line; a line only one side changed is chosen already."""
    labels = {
        "strengths": _("Ưu điểm"), "weaknesses": _("Hạn chế, khuyết điểm"), "opinion": _("Nhận xét"), "reason": _("Lý do"),
        "dd": _("Khả năng tổ chức triển khai thực hiện nhiệm vụ"), "e": _("Năng lực tập hợp, đoàn kết công chức"),
        **{explained_as(task.id): _("Giải trình: %(task)s") % {"task": task.content} for task in stored.tasks},
        **{line.id: f"{number_of(line.id)} {line.vi}".strip() for line in stored.lines},
    }  # fmt: skip
    theirs = {line.id: line.start if role == "own" else line.confirmed or line.own or line.start for line in stored.lines}
    theirs |= {"strengths": stored.strengths, "weaknesses": stored.weaknesses, "opinion": stored.opinion}
    theirs |= dict(stored.own_leader if role == "own" else stored.leader)
    theirs |= {explained_as(task.id): task.explanation for task in stored.tasks}
    lines = [
        {"name": name, "label": labels.get(name, name), "mine": text, "theirs": theirs.get(name, ""), "chosen": "mine"}
        for name, text in mine.items()
        if not _alike(text, theirs.get(name, ""))
    ]
    same = {name: text for name, text in mine.items() if _alike(text, theirs.get(name, ""))}
    return {"view": stored, "lines": lines, "same": same, "role": role}


def _alike(one: str, other: str) -> bool:
    """The same words, or the same mark however it is written: 4 and 4,0."""
    number = read_number(one)
    return one == other or (number is not None and number == read_number(other))
