"""Where the demo keeps its data: a folder of its own, filled beside and put in place only when it is whole.

Imports no Django: the settings read the environment when they are first imported, so it is set here before that.
"""

from __future__ import annotations

import os
from pathlib import Path

FINISHED, FILLING = "thenchot.sqlite3", "filling.sqlite3"
DATABASE, DATA = "THENCHOT_DATABASE_URL", "THENCHOT_DATA"
DEFAULTS = {"THENCHOT_DEMO": "1", "THENCHOT_TODAY": "2026-11-21", DATA: "var/demo"}
"""What `thenchot demo` sets for itself where the operator has set nothing."""


def prepare() -> None:
    """Set the environment of the demo. A fill that was killed leaves a half-filled file, which is thrown away here."""
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    folder = _folder()
    os.environ[DATA] = str(folder)
    (folder / "static").mkdir(parents=True, exist_ok=True)
    if DATABASE in os.environ or (folder / FINISHED).exists():
        return
    for left in folder.glob(f"{FILLING}*"):
        left.unlink()
    os.environ[DATABASE] = f"sqlite:///{folder / FILLING}"


def put_in_place() -> None:
    """Give a file that is filled its name; nothing to do for a database the operator chose. No connection may be open."""
    filling = _folder() / FILLING
    if os.environ.get(DATABASE) == f"sqlite:///{filling}":
        filling.replace(_folder() / FINISHED)
        del os.environ[DATABASE]


def _folder() -> Path:
    return Path(os.environ[DATA]).absolute()
