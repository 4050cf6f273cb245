"""Reading the trail: its verification, the history of one object, who opened a file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable

from thenchot.audit.chain import COVERED, hash_of
from thenchot.audit.models import Entry, Opening, Seal
from thenchot.audit.seals import leaf, merkle_root, signature
from thenchot.audit.stretch import check_apart, joined
from thenchot.lib import canonical
from thenchot.lib.apart import parts
from thenchot.lib.database import address_for_programs, bytes_of, place_for_programs


@dataclass(frozen=True)
class Fault:
    """Something that does not agree: where ("audit 123", "seal 2026-10-21", "sheet 45") and what (a code)."""

    where: str
    what: str


Heads = dict[tuple[str, int], str]
CHUNK = 10_000
LONG = 200_000
"""Rows of a trail that are worth the start of a program for each core."""


def verify_entries(heads: Heads) -> Iterator[Fault]:
    """Check every row's hash and its link to the row before; fills `heads` with the last hash of each chain."""
    ends = Entry.objects.aggregate(first=Min("id"), last=Max("id"))
    address = address_for_programs()
    if address is None or not ends["last"] or ends["last"] - ends["first"] < LONG:
        yield from _verify_here(heads)
        return
    stretches = check_apart(address, _stretch_statement(), parts(ends["first"] - 1, ends["last"]))
    for entry_id, what in joined(stretches, heads):
        yield Fault(f"audit {entry_id}", what)


def _stretch_statement() -> str:
    """A stretch.Row for each row after one number up to another; the database only puts the covered values together."""
    newline, place = "chr(10)" if connection.vendor == "postgresql" else "char(10)", place_for_programs()
    covered = bytes_of(f" || {newline} || ".join(f"CAST({name} AS text)" for name in COVERED))
    return (
        f"SELECT id, hash, prev_hash, object_kind, object_id, {covered} FROM audit_entry "
        f"WHERE id > {place} AND id <= {place} ORDER BY id"
    )


def _verify_here(heads: Heads) -> Iterator[Fault]:
    for rows in _rows():
        for entry_id, stored, *covered in rows:
            if hash_of(covered) != stored:
                yield Fault(f"audit {entry_id}", "entry_changed")
            chain = covered[1], covered[2]
            if heads.get(chain, "") != covered[0]:
                yield Fault(f"audit {entry_id}", "link_broken")
            heads[chain] = stored


def _rows() -> Iterator[list[tuple[Any, ...]]]:
    """Number, hash and covered columns of every row in order, some thousands at a time, as the driver hands them over.

    Every one is a text or a whole number, so nothing needs turning.
    """
    statement = f"SELECT id, hash, {', '.join(COVERED)} FROM audit_entry ORDER BY id"
    with transaction.atomic(), connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(CHUNK):
            yield rows


def verify_seals(today: date) -> Iterator[Fault]:
    """Check that each finished day is sealed, each seal covers exactly its rows, and seals follow one another."""
    previous, last_id = "", 0
    for seal in Seal.objects.order_by("day"):
        if not _covers(seal, last_id):
            yield Fault(f"seal {seal.day}", "rows_differ")
        yield from _of_seal(seal, previous)
        previous, last_id = seal.hash, seal.last_id
    overdue = seal_overdue(today)
    if overdue is not None:
        yield Fault(f"audit {overdue.entry_id}", "not_sealed")


def verify_newest_seal() -> Iterator[Fault]:
    """What `verify_seals` says of the chain of seals and of the rows of the newest: quick, however long the trail is."""
    previous, last_id, newest = "", 0, None
    for seal in Seal.objects.order_by("day"):
        yield from _of_seal(seal, previous)
        previous, last_id, newest = seal.hash, newest.last_id if newest else 0, seal
    if newest is not None and not _covers(newest, last_id):
        yield Fault(f"seal {newest.day}", "rows_differ")


def _of_seal(seal: Seal, previous: str) -> Iterator[Fault]:
    if seal.prev != previous:
        yield Fault(f"seal {seal.day}", "seal_missing_before")
    if signature(seal.day, seal.root, seal.prev, seal.count) != seal.hash:
        yield Fault(f"seal {seal.day}", "seal_changed")


