"""Finds, reads and keeps the rulebooks; a book is read once and never changes afterwards."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path

from thenchot.rules.book import Rulebook
from thenchot.rulesets.reading import BookError, Node, read_yaml
from thenchot.rulesets.schema import build

SHIPPED = Path(__file__).parent / "rulebooks"

# Keys of a file that only say where the rest comes from.
_OWN_KEYS = ("base", "inherit")


class UnknownBookError(LookupError):
    """No rulebook has this id or alias."""


def load(name: str, extra: Sequence[Path] = ()) -> Rulebook:
    """The rulebook of this id or alias; `extra` are further directories of rulebook files.

    Raises UnknownBookError, or BookError naming file, key and reason.
    """
    return _load(name, tuple(extra))


def known(extra: Sequence[Path] = ()) -> tuple[str, ...]:
    """The ids of all rulebooks, sorted."""
    return tuple(sorted(_files(tuple(extra))))


def all_books(extra: Sequence[Path] = ()) -> tuple[Rulebook, ...]:
    return tuple(load(name, extra) for name in known(extra))


def in_force(subject: str, day: date, extra: Sequence[Path] = ()) -> tuple[Rulebook, ...]:
    """Every book that binds this kind of subject on the day; two may bind one person at once."""
    return tuple(book for book in all_books(extra) if book.in_force_on(day, subject))


def digest_of(values: Mapping[str, object]) -> str:
    """sha256 of the canonical content; the order of keys and the layout of the file do not matter."""
    text = json.dumps(_plain(values), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(entry) for entry in value]
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int | Fraction):
        return f"{Fraction(value)}"
    return str(value)


@lru_cache(maxsize=256)
def _load(name: str, extra: tuple[Path, ...]) -> Rulebook:
    files = _files(extra)
    path = files.get(name) or _by_alias(name, files)
    if path is None:
        raise UnknownBookError(name)
    values = _merged(path, files)
    return build(Node(path.name, "", values), digest=digest_of(values), source_path=path.name)


@lru_cache(maxsize=32)
def _files(extra: tuple[Path, ...]) -> Mapping[str, Path]:
    """File by rulebook id: a file is named after its id, so finding one opens no other."""
    found: dict[str, Path] = {}
    for folder in (SHIPPED, *extra):
        for path in sorted(folder.glob("*.yaml")):
            if path.stem in found:
                raise BookError(path.name, "id", "trùng với một bộ quy tắc đã có")
            found[path.stem] = path
    return found


def _by_alias(name: str, files: Mapping[str, Path]) -> Path | None:
    for path in files.values():
        aliases = read_yaml(path).get("aliases")
        if isinstance(aliases, list) and name in aliases:
            return path
    return None


def _merged(path: Path, files: Mapping[str, Path]) -> dict[str, object]:
    """The file's own content over the parts it inherits from its base."""
    own = read_yaml(path)
    if own.get("id") != path.stem:
        raise BookError(path.name, "id", f"phải trùng với tên tệp: {path.stem}")
    base = own.get("base")
    if base is None:
        return own
    inherit = own.get("inherit")
    if not isinstance(base, str) or base not in files or base == path.stem:
        raise BookError(path.name, "base", "không có bộ quy tắc gốc này")
    if not isinstance(inherit, list):
        raise BookError(path.name, "inherit", "phải là danh sách các phần lấy từ bộ quy tắc gốc")
    parent = _merged(files[base], files)
    taken = {str(part): parent[part] for part in inherit if part in parent and part not in own}
    return taken | {key: value for key, value in own.items() if key not in _OWN_KEYS}
