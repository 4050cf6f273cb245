"""Rulebook files as checked values: every wrong key is refused with the file, the key and the reason."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path

import yaml

_FASTEST: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class BookError(ValueError):
    """A rulebook file that cannot be used: which file, which key, and why (in Vietnamese)."""

    def __init__(self, file: str, key: str, reason: str) -> None:
        super().__init__(f"{file}: {key or '(tệp)'}: {reason}")
        self.file = file
        self.key = key
        self.reason = reason


# Safe YAML with exact numbers and without silently doubled keys.
_Loader: type[yaml.SafeLoader] = type("_Loader", (_FASTEST,), {})


def _number(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> Fraction:
    return Fraction(loader.construct_scalar(node).replace("_", ""))


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Hashable, object]:
    loader.flatten_mapping(node)
    found: dict[Hashable, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            # YAML reads `on`, `yes` and bare numbers as something else than the word that was meant.
            raise yaml.constructor.ConstructorError(
                None, None, f"khóa không phải chữ: {key}", key_node.start_mark
            )
        if key in found:
            raise yaml.constructor.ConstructorError(None, None, f"khóa lặp lại: {key}", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:float", _number)
_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path) -> dict[str, object]:
    """The mapping a file holds, decimals as exact fractions; raises BookError."""
    try:
        loader = _Loader(path.read_bytes())
        try:
            found = loader.get_single_data()
        finally:
            loader.dispose()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BookError(path.name, "", f"không đọc được YAML: {error}") from error
    if not isinstance(found, dict):
        raise BookError(path.name, "", "tệp phải là một bảng khóa và giá trị")
    return found


class Node:
    """One mapping of a rulebook file, read key by key; `done` refuses what nobody asked for."""

    def __init__(self, file: str, path: str, values: object) -> None:
        self.file = file
        self.path = path
        if not isinstance(values, Mapping):
            raise BookError(file, path, "phải là một bảng khóa và giá trị")
        self.values: Mapping[str, object] = values
        self._asked: set[str] = set()

    def error(self, key: str, reason: str) -> BookError:
        return BookError(self.file, f"{self.path}.{key}" if self.path else key, reason)

    def get(self, key: str, default: object = None) -> object:
        self._asked.add(key)
        found = self.values.get(key)
        return default if found is None else found

    def text(self, key: str, default: str | None = None) -> str:
        found = self.get(key, default)
        if isinstance(found, bool) or not isinstance(found, str):
            raise self.error(key, "thiếu giá trị" if found is None else "phải là chữ")
        return found

    def one_of(self, key: str, choices: Sequence[str], default: str | None = None) -> str:
        found = self.text(key, default)
        if found not in choices:
            raise self.error(key, f"phải là một trong: {', '.join(choices)}")
        return found

    def flag(self, key: str, default: bool) -> bool:
        found = self.get(key, default)
        if not isinstance(found, bool):
            raise self.error(key, "phải là true hoặc false")
        return found

    def number(self, key: str) -> Fraction:
        found = self.optional_number(key)
        if found is None:
            raise self.error(key, "thiếu giá trị")
        return found

    def optional_number(self, key: str) -> Fraction | None:
        found = self.get(key)
        if found is None:
            return None
        if isinstance(found, bool) or not isinstance(found, int | Fraction):
            raise self.error(key, "phải là số")
        return Fraction(found)

    def whole(self, key: str) -> int:
        found = self.number(key)
        if found.denominator != 1:
            raise self.error(key, "phải là số nguyên")
        return found.numerator

    def day(self, key: str) -> date | None:
        found = self.get(key)
        if found is not None and not isinstance(found, date):
            raise self.error(key, "phải là ngày dạng năm-tháng-ngày")
        return found

    def names(self, key: str, default: Sequence[str] = ()) -> tuple[str, ...]:
        found = self.get(key, list(default))
        if not isinstance(found, list) or not all(isinstance(name, str) for name in found):
            raise self.error(key, "phải là danh sách chữ")
        return tuple(found)

    def child(self, key: str) -> Node:
        return Node(self.file, f"{self.path}.{key}" if self.path else key, self.get(key, {}))

    def children(self, key: str) -> Iterator[Node]:
        found = self.get(key, [])
        if not isinstance(found, list):
            raise self.error(key, "phải là danh sách")
        for at, entry in enumerate(found):
            yield Node(self.file, f"{self.path}.{key}[{at}]" if self.path else f"{key}[{at}]", entry)

    def named(self, key: str) -> Iterator[tuple[str, Node]]:
        for name, entry in self.child(key).values.items():
            yield name, Node(self.file, f"{self.path}.{key}.{name}" if self.path else f"{key}.{name}", entry)

    def rest(self) -> Mapping[str, object]:
        """The keys nobody asked for, as parameters of the rule."""
        left = {key: value for key, value in self.values.items() if key not in self._asked}
        self._asked.update(left)
        return left

    def done(self) -> None:
        left = sorted(key for key in self.values if key not in self._asked)
        if left:
            raise self.error(left[0], "khóa không có trong mẫu của bộ quy tắc")
