"""Check that checklists and what was handed in under them say what the trail wrote of them."""

from __future__ import annotations

from collections.abc import Iterator

from thenchot.audit.models import Entry
from thenchot.audit.queries import Fault
from thenchot.checklists.models import Checklist, Reply
from thenchot.lib import canonical

HANDED_IN = ("submitted", "checked")


def verify_checklists() -> Iterator[Fault]:
    """Each edition has the digest of its last revision, each reply that was handed in the answers of its last submission
    and what its last check found.
    """
    acts = Entry.objects.filter(object_kind="checklist", action__in=("draft", "revise")).order_by("id")
    written = {
        number: canonical.loads(payload)["digest"]
        for number, payload in acts.values_list("object_id", "payload")
    }
    for row in Checklist.objects.order_by("id").iterator(chunk_size=200):
        if canonical.sha256(canonical.dumps(row.content)) != written.get(row.id):
            yield Fault(f"checklist {row.id}", "content_differs")
    acts = Entry.objects.filter(object_kind="reply", action="submit").order_by("id")
    answered = {
        number: canonical.loads(payload)["answers"]
        for number, payload in acts.values_list("object_id", "payload")
    }
    found = _findings()
    for reply in Reply.objects.filter(state__in=HANDED_IN).order_by("id").iterator(chunk_size=2000):
        same = reply.answers == answered.get(reply.id)
        if not same or (reply.checked, reply.achieved) != found.get(reply.id, ({}, None)):
            yield Fault(f"reply {reply.id}", "content_differs")


def _findings() -> dict[int, tuple[object, object]]:
    """By reply what its last check changed, and whether what was registered was found achieved."""
    acts = Entry.objects.filter(object_kind="reply", action="check").order_by("id")
    read = ((number, canonical.loads(text)) for number, text in acts.values_list("object_id", "payload"))
    return {number: (payload["checked"], payload["achieved"]) for number, payload in read}
