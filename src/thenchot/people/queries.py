"""Reading persons: identity, heads, the router of a day, lists and search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Q, QuerySet

from thenchot.lib.vietnamese import fold
from thenchot.organisation.models import BLOCS
from thenchot.organisation.queries import SEGMENT, below, in_force, units_on, versions_on
from thenchot.people.models import (
    Account,
    Appointment,
    Delegation,
    DeputyField,
    Person,
    TierMembership,
)
from thenchot.people.routing import Router, Row, Subject
from thenchot.people.who import KIND_ORDER

Post = TypeVar("Post", bound=Appointment)
PLACE = "unit__versions__"
"""From a row about a unit to what the unit was on a day."""


@dataclass(frozen=True)
class PersonRow:
    """A line of the staff list."""

    id: int
    staff_code: str
    name: str
    unit: str
    title: str
    rank: str
    category: str


def appointments_on(day: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(in_force(day))


def post_of(person_id: int, day: date) -> Appointment | None:
    """The post a person works in on the day: seconded before acting before main."""
    return _first_of(_posts_of(person_id, day))


def set_aside_on(day: date) -> set[int]:
    """Posts beside the one their holder is assessed in: the main post of somebody seconded or acting elsewhere."""
    posts = appointments_on(day).exclude(kind="concurrent")
    several = posts.order_by().values("person_id").annotate(held=Count("id")).filter(held__gt=1).values("person_id")
    found: dict[int, list[tuple[int, int]]] = {}
    for person, number, kind in posts.filter(person_id__in=several).values_list("person_id", "id", "kind"):
        found.setdefault(person, []).append((KIND_ORDER[kind], number))
    return {number for held in found.values() for _order, number in sorted(held)[1:]}


def _posts_of(person_id: int, day: date) -> QuerySet[Appointment]:
    return appointments_on(day).filter(person_id=person_id).select_related("title", "person")


def _first_of(posts: Iterable[Post]) -> Post | None:
    return min(posts, key=lambda post: (KIND_ORDER[post.kind], post.id), default=None)


def person_of_account(account_id: int) -> int:
    return Account.objects.values_list("person_id", flat=True).get(id=account_id)


def heads_on(day: date) -> dict[tuple[int, str], int]:
    """Heads by (unit, bloc); the bloc is blank where one head leads the whole unit. An acting head stands before a main one."""
    rows = (
        appointments_on(day).filter(rank="head")
        .values_list("unit_id", "bloc", "person_id", "kind")
    )
    found: dict[tuple[int, str], int] = {}
    for unit_id, bloc, person_id, _kind in sorted(rows, key=lambda row: (-KIND_ORDER[row[3]], row[2])):
        found[(unit_id, bloc)] = person_id
    return found


def router_on(day: date, without: int = 0) -> Router:
    """Everything that decides who scores, ranks and decides on the day, in four queries; one row may be left out."""
    units = units_on(day)
    rows = []
    table = Delegation.objects.filter(in_force(day)).exclude(id=without).order_by("valid_from", "id").values_list(
        "task", "unit_id", "bloc", "rank", "category", "tier__code", "holder_id", "holder_unit_id", "citation"
    )
    for task, unit_id, bloc, rank, category, tier, holder, holder_unit, citation in table:
        if unit_id in units:
            rows.append(Row(task, units[unit_id].path, bloc, rank, category, tier or "", holder, holder_unit, citation))
    return Router(units, heads_on(day), rows)


def tiers_on(day: date) -> dict[int, str]:
    rows = TierMembership.objects.filter(in_force(day)).values_list("person_id", "tier__code")
    return dict(rows)


def staff_list(under: str, day: date, search: str = "") -> list[PersonRow]:
    """People of a subtree in Vietnamese order; `search` matches names without tone marks, or a staff code."""
    return _lines(_posts_below(under, day, search), day)


def first_staff(under: str, day: date, search: str, most: int) -> list[PersonRow]:
    """The first of a staff list."""
    return _lines(_posts_below(under, day, search), day, most)


def staff_count(under: str, day: date) -> int:
    return _posts_below(under, day).count()


def staff_among(under: str, day: date, person_ids: Collection[int]) -> list[PersonRow]:
    """Those of these people who work in the subtree."""
    return _lines(_posts_below(under, day).filter(person__in=person_ids), day)


def _posts_below(under: str, day: date, search: str = "") -> QuerySet[Appointment]:
    units = versions_on(day).filter(below(under)).values("unit_id")
    posts = appointments_on(day).exclude(kind="concurrent").filter(unit__in=units)
    if search:
        posts = posts.filter(Q(person__folded__contains=fold(search)) | Q(person__staff_code=search.strip()))
    return posts


def _lines(posts: QuerySet[Appointment], day: date, most: int | None = None) -> list[PersonRow]:
    rows = list(
        posts.order_by("person__sort_key", "person_id").values_list(
            "person_id", "person__staff_code", "person__full_name", "unit_id", "title__name", "rank", "category"
        )[:most]
    )
    versions = versions_on(day) if most is None else versions_on(day).filter(unit__in={row[3] for row in rows})
    names = dict(versions.values_list("unit_id", "name"))
    return [PersonRow(pid, code, name, names.get(unit, ""), title, rank, cat) for pid, code, name, unit, title, rank, cat in rows]


def demo_accounts() -> QuerySet[Account]:
    """Accounts with a password, in the order they were opened: in the demo, one invented person for each role."""
    return Account.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).select_related("person").order_by("id")


def ids_of(staff_codes: Sequence[str]) -> dict[str, int]:
    """Numbers of persons by staff code."""
    wanted = set(staff_codes)
    return {code: number for code, number in Person.objects.values_list("staff_code", "id") if code in wanted}


def names_of(person_ids: set[int]) -> dict[int, str]:
    return dict(Person.objects.filter(id__in=person_ids).values_list("id", "full_name"))


def fields_by_deputy(deputies: set[int], day: date) -> dict[int, tuple[str, ...]]:
    """Paths of the fields each deputy has in charge on the day; deputies without one are left out."""
    rows = DeputyField.objects.filter(in_force(day) & in_force(day, PLACE), deputy_id__in=deputies).order_by("id")
    found: dict[int, tuple[str, ...]] = {}
    for deputy, path in rows.values_list("deputy_id", f"{PLACE}path"):
        found[deputy] = (*found.get(deputy, ()), path)
    return found


def deputies_over(paths: Iterable[str], day: date) -> dict[str, tuple[tuple[int, str], ...]]:
    """For each path of a unit, the deputies (id, name) who have it in charge on the day, in a field of its own or one above."""
    wanted = set(paths)
    above = {path[:end] for path in wanted for end in range(SEGMENT, len(path) + 1, SEGMENT)}
    rows = DeputyField.objects.filter(in_force(day) & in_force(day, PLACE) & Q(unit__versions__path__in=above))
    rows_of = rows.order_by("deputy__sort_key").values_list(f"{PLACE}path", "deputy_id", "deputy__full_name")
    fields = [(path, (deputy, name)) for path, deputy, name in rows_of]
    return {path: tuple(dict.fromkeys(deputy for field, deputy in fields if path.startswith(field))) for path in wanted}


def blocs_of_heads(heads: set[tuple[int, int]], category: str, day: date) -> dict[int, frozenset[str]]:
    """For heads (person, unit) of units where blocs have heads of their own: the blocs each of them scores there.

    Heads who lead their whole unit are left out.
    """
    split = set(
        appointments_on(day).filter(rank="head", unit_id__in={unit for _, unit in heads}).exclude(bloc="")
        .values_list("unit_id", flat=True)
    )  # fmt: skip
    if not split:
        return {}
    router, found = router_on(day), {}
    for person, unit in heads:
        if unit in split:
            held = {bloc: router.holder("score", Subject(unit, bloc, "staff", category)) for bloc, _ in BLOCS}
            found[person] = frozenset(bloc for bloc, holder in held.items() if holder.person_id == person)
    return found
