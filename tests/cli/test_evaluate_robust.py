"""Whatever a line holds, `thenchot evaluate` answers it with one good line of JSON."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cases.run import CASES, Case, cases
from thenchot.cli import evaluate as door
from thenchot.cli.evaluate import answer_batch
from thenchot.rulesets.books import load

EVERY_CASE = [case for path in sorted(CASES.glob("*.yaml")) for case in cases(path)]
JUNK = [
    "null", "true", "false", "0", "-1", "1", "1.5", "100.0001", "1e999", "-1e999", "1e-999", "9" * 999, "9" * 5000,
    "1e400000", '""', '"x"', '"KHT"', '"\\ud800"', '"\\u0000"', "[]", "[[]]", "[1]", "[[1,2,3]]", "{}", '{"a":1}',
    "[" * 300 + "]" * 300, "NaN",
]  # fmt: skip

raw_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=8), inner, max_size=5),
    max_leaves=20,
)


def places(value: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to each value inside a line."""
    found = [path]
    if isinstance(value, dict):
        for name, entry in value.items():
            found.extend(places(entry, (*path, name)))
    if isinstance(value, list):
        for at, entry in enumerate(value):
            found.extend(places(entry, (*path, at)))
    return found


def spoiled(line: str, choose: Callable[[list[tuple[Any, ...]]], tuple[Any, ...]], junk: str) -> str:
    """The line with one of its values replaced by junk as raw JSON."""
    found = json.loads(line)
    path = choose([place for place in places(found) if place])
    inner = found
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = "@junk@"
    return json.dumps(found).replace('"@junk@"', junk)


def answer(rulebook: str, data: bytes) -> tuple[dict[str, Any], bool]:
    text, good = answer_batch(load(rulebook), [(1, data)])
    rows = text.decode("utf-8").splitlines()
    assert len(rows) == 1
    return json.loads(rows[0]), good


def check(found: dict[str, Any], good: bool) -> None:
    assert "id" in found
    if good:
        assert {"because", "assumed", "warnings"} <= set(found)
        assert all(reason["text"] and reason["article"] for reason in found["because"])
        return
    assert found["error"]["code"] in ("out_of_range", "wrong_shape")
    assert found["error"]["message"]
    assert ("line" in found) == (found["id"] is None)


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
@given(st.sampled_from(EVERY_CASE), st.data())
def test_a_spoiled_example_is_answered(junk: str, case: Case, data: st.DataObject) -> None:
    line = spoiled(case.line, lambda found: data.draw(st.sampled_from(found)), junk)
    check(*answer(case.rulebook, line.encode("utf-8", "surrogatepass")))


@given(
    raw_json,
    st.sampled_from(sorted({case.rulebook for case in EVERY_CASE})),
    st.sampled_from([None, "staff", "cap", "units"]),
)
def test_any_json_at_all_is_answered(facts: object, rulebook: str, kind: str | None) -> None:
    line = json.dumps({"id": 1, "kind": kind, "input": facts, "config": facts})
    check(*answer(rulebook, line.encode("utf-8")))


@given(st.binary(min_size=1, max_size=60).filter(lambda data: data.strip() != b""))
def test_any_bytes_at_all_are_answered(data: bytes) -> None:
    found, good = answer("nd335-2025-cong-chuc", data.replace(b"\n", b" ") + b"x")
    assert not good
    check(found, good)


def test_without_further_processes_a_long_input_is_answered_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(workers: int) -> None:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(multiprocessing, "Pool", refuse)
    line = b'{"id":1,"kind":"mean","input":{"scores":[90]}}\n'
    numbered = iter((number, line) for number in range(2, 2 * door.BATCH + 2))
    answered = list(door._answers(load("nd335-2025-cong-chuc"), numbered))
    assert [text.count(b"\n") for text, _ in answered] == [door.BATCH, door.BATCH]
    assert all(good for _, good in answered)
