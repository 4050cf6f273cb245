"""A folder that people and programs drop .xlsx and .csv files into: each read once it lies still, then moved away."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from thenchot.connections.queries import Source
from thenchot.evidence.reading import Line
from thenchot.files.fact_rows import read_file
from thenchot.intake.actions.receive import Brought
from thenchot.jobs.adapters.reading import LONGEST_REF
from thenchot.lib import clock
from thenchot.lib.refusals import Refusal

KINDS = (".xlsx", ".csv")
DONE, FAILED = "done", "failed"
MOST_FILES = 50
"""Of one run; the rest waits for the next."""
LARGEST = 5 * 1024 * 1024
LONGEST_NAME = 255
"""Bytes of a file's name where files are kept; a Vietnamese letter has up to three."""
UNFINISHED = ("~$", ".")
"""How names begin of what a program is still writing, or of its locks."""


@dataclass(frozen=True)
class Dropped:
    """A file that lies still: its rows as arrivals, or why it cannot be read."""

    path: Path
    brought: tuple[Brought, ...] = ()
    problem: str = ""


def folder_of(source: Source) -> Path:
    """The connection's folder under THENCHOT_INTAKE, made when it is not there yet; its name cannot lead out."""
    found = Path(settings.INTAKE_FOLDER) / source.address
    for path in (found, found / DONE, found / FAILED):
        path.mkdir(parents=True, exist_ok=True)
    return found


def look(folder: Path, before: Mapping[str, object]) -> tuple[list[Path], dict[str, str]]:
    """Files that did not change since the last look, and how all files look now.

    A file that somebody is still copying grows from one look to the next; it is left alone until it does not.
    """
    files = sorted(path for path in folder.iterdir() if _may_be_read(path))
    now = {named(path): _looks(path) for path in files}
    still = [path for path in files if before.get(named(path)) == now[named(path)]]
    return still[:MOST_FILES], now


def named(path: Path) -> str:
    """Its name as it can be kept: old programs write names in letters that are no UTF-8."""
    return os.fsencode(path.name).decode("utf-8", "backslashreplace")


def _may_be_read(path: Path) -> bool:
    # A link could lead to any file that the worker may read.
    plain = path.is_file() and not path.is_symlink()
    return plain and path.suffix.lower() in KINDS and not path.name.startswith(UNFINISHED)


def _looks(path: Path) -> str:
    found = path.stat()
    return f"{found.st_size} {found.st_mtime_ns}"


def read(paths: list[Path]) -> Iterator[Dropped]:
    for path in paths:
        try:
            yield _read(path)
        except Refusal as refusal:
            yield Dropped(path, problem=refusal.sentence)
        except OSError as wrong:
            yield Dropped(path, problem=f"Không mở được tệp: {wrong.strerror}.")


def _read(path: Path) -> Dropped:
    if path.stat().st_size > LARGEST:
        return Dropped(path, problem=f"Tệp lớn hơn {LARGEST // (1024 * 1024)} MB. Chia thành nhiều tệp.")
    lines = read_file(path.name, path.read_bytes())
    unread = [line for line in lines if line.wrong is not None]
    if unread:
        rows = "\n".join(f"Dòng {line.number}: {line.wrong.sentence}" for line in unread if line.wrong)
        return Dropped(path, problem=f"Có dòng không đọc được nên chưa nhận dòng nào của tệp.\n{rows}")
    if not lines:
        return Dropped(path, problem="Tệp không có dòng nào dưới dòng tiêu đề.")
    brought = tuple(_brought(line) for line in lines)
    return Dropped(path, problem=twice) if (twice := _twice(lines, brought)) else Dropped(path, brought)


def _twice(lines: Sequence[Line], brought: Sequence[Brought]) -> str:
    """Which rows say different things under one number, a line each: taken, the one would take the place of the other."""
    first: dict[str, tuple[Line, Brought]] = {}
    said = []
    for line, one in zip(lines, brought, strict=True):
        before, known = first.setdefault(one.ref, (line, one))
        if known.cells != one.cells:
            said.append(f"Dòng {line.number}: số {one.ref} đã có ở dòng {before.number} với nội dung khác.")
    head = "Có số của nguồn dùng cho hai nội dung nên chưa nhận dòng nào của tệp. Đặt số riêng cho mỗi dòng rồi thả lại."
    return "\n".join([head, *said]) if said else ""


def _brought(line: Line) -> Brought:
    """Under the row's number at the source; a row without one is known by what it says."""
    cells = {name: text for name, text in line.cells.items() if name != "ref"}
    ref = line.cells.get("ref", "").strip()[:LONGEST_REF]
    said = "\n".join(f"{name}={text}" for name, text in sorted(cells.items()) if text)
    return Brought(ref or "~" + hashlib.sha256(said.encode()).hexdigest()[:24], "fact", cells)


def put_away(path: Path, folder: str, reason: str = "") -> None:
    """Move the file, under the moment it was read at, and lay the reason beside it where there is one."""
    name = f"{clock.now():%Y%m%d-%H%M%S%f}-{_short(path)}"
    target = path.parent / folder / name
    path.rename(target)
    if reason:
        target.with_name(f"{name}.txt").write_text(reason + "\n", encoding="utf-8")


def _short(path: Path) -> str:
    """Its name, cut in the middle where the moment before it and the ending of its reason would find no room."""
    room = LONGEST_NAME - len("20261122-101500123456-") - len(".txt") - len(path.suffix.encode())
    return os.fsencode(path.stem)[:room].decode("utf-8", "ignore") + path.suffix
