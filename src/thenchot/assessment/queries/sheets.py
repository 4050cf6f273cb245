"""One sheet as its page needs it: criteria with marks, the score with its reasons, the tasks, the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from django.db.models import QuerySet

from thenchot.assessment.judging import Bench, level_codes
from thenchot.assessment.models import Comment, Cycle, LevelChange, Petition, Published, Sheet
from thenchot.assessment.queries.starts import against_lines
from thenchot.assessment.scoring import CHOSEN, Scored, exact, fractions_of, score_in, shown, typed_number
from thenchot.assessment.steps import OPENED, STATE_NAMES, StepAt, last_day_to_send, steps_at, waiting_step
from thenchot.evidence.queries import FactRow
from thenchot.lib.kept_query import MARK, TEXT_MARK, KeptQuery
from thenchot.people.identity import Identity
from thenchot.rules.book import Criterion, Rulebook
from thenchot.rules.errors import InputError
from thenchot.rulesets.naming import law_of
from thenchot.workplan.queries import TaskRow, facts_in, tasks_of


@dataclass(frozen=True)
class MarkLine:
    """A scored criterion: its maximum, the person's mark, the confirmed mark, what to start from, as typed ("4,5")."""

    id: str
    vi: str
    en: str
    group: str
    max: str
    own: str
    confirmed: str
    start: str
    from_last: bool
    typed: bool
    citation: str
    last: str = ""
    """The last confirmed mark, as typed; the line starts there unless something new speaks against it."""
    against: tuple[FactRow, ...] = ()
    """What was recorded in this period against the line: it then starts empty."""


@dataclass(frozen=True)
class ReasonLine:
    """Why the score is what it is: a code and exact parameters, made into a sentence by the page."""

    code: str
    article: str
    params: Mapping[str, Any]
    points: Fraction | None


@dataclass(frozen=True)
class ScoreView:
    """A score to show: `provisional` until confirmed; `values` are the engine's answers by name, exact."""

    score: Fraction | None
    band: str
    provisional: bool
    values: Mapping[str, Any]
    because: tuple[ReasonLine, ...]
    assumed: tuple[str, ...]
    warnings: tuple[tuple[str, Mapping[str, Any]], ...]
    problem: str = ""


@dataclass(frozen=True)
class SheetView:
    """Everything the pages of a sheet show."""

    id: int
    version: int
    cycle_id: int
    period: str
    category: str
    state: str
    state_name: str
    person_id: int
    person: str
    staff_code: str
    gender: str
    scorer: str
    ranker: str
    decider: str
    unit: str
    title: str
    rank: str
    is_leader: bool
    rulebook: str
    rulebook_name: str
    law: str
    """The instrument whose articles are cited by their bare number."""
    lines: tuple[MarkLine, ...]
    tasks: tuple[TaskRow, ...]
    score: ScoreView
    strengths: str
    weaknesses: str
    opinion: str
    return_note: str
    leader: Mapping[str, str]
    own_leader: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]]
    """What is to be chosen beside the marks, with what may be chosen."""
    below_waiting: int
    self_score: Fraction | None
    self_level: str
    proposed_level: str
    level: str
    levels: tuple[str, ...]
    absence: str
    absence_note: str
    deadline: date | None
    steps: tuple[StepAt, ...]
    last_period: str
    submitted_at: Any
    confirmed_at: Any
    behalf_of: str
    can_withdraw: bool
    extended: bool
    """Nothing was ever sent: the note gives more time and sends nothing back."""


def explained_as(task_id: int) -> str:
    """The name under which a form and a draft carry what is said of a task."""
    return f"gt-{task_id}"


