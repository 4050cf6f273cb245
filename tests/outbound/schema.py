"""As much of JSON Schema as the documented formats use: where a value breaks its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMATS = Path(__file__).parents[2] / "docs" / "outbound"
TYPES: dict[str, type] = {"object": dict, "array": list, "string": str, "null": type(None)}
KNOWN = {
    "$schema", "$id", "title", "description", "type", "additionalProperties", "required", "properties", "items", "const",
    "enum", "pattern",
}  # fmt: skip


def schema(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FORMATS / name).read_text(encoding="utf-8"))
    return found


def breaks(value: Any, asked: dict[str, Any], where: str = "$") -> Iterator[str]:
    """Each place where the value is not what is asked; a word of the schema this reader does not know is one too."""
    yield from (f"{where}: unknown word {word}" for word in asked.keys() - KNOWN)
    types = asked.get("type", list(TYPES))
    if not isinstance(value, tuple(TYPES[one] for one in ([types] if isinstance(types, str) else types))):
        yield f"{where}: {value!r} is no {types}"
        return
    if "const" in asked and value != asked["const"]:
        yield f"{where}: {value!r} is not {asked['const']!r}"
    if "enum" in asked and value not in asked["enum"]:
        yield f"{where}: {value!r} is not among {asked['enum']}"
    if isinstance(value, str) and not re.search(asked.get("pattern", ""), value):
        yield f"{where}: {value!r} does not match"
    if isinstance(value, dict):
        yield from _parts(value, asked, where)
    for at, one in enumerate(value if isinstance(value, list) else ()):
        yield from breaks(one, asked.get("items", {}), f"{where}[{at}]")


def _parts(value: dict[str, Any], asked: dict[str, Any], where: str) -> Iterator[str]:
    parts = asked.get("properties", {})
    yield from (f"{where}: lacks {name}" for name in asked.get("required", []) if name not in value)
    if asked.get("additionalProperties") is False:
        yield from (f"{where}: {name} is nothing of it" for name in value.keys() - parts.keys())
    for name in value.keys() & parts.keys():
        yield from breaks(value[name], parts[name], f"{where}.{name}")
