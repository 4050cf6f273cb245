"""Reading what is attached: the files of some owners, and whether contents are still what they were."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from thenchot.attachments.models import Attachment
from thenchot.attachments.store import contents, folder, is_whole
from thenchot.audit.models import Entry
from thenchot.audit.queries import Fault, Heads
from thenchot.lib import canonical

KIND = "attachment"
"""How the trail calls them."""


def files_of(owner_kind: str, owner_ids: Collection[int]) -> dict[int, list[Attachment]]:
    """The files of each owner in the order they were added, withdrawn ones among them."""
    found: dict[int, list[Attachment]] = defaultdict(list)
    if owner_ids:
        for row in Attachment.objects.filter(owner_kind=owner_kind, owner_id__in=list(owner_ids)).order_by("id"):
            found[row.owner_id].append(row)
    return found


def used_contents() -> set[str]:
    """The SHA-256 of everything that a row refers to; withdrawn rows keep theirs."""
    return set(Attachment.objects.order_by().values_list("sha256", flat=True).distinct())


def verify_files(heads: Heads) -> Iterator[Fault]:
    """Check that each row is what the trail says of it and that its content is whole; one content is read once."""
    added = dict(Entry.objects.filter(object_kind=KIND, action="attach").values_list("object_id", "payload"))
    whole: dict[str, bool] = {}
    for row in Attachment.objects.order_by("id").iterator(chunk_size=2000):
        said = canonical.loads(added[row.id]) if row.id in added else {}
        if heads.get((KIND, row.id), "") != row.last_hash or said.get("sha256") != row.sha256:
            yield Fault(f"{KIND} {row.id}", "head_differs")
        if row.sha256 not in whole:
            whole[row.sha256] = is_whole(row.sha256)
        if not whole[row.sha256]:
            yield Fault(f"{KIND} {row.id}", "content_differs")


@dataclass(frozen=True)
class Stock:
    """How many contents rows refer to, how many of them are not in the store, how many lie there unused."""

    used: int
    missing: int
    unused: int


def stock() -> Stock:
    """Count without reading the contents."""
    used, there = used_contents(), {path.name for path in contents()} if folder().is_dir() else set()
    return Stock(len(used), len(used - there), len(there - used))