def view_of(sheet: Sheet, typed: Mapping[str, str] | None = None) -> SheetView:
    """Return the view of a sheet. `typed` (or the kept draft) stands over the start values while the person may edit."""
    tasks = tasks_of(sheet.person_id, sheet.cycle.period)
    bench = Bench(sheet.cycle, [sheet], {sheet.person_id: facts_in(tasks)})
    previous = previous_marks(sheet)
    draft = typed if typed is not None else sheet.draft
    shown = tuple(replace(task, explanation=draft.get(explained_as(task.id), task.explanation)) for task in tasks)
    lines = tuple(_lines(bench, sheet, previous[1], draft))
    post = sheet.appointment
    return SheetView(
        id=sheet.id, version=sheet.version, cycle_id=sheet.cycle_id, period=sheet.cycle.period, category=sheet.cycle.category,
        state=sheet.state, state_name=str(STATE_NAMES[sheet.state]), person_id=sheet.person_id, person=sheet.person.full_name,
        staff_code=sheet.person.staff_code, gender=sheet.person.gender,
        scorer=_name(sheet.scorer), ranker=_name(sheet.ranker), decider=_name(sheet.decider),
        unit=_unit_name(sheet), title=post.title.name, rank=sheet.rank, is_leader=bench.is_leader(sheet),
        rulebook=sheet.cycle.rulebook, rulebook_name=bench.book.name, law=law_of(bench.book), lines=lines,
        tasks=shown, score=_score_view(bench, sheet, lines, draft),
        strengths=draft.get("strengths", sheet.strengths), weaknesses=draft.get("weaknesses", sheet.weaknesses),
        opinion=sheet.opinion, return_note=sheet.return_note, leader=sheet.marks.get("leader", {}),
        own_leader={name: draft.get(name) or sheet.marks.get("self_leader", {}).get(name, "") for name in CHOSEN},
        choices=bench.choices(sheet), below_waiting=bench.below(sheet).waiting,
        self_score=Fraction(sheet.self_score) if sheet.self_score is not None else None, self_level=sheet.self_level,
        proposed_level=sheet.proposed_level, level=sheet.level, levels=tuple(level_codes(bench.book)), absence=sheet.absence,
        absence_note=sheet.absence_note, deadline=_deadline(sheet), steps=tuple(steps_at(sheet.cycle.steps)),
        last_period=previous[0], submitted_at=sheet.submitted_at, confirmed_at=sheet.confirmed_at, behalf_of=sheet.behalf_of,
        can_withdraw=sheet.state == "submitted" and sheet.seen_at is None,
        extended=bool(sheet.return_note) and not sheet.was_sent,
    )  # fmt: skip


def _deadline(sheet: Sheet) -> date | None:
    if sheet.state == OPENED:
        return last_day_to_send(sheet.cycle.steps, returned=bool(sheet.return_note))
    step = waiting_step(sheet.cycle.steps, sheet.state)
    return step.last if step else None


def _name(person: Any) -> str:
    return person.full_name if person else ""


def _unit_name(sheet: Sheet) -> str:
    known: str | None = getattr(sheet, "unit_name", None)
    if known:
        return known
    versions = sheet.unit.versions.filter(valid_from__lte=sheet.cycle.day).order_by("-valid_from")
    found = versions.values_list("name", flat=True).first()
    return found or sheet.unit.code


def previous_marks(sheet: Sheet) -> tuple[str, dict[str, str]]:
    """The last confirmed period's marks under the same rulebook: general points start there, never at the maximum."""
    last = last_sheet(sheet)
    return (last.cycle.period, last.marks.get("confirmed", {})) if last else ("", {})


def last_sheet(sheet: Sheet) -> Sheet | None:
    """The same, whole; read once for a sheet at hand."""
    known = vars(sheet)
    if "last_sheet" not in known:
        known["last_sheet"] = LAST.get(sheet.person_id, sheet.cycle.rulebook, sheet.cycle.period)
    found: Sheet | None = known["last_sheet"]
    return found


def _last(person_id: int, rulebook: str, period: str) -> QuerySet[Sheet]:
    before = Sheet.objects.filter(person_id=person_id, cycle__rulebook=rulebook, cycle__period__lt=period)
    latest = before.exclude(confirmed_at=None).order_by("-cycle__period").select_related("cycle")
    return latest.only("marks", "score", "band", "opinion", "weaknesses", "cycle__period")


LAST = KeptQuery(_last, MARK, TEXT_MARK, f"{TEXT_MARK}2")


def _lines(bench: Bench, sheet: Sheet, last: Mapping[str, str], draft: Mapping[str, str]) -> list[MarkLine]:
    """Of a year none: it has no marks, being made of months."""
    if bench.yearly:
        return []
    own, confirmed = sheet.marks.get("self", {}), sheet.marks.get("confirmed", {})
    groups, against = _groups(bench.book), against_lines(sheet)
    lines = []
    for leaf in bench.book.leaves(bench.kind(sheet)):
        facts, typed = against.get(leaf.id, ()), draft.get(leaf.id)
        base = None if facts else own.get(leaf.id) or last.get(leaf.id)
        same = typed is None or typed_number(typed.strip()) == _number(base)
        lines.append(MarkLine(
            id=leaf.id, vi=leaf.vi, en=leaf.en, group=groups.get(leaf.id, ""), max=shown(leaf.max),
            own=_shown(own.get(leaf.id)), confirmed=_shown(confirmed.get(leaf.id)),
            start=typed if typed is not None else _shown(base),
            from_last=base is not None and same and leaf.id not in own, typed=typed is not None,
            citation=leaf.citation, last=_shown(last.get(leaf.id)), against=facts,
        ))  # fmt: skip
    return lines


