"""Typed readers of the environment that stop the start with a sentence when a value is wrong."""

from __future__ import annotations

import fcntl
import os
import secrets
import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from thenchot.lib.oidc import Oidc


def flag(name: str, *, default: bool) -> bool:
    given = os.environ.get(name, "1" if default else "0").lower()
    if given not in {"0", "1", "true", "false"}:
        raise ImproperlyConfigured(f"{name} is {given!r}; it may be 1, 0, true or false.")
    return given in {"1", "true"}


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: Path, mode: int = 0o777) -> Path:
    """Return the folder, whole path, made with this mode when it is not there yet."""
    found = Path(os.environ.get(name) or default).resolve()
    try:
        found.mkdir(mode=mode, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: the folder {found} cannot be made ({error.strerror}).") from error
    return found


def folders(name: str) -> list[Path]:
    """Return folders that are there; one that is not would be passed over in silence."""
    found = [Path(word).resolve() for word in words(name)]
    for path in found:
        if not path.is_dir():
            raise ImproperlyConfigured(f"{name} names {path}, which is no folder.")
    return found


def file(name: str) -> Path | None:
    """Return a file that must be there, or None when none is named."""
    given = os.environ.get(name, "").strip()
    if given and not Path(given).is_file():
        raise ImproperlyConfigured(f"{name} names {given}, which is no file.")
    return Path(given) if given else None


def day(name: str) -> date | None:
    given = os.environ.get(name)
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is {given!r}; it must be a day such as 2026-11-21.") from error


def number(name: str, default: int, *, least: int = 0) -> int:
    given = os.environ.get(name) or str(default)
    if not given.isdecimal() or int(given) < least:
        raise ImproperlyConfigured(f"{name} is {given!r}; it must be a whole number, {least} or more.")
    return int(given)


def program(name: str) -> list[str]:
    """Return a command with its arguments; one that cannot be run would be passed over in silence."""
    found = shlex.split(os.environ.get(name, ""))
    if found and not (Path(found[0]).is_absolute() and Path(found[0]).is_file() and os.access(found[0], os.X_OK)):
        raise ImproperlyConfigured(f"{name} names {found[0]}; it must be the whole path of a program that may be run.")
    return found


def chosen(name: str, default: str, allowed: Sequence[str]) -> list[str]:
    """Return the words given, each one of those allowed."""
    found = words(name, default)
    if unknown := sorted(set(found) - set(allowed)):
        raise ImproperlyConfigured(f"{name} names {', '.join(unknown)}; it may name {', '.join(allowed)}.")
    return found


def oidc() -> Oidc | None:
    """Read the provider's variables; None while no issuer is named, and then nobody outside is ever asked."""
    issuer = os.environ.get("THENCHOT_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
        raise ImproperlyConfigured("THENCHOT_OIDC_ISSUER must begin with https://.")
    client, secret = os.environ.get("THENCHOT_OIDC_CLIENT", ""), os.environ.get("THENCHOT_OIDC_SECRET", "")
    if not client or not secret:
        raise ImproperlyConfigured("THENCHOT_OIDC_ISSUER needs THENCHOT_OIDC_CLIENT and THENCHOT_OIDC_SECRET beside it.")
    if not (client + secret).isascii():
        raise ImproperlyConfigured("THENCHOT_OIDC_CLIENT and THENCHOT_OIDC_SECRET travel in a header: ASCII only.")
    claim = os.environ.get("THENCHOT_OIDC_CLAIM") or "preferred_username"
    if claim.startswith("email"):
        # Addresses change hands; an account is never found by one.
        raise ImproperlyConfigured(f"THENCHOT_OIDC_CLAIM is {claim!r}; it must be a claim that holds the staff code.")
    label = os.environ.get("THENCHOT_OIDC_LABEL", "")
    return Oidc(issuer, client, secret, claim, label, flag("THENCHOT_OIDC_FACTOR", default=False))


def kept_secret(name: str, path: Path) -> str:
    """Return the secret of the environment, or one made once and kept in the file, readable by its owner only."""
    return os.environ.get(name) or _kept(path) or _made(path)


def _kept(path: Path) -> str:
    # A restored key may be one that was given in the environment, in any letters.
    return path.read_text(encoding="utf-8").strip() if path.exists() else ""


def _made(path: Path) -> str:
    # Two processes may start at once: who comes second waits for the lock and finds the secret of the first.
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        kept = file.read().strip()
        if not kept:
            kept = secrets.token_urlsafe(50)
            file.write(kept)
    return kept


def database(name: str, data_folder: Path) -> dict[str, Any]:
    """Read an address such as postgres://user:password@host:5432/name or sqlite:///path (default: a file in the data folder)."""
    address = os.environ.get(name)
    if not address:
        return _sqlite(str(data_folder / "thenchot.sqlite3"))
    try:
        parts = urlsplit(address)
        port = str(parts.port or "")
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is no address: {error}.") from error
    path = unquote(parts.path)
    if parts.scheme == "sqlite" and path.strip("/"):
        return _sqlite(path[1:] if path.startswith("//") else path)
    if parts.scheme in {"postgres", "postgresql"} and path.strip("/"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": port,
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
        }
    # The address may hold a password: only its scheme is repeated.
    raise ImproperlyConfigured(
        f"{name} must be sqlite:///path or postgres://user:password@host:port/name; it begins with {parts.scheme!r}."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            # A write that reads first must hold the lock from its first statement, or SQLite refuses it at once.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # No mmap: it saved nothing measurable, and a mapped page can outlive what another process has written.
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536;"
            ),
        },
    }
