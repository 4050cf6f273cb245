"""Copies of the whole database while it is in use, and their way back: what back-up and restore share.

A back-up is a .zip of the database as of one moment, the attached files, each named by its SHA-256, a manifest with the
database's, and the two keys only where asked.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from thenchot.attachments.store import folder as contents_folder
from thenchot.lib import clock, database
from thenchot.lib.copies import (
    copy_file,
    damaged_contents,
    holds_any,
    pack_contents,
    rows_in_file,
    unpack_contents,
)

FORMAT = "thenchot-backup-1"
CONTENT, CONTENTS, MANIFEST = "database", "attachments", "manifest.json"
KEYS = {"secret_key": "SECRET_KEY", "seal_key": "SEAL_KEY"}
"""The files of the data folder that hold the keys, with their settings."""
MARKER = "last_backup"
TRAIL = "audit_entry"
"""The table no database in use is without."""
INSTALL = "Không tìm thấy chương trình {program}. Cài gói postgresql-client, cùng phiên bản với máy chủ hoặc mới hơn."


@dataclass(frozen=True)
class Kept:
    """What a back-up says of itself."""

    engine: str
    made_at: str
    entries: int
    keys: tuple[str, ...]
    files: int = 0
    """Attached contents."""


def take(target: Path, *, with_keys: bool) -> Kept:
    """Write the back-up; writers go on meanwhile, and what it holds is the database as of one moment."""
    with _beside(target) as folder:
        copy = folder / CONTENT
        (_copy_postgresql if database.vendor() == "postgresql" else _copy_sqlite)(copy)
        keys = {name: str(getattr(settings, setting)) for name, setting in KEYS.items()} if with_keys else {}
        manifest = {
            "format": FORMAT, "engine": database.vendor(), "made_at": clock.now().isoformat(timespec="seconds"),
            "sha256": _digest(copy), "entries": _entries(copy), "keys": sorted(keys),
        }  # fmt: skip
        packed = folder / "packed"
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(copy, CONTENT)
            # After the database: what its rows refer to lies in the folder already, and is never removed.
            manifest["files"] = pack_contents(contents_folder(), archive, CONTENTS)
            archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
            for name, key in keys.items():
                archive.writestr(name, key)
        packed.chmod(0o600)
        packed.replace(target)
    (settings.DATA_FOLDER / MARKER).write_text(str(manifest["made_at"]) + "\n", encoding="ascii")
    return _said(manifest)


def put_back(source: Path, *, replace: bool) -> Kept:
    """Make the database what the back-up holds; refuses a database in use already, unless it is to be replaced."""
    with _beside(source, settings.DATA_FOLDER) as folder, _opened(source) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        if manifest["format"] != FORMAT or manifest["engine"] != database.vendor():
            raise CommandError(f"Bản sao lưu của {manifest['engine']}, không dùng được cho {database.vendor()}.")
        if holds_any(TRAIL) and not replace:
            raise CommandError("Cơ sở dữ liệu này đã có dữ liệu. Dừng phần mềm, rồi thêm --replace nếu vẫn thay toàn bộ.")
        copy = folder / CONTENT
        with archive.open(CONTENT) as packed, copy.open("wb") as file:
            shutil.copyfileobj(packed, file)
        if _digest(copy) != manifest["sha256"]:
            raise CommandError("Bản sao lưu bị hỏng: nội dung khác với mã băm của nó. Dùng bản khác.")
        _put_files_back(archive, manifest)
        connections.close_all()
        (_restore_postgresql if database.vendor() == "postgresql" else _restore_sqlite)(copy)
        for name in manifest["keys"]:
            _keep_key(name, archive.read(name).decode())
    return _said(manifest)


def _put_files_back(archive: zipfile.ZipFile, manifest: Mapping[str, Any]) -> None:
    """Before the database is touched, and only when every file is what its name says: a name is the content's SHA-256."""
    damaged = damaged_contents(archive, CONTENTS)
    if damaged:
        raise CommandError(f"Bản sao lưu bị hỏng: {len(damaged)} tệp đính kèm khác với mã băm của nó. Dùng bản khác.")
    if unpack_contents(archive, CONTENTS, contents_folder()) != manifest.get("files", 0):
        raise CommandError("Bản sao lưu bị hỏng: thiếu tệp đính kèm. Dùng bản khác.")


def _said(manifest: Mapping[str, Any]) -> Kept:
    made, keys = str(manifest["made_at"]), tuple(manifest["keys"])
    return Kept(str(manifest["engine"]), made, int(manifest["entries"]), keys, int(manifest.get("files", 0)))


@contextmanager
def _beside(*places: Path) -> Iterator[Path]:
    """A private folder on the same disk as the last place, so that the finished file only has to be renamed."""
    last = places[-1] if places[-1].is_dir() else places[-1].parent
    with tempfile.TemporaryDirectory(prefix=".thenchot-", dir=last) as folder:
        yield Path(folder)


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as wrong:
        raise CommandError(f"Không đọc được bản sao lưu {source}: {wrong}") from wrong


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _entries(copy: Path) -> int:
    """Rows of the trail in the copy; PostgreSQL's form cannot be asked, and answers 0."""
    return 0 if database.vendor() == "postgresql" else rows_in_file(copy, TRAIL)


def _copy_sqlite(copy: Path) -> None:
    copy_file(Path(str(settings.DATABASES["default"]["NAME"])).resolve(), copy)


def _restore_sqlite(copy: Path) -> None:
    target = Path(str(settings.DATABASES["default"]["NAME"]))
    for beside in ("-wal", "-shm"):
        target.with_name(target.name + beside).unlink(missing_ok=True)
    copy.chmod(0o600)
    shutil.move(copy, target)


def _copy_postgresql(copy: Path) -> None:
    run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={copy}")


def _restore_postgresql(copy: Path) -> None:
    # What is there is dropped and all comes back in one transaction: a restore that fails leaves what was.
    options = ("--clean", "--if-exists", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    run("pg_restore", *options, f"--dbname={settings.DATABASES['default']['NAME']}", str(copy))


def run(program: str, *arguments: str) -> None:
    """Run a program of PostgreSQL on our database; refuses with what to install, or with what the program says."""
    found = shutil.which(program)
    if found is None:
        raise CommandError(INSTALL.format(program=program))
    done = subprocess.run(_command(found, arguments), env={**os.environ, **_address()}, capture_output=True, check=False)
    if done.returncode:
        raise CommandError(f"{program}: {done.stderr.decode('utf-8', 'replace').strip()}")


def _command(program: str, arguments: Sequence[str]) -> list[str]:
    return [program, "--no-password", *arguments]


def _address() -> dict[str, str]:
    """The server's address as PostgreSQL's own programs read it: a password on a command line is seen by all."""
    own = settings.DATABASES["default"]
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    return {variable: str(own[name]) for variable, name in names.items() if own.get(name)}


def _keep_key(name: str, key: str) -> None:
    path = settings.DATA_FOLDER / name
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(key)
