"""Copies of what an installation keeps, taken while it is in use: its database file and its attached contents."""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.db import connection

DIGEST = re.compile(r"[0-9a-f]{64}")


def copy_file(source: Path, copy: Path) -> None:
    """Write an SQLite database as of one moment; writers go on meanwhile."""
    # In one step: a copy made in several begins anew whenever somebody writes, and on a busy day never ends.
    with closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as live, closing(sqlite3.connect(copy)) as kept:
        live.backup(kept, pages=-1)
        kept.execute("PRAGMA journal_mode=DELETE")


def rows_in_file(copy: Path, table: str) -> int:
    """How many rows a table of an SQLite file has."""
    with closing(sqlite3.connect(copy)) as kept:
        return int(kept.execute(f'SELECT COUNT(*) FROM "{table}"').fetchone()[0])


def holds_any(table: str) -> bool:
    """Whether the database in use has the table with a row in it."""
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return False
        cursor.execute(f'SELECT EXISTS (SELECT 1 FROM "{table}")')
        return bool(cursor.fetchone()[0])


def place_of(folder: Path, digest: str) -> Path:
    """Where a content of this SHA-256 lies under the folder. Raises ValueError for what is no digest."""
    if not DIGEST.fullmatch(digest):
        raise ValueError(f"{digest!r} is no SHA-256")
    return folder / digest[:2] / digest


def pack_contents(folder: Path, archive: zipfile.ZipFile, inside: str) -> int:
    """Add every content of the folder to the archive, each under its SHA-256; returns how many.

    They are compressed in their own way already. One swept away meanwhile belonged to nothing.
    """
    count = 0
    for path in sorted(folder.glob("[0-9a-f][0-9a-f]/*")):
        if DIGEST.fullmatch(path.name) and path.exists():
            archive.write(path, f"{inside}/{path.name}", zipfile.ZIP_STORED)
            count += 1
    return count


def damaged_contents(archive: zipfile.ZipFile, inside: str) -> list[str]:
    """The names of the archive's contents that are not what their name says: SHA-256 of another content, or unreadable."""
    wrong = []
    for entry in _contents_in(archive, inside):
        try:
            with archive.open(entry) as packed:
                same = _digest(packed) == Path(entry.filename).name
        except (zipfile.BadZipFile, OSError):
            same = False
        if not same:
            wrong.append(entry.filename)
    return wrong


def unpack_contents(archive: zipfile.ZipFile, inside: str, folder: Path) -> int:
    """Put the archive's contents in their places under the folder, each whole or not at all; returns how many."""
    found = _contents_in(archive, inside)
    for entry in found:
        place = place_of(folder, Path(entry.filename).name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = place.with_suffix(".new")
        with archive.open(entry) as packed, os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            shutil.copyfileobj(packed, file)
            file.flush()
            os.fsync(file.fileno())
        new.replace(place)
    return len(found)


def _digest(content: IO[bytes]) -> str:
    found = sha256()
    while part := content.read(1024 * 1024):
        found.update(part)
    return found.hexdigest()


def _contents_in(archive: zipfile.ZipFile, inside: str) -> list[zipfile.ZipInfo]:
    return [entry for entry in archive.infolist() if entry.filename.startswith(f"{inside}/") and not entry.is_dir()]
