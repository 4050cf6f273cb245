"""Asks the installed command, or the same door inside this process, and holds its answers against the oracle."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.oracle.comparing import difference, read_answer
from tests.oracle.judge import expected
from thenchot.cli.evaluate import answer_batch
from thenchot.rulesets.books import load

COMMAND = Path(sys.executable).parent / "thenchot"
ALL_GOOD, SOME_BAD = 0, 1


def asked(book: str, texts: Sequence[str]) -> tuple[int, list[dict[str, object]]]:
    """The exit code of the installed command and its answers in order; nothing may appear on the error stream."""
    done = subprocess.run(
        [COMMAND, "evaluate", book],
        input="\n".join(texts).encode("utf-8"),
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert done.stderr == b""
    return done.returncode, [read_answer(text) for text in done.stdout.decode("utf-8").splitlines()]


def asked_here(book: str, text: str) -> dict[str, object]:
    """The answer to one line, without another process."""
    answer, _ = answer_batch(load(book), [(1, text.encode("utf-8"))])
    return read_answer(answer.decode("utf-8"))


def disagreements(book: str, texts: Sequence[str]) -> list[str]:
    """Where command and oracle differ over these lines; blank ones have no answer but are counted."""
    return [said for _number, said in disagreeing(book, texts)]


def disagreeing(book: str, texts: Sequence[str]) -> list[tuple[int, str]]:
    """The same, each with the number of its line, from one."""
    asked_lines = [(number, text) for number, text in enumerate(texts, start=1) if text.strip()]
    wanted = [expected(book, text, number) for number, text in asked_lines]
    code, answers = asked(book, texts)
    assert len(answers) == len(wanted)
    assert code == (SOME_BAD if any(each.faults for each in wanted) else ALL_GOOD)
    found: list[tuple[int, str]] = []
    for (number, text), expect, answer in zip(asked_lines, wanted, answers, strict=True):
        wrong = difference(expect, answer)
        if wrong:
            found.append((number, f"{text}\n    {wrong}"))
    return found
