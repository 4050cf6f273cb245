"""Open the packed formats (.xlsx, .docx) safely: everything is measured while it is unpacked, nothing is trusted."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO

from thenchot.files.refusals import EMPTY_FILE, MACROS, OLD_FORMAT, TOO_LARGE, UNPACKS_TOO_LARGE
from thenchot.lib.refusals import Kind, refuse_if

MB = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How .xls, .doc and files with a password begin."""
MOST_PARTS = 3000
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError, OSError)
"""What the standard library raises for a damaged, encrypted or strange archive."""


@dataclass(frozen=True)
class Limits:
    """Largest sizes in MB, as sent and as unpacked; and the last row and column that may hold something."""

    packed: int
    unpacked: int
    rows: int = 20_000
    columns: str = "BZ"


def unpack(data: bytes, limits: Limits, damaged: Kind, keep: Callable[[str], bool] = bool) -> dict[str, bytes]:
    """Return the parts of an archive by name. Refuses what is too large, of an old format or damaged.

    The sizes that the archive states about itself are not believed: reading stops at the limit.
    """
    refuse_if(not data, EMPTY_FILE)
    refuse_if(len(data) > limits.packed * MB, TOO_LARGE, limit=limits.packed)
    refuse_if(data.startswith(OLE), OLD_FORMAT)
    try:
        return _parts(data, limits, keep)
    except BROKEN as wrong:
        raise damaged() from wrong


def _parts(data: bytes, limits: Limits, keep: Callable[[str], bool]) -> dict[str, bytes]:
    left = limits.unpacked * MB
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(data)) as archive:
        # Nothing here runs a macro, and none is kept; but a list of staff has no need of a program.
        refuse_if(any(name.lower().endswith("vbaproject.bin") for name in archive.namelist()), MACROS)
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and keep(entry.filename)]
        too_much = len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > left
        refuse_if(too_much, UNPACKS_TOO_LARGE, limit=limits.unpacked)
        for entry in entries:
            with archive.open(entry) as part:
                content = part.read(left + 1)
            left -= len(content)
            refuse_if(left < 0, UNPACKS_TOO_LARGE, limit=limits.unpacked)
            # No office program writes entities of its own; what does is after the memory of the reader.
            if b"<!ENTITY" in content:
                raise zipfile.BadZipFile
            parts[entry.filename] = content
    return parts


def repack(parts: Mapping[str, bytes]) -> BytesIO:
    """Return an archive of exactly these parts, so that the next reader sees only what was measured."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    packed.seek(0)
    return packed
