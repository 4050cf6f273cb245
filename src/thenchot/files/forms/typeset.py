"""One run of typst over papers given as JSON; also a program of its own, so that a large run gives its memory back at its end."""

from __future__ import annotations

import sys
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

typst: Any = import_module("typst") if find_spec("typst") else None
"""Comes with the extra "pdf"; without it this installation writes Word only."""
HERE = Path(__file__).parent
TEMPLATE, FONTS = HERE / "paper.typ", HERE / "fonts"


def ready() -> bool:
    return typst is not None


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Read once for the process: the product's own and typst's (for the boxes to tick), so that each machine prints alike."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def typeset(data: str, *, tagged: bool) -> bytes:
    """Return the PDF of the papers. `tagged` adds the structure that a screen reader needs, at five times the size."""
    compiler = typst.Compiler(str(TEMPLATE), root=str(HERE), font_paths=_fonts())
    written: bytes = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_tags=tagged)
    return written


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(sys.stdin.buffer.read().decode(), tagged=False))