def _groups(book: Rulebook) -> dict[str, str]:
    """The heading over each scored line: its parent's name."""
    found: dict[str, str] = {}

    def walk(criterion: Criterion) -> None:
        for child in criterion.children:
            found[child.id] = criterion.vi
            walk(child)

    for criterion in book.criteria:
        walk(criterion)
    return found


def _shown(text: str | None) -> str:
    return shown(_number(text))


def _number(text: str | None) -> Fraction | None:
    return Fraction(text) if text else None


def _score_view(bench: Bench, sheet: Sheet, lines: tuple[MarkLine, ...], draft: Mapping[str, str]) -> ScoreView:
    if sheet.verdict and sheet.state != "opened":
        return kept_score(sheet.inputs, sheet.verdict, sheet.band)
    leader = {name: draft.get(name) or sheet.marks.get("self_leader", {}).get(name, "") for name in CHOSEN}
    try:
        marks = {line.id: Fraction(line.start.replace(",", ".")) for line in lines if line.start.strip()}
        scored = bench.judge(sheet, marks, leader, provisional=True)
    except (InputError, ValueError):
        return ScoreView(None, "", True, {}, (), (), (), problem="marks_invalid")
    return _view(scored, provisional=True)


def _view(scored: Scored, *, provisional: bool) -> ScoreView:
    view = kept_score(scored.inputs, scored.verdict, scored.band)
    return ScoreView(
        view.score, view.band, provisional, view.values, view.because, view.assumed, view.warnings, view.problem
    )


def kept_score(inputs: Mapping[str, Any], verdict: Mapping[str, Any], band: str) -> ScoreView:
    """Return the view of a kept verdict, exact numbers restored."""
    values = {name: exact(value) for name, value in verdict["values"].items()}
    because = tuple(
        ReasonLine(code, article, exact(params), _fraction(exact(points)))
        for code, article, params, points in verdict["because"]
    )
    warnings = tuple((code, exact(params)) for code, params in verdict["warnings"])
    problem = str(warnings[0][0]) if inputs.get("input") is None and warnings else ""
    score = exact(score_in(inputs, verdict))
    return ScoreView(_fraction(score), band, False, values, because, tuple(verdict["assumed"]), warnings, problem)


def _fraction(value: Any) -> Fraction | None:
    return None if value is None or isinstance(value, str) else Fraction(value)


def own_sheets(viewer: Identity) -> list[Sheet]:
    """The viewer's sheets, open cycles first, then the latest periods."""
    rows = Sheet.objects.filter(person_id=viewer.person_id).select_related("cycle", "scorer", "ranker", "decider")
    return sorted(
        rows, key=lambda sheet: (sheet.cycle.state != "open", _backwards(sheet.cycle.period), sheet.cycle.rulebook)
    )


def _backwards(period: str) -> tuple[int, ...]:
    return tuple(-ord(letter) for letter in period)


def own_sheet_of(viewer: Identity, period: str) -> list[Sheet]:
    rows = Sheet.objects.filter(person_id=viewer.person_id, cycle__period=period)
    return list(rows.select_related("cycle", "person", "scorer", "ranker", "decider").order_by("id"))


def changes_of(sheet: Sheet) -> list[LevelChange]:
    return list(LevelChange.objects.filter(sheet=sheet).select_related("by").order_by("at", "id"))


def comments_of(sheet: Sheet) -> list[Comment]:
    """Oldest first; not asked for where the reading of the sheet has seen that there is none."""
    if getattr(sheet, "has_comments", True) is False:
        return []
    return list(Comment.objects.filter(sheet=sheet).select_related("by").order_by("at"))


def versions_of(sheet: Sheet) -> list[Published]:
    return list(Published.objects.filter(sheet=sheet).select_related("by").order_by("-number"))


def petitions_of(sheet: Sheet) -> list[Petition]:
    return list(Petition.objects.filter(sheet=sheet).select_related("addressee", "answered_by").order_by("-id"))


def petitions_for(viewer: Identity) -> list[Petition]:
    """Petitions the viewer filed or must answer, open ones by their last day first."""
    mine = Petition.objects.filter(sheet__person_id=viewer.person_id) | Petition.objects.filter(
        addressee_id=viewer.person_id
    )
    return list(mine.select_related("sheet__cycle", "sheet__person", "addressee").order_by("-state", "due_on"))


def marks_of(sheet: Sheet) -> dict[str, Fraction]:
    return fractions_of(sheet.marks.get("self"))


def cycle_of(cycle_id: int) -> Cycle:
    return Cycle.objects.get(id=cycle_id)
