"""Papers as one PDF, by typst where it is installed; the fonts travel with the product and are embedded."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from threading import Lock
from typing import Any, assert_never

from thenchot.files.forms import typeset
from thenchot.files.forms.paper import Block, Line, Paper, Rule, Run, Table, clean
from thenchot.files.refusals import PDF_MISSING
from thenchot.lib.refusals import refuse_if

pypdfium2: Any = import_module("pypdfium2") if find_spec("pypdfium2") else None
NUMBER_OF_A_PAPER = re.compile(r"(\d[\w-]*/[\w/-]{1,24})")
AT_ONCE = 20
"""More papers than this are set in programs of their own: typst keeps about 2 MB a paper until its process ends."""
PART = 170
"""The most papers one program sets: each reads the fonts anew (0.2 s), and a paper takes 2 MB."""
MOST_PROGRAMS = 4
JOINING = Lock()
"""The library that joins the parts is not made for two threads."""


def pdf_ready() -> bool:
    """Whether this installation can write PDF: the extra "pdf" is installed."""
    return typeset.ready() and pypdfium2 is not None


def pdf_of(title: str, papers: Sequence[Paper]) -> bytes:
    """Return all papers in one PDF file, the pages of each numbered from 1. Refuses where the extra is not installed."""
    refuse_if(not pdf_ready(), PDF_MISSING)
    if len(papers) <= AT_ONCE:
        return typeset.typeset(_data(title, papers), tagged=True)
    # Handed on one by one: while the next part is spelled out the programs already set those before it.
    programs = min(MOST_PROGRAMS, os.cpu_count() or 1)
    size = _share(len(papers), programs)
    parts = (_data(title, papers[at : at + size]) for at in range(0, len(papers), size))
    with ThreadPoolExecutor(programs) as pool:
        return _joined(list(pool.map(_set_apart, parts)))


def _share(papers: int, programs: int) -> int:
    """How many papers go into each part, so that all programs have as many: none waits for another at the end."""
    rounds = -(-papers // (PART * programs))
    return -(-papers // (rounds * programs))


def _set_apart(data: str) -> bytes:
    command = [sys.executable, "-m", typeset.__name__]
    return subprocess.run(command, input=data.encode(), stdout=subprocess.PIPE, check=True).stdout


def _joined(parts: Sequence[bytes]) -> bytes:
    """The pages of all parts in the first one, which carries the title."""
    joined = BytesIO()
    with JOINING:
        first, *others = (pypdfium2.PdfDocument(part) for part in parts)
        for other in others:
            first.import_pages(other)
        first.save(joined)
    return joined.getvalue()


def _data(title: str, papers: Sequence[Paper]) -> str:
    data = {"title": clean(title), "papers": [_paper(paper) for paper in papers]}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _paper(paper: Paper) -> dict[str, Any]:
    margins = paper.margins
    return {
        "margins": [margins.top, margins.bottom, margins.left, margins.right], "size": paper.size,
        "foot": clean(paper.foot), "across": paper.across, "wide": margins.wide,
        "blocks": [_block(block) for block in paper.blocks],
    }  # fmt: skip


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Line():
            return _line(block)
        case Rule():
            return {"k": "r", "w": block.width, "a": block.align, "e": block.after}
        case Table():
            return {
                "k": "t", "w": block.widths, "bordered": block.bordered, "head": block.head, "whole": block.whole,
                "rows": [[{"s": c.span, "l": [_block(line) for line in c.lines]} for c in row] for row in block.rows],
            }  # fmt: skip
        case _:
            assert_never(block)


def _line(line: Line) -> dict[str, Any]:
    """Short names, and only what is set: a thousand papers are some megabytes of this."""
    found: dict[str, Any] = {
        "k": "l", "r": [piece for run in line.runs for piece in _pieces(run)], "a": line.align, "b": line.before, "e": line.after
    }  # fmt: skip
    for name, value in (("z", line.size), ("f", line.first), ("d", line.dots), ("h", line.keep)):
        if value:
            found[name] = value
    return found


def _pieces(run: Run) -> list[dict[str, Any]]:
    """The run, its numbers of papers (335/2025/NĐ-CP) marked: no line may end within one."""
    marks = (("b", run.bold), ("i", run.italic), ("u", run.underlined), ("s", run.raised))
    face = {name: 1 for name, on in marks if on}
    parts = NUMBER_OF_A_PAPER.split(run.text) if "/" in run.text else [run.text]
    return [{"t": part, **face, **({"n": 1} if at % 2 else {})} for at, part in enumerate(parts) if part]
