"""Remove contents that nothing refers to (dọn tệp thừa): what a refused form or an ended process left behind."""

from __future__ import annotations

from thenchot.attachments.queries import used_contents
from thenchot.attachments.store import broken_off, contents, remove_unused


def sweep_files() -> int:
    """Remove what has lain unused for a day; returns how many. Never what a row refers to, withdrawn rows included."""
    left = [*contents(), *broken_off()]
    used = used_contents() if left else set()
    return sum(remove_unused(path, used) for path in left)
