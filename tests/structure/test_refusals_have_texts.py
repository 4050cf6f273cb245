"""Each refusal is declared once, says in Vietnamese what to do, and is given what its sentence names."""

from __future__ import annotations

import ast
import importlib
import re
import string
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.structure.house import PACKAGE, code_files, name_of, tree_of
from thenchot.api.refusals import FAILED, NOT_ALLOWED, NOT_AS_DESCRIBED, NOT_JSON, TOO_LARGE
from thenchot.lib import refusals
from thenchot.lib.refusals import Kind

STATUSES = {refusals.BAD_INPUT, refusals.FORBIDDEN, refusals.MISSING, refusals.CONFLICT}
STATUSES |= {refusals.UNKNOWN_CALLER, refusals.TOO_OFTEN}
# Said to other software only, before any room is asked.
STATUSES |= {NOT_AS_DESCRIBED, NOT_ALLOWED, TOO_LARGE, NOT_JSON, FAILED}
VIETNAMESE = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE
)
UNFIT = re.compile(r"!|\bbạn\b|vui lòng|xin lỗi|thành công", re.IGNORECASE)


def _rooms() -> list[Path]:
    """Return each domain room's refusals.py; those of lib and web are the class and the page."""
    doors = {PACKAGE / "lib" / "refusals.py", PACKAGE / "web" / "refusals.py"}
    return [path for path in code_files() if path.name == "refusals.py" and path not in doors]


def _module(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)


def declared() -> dict[tuple[str, str], Kind]:
    """Return each kind by its module and the name of its constant."""
    found: dict[tuple[str, str], Kind] = {}
    for path in _rooms():
        module = importlib.import_module(_module(path))
        found |= {(module.__name__, n): kind for n, kind in vars(module).items() if isinstance(kind, Kind)}
    return found


KINDS = declared()


def places(kind: Kind) -> set[str]:
    """Return the names that a kind's sentence waits for."""
    return {name for _, name, _, _ in string.Formatter().parse(str(kind.text)) if name}


def test_the_house_refuses_something() -> None:
    assert KINDS


def test_no_two_kinds_share_a_code() -> None:
    codes = [kind.code for (module, _), kind in KINDS.items() if kind.code]
    assert len({id(kind) for kind in KINDS.values()}) == len(set(codes))


def test_declaring_a_code_twice_stops_the_start() -> None:
    taken = next(iter(KINDS.values()))
    with pytest.raises(ValueError, match="declared twice"):
        Kind(taken.code, taken.status, taken.text)


@pytest.mark.parametrize("kind", list(dict.fromkeys(KINDS.values())), ids=lambda kind: kind.code)
def test_a_refusal_says_in_plain_vietnamese_what_to_do(kind: Kind) -> None:
    text = str(kind.text)
    assert VIETNAMESE.search(text), f"{kind.code} has no Vietnamese sentence"
    assert text.rstrip().endswith((".", "?", ":")), f"{kind.code} does not end its sentence"
    assert not UNFIT.search(text), f"{kind.code} is not written as a civil servant writes"
    assert kind.status in STATUSES


def test_kinds_are_declared_in_the_room_of_refusals_only() -> None:
    found = [
        f"{name_of(path)}:{node.lineno}"
        for path in code_files()
        if path.name != "refusals.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Kind", "refusals.Kind"}
    ]
    assert not found


def _kinds_named_in(path: Path) -> dict[str, Kind]:
    """Return the kinds that a file can name, by the expression that names them: `refusals.LATE` or `LATE`."""
    found: dict[str, Kind] = {}
    for node in ast.walk(tree_of(path)):
        if not isinstance(node, ast.ImportFrom) or node.module is None:
            continue
        for alias in node.names:
            own = alias.asname or alias.name
            module = f"{node.module}.{alias.name}"
            found |= {f"{own}.{name}": kind for (room, name), kind in KINDS.items() if room == module}
            if (node.module, alias.name) in KINDS:
                found[own] = KINDS[node.module, alias.name]
    return found


def _given(call: ast.Call, kinds: dict[str, Kind]) -> tuple[Kind, set[str]] | None:
    """Return the kind that a call refuses with and the parameters it hands over, or None for another call."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    named = ast.unparse(call.func)
    if named.endswith("refuse_if") and len(call.args) > 1:
        named = ast.unparse(call.args[1])
    handed = {str(keyword.arg) for keyword in call.keywords}
    return (kinds[named], handed) if named in kinds else None


def test_each_refusal_is_given_what_its_sentence_names() -> None:
    found = []
    for path in code_files():
        kinds = _kinds_named_in(path)
        calls = (node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call))
        for call in calls if kinds else ():
            given = _given(call, kinds)
            if given and not places(given[0]) <= given[1]:
                found.append(
                    f"{name_of(path)}:{call.lineno} {given[0].code} lacks {places(given[0]) - given[1]}"
                )
    assert not found


def _words(paths: Iterable[Path]) -> Counter[str]:
    return Counter(word for path in paths for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


def test_each_kind_is_used_somewhere() -> None:
    source = _words(path for path in code_files() if path.name != "refusals.py")
    rooms = _words(_rooms())
    unused = [name for _, name in KINDS if not source[name] and rooms[name] < 2]
    assert not unused, f"nothing refuses with {unused}"
