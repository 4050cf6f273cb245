"""The body's own malware scanner, when it has named one: a new file waits in quarantine until the scanner lets it go."""

from __future__ import annotations

import subprocess
from pathlib import Path

from django.conf import settings

from thenchot.attachments.refusals import FILE_INFECTED, FILE_NOT_SCANNED
from thenchot.lib.refusals import refuse_if

LONGEST = 60
"""Seconds to wait for the answer."""
CLEAN, FOUND = 0, 1
"""The exit codes of clamscan and clamdscan; whatever else is said, the file was not scanned."""


def scan(path: Path) -> None:
    """Ask the scanner about the file. Without its word nothing passes; without a scanner everything does."""
    if not settings.SCANNER:
        return
    try:
        done = subprocess.run([*settings.SCANNER, str(path)], capture_output=True, timeout=LONGEST, check=False)
    except (OSError, subprocess.TimeoutExpired) as wrong:
        raise FILE_NOT_SCANNED(field="file") from wrong
    refuse_if(done.returncode == FOUND, FILE_INFECTED)
    refuse_if(done.returncode != CLEAN, FILE_NOT_SCANNED)
