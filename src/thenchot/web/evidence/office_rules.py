"""Quy chế cơ quan: the rules by code, what one violation takes off which line, from which day, by which document."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.evidence.access import READERS, require_reader
from thenchot.evidence.actions.set_office_rule import NewRule, Taking, end_office_rule, set_office_rules
from thenchot.evidence.kinds import all_aspects, all_kinds
from thenchot.evidence.office_rules import (
    common_rules,
    require_setter,
    rule_to_end,
    rules_seen,
    setters_places,
)
from thenchot.evidence.refusals import DAY_UNREADABLE, POINTS_WRONG
from thenchot.files.rule_rows import RuleRow, read_rules
from thenchot.files.table import Problem
from thenchot.lib.days import day_of
from thenchot.lib.refusals import BAD_INPUT, CONFLICT, Refusal
from thenchot.organisation.queries import UnitAt
from thenchot.rulesets.shelf import known, load
from thenchot.web.answers import as_seen, done
from thenchot.web.dates import vndate
from thenchot.web.doors import Signed, signed_in
from thenchot.web.evidence.words import kind_choices
from thenchot.web.imports.imports import split, uploaded
from thenchot.web.page import page
from thenchot.web.reading import read_number, read_whole

STANDARD = "nd335-2025-cong-chuc"
"""The rulebook of a file's row that names none."""


@signed_in("GET", "POST")
def office_rules(request: Signed) -> HttpResponse:
    require_reader(request.viewer)
    if request.method == "GET":
        return _show(request)
    scope = require_setter(request.viewer, read_whole(request.POST.get("scope", "")))
    try:
        rules, problems = _brought(request, scope)
        if problems:
            return _show(request, problems=problems)
        set_office_rules(by=request.viewer, rules=rules)
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return _show(request, refusal)
    return done(request, _("Đã áp dụng %(n)s điều quy chế.") % {"n": len(rules)}, "evidence.office_rules")


@signed_in("POST")
def end_rule(request: Signed, rule_id: int) -> HttpResponse:
    rule = as_seen(request, rule_to_end(request.viewer, rule_id))
    try:
        end_office_rule(by=request.viewer, rule=rule, last_day=_day(request, "last_day"))
    except Refusal as refusal:
        if refusal.status not in (BAD_INPUT, CONFLICT):
            raise
        return _show(request, refusal)
    return done(request, _("Đã kết thúc áp dụng điều quy chế."), "evidence.office_rules")


def _brought(request: Signed, scope: UnitAt) -> tuple[list[NewRule], tuple[Problem, ...]]:
    """The rule of the form, or those of a file with what is wrong in it."""
    upload = uploaded(request)
    if upload is None:
        return [_rule(request, scope)], ()
    rows, found = read_rules(upload.name, upload.data)
    return [_rule_of_row(request, scope, row) for row in rows], split(found)[0]


def _rule(request: Signed, scope: UnitAt) -> NewRule:
    given = request.POST
    code = given.get("code", "").strip() or given.get("other_code", "").strip()
    rulebook, _slash, criterion = given.get("line", "").partition("|")
    takes = _takes(rulebook, criterion, given.get("points", ""))
    text = given.get("text", "").strip() or _words(code)
    return NewRule(scope, code, text, given.get("document", ""), _day(request, "valid_from"), takes)


def _rule_of_row(request: Signed, scope: UnitAt, row: RuleRow) -> NewRule:
    takes = _takes(row.rulebook or STANDARD, row.criterion, row.points)
    return NewRule(scope, row.code, row.text, request.POST.get("document", ""), _day(request, "valid_from"), takes)


def _takes(rulebook: str, criterion: str, typed: str) -> tuple[Taking, ...]:
    if not criterion and not typed.strip():
        return ()
    points = read_number(typed)
    if points is None:
        raise POINTS_WRONG(field="points", max="")
    return (Taking(rulebook, criterion, Fraction(points)),)


def _day(request: Signed, field: str) -> date:
    found = day_of(request.POST.get(field, ""))
    if found is None:
        raise DAY_UNREADABLE(field=field)
    return found


def _words(code: str) -> str:
    rule, kind = common_rules().get(code), all_kinds().get(code)
    return rule.vi if rule else kind.vi if kind else ""


def _show(request: Signed, refusal: Refusal | None = None, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    viewer = request.viewer
    mine = [path for role in READERS for path in viewer.scopes(role)]
    english = get_language() == "en"
    values = {
        "rules": rules_seen(viewer, mine),
        "common": [(rule.code, rule.en if english else rule.vi) for rule in common_rules().values()],
        "kinds": kind_choices(kind for kind in all_kinds().values() if kind.deductible and "rule" not in kind.asks),
        "scopes": [(unit.id, unit.name) for unit in setters_places(viewer)], "lines": _lines_offered(), "problems": problems,
        "today": vndate(viewer.day), "named_line": _named_line,
        "section": "evidence.register",
        "status": BAD_INPUT if problems else None,
    }  # fmt: skip
    return page(request, "evidence/office_rules.html", values, refusal)


def _lines_offered() -> list[tuple[str, str]]:
    """Every line of the rulebooks that facts can inform, as rulebook|criterion."""
    books = [name for name in known() if any(name in lines for lines in all_aspects().values())]
    found: dict[str, str] = {}
    for name in books:
        book = load(name)
        for kind in (None, *book.kinds()):
            for leaf in book.leaves(kind):
                if leaf.max is not None:
                    found.setdefault(f"{name}|{leaf.id}", f"{leaf.id} {leaf.vi} ({book.citation.split(',')[0]})")
    return list(found.items())


def _named_line(rulebook: str, criterion: str) -> str:
    return dict(_lines_offered()).get(f"{rulebook}|{criterion}", criterion)
