"""Enter people and their posts: all of a batch or none; the staff code is the key, never the name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.vietnamese import fold, name_key
from thenchot.organisation.models import Title, Unit
from thenchot.people.models import Appointment, Person, Tier, TierMembership
from thenchot.people.refusals import DATES_REVERSED, UNKNOWN_UNIT


@dataclass(frozen=True)
class PostRow:
    """A line of the staff list: a person and one post of theirs."""

    staff_code: str
    full_name: str
    unit_code: str
    title: str
    rank: str
    category: str
    kind: str = "main"
    gender: str = ""
    duty_group: str = ""
    bloc: str = ""
    tier: str = ""
    valid_from: date = date(2025, 7, 1)
    valid_to: date | None = None


def enrol(*, by: Actor, rows: Sequence[PostRow]) -> int:
    """Create or rename the people, and add the posts that are not there yet. Returns how many posts were added.

    A main post that differs from the person's open main post closes that one the day before it begins.
    """
    with transaction.atomic():
        people, units, titles = _people(rows), _units(rows), _titles(rows)
        known = _open_posts()
        fresh = [row for row in rows if _key(row, people, units) not in known]
        _close_main(fresh, people)
        Appointment.objects.bulk_create([_post(row, people, units, titles) for row in fresh], batch_size=2000)
        _tiers(rows, people)
        if fresh:
            record_next(by, Act("register", 2, "enrol", {"posts": len(fresh), "people": len(people)}), clock.now())
    return len(fresh)


def _people(rows: Sequence[PostRow]) -> dict[str, int]:
    by_code = {row.staff_code: row for row in rows}
    Person.objects.bulk_create(
        [
            Person(
                staff_code=row.staff_code,
                full_name=row.full_name,
                folded=fold(row.full_name),
                sort_key=name_key(row.full_name)[:500],
                gender=row.gender,
            )
            for row in by_code.values()
        ],
        update_conflicts=True,
        unique_fields=["staff_code"],
        update_fields=["full_name", "folded", "sort_key", "gender"],
        batch_size=2000,
    )
    return (
        dict(Person.objects.filter(staff_code__in=list(by_code)).values_list("staff_code", "id"))
        if len(by_code) < 20_000
        else dict(Person.objects.values_list("staff_code", "id"))
    )


def _units(rows: Sequence[PostRow]) -> dict[str, int]:
    ids = dict(Unit.objects.values_list("code", "id"))
    for row in rows:
        if row.unit_code not in ids:
            raise UNKNOWN_UNIT(code=row.unit_code)
        if row.valid_to and row.valid_to < row.valid_from:
            raise DATES_REVERSED(start=f"{row.valid_from:%d/%m/%Y}", end=f"{row.valid_to:%d/%m/%Y}")
    return ids


def _titles(rows: Sequence[PostRow]) -> dict[str, int]:
    ranks = {"head": 10, "deputy": 20, "staff": 100}
    names = {row.title: ranks[row.rank] for row in rows}
    Title.objects.bulk_create(
        [Title(code=fold(name).replace(" ", "-")[:30], name=name, rank=rank) for name, rank in names.items()],
        ignore_conflicts=True,
    )
    ids = dict(Title.objects.values_list("code", "id"))
    return {name: ids[fold(name).replace(" ", "-")[:30]] for name in names}


def _key(row: PostRow, people: dict[str, int], units: dict[str, int]) -> tuple[int, int, str, str, str]:
    return people[row.staff_code], units[row.unit_code], row.kind, row.rank, row.category


def _open_posts() -> set[tuple[int, int, str, str, str]]:
    return set(
        Appointment.objects.filter(valid_to=None).values_list("person_id", "unit_id", "kind", "rank", "category")
    )


def _close_main(fresh: Sequence[PostRow], people: dict[str, int]) -> None:
    begins = {people[row.staff_code]: row.valid_from for row in fresh if row.kind == "main"}
    open_posts = Appointment.objects.filter(person_id__in=list(begins), kind="main", valid_to=None) if begins else []
    closing = []
    for post in open_posts:
        post.valid_to = date.fromordinal(begins[post.person_id].toordinal() - 1)
        if post.valid_to >= post.valid_from:
            closing.append(post)
    Appointment.objects.bulk_update(closing, ["valid_to"], batch_size=500)


def _post(row: PostRow, people: dict[str, int], units: dict[str, int], titles: dict[str, int]) -> Appointment:
    return Appointment(
        person_id=people[row.staff_code], unit_id=units[row.unit_code], title_id=titles[row.title], kind=row.kind,
        rank=row.rank, category=row.category, bloc=row.bloc, duty_group=row.duty_group,
        valid_from=row.valid_from, valid_to=row.valid_to,
    )  # fmt: skip


def _tiers(rows: Sequence[PostRow], people: dict[str, int]) -> None:
    wanted = {people[row.staff_code]: (row.tier, row.valid_from) for row in rows if row.tier}
    Tier.objects.bulk_create(
        [Tier(code=code, name=code) for code in {code for code, _ in wanted.values()}], ignore_conflicts=True
    )
    ids = dict(Tier.objects.values_list("code", "id"))
    known = dict(TierMembership.objects.filter(valid_to=None).values_list("person_id", "tier_id"))
    TierMembership.objects.bulk_create(
        [
            TierMembership(person_id=person, tier_id=ids[code], valid_from=begins)
            for person, (code, begins) in wanted.items()
            if known.get(person) != ids[code]
        ],
        batch_size=2000,
    )
