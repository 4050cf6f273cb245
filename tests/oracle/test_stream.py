"""A long mixed input: order, ids, line numbers, blank lines; one line never touches the answer of another."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from tests.oracle import judge
from tests.oracle.asking import COMMAND, asked, disagreements
from tests.oracle.comparing import read_answer
from tests.oracle.judge import expected
from tests.oracle.making import MAKERS, Line, good_line, spoiled, text_of
from thenchot.cli.evaluate import answer_batch
from thenchot.rulesets.books import load

LINES = 5_000
BLANK = ["", " ", "\t", "  \t ", "\r"]
NO_LINE = [
    "{",
    "not json",
    "[]",
    "17",
    '"text"',
    "null",
    "true",
    '{"id":',
    "{'id':1}",
    '{"id":"1"} x',
    "\x00",
]
NO_ID = ['{"kind":"staff"}', '{"id":null}', '{"id":true}', '{"id":[1]}', '{"id":{"a":1}}', "{}"]
IDS: list[object] = ["Đội 1", "", "0", 0, -3, 10**30, Decimal("1.50"), 'a b\\c"d', "\u2028", "x" * 300]


@lru_cache(maxsize=1)
def mixed() -> list[str]:
    """Five thousand lines of every kind of the decree, every tenth blank or bad, in one fixed shuffled order."""
    rng = Random("mixed")
    kinds = list(MAKERS[judge.DECREE])
    texts: list[str] = []
    for number in range(LINES):
        chosen = rng.random()
        if chosen < 0.04:
            texts.append(rng.choice(BLANK))
        elif chosen < 0.07:
            texts.append(rng.choice(NO_LINE + NO_ID))
        else:
            line = good_line(
                rng, judge.DECREE, rng.choice(kinds), rng.choice([f"R{number}", number, *IDS[:2]])
            )
            texts.append(text_of(spoiled(rng, line) if chosen < 0.12 else line))
    rng.shuffle(texts)
    return texts


def test_a_shuffled_mixed_input_is_answered_line_by_line_as_the_oracle_says() -> None:
    assert disagreements(judge.DECREE, mixed())[:5] == []


def test_the_mixed_input_holds_everything_it_should() -> None:
    texts = mixed()
    wanted = [
        expected(judge.DECREE, text, number) for number, text in enumerate(texts, start=1) if text.strip()
    ]
    assert sum(not text.strip() for text in texts) > 100
    assert sum(each.line is not None for each in wanted) > 80
    assert sum(bool(each.faults) and each.line is None for each in wanted) > 100
    assert sum(not each.faults for each in wanted) > 4_000


def test_ids_come_back_in_the_order_of_the_lines() -> None:
    texts = [text_of({"id": number, "kind": "mean", "input": {"scores": [90]}}) for number in range(LINES)]
    Random("ids").shuffle(texts)
    _, answers = asked(judge.DECREE, texts)
    assert [answer["id"] for answer in answers] == [str(json.loads(text)["id"]) for text in texts]


def test_bad_lines_are_numbered_from_one_with_blank_lines_counted() -> None:
    texts = mixed()
    _, answers = asked(judge.DECREE, texts)
    numbers = [int(str(answer["line"])) for answer in answers if "line" in answer]
    wanted = [
        number
        for number, text in enumerate(texts, start=1)
        if text.strip() and expected(judge.DECREE, text, number).line is not None
    ]
    assert numbers == wanted


@pytest.mark.parametrize("line_id", IDS, ids=range(len(IDS)))
def test_an_id_comes_back_as_it_was_given(line_id: object) -> None:
    text = text_of({"id": line_id, "kind": "mean", "input": {"scores": [90]}})
    _, [answer] = asked(judge.DECREE, [text])
    assert answer["id"] == (str(line_id) if isinstance(line_id, int | Decimal) else line_id)


def one_by_one(texts: Sequence[str]) -> bytes:
    """Each line asked alone, under its own number."""
    book = load(judge.DECREE)
    return b"".join(
        answer_batch(book, [(number, text.encode("utf-8"))])[0] for number, text in enumerate(texts, start=1)
    )


def test_a_line_is_answered_alike_alone_and_among_thousands() -> None:
    data = "\n".join(mixed()).encode("utf-8")
    done = subprocess.run([COMMAND, "evaluate", judge.DECREE], input=data, capture_output=True, check=False)
    assert done.stdout == one_by_one(mixed())


def test_a_file_and_the_standard_input_give_the_same_bytes(tmp_path: Path) -> None:
    data = "\n".join(mixed()).encode("utf-8")
    path = tmp_path / "dòng.jsonl"
    path.write_bytes(data)
    from_file = subprocess.run(
        [COMMAND, "evaluate", judge.DECREE, str(path)], capture_output=True, check=False
    )
    from_input = subprocess.run(
        [COMMAND, "evaluate", judge.DECREE], input=data, capture_output=True, check=False
    )
    assert from_file.stdout == from_input.stdout
    assert from_file.returncode == from_input.returncode == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("closed", [True, False])
def test_the_end_of_a_line_may_be_of_either_kind_and_may_be_missing_at_the_end(
    end: str, closed: bool
) -> None:
    texts = [text for text in mixed()[:300] if text != "\r"]
    data = (end.join(texts) + (end if closed else "")).encode("utf-8")
    done = subprocess.run([COMMAND, "evaluate", judge.DECREE], input=data, capture_output=True, check=False)
    assert done.stdout == one_by_one(texts)


@pytest.mark.parametrize("mark", ["\u2028", "\u2029", "\u0085", "\u000b", "\u000c", "\u001c", "\n"])
def test_one_answer_stands_on_one_line_for_every_reader(mark: str) -> None:
    """JSON allows some of these inside a text as they are, but readers by lines would cut the answer there."""
    good: Line = {"id": f"a{mark}b", "kind": "mean", "input": {"scores": [1]}}
    doubled = f'{{"id":2,"a{json.dumps(mark)[1:-1]}":1,"a{json.dumps(mark)[1:-1]}":2}}'
    data = f"{text_of(good)}\n{doubled}\n".encode()
    done = subprocess.run([COMMAND, "evaluate", judge.DECREE], input=data, capture_output=True, check=False)
    first, second = (read_answer(row) for row in done.stdout.decode("utf-8").splitlines())
    assert first["id"] == f"a{mark}b"
    assert isinstance(second["error"], dict)
    assert second["error"]["field"] == f"a{mark}"


def test_ignored_keys_change_nothing() -> None:
    texts = [text for text in mixed()[:400] if text.startswith('{"id"') and text.endswith("}")]
    more = [f'{text[:-1]},"note":"x","points":[1,{{"a":null}}]}}' for text in texts if text != '{"id":"1"} x']
    asked_plain = asked(judge.DECREE, [text for text in texts if text != '{"id":"1"} x'])
    assert asked(judge.DECREE, more) == asked_plain


def test_the_order_of_the_keys_changes_nothing() -> None:
    rng = Random("keys")
    lines = [good_line(rng, judge.DECREE, kind, number) for number, kind in enumerate(MAKERS[judge.DECREE])]
    turned = [dict(reversed(line.items())) for line in lines]
    plain, other = (asked(judge.DECREE, [text_of(line) for line in each]) for each in (lines, turned))
    assert plain == other
