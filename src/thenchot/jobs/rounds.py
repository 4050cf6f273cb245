"""One round of the worker: every connection that is due, one after the other, each failure its own."""

from __future__ import annotations

from collections.abc import Iterator

from thenchot.connections.queries import Source, due_connections
from thenchot.jobs import incoming, outgoing
from thenchot.lib import clock

HANDLERS = {
    **dict.fromkeys(incoming.KINDS, incoming.run_connection),
    **dict.fromkeys(outgoing.KINDS, outgoing.run_national),
}
"""By kind of connection."""


def work() -> Iterator[tuple[Source, incoming.Run | outgoing.Run]]:
    """Run what is due, and say of each what it did; without a connection nothing is looked at and nothing outside is asked."""
    for source in due_connections(HANDLERS, clock.now()):
        done = HANDLERS[source.kind](source)
        if done is not None:
            yield source, done
