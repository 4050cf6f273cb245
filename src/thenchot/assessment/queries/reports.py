"""What the minutes of a meeting and the summary for the flag ceremony say: numbers of a period, names only within its policy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from django.db.models import Count, Q

from thenchot.assessment.access import may_record, oversees
from thenchot.assessment.documents import (
    CeremonySummary,
    Changed,
    Counted,
    Footing,
    Letterhead,
    Minutes,
    Said,
    SealNote,
    Subject,
)
from thenchot.assessment.judging import level_codes
from thenchot.assessment.models import Cycle, Meeting, Opinion
from thenchot.assessment.queries.documents import SHOWN_HASH, period_words
from thenchot.assessment.queries.letterheads import letterhead_of_cycle, letterhead_of_unit
from thenchot.assessment.queries.progress import change_counts
from thenchot.assessment.steps import ABSENCES, EXCUSED, PUBLISHED, STATE_NAMES, final_state, has
from thenchot.audit.queries import last_seal
from thenchot.audit.seals import public_key
from thenchot.organisation.queries import names_on, unit_on, units_on
from thenchot.people.identity import Identity
from thenchot.rules.book import ASK
from thenchot.rulesets.queries import frozen

PERSONAL = ("sick", "maternity", "investigation")
"""Grounds of leaving somebody out that a public paper does not tell apart."""
SMALL = 5
"""Under so many people, a unit's raised and lowered would point at persons."""
TRAIL = "mã nhật ký"


def ceremony_of(cycle: Cycle) -> CeremonySummary:
    """The summary of a published period; of an open one a draft over what is finished so far."""
    book, ranked, head = frozen(cycle.digest), has(cycle.steps, "decide"), letterhead_of_cycle(cycle)
    states = Counter(dict(cycle.sheets.values_list("state").annotate(n=Count("id")).order_by()))
    done = _done(cycle)
    levels = _levels(cycle, done)
    changes = change_counts([cycle])
    top = max(book.levels, key=lambda level: level.min)
    return CeremonySummary(
        letterhead=head, period=period_words(cycle.period), scope=head.body, rulebook=book.name,
        total=sum(states.values()), excused=states[EXCUSED], assessed=sum(states[state] for state in done), ranked=ranked,
        levels=levels, unfinished=_unfinished(states, done), excuses=_excuses(cycle),
        changes=_by_unit(cycle, {one.unit: (one.raised, one.lowered) for one in changes}),
        raised=sum(one.raised for one in changes), lowered=sum(one.lowered for one in changes),
        praised=_lower(top.vi), names=_names(cycle, done, top.code) if cycle.publication == "unit" else None,
        seal=seal_note(),
        footing=_footing(f"KY/{cycle.id}", cycle.version, cycle.last_hash, draft=cycle.state == "open"),
    )  # fmt: skip


def _done(cycle: Cycle) -> tuple[str, ...]:
    """After publication only what was published counts: what was never finished stays with the missing."""
    return (PUBLISHED,) if cycle.state != "open" else (final_state(cycle.steps), PUBLISHED)


def _levels(cycle: Cycle, done: Sequence[str]) -> tuple[Counted, ...]:
    book, counts = frozen(cycle.digest), Counter[str]()
    rows = cycle.sheets.filter(state__in=done).values_list("level", "band").annotate(n=Count("id")).order_by()
    for level, band, n in rows:
        counts[level or band] += n
    found = [Counted(known.vi, counts[code]) for code in level_codes(book) if (known := book.level(code))]
    rest = sum(counts.values()) - sum(one.count for one in found)
    return (*found, Counted("Chưa có mức, cấp có thẩm quyền quyết định", rest)) if rest or counts[ASK] else tuple(found)


def _unfinished(states: Mapping[str, int], done: Sequence[str]) -> tuple[Counted, ...]:
    rest = {state: n for state, n in states.items() if state not in (*done, EXCUSED) and n}
    return tuple(Counted(str(STATE_NAMES[state]), n) for state, n in sorted(rest.items()))


