"""How an attached file is said on a page: its name, its size, and whose it is."""

from __future__ import annotations

KB, MB = 1024, 1024 * 1024


def size_words(size: int) -> str:
    """850 KB; 2,4 MB: rounded up, so that nothing is 0."""
    if size < MB:
        return f"{-(-size // KB)} KB"
    tenths = -(-size * 10 // MB)
    return f"{tenths // 10},{tenths % 10} MB"
