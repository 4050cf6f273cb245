"""Back-up and restore beside writers at work: the scenario plays on an installation of its own, and makes a second one."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from tests.attachments.samples import PDF
from tests.faults.processes import at_once
from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.store import keep
from thenchot.audit.actions.record import record_next
from thenchot.audit.actions.seal_days import seal_days
from thenchot.audit.actor import SOFTWARE, Actor
from thenchot.audit.chain import Act
from thenchot.audit.models import Entry
from thenchot.lib import clock

EACH = 60
COUNT = "SELECT object_kind, COUNT(*) FROM audit_entry WHERE object_kind IN ('left', 'right') GROUP BY object_kind"

ASK = (
    "import django; django.setup(); from django.db import connection; c = connection.cursor(); c.execute(%r); "
    "print(dict(c.fetchall()))"
)


def _pairs(number: int) -> Callable[[], str]:
    """Two rows in one transaction, again and again: a copy that holds one of a pair is no moment of the database."""

    def work() -> str:
        by = Actor(number, f"Người {number}")
        for step in range(EACH):
            with transaction.atomic():
                for kind in ("left", "right"):
                    record_next(by, Act(kind, number, "add", {"n": step}), clock.now())
        return "done"

    return work


def _backup(target: Path, *, with_keys: bool) -> Callable[[], str]:
    def work() -> str:
        call_command("backup", str(target), with_keys=with_keys, verbosity=0)
        return "done"

    return work


def backed_up_while_written() -> object:
    """Two write, two copy, one of these with the keys; each copy is restored elsewhere and verified there."""
    folder = Path(settings.DATA_FOLDER)
    attach(by=SOFTWARE, to=Owner("sheet", 1), stored=keep("quyết định.pdf", [PDF]))
    seal_days(before=clock.today())
    before = Entry.objects.count()
    copies = [folder / "one.zip", folder / "two.zip"]
    answers = at_once([_pairs(1), _backup(copies[0], with_keys=True), _pairs(2), _backup(copies[1], with_keys=False)])
    marker = (folder / "last_backup").read_text(encoding="ascii")
    return {
        "answers": answers, "before": before, "after": Entry.objects.count(), "marker": marker,
        "mode": stat.S_IMODE(copies[0].stat().st_mode),
        "copies": [_restored(copies[0]), _restored(copies[1], once=True)],
        "refusals": _refusals(folder, copies[0]),
    }  # fmt: skip


def _restored(copy: Path, *, once: bool = False) -> dict[str, Any]:
    """Restore into an empty installation; unless `once`, then over what is there, unasked and as asked."""
    with zipfile.ZipFile(copy) as packed:
        keys = "seal_key" in packed.namelist()
    with _elsewhere(copy.stem, knows_key=not keys) as (environment, folder):
        done = _run(environment, "restore", str(copy))
        again = [] if once else [_run(environment, "restore", str(copy), *more) for more in ((), ("--replace",))]
        asked = [sys.executable, "-c", ASK % COUNT]
        counts = subprocess.run(asked, env=environment, capture_output=True, text=True, check=False)
        return {
            "code": done.returncode, "said": done.stdout + done.stderr, "counts": counts.stdout.strip() + counts.stderr,
            "again": [(one.returncode, one.stderr) for one in again],
            "keys": keys, "key": _text(folder / "seal_key"),
            "files": [path.read_text() for path in folder.glob("attachments/??/*")],
        }  # fmt: skip


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


@contextmanager
def _elsewhere(name: str, *, knows_key: bool) -> Iterator[tuple[dict[str, str], Path]]:
    """An empty installation with another database and folder, which has been given our seal key or has none of it."""
    folder = Path(settings.DATA_FOLDER) / f"elsewhere-{name}"
    folder.mkdir()
    environment = {key: value for key, value in os.environ.items() if knows_key or key != "THENCHOT_SEAL_KEY"}
    environment["THENCHOT_DATA"] = str(folder)
    if connection.vendor != "postgresql":
        yield {**environment, "THENCHOT_DATABASE_URL": f"sqlite:///{folder}/else.sqlite3"}, folder
        return
    server = os.environ["THENCHOT_DATABASE_URL"]
    database = f"restored_{name}_{os.getpid()}"
    _tell(server, f"CREATE DATABASE {database}")
    try:
        yield {**environment, "THENCHOT_DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{database}"))}, folder
    finally:
        _tell(server, f"DROP DATABASE {database} WITH (FORCE)")


def _tell(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as opened:
        opened.execute(statement.encode())


def _run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "thenchot.cli.main", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=100)


def _refusals(folder: Path, copy: Path) -> dict[str, str]:
    """What is said of a target that is there, of a file that is none, of copies with something changed or left out."""
    spoiled = _copied(copy, folder / "spoiled.zip", lambda name, content: content[:-1] + b"?" if name == "database" else content)
    changed = _copied(copy, folder / "changed.zip", lambda name, content: PDF + b"?" if content == PDF else content)
    lacking = _copied(copy, folder / "lacking.zip", lambda name, content: b"" if content == PDF else content)
    (folder / "none.zip").write_bytes(b"none")
    own = dict(os.environ)
    return {
        "there": _run(own, "backup", str(copy)).stderr, "none": _run(own, "restore", str(folder / "none.zip")).stderr,
        "spoiled": _run(own, "restore", str(spoiled), "--replace").stderr,
        "changed": _run(own, "restore", str(changed), "--replace").stderr,
        "lacking": _run(own, "restore", str(lacking), "--replace").stderr,
    }  # fmt: skip


def _copied(copy: Path, target: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The copy with what `change` makes of each of its parts; a part of which nothing is left is left out."""
    with zipfile.ZipFile(copy) as good, zipfile.ZipFile(target, "w") as bad:
        for name in good.namelist():
            if content := change(name, good.read(name)):
                bad.writestr(name, content)
    return target
