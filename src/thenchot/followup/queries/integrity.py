"""Check that concluded minutes say what the trail wrote of them."""

from __future__ import annotations

from collections.abc import Iterator

from thenchot.audit.models import Entry
from thenchot.audit.queries import Fault
from thenchot.followup.models import Briefing
from thenchot.lib import canonical


def verify_minutes() -> Iterator[Fault]:
    """The content of each concluded meeting has the digest that its conclusion wrote."""
    acts = Entry.objects.filter(object_kind="briefing", action="conclude").values_list("object_id", "payload")
    written = {number: canonical.loads(payload)["content"] for number, payload in acts}
    for briefing in Briefing.objects.filter(state="concluded").order_by("id").iterator(chunk_size=200):
        if canonical.sha256(canonical.dumps(briefing.content)) != written.get(briefing.id):
            yield Fault(f"briefing {briefing.id}", "minutes_changed")
