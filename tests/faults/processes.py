"""Real processes on one database: several at once from one start, and one that is killed in the middle of a statement's row."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from typing import Any

from django.db import connection, connections

from thenchot.lib.refusals import Refusal

FORK = multiprocessing.get_context("fork")
Work = Callable[[], object]
PATIENCE = 60
"""Seconds after which a process that hangs is given up, so that a test fails instead of standing still."""


def outcome(work: Work) -> str:
    """"done", or the code of the refusal; anything else that is raised is told as it is and fails the test."""
    try:
        work()
    except Refusal as refusal:
        return refusal.code
    return "done"


def at_once(works: Sequence[Work]) -> list[Any]:
    """Run each work in a process with a connection of its own, all from one moment on; return what each handed back."""
    connections.close_all()
    barrier = FORK.Barrier(len(works))

    def child(answer: Connection, work: Work) -> None:
        connection.ensure_connection()
        barrier.wait(PATIENCE)
        answer.send(work())
        connections.close_all()

    processes, answers = [], []
    for work in works:
        answer, given = FORK.Pipe(duplex=False)
        processes.append(FORK.Process(target=child, args=(given, work)))
        processes[-1].start()
        # Only the child holds the other end now: if it dies without an answer, reading ends at once with an error.
        given.close()
        answers.append(answer)
    found = [answer.recv() for answer in answers]
    for process in processes:
        process.join(PATIENCE)
    return found


class KilledAt:
    """Stands between the work and the database, and kills the process -9 when so many statements have been carried out."""

    def __init__(self, statement: int) -> None:
        self.left = statement

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer


def killed_after(statement: int, work: Work) -> bool:
    """Run the work in a process that is killed after its n-th statement; False when it came to its end before that."""
    connections.close_all()

    def child() -> None:
        with connection.execute_wrapper(KilledAt(statement)):
            work()
        connections.close_all()

    process = FORK.Process(target=child)
    process.start()
    process.join(PATIENCE)
    assert process.exitcode in (0, -signal.SIGKILL), process.exitcode
    return process.exitcode != 0


def killed_in(seconds: float, work: Work) -> bool:
    """Run the work in a process that is killed from outside after a while; False when it was quicker."""
    connections.close_all()
    process = FORK.Process(target=work)
    process.start()
    process.join(seconds)
    process.kill()
    process.join(PATIENCE)
    return process.exitcode != 0


def slowed(fragment: str, seconds: float) -> ExitStack:
    """While open, wait after each statement that holds the fragment: it opens the gap in which another may come between."""

    def wait(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        answer = execute(sql, params, many, context)
        if fragment in sql:
            time.sleep(seconds)
        return answer

    stack = ExitStack()
    stack.enter_context(connection.execute_wrapper(wait))
    return stack


def say(answer: object) -> None:
    print(json.dumps(answer, ensure_ascii=False))
