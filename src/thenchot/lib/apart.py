"""Work shared out over the cores: a program of its own for each part, which reads the database itself; knows no framework."""

from __future__ import annotations

import marshal
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib import import_module
from typing import Any
from urllib.parse import quote

CHUNK = 10_000
MOST_PROGRAMS = 4


def parts(first: int, last: int) -> list[int]:
    """Cut the numbers after `first` up to `last` into a part for each core: the ends of the parts, `first` before them."""
    programs = max(2, min(MOST_PROGRAMS, os.cpu_count() or 1))
    return [first + (last - first) * number // programs for number in range(programs + 1)]


def run_apart(module: str, jobs: Sequence[Mapping[str, Any]]) -> list[Any]:
    """Run `python -m module` for each job at the same time; what each answers, in the order of the jobs.

    Jobs and answers are what `marshal` spells: numbers, texts, lists, tuples, dicts. The module ends with `answer`.
    """
    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(lambda job: _run(module, job), jobs))


def _run(module: str, job: Mapping[str, Any]) -> Any:
    # By the standard input: the job names the database's password, and every user of the machine sees a command line.
    command = [sys.executable, "-m", module]
    done = subprocess.run(command, input=marshal.dumps(dict(job)), stdout=subprocess.PIPE, check=True)  # noqa: S603  # no shell
    return marshal.loads(done.stdout)  # noqa: S302  # written by that very program


def answer(work: Callable[[dict[str, Any]], Any]) -> None:
    """The other end of `run_apart`: do the job of the standard input, and say what came of it."""
    job = marshal.loads(sys.stdin.buffer.read())  # noqa: S302  # written by `run_apart`
    sys.stdout.buffer.write(marshal.dumps(work(job)))


def rows_of(database: Mapping[str, Any] | str, statement: str, values: Sequence[object]) -> Iterator[Any]:
    """Rows of a statement as the driver hands them over; `database` is what `lib.database.address_for_programs` gives."""
    if isinstance(database, str):
        with closing(sqlite3.connect(f"file:{quote(database)}?mode=ro", uri=True)) as plain:
            yield from plain.execute(statement, values)
    else:
        psycopg: Any = import_module("psycopg")
        with psycopg.connect(**database) as server, server.cursor(name="part", binary=True) as cursor:
            cursor.itersize = CHUNK
            cursor.execute(statement, values)
            yield from cursor
