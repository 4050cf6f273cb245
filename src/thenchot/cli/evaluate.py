"""`thenchot evaluate RULEBOOK [FILE]`: one JSON line of facts in, one JSON line of verdict out."""

from __future__ import annotations

import argparse
import contextlib
import gc
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from multiprocessing.pool import Pool
from pathlib import Path
from typing import BinaryIO

from thenchot.cli import folders
from thenchot.cli.lines import (
    BadLineError,
    Line,
    quoted,
    quoted_theirs,
    read,
    written,
    written_id,
    written_members,
)
from thenchot.rules.book import Rulebook
from thenchot.rules.errors import InputError
from thenchot.rules.evaluate import evaluate
from thenchot.rules.verdict import Reason, Verdict
from thenchot.rulesets import books
from thenchot.rulesets.reading import BookError
from thenchot.rulesets.sentences import refusal, sentence, warning

ALL_GOOD, SOME_BAD, CANNOT_START = 0, 1, 2

# The first lines are answered one by one as they come; a longer input is worth further processes.
SINGLY = 1000
BATCH = 1000
MOST_WORKERS = 8

Batch = list[tuple[int, bytes]]
Answered = tuple[bytes, bool]


def run(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="thenchot evaluate", description="Tính điểm, mức theo một bộ quy tắc; mỗi dòng vào là một JSON."
    )
    parser.add_argument("rulebook", help="mã bộ quy tắc, xem: thenchot rulebooks")
    parser.add_argument(
        "file", nargs="?", default="-", help="tệp JSON theo dòng; bỏ trống hoặc - là đầu vào chuẩn"
    )
    options = parser.parse_args(argv)
    try:
        book = books.load(options.rulebook, folders.named())
    except books.UnknownBookError:
        return _cannot_start(
            f"không có bộ quy tắc {options.rulebook}. Các mã hiện có: {', '.join(books.known(folders.named()))}"
        )
    except BookError as error:
        return _cannot_start(str(error))
    try:
        with contextlib.ExitStack() as stack:
            source = _opened(options.file, stack)
            return _answer_all(book, source, sys.stdout.buffer)
    except BrokenPipeError:
        # The reader has gone; there is nobody left to answer.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return SOME_BAD
    except OSError as error:
        return _cannot_start(f"không đọc được tệp {options.file}: {error.strerror}")


def _opened(name: str, stack: contextlib.ExitStack) -> BinaryIO:
    return sys.stdin.buffer if name == "-" else stack.enter_context(Path(name).open("rb"))


def _cannot_start(why: str) -> int:
    print(f"thenchot evaluate: {why}", file=sys.stderr)
    return CANNOT_START


def _answer_all(book: Rulebook, source: BinaryIO, target: BinaryIO) -> int:
    # A line leaves nothing behind that refers to itself, so the collector would only look in vain.
    gc.set_threshold(100_000)
    lines = enumerate(source, start=1)
    bad = False
    for number, data in islice(lines, SINGLY):
        answer, good = answer_batch(book, [(number, data)])
        target.write(answer)
        target.flush()
        bad = bad or not good
    for answer, good in _answers(book, lines):
        target.write(answer)
        bad = bad or not good
    target.flush()
    return SOME_BAD if bad else ALL_GOOD


def _answers(book: Rulebook, lines: Iterator[tuple[int, bytes]]) -> Iterator[Answered]:
    """Answers of the remaining lines, in order."""
    first = list(islice(lines, BATCH))
    pool = _pool() if len(first) == BATCH else None
    if pool is None:
        yield from (answer_batch(book, batch) for batch in _batches(first, lines))
        return
    with pool:
        yield from pool.imap(_Work(book.id), _batches(first, lines))


def _pool() -> Pool | None:
    """Processes to share a long input, or None where there is one processor or the system allows none."""
    workers = min(len(os.sched_getaffinity(0)), MOST_WORKERS)
    if workers == 1:
        return None
    try:
        return multiprocessing.Pool(workers)
    except OSError:
        return None


def _batches(first: Batch, lines: Iterator[tuple[int, bytes]]) -> Iterator[Batch]:
    batch = first
    while batch:
        yield batch
        batch = list(islice(lines, BATCH))


class _Work:
    """A batch answered in another process, which loads the rulebook once."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, batch: Batch) -> Answered:
        return answer_batch(books.load(self.name, folders.named()), batch)


def answer_batch(book: Rulebook, batch: Batch) -> Answered:
    """The answers of numbered lines as UTF-8, and whether all of them were good; blank lines have none."""
    answers: list[str] = []
    good = True
    for number, data in batch:
        if number == 1 and data.startswith(b"\xef\xbb\xbf"):
            data = data[3:]
        if not data.strip():
            continue
        try:
            line = read(data)
            answers.append(answered(line, evaluate(book, line.kind, line.given, line.config)))
        except BadLineError as bad:
            good = False
            answers.append(refused(bad.line_id, bad.error, number))
        except InputError as error:
            good = False
            answers.append(refused(line.id, error, number))
    text = "".join(answers)
    return text.encode("utf-8", "backslashreplace"), good


def answered(line: Line, verdict: Verdict) -> str:
    because = ",".join(_reason(reason) for reason in verdict.because)
    assumed = ",".join(quoted(name) for name in verdict.assumed)
    warnings = ",".join(quoted(warning(caution)) for caution in verdict.warnings)
    return (
        f'{{"id":{written_id(line.id)}{written_members(verdict.values)},"because":[{because}],'
        f'"assumed":[{assumed}],"warnings":[{warnings}]}}\n'
    )


def _reason(reason: Reason) -> str:
    return (
        f'{{"code":{_quoted(reason.code)},"article":{_quoted(reason.article)},'
        f'"text":{quoted(sentence(reason))},"points":{written(reason.points)}}}'
    )


@lru_cache(maxsize=1024)
def _quoted(text: str) -> str:
    """Codes and articles come back in line after line."""
    return quoted(text)


def refused(line_id: object, error: InputError, number: int) -> str:
    """An answer for a bad line; without an id it carries the line's number instead."""
    where = "" if line_id is not None else f',"line":{number}'
    field = quoted_theirs(error.field) if error.field else "null"
    return (
        f'{{"id":{written_id(line_id)}{where},"error":{{"code":{quoted(error.code)},"field":{field},'
        f'"message":{quoted(refusal(error))}}}}}\n'
    )
