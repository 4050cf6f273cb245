"""Enter people and their posts: all of a batch or none; the staff code is the key, never the name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.actor import Actor
from thenchot.audit.chain import Act
from thenchot.lib import canonical, clock
from thenchot.lib.database import wait_for
from thenchot.lib.refusals import refuse_if
from thenchot.lib.vietnamese import fold, name_key
from thenchot.organisation.models import Title, Unit
from thenchot.people.models import Appointment, Person, Tier, TierMembership
from thenchot.people.refusals import DATES_REVERSED, POST_LATER, UNKNOWN_UNIT


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
    """Create or rename the people, and add the posts that are not there yet. Returns how many posts were added or changed.

    A main post that differs from the person's open main post closes that one the day before it begins; one that
    begins on the same day in the same unit takes its place. Raises POST_LATER for a main post that begins before it.
    """
    with transaction.atomic():
        # Of two lists at once the second waits here and finds what the first has written.
        wait_for("register", 2)
        register = Register(_people(rows), _units(rows), _titles(rows))
        known = _open_posts()
        fresh = [row for row in rows if register.key(row) not in known]
        added = _replace(fresh, register)
        _close_main(added, register.people)
        Appointment.objects.bulk_create([register.post(row) for row in added], batch_size=2000)
        _tiers(rows, register.people)
        if fresh:
            payload: dict[str, object] = {"posts": len(fresh), "people": len(register.people)}
            record_next(by, Act("register", 2, "enrol", payload), clock.now())
    return len(fresh)


@dataclass(frozen=True)
class Register:
    """Numbers of the people, units and titles that a batch names."""

    people: Mapping[str, int]
    units: Mapping[str, int]
    titles: Mapping[str, int]

    def key(self, row: PostRow) -> tuple[object, ...]:
        """What makes an open post the same post; its first day does not."""
        return (
            self.people[row.staff_code], self.units[row.unit_code], row.kind, row.rank, row.category,
            self.titles[row.title], row.bloc, row.duty_group, row.valid_to,
        )  # fmt: skip

    def post(self, row: PostRow) -> Appointment:
        return Appointment(
            person_id=self.people[row.staff_code], unit_id=self.units[row.unit_code], title_id=self.titles[row.title],
            kind=row.kind, rank=row.rank, category=row.category, bloc=row.bloc, duty_group=row.duty_group,
            valid_from=row.valid_from, valid_to=row.valid_to,
        )  # fmt: skip


def _people(rows: Sequence[PostRow]) -> dict[str, int]:
    """Write the people who are new or named otherwise; a blank gender says nothing about a known one."""
    by_code = {row.staff_code: row for row in rows}
    known = {code: (name, gender) for code, name, gender, _ in _known(by_code)}
    changed = []
    for code, row in by_code.items():
        name, gender = known.get(code, ("", ""))
        if (name, gender) != (row.full_name, row.gender or gender):
            changed.append(_person(row, row.gender or gender))
    Person.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["staff_code"],
        update_fields=["full_name", "folded", "sort_key", "gender"], batch_size=2000,
    )  # fmt: skip
    return {code: number for code, _, _, number in _known(by_code)}


def _known(codes: Collection[str]) -> Iterator[tuple[str, str, str, int]]:
    people = Person.objects.filter(staff_code__in=list(codes)) if len(codes) <= 500 else Person.objects.all()
    rows = people.values_list("staff_code", "full_name", "gender", "id").iterator(chunk_size=5000)
    return (row for row in rows if row[0] in codes)


def _person(row: PostRow, gender: str) -> Person:
    return Person(
        staff_code=row.staff_code, full_name=row.full_name, folded=fold(row.full_name),
        sort_key=name_key(row.full_name)[:500], gender=gender,
    )  # fmt: skip


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
        [Title(code=_title_code(name), name=name, rank=rank) for name, rank in names.items()], ignore_conflicts=True
    )
    ids = dict(Title.objects.values_list("code", "id"))
    return {name: ids[_title_code(name)] for name in names}


def _title_code(name: str) -> str:
    """The name without marks; a long one is cut and told from its like by a few digits of its digest."""
    code = fold(name).replace(" ", "-")
    return code if len(code) <= 30 else f"{code[:21]}-{canonical.sha256(code)[:8]}"


def _open_posts() -> set[tuple[object, ...]]:
    columns = ("person_id", "unit_id", "kind", "rank", "category", "title_id", "bloc", "duty_group", "valid_to")
    return set(Appointment.objects.filter(valid_to=None).values_list(*columns))


def _replace(fresh: Sequence[PostRow], register: Register) -> list[PostRow]:
    """Change the posts that begin on the same day in the same unit; returns the rows that are left to add."""
    wanted = {_start(register.post(row)): row for row in fresh}
    found = [post for post in _posts_of(fresh, register.people, {}) if _start(post) in wanted]
    changed = ("title_id", "rank", "category", "bloc", "duty_group", "valid_to")
    for post in found:
        new = register.post(wanted.pop(_start(post)))
        for name in changed:
            setattr(post, name, getattr(new, name))
    Appointment.objects.bulk_update(found, ["title", *changed[1:]], batch_size=500)
    return list(wanted.values())


def _start(post: Appointment) -> tuple[int, int, str, date]:
    return post.person_id, post.unit_id, post.kind, post.valid_from


def _posts_of(rows: Sequence[PostRow], people: Mapping[str, int], only: Mapping[str, object]) -> Iterator[Appointment]:
    """Posts of the people of these rows; a large batch is met in one pass, its numbers would not fit in a statement."""
    wanted = {people[row.staff_code] for row in rows}
    posts = Appointment.objects.filter(**only)
    if len(wanted) <= 500:
        posts = posts.filter(person_id__in=wanted)
    return (post for post in posts.iterator(chunk_size=5000) if post.person_id in wanted)


def _close_main(added: Sequence[PostRow], people: Mapping[str, int]) -> None:
    mains: dict[int, list[PostRow]] = defaultdict(list)
    for row in added:
        if row.kind == "main":
            mains[people[row.staff_code]].append(row)
    closing = []
    for post in _posts_of(added, people, {"kind": "main", "valid_to": None}):
        # A post that ended before this one began is history and touches nothing.
        later = [row for row in mains[post.person_id] if row.valid_to is None or row.valid_to >= post.valid_from]
        if not later:
            continue
        first = min(later, key=lambda row: row.valid_from)
        refuse_if(first.valid_from <= post.valid_from, POST_LATER, code=first.staff_code, day=f"{post.valid_from:%d/%m/%Y}")
        post.valid_to = first.valid_from - timedelta(days=1)
        closing.append(post)
    Appointment.objects.bulk_update(closing, ["valid_to"], batch_size=500)


def _tiers(rows: Sequence[PostRow], people: Mapping[str, int]) -> None:
    """Write the management tiers; a person's former one ends the day before, so that nobody has two."""
    wanted = {people[row.staff_code]: (row.tier, row.valid_from) for row in rows if row.tier}
    ids = _tier_ids({code for code, _ in wanted.values()})
    known = {row.person_id: row for row in TierMembership.objects.filter(valid_to=None)} if wanted else {}
    fresh = [TierMembership(person_id=person, tier_id=ids[code], valid_from=begins) for person, (code, begins) in wanted.items()]
    fresh = [row for row in fresh if row.person_id not in known or known[row.person_id].tier_id != row.tier_id]
    changed = [_tier_after(known[row.person_id], row) for row in fresh if row.person_id in known]
    corrected = {row.person_id for row in changed if row.valid_to is None}
    TierMembership.objects.bulk_update(changed, ["valid_to", "tier"], batch_size=500)
    TierMembership.objects.bulk_create([row for row in fresh if row.person_id not in corrected], batch_size=2000)


def _tier_ids(codes: Collection[str]) -> dict[str, int]:
    Tier.objects.bulk_create([Tier(code=code, name=code) for code in codes], ignore_conflicts=True)
    return dict(Tier.objects.values_list("code", "id"))


def _tier_after(former: TierMembership, new: TierMembership) -> TierMembership:
    """The former tier ends the day before the new one; one that did not begin before it is corrected in place."""
    if former.valid_from < new.valid_from:
        former.valid_to = new.valid_from - timedelta(days=1)
    else:
        former.tier_id = new.tier_id
    return former
