"""Feeds the worked examples through the installed `thenchot evaluate`, as a stranger would, and compares.

Knows only the command's contract: nothing of the product is imported.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import yaml

CASES = Path(__file__).parent
COMMAND = Path(sys.executable).parent / "thenchot"

# An expectation printed with this many decimals is met by an answer that rounds to it, half up.
PRINTED_PLACES = 4


_FASTEST: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Decimals stay as they are written.
_Loader: type[yaml.SafeLoader] = type("_Loader", (_FASTEST,), {})


def _decimal(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(str(loader.construct_scalar(node)))


_Loader.add_constructor("tag:yaml.org,2002:float", _decimal)


@dataclass(frozen=True)
class Case:
    rulebook: str
    id: str
    line: str
    expect: Mapping[str, object]


@cache
def cases(path: Path) -> tuple[Case, ...]:
    """The examples of one file as lines of input and what each answer must hold."""
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)  # a safe loader
    return tuple(Case(found["rulebook"], one["id"], _line(one), _expected(one)) for one in found["examples"])


def _line(example: Mapping[str, object]) -> str:
    return as_json({name: example[name] for name in ("id", "kind", "input", "config", "note") if name in example})


def _expected(example: Mapping[str, object]) -> Mapping[str, object]:
    """A lone level stands for `level`, another lone value for `result`, a table's second column for `allowed`."""
    expect = example["expect"]
    facts = example["input"]
    if isinstance(facts, dict) and "rows" in facts and expect == "ok":
        return {"allowed": [row[1] for row in facts["rows"]]}
    if isinstance(expect, dict):
        return expect
    if isinstance(expect, str) and example.get("kind") != "group":
        return {"level": expect}
    return {"result": expect}


def as_json(value: object) -> str:
    """JSON with decimals as they are written in the example."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, dict):
        members = (f"{json.dumps(name)}:{as_json(entry)}" for name, entry in value.items())
        return f"{{{','.join(members)}}}"
    if isinstance(value, list):
        return f"[{','.join(as_json(entry) for entry in value)}]"
    return json.dumps(value, ensure_ascii=False)


def answers(rulebook: str, lines: list[str]) -> tuple[int, dict[str, dict[str, object]]]:
    """The command's exit code and its answers by id."""
    done = subprocess.run(
        [COMMAND, "evaluate", rulebook],
        input="\n".join(lines).encode("utf-8"),
        capture_output=True,
        check=False,
    )
    found = [json.loads(text, parse_float=Decimal) for text in done.stdout.decode("utf-8").splitlines()]
    return done.returncode, {str(answer["id"]): answer for answer in found}


def differs(expect: Mapping[str, object], answer: Mapping[str, object]) -> str:
    """What the answer gets wrong, empty when nothing."""
    for name, value in expect.items():
        if name == "error":
            if not _error_like(value, answer.get("error")):
                return f"error: expected {value}, got {answer.get('error')}"
        elif name not in answer:
            return f"{name}: missing in {dict(answer)}"
        elif not same(value, answer[name]):
            return f"{name}: expected {value}, got {answer[name]}"
    return ""


def _error_like(expect: object, found: object) -> bool:
    if not isinstance(expect, dict) or not isinstance(found, dict) or not found.get("message"):
        return False
    return all(found.get(name) == value for name, value in expect.items())


def same(expect: object, found: object) -> bool:
    if isinstance(expect, list):
        return isinstance(found, list) and len(expect) == len(found) and all(map(same, expect, found))
    if isinstance(expect, bool) or isinstance(found, bool) or expect is None or isinstance(expect, str):
        return expect is found or (isinstance(expect, str) and expect == found)
    if not isinstance(found, int | Decimal) or not isinstance(expect, int | Decimal):
        return False
    wanted, got = Decimal(expect), Decimal(found)
    exponent = wanted.as_tuple().exponent
    if isinstance(exponent, int) and exponent == -PRINTED_PLACES:
        return got.quantize(Decimal(1).scaleb(-PRINTED_PLACES), rounding=ROUND_HALF_UP) == wanted
    return got == wanted


def main() -> int:
    failed = total = 0
    for path in sorted(CASES.glob("*.yaml")):
        known = list(cases(path))
        _, found = answers(known[0].rulebook, [case.line for case in known])
        for case in known:
            total += 1
            wrong = differs(case.expect, found.get(case.id, {}))
            if wrong:
                failed += 1
                print(f"{case.rulebook} {case.id}: {wrong}")
    print(f"examples: {total - failed} met, {failed} not met")
    return 1 if failed or not total else 0


if __name__ == "__main__":
    sys.exit(main())
