"""A second database with the same content for the plain programs, so that what they write does not stay, and a raw connection to it."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from django.conf import settings
from django.db import connection, connections

NAME = "bench_floor"
PRAGMAS = (
    "PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON", "PRAGMA cache_size=-65536",
)  # fmt: skip


def raw(address: str) -> Any:
    """A connection of the driver itself, with the settings the product uses; it commits when it is told to."""
    if address.startswith("postgres"):
        return psycopg.connect(address)
    plain = sqlite3.connect(address, isolation_level=None, timeout=20)
    for pragma in PRAGMAS:
        plain.execute(pragma)
    plain.create_function(
        "sha256_hex", 1, lambda text: hashlib.sha256(text.encode()).hexdigest(), deterministic=True
    )
    return plain


def here() -> str:
    """The address of the database that is measured itself, for programs that only read."""
    if connection.vendor == "postgresql":
        return server_address(str(settings.DATABASES["default"]["NAME"]))
    return str(settings.DATABASES["default"]["NAME"])


@contextmanager
def copy() -> Iterator[str]:
    """Copy the whole database for the block; gives the copy's address, and the copy is gone afterwards."""
    postgres = connection.vendor == "postgresql"
    connections.close_all()
    address = _copy_database() if postgres else _copy_file()
    try:
        yield address
    finally:
        if postgres:
            _tell(f"DROP DATABASE {NAME} WITH (FORCE)")
        else:
            for end in ("", "-wal", "-shm"):
                Path(address + end).unlink(missing_ok=True)


def _copy_file() -> str:
    source = str(settings.DATABASES["default"]["NAME"])
    with sqlite3.connect(source) as plain:
        plain.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    target = f"{source}.floor.sqlite3"
    shutil.copyfile(source, target)
    return target


def _copy_database() -> str:
    _tell(f"CREATE DATABASE {NAME} TEMPLATE {settings.DATABASES['default']['NAME']} STRATEGY FILE_COPY")
    return server_address(NAME)


def server_address(name: str) -> str:
    kept = settings.DATABASES["default"]
    return f"postgres://{kept['USER']}:{quote(str(kept['PASSWORD']))}@{kept['HOST']}:{kept['PORT']}/{name}"


def _tell(statement: str) -> None:
    with psycopg.connect(server_address("postgres"), autocommit=True) as server:
        server.execute(statement.encode())
