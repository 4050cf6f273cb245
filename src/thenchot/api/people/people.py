"""People who hold a post in the key's subtree."""

from __future__ import annotations

from datetime import date

from ninja import Query, Schema

from thenchot.api.door import Asking, api
from thenchot.api.fields import AskedDay, Code
from thenchot.api.paging import Stretch, part
from thenchot.api.refusals import NO_SUCH
from thenchot.people.listing import Posted, people_after, person_posted


class Post(Schema):
    """A dated post in a unit of the subtree."""

    unit: str
    title: str
    kind: str
    rank: str
    category: str
    valid_from: date
    valid_to: date | None


class Person(Schema):
    """A person, known by the staff code; two people may share a name."""

    staff_code: str
    name: str
    posts: list[Post]


class People(Schema):
    """A stretch of people."""

    items: list[Person]
    next: str | None


@api.get("people", url_name="api.people", response=People, summary="List people", tags=["people"])
def people(request: Asking, stretch: Query[Stretch], on: AskedDay = None) -> People:
    """Verb `people.read`. Whoever holds a post in the key's subtree on the day `on` (today), with these posts only."""
    caller = request.auth
    caller.need("people.read")
    found = part(
        stretch, lambda after, most: people_after(caller.unit_path, on or caller.day, after, most), lambda row: row.person.id
    )
    return People(items=[_person(row) for row in found.rows], next=found.next)


@api.get(
    "people/{str:staff_code}", url_name="api.person", response=Person, summary="One person", tags=["people"]
)
def person(request: Asking, staff_code: Code, on: AskedDay = None) -> Person:
    """Verb `people.read`. 404 for somebody without a post in the key's subtree."""
    caller = request.auth
    caller.need("people.read")
    found = person_posted(caller.unit_path, on or caller.day, staff_code)
    if found is None:
        raise NO_SUCH()
    return _person(found)


def _person(row: Posted) -> Person:
    posts = [
        Post(
            unit=post.unit.code, title=post.title.name, kind=post.kind, rank=post.rank, category=post.category,
            valid_from=post.valid_from, valid_to=post.valid_to,
        )
        for post in row.posts
    ]  # fmt: skip
    return Person(staff_code=row.person.staff_code, name=row.person.full_name, posts=posts)