def _excuses(cycle: Cycle) -> tuple[Counted, ...]:
    """By ground; the personal ones together, as nobody's health is read out."""
    rows = cycle.sheets.filter(state=EXCUSED).values_list("absence").annotate(n=Count("id")).order_by("absence")
    counts: Counter[str] = Counter()
    for absence, n in rows:
        counts["nghỉ theo chế độ hoặc lý do riêng" if absence in PERSONAL else _lower(str(ABSENCES.get(absence, absence)))] += n
    return tuple(Counted(text, n) for text, n in counts.items())


def _by_unit(cycle: Cycle, changes: Mapping[str, tuple[int, int]]) -> tuple[Changed, ...]:
    """Units with raised or lowered people; small units in one line, and never one small unit alone in it."""
    names = names_on(cycle.day)
    people = {
        names.get(unit, ""): n for unit, n in cycle.sheets.values_list("unit_id").annotate(n=Count("id")).order_by()
    }
    order = sorted(changes, key=lambda name: people.get(name, 0))
    small = [name for name in order if people.get(name, 0) < SMALL]
    if len(small) == 1:
        small = order[:2]
    rows = [Changed(name, *changes[name]) for name in changes if name not in small]
    if small:
        raised, lowered = (sum(changes[name][side] for name in small) for side in (0, 1))
        rows.append(Changed("Các đơn vị khác", raised, lowered))
    return tuple(rows) if len(rows) > 1 or not small else ()


def _names(cycle: Cycle, done: Sequence[str], top: str) -> tuple[Subject, ...]:
    units = names_on(cycle.day)
    reached = Q(level=top) | Q(level="", band=top)
    rows = cycle.sheets.filter(reached, state__in=done).order_by("unit_path", "person__sort_key")
    found = rows.values_list("person__full_name", "appointment__title__name", "unit_id")
    return tuple(Subject(name, title, units.get(unit, "")) for name, title, unit in found)


def seal_note() -> SealNote | None:
    seal = last_seal()
    return SealNote(seal.day, seal.hash, public_key()) if seal else None


def _footing(code: str, version: int, last_hash: str, *, draft: bool = False) -> Footing:
    return Footing(code, version, "" if draft else last_hash[:SHOWN_HASH], draft, TRAIL)


def meetings_to_print(viewer: Identity, cycle: Cycle) -> list[Meeting]:
    """The meetings of a period whose minutes the viewer may read, the latest first."""
    found = list(Meeting.objects.filter(cycle=cycle).select_related("unit", "chair").order_by("-held_on", "-id"))
    if not found or oversees(viewer, cycle):
        return found
    units = units_on(cycle.day)
    return [one for one in found if one.unit_id in units and may_record(viewer, cycle, units[one.unit_id].path)]


def minutes_of(meeting: Meeting) -> Minutes:
    cycle = meeting.cycle
    unit = unit_on(meeting.unit_id, cycle.day)
    period = period_words(cycle.period)
    return Minutes(
        letterhead=letterhead_of_unit(unit, cycle.day) if unit else Letterhead(False, "", meeting.unit.code),
        period=period, about=f"Cuộc họp nhận xét, đánh giá, xếp loại chất lượng {period}",
        held_on=meeting.held_on, place=meeting.place, chair=meeting.chair.full_name,
        secretary=meeting.secretary.full_name, present=meeting.present,
        absent=tuple(line.strip() for line in meeting.absent.splitlines() if line.strip()),
        text=tuple(meeting.minutes.splitlines()), said=_said(meeting), seal=seal_note(),
        footing=_footing(f"HOP/{meeting.id}", meeting.version, meeting.last_hash),
    )  # fmt: skip


def _said(meeting: Meeting) -> tuple[Said, ...]:
    rows = Opinion.objects.filter(meeting=meeting).order_by("sheet__unit_path", "sheet__person__sort_key", "id")
    found = rows.values_list(
        "sheet__person__full_name", "sheet__appointment__title__name", "text", "author"
    )
    return tuple(Said(*row) for row in found)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
