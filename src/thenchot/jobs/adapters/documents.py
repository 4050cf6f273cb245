"""The document and task software: its tasks and their changes of state, from where the last run stopped."""

from __future__ import annotations

from thenchot.connections.queries import Source, outside
from thenchot.intake.actions.receive import Brought
from thenchot.jobs.adapters.reading import Fetched, SourceError, ref_of, rows_of
from thenchot.lib.outside import ask


def fetch_tasks(source: Source) -> Fetched:
    """GET {address}/tasks?after=…: {"tasks": [{"id", "content", …}], "next": "…", "more": false}; docs/intake.md.

    Raises NoAnswerError, and SourceError for an answer of another form.
    """
    after = str(source.place.get("after", ""))
    said = ask(outside(source), "/tasks", {"after": after} if after else {})
    brought = [Brought(ref_of(row, "id", at), "task", row) for at, row in enumerate(rows_of(said, "tasks"))]
    then = said.get("next", after)
    # It is kept, and stands in the next address: what cannot be written in either is no place.
    if not isinstance(then, str | int) or isinstance(then, bool) or len(str(then)) > 200 or not str(then).isprintable():
        raise SourceError("next")
    return Fetched(brought, {"after": str(then)}, said.get("more") is True and str(then) != after)
