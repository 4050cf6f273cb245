"""The complexity groups of a catalogue: at most five, one frame of points each, none overlapping (Điều 13 khoản 1 điểm a)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from thenchot.files.catalogue_rows import RawItem
from thenchot.files.refusals import FRAME_DIFFERS, FRAMES_OVERLAP, OUTSIDE_FRAME, TOO_MANY_GROUPS
from thenchot.files.table import Problem, shown
from thenchot.standards.drafts import MOST_GROUPS, Group

GROUP, FRAME, POINTS = "Nhóm", "Khung điểm", "Điểm chấm"


def check_groups(items: Sequence[RawItem], problems: list[Problem]) -> list[Group]:
    """Return the groups from simple to complex; a group that states no frame spans the points it holds."""
    framed: dict[str, tuple[RawItem, Group]] = {}
    for item in items:
        if item.frame is not None:
            _check_frame(item, framed, problems)
    groups = {code: group for code, (_, group) in framed.items()}
    for item in items:
        if item.group not in groups:
            groups[item.group] = _spanned(item.group, items)
    ordered = sorted(groups.values(), key=lambda group: group.low)
    _check_set(ordered, items, problems)
    return ordered


def _check_frame(item: RawItem, framed: dict[str, tuple[RawItem, Group]], problems: list[Problem]) -> None:
    assert item.frame is not None
    group = Group(item.group, *item.frame)
    first, known = framed.setdefault(item.group, (item, group))
    if known != group:
        why = FRAME_DIFFERS(group=item.group, here=group.frame, there=f"{known.frame} ({first.code})")
        problems.append(Problem(item.sheet, item.row, FRAME, why))
    elif not group.holds(item.points):
        why = OUTSIDE_FRAME(points=shown(item.points), frame=group.frame, group=item.group)
        problems.append(Problem(item.sheet, item.row, POINTS, why))


def _spanned(code: str, items: Sequence[RawItem]) -> Group:
    points: list[Decimal] = [item.points for item in items if item.group == code]
    return Group(code, min(points), max(points))


def _check_set(ordered: Sequence[Group], items: Sequence[RawItem], problems: list[Problem]) -> None:
    first = {item.group: item for item in reversed(items)}
    if len(ordered) > MOST_GROUPS:
        why = TOO_MANY_GROUPS(count=len(ordered), groups=", ".join(first))
        last = max(first.values(), key=items.index)
        problems.append(Problem(last.sheet, last.row, GROUP, why))
    stated = [group for group in ordered if first[group.code].frame is not None]
    for lower, upper in pairwise(stated):
        if lower.high is None or upper.low <= lower.high:
            item = first[upper.code]
            problems.append(Problem(item.sheet, item.row, FRAME, FRAMES_OVERLAP(first=lower.code, second=upper.code)))
