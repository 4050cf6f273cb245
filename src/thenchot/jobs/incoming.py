"""One run of a connection that brings something in: fetch, write down, take; whatever fails waits, nothing is taken twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from thenchot.connections.acting import acting
from thenchot.connections.actions.note_run import begin_run, end_run, fail_run
from thenchot.connections.queries import Source
from thenchot.intake.actions.receive import Received, receive
from thenchot.intake.actions.take import take
from thenchot.intake.queries import sticking, to_take
from thenchot.jobs.adapters import folder
from thenchot.jobs.adapters.documents import fetch_tasks
from thenchot.jobs.adapters.one_stop import fetch_counts
from thenchot.jobs.adapters.reading import Fetched, SourceError
from thenchot.lib import clock
from thenchot.lib.outside import AddressError, NoAnswerError
from thenchot.people.identity import Identity

ASKED: Mapping[str, Callable[[Source], Fetched]] = {"documents": fetch_tasks, "one_stop": fetch_counts}
"""Kinds that are asked at an address; the kind `folder` is looked at."""
KINDS = ("folder", *ASKED)
MOST_PAGES = 20
"""Of one run of a source that always has more."""


@dataclass(frozen=True)
class Run:
    """What one run of one connection did."""

    received: Received = field(default_factory=Received)
    taken: int = 0
    problem: str = ""


def run_connection(source: Source) -> Run | None:
    """Run it once; None where another worker has it, or it was stopped."""
    if not begin_run(source):
        return None
    person = acting(source, clock.today())
    if person is None:
        fail_run(source, "person_gone")
        return Run(problem="person_gone")
    try:
        received, place = _dropped(source, person) if source.kind == "folder" else _asked(source)
    except (NoAnswerError, AddressError, SourceError, OSError) as wrong:
        problem, detail = _said(wrong)
        fail_run(source, problem, detail)
        return Run(Received(), take_waiting(source, person), problem)
    taken = take_waiting(source, person)
    end_run(source, place)
    return Run(received, taken)


def take_waiting(source: Source, person: Identity) -> int:
    """Try what waits; returns how many were taken."""
    return sum(take(by=person, arrival=arrival) for arrival in to_take(source, clock.now()))


def _asked(source: Source) -> tuple[Received, object]:
    """Page by page, each written down before the next is asked for: broken off, the same page comes again."""
    total = Received()
    for _page in range(MOST_PAGES):
        fetched = ASKED[source.kind](source)
        total += receive(connection=source, brought=fetched.brought)
        source.place = dict(fetched.place)
        if not fetched.more:
            break
    return total, source.place


def _dropped(source: Source, person: Identity) -> tuple[Received, object]:
    place = folder.folder_of(source)
    still, seen = folder.look(place, source.place)
    total = Received()
    for dropped in folder.read(still):
        if dropped.problem:
            folder.put_away(dropped.path, folder.FAILED, dropped.problem)
            continue
        total += receive(connection=source, brought=dropped.brought)
        # Taken before the file is moved: killed in between, the file is read again and every row of it is known.
        take_waiting(source, person)
        reason = _sticking(source, [one.ref for one in dropped.brought])
        folder.put_away(dropped.path, folder.FAILED if reason else folder.DONE, reason)
    there = {folder.named(path) for path in place.iterdir()}
    return total, {name: looks for name, looks in seen.items() if name in there}


def _sticking(source: Source, refs: list[str]) -> str:
    """Which rows of a file wait for a person, a line each; "" for none."""
    rows = [f"{ref}: {refusal.sentence}" for ref, refusal in sticking(source, refs)]
    head = f"{len(rows)} dòng chờ sửa ở trang Dữ liệu nhận; các dòng khác của tệp đã nhận. Sửa ở đó, hoặc sửa tệp rồi thả lại."
    return "\n".join([head, *rows]) if rows else ""


def _said(wrong: Exception) -> tuple[str, str]:
    match wrong:
        case NoAnswerError():
            return wrong.code, wrong.detail
        case AddressError():
            return "address", wrong.code
        case SourceError():
            return "form", wrong.detail
        case _:
            return "folder", getattr(wrong, "strerror", "") or type(wrong).__name__