def _covers(seal: Seal, after: int) -> bool:
    """Whether the seal stands over exactly the rows after the one numbered `after`."""
    rows = Entry.objects.filter(id__gt=after, id__lte=seal.last_id).order_by("id").values_list("id", "hash")
    leaves = [leaf(*row) for row in rows]
    return len(leaves) == seal.count and merkle_root(leaves) == seal.root


@dataclass(frozen=True)
class Unsealed:
    """The first row under no seal, and the day whose seal it comes under."""

    entry_id: int
    day: date


def first_unsealed() -> Unsealed | None:
    """Return where sealing goes on. A row written late, when its day is sealed already, comes under the next day's seal."""
    last = last_seal()
    row = Entry.objects.filter(id__gt=last.last_id if last else 0).order_by("id").values_list("id", "at").first()
    if row is None:
        return None
    day = date.fromisoformat(row[1][:10])
    return Unsealed(row[0], max(day, last.day + timedelta(days=1)) if last else day)


def seal_overdue(today: date) -> Unsealed | None:
    """What should be under a seal and is not: a day may stay unsealed until the next is over, when the daily job has run."""
    due = first_unsealed()
    return due if due is not None and due.day < today - timedelta(days=1) else None


def history(object_kind: str, object_id: int) -> QuerySet[Entry]:
    return Entry.objects.filter(object_kind=object_kind, object_id=object_id).order_by("id")


def acts_on(object_kind: str, object_ids: Collection[int], actions: Collection[str]) -> QuerySet[Entry]:
    """Acts of these kinds on these objects, in their order."""
    rows = Entry.objects.filter(object_kind=object_kind, object_id__in=list(object_ids), action__in=list(actions))
    return rows.order_by("id")


def last_act(object_kind: str, outer_id: str, actions: Collection[str], column: str | Combinable = "action") -> Subquery:
    """The last of these acts on the object an outer query is at, told by its `column`; for annotations."""
    rows = Entry.objects.filter(object_kind=object_kind, object_id=OuterRef(outer_id), action__in=list(actions))
    return Subquery(rows.order_by("-id").values_list(column)[:1])


SHOWING = "showing"
"""The chain of what one reader was shown of others, many in a row; its number is the reader's."""


@dataclass(frozen=True)
class Showing:
    """One page that showed a reader the files of many people: which sheets, each with its version."""

    viewer_id: int
    viewer: str
    what: str
    at: datetime
    sheets: Mapping[int, int]


def shown_since(viewer_id: int, day: date) -> dict[int, int]:
    """The last version of each sheet that pages of many showed this reader since the day."""
    found: dict[int, int] = {}
    for row in showings_of([viewer_id], day):
        found |= row.sheets
    return found


def showings_of(viewer_ids: Collection[int], since: date) -> Iterator[Showing]:
    """What pages of many showed these readers, in order."""
    rows = Entry.objects.filter(object_kind=SHOWING, object_id__in=list(viewer_ids), at__gte=since.isoformat())
    for viewer_id, viewer, at, payload in rows.order_by("id").values_list("object_id", "actor", "at", "payload"):
        said = canonical.loads(payload)
        sheets = {int(number): version for number, version in said["sheets"].items()}
        yield Showing(viewer_id, viewer, said["what"], datetime.fromisoformat(at), sheets)


def openings_of(person_id: int, limit: int = 50) -> list[Opening]:
    return list(Opening.objects.filter(subject_id=person_id).order_by("-at")[:limit])


def openings_among(person_ids: Collection[int]) -> dict[int, list[Opening]]:
    """Openings of these people's files by person, the latest first."""
    found: dict[int, list[Opening]] = {}
    for row in Opening.objects.filter(subject_id__in=list(person_ids)).order_by("-at", "-id"):
        found.setdefault(row.subject_id, []).append(row)
    return found


def seals(limit: int) -> list[Seal]:
    """The latest seals, the newest first."""
    return list(Seal.objects.order_by("-day")[:limit])


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-day").first()


def entry_count() -> int:
    return Entry.objects.count()


def seal_count() -> int:
    return Seal.objects.count()
