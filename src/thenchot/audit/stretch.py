"""A stretch of a long trail (đoạn nhật ký) checked by a program of its own, so that every core has one; knows no framework."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any

from thenchot.lib.apart import answer, rows_of, run_apart

Chain = tuple[str, int]
Row = tuple[int, str, str, str, int, bytes]
"""Number, hash, the hash before it, kind and number of the object, and the bytes that the hash covers."""


@dataclass(frozen=True)
class Stretch:
    """What came of some rows in their order: faults by row, the first row of each chain here, and the last hash of each."""

    faults: list[tuple[int, str]] = field(default_factory=list)
    firsts: dict[Chain, tuple[int, str]] = field(default_factory=dict)
    heads: dict[Chain, str] = field(default_factory=dict)


def check(rows: Iterable[Row]) -> Stretch:
    """Check each row's hash, and its link wherever the row before it in its chain lies in this stretch too."""
    found = Stretch()
    faults, firsts, heads = found.faults, found.firsts, found.heads
    for number, stored, before, kind, object_id, covered in rows:
        if sha256(covered).hexdigest() != stored:
            faults.append((number, "entry_changed"))
        chain = kind, object_id
        last = heads.get(chain)
        if last is None:
            firsts[chain] = number, before
        elif last != before:
            faults.append((number, "link_broken"))
        heads[chain] = stored
    return found


def joined(stretches: Iterable[Stretch], heads: dict[Chain, str]) -> Iterator[tuple[int, str]]:
    """The faults of stretches that follow one another, with those where one chain goes from one into the next.

    Fills `heads` with the last hash of each chain.
    """
    for one in stretches:
        faults = list(one.faults)
        for chain, (number, before) in one.firsts.items():
            if heads.get(chain, "") != before:
                faults.append((number, "link_broken"))
        heads.update(one.heads)
        yield from sorted(faults)


def check_apart(database: Mapping[str, Any] | str, statement: str, ends: Sequence[int]) -> list[Stretch]:
    """Check what lies between each two numbers in a program each: `ends` are the row before the first, and each one's last.

    `statement` selects a Row by two numbers.
    """
    jobs = [{"database": database, "statement": statement, "between": between} for between in pairwise(ends)]
    return [Stretch(*found) for found in run_apart(__name__, jobs)]


def _check_one(job: dict[str, Any]) -> tuple[object, ...]:
    found = check(rows_of(job["database"], job["statement"], job["between"]))
    return found.faults, found.firsts, found.heads


if __name__ == "__main__":
    answer(_check_one)
