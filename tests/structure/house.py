"""Where the house's files are and how the structure tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "thenchot"
DOORS = ("web", "api", "jobs", "cli")
LEFT_OUT = {".git", ".venv", "build", "node_modules", "var", "dist", "__pycache__"}


def code_files(folder: Path = PACKAGE, pattern: str = "*.py") -> list[Path]:
    """Return the files of ours below `folder`, migrations left out."""
    return sorted(
        p for p in folder.rglob(pattern) if "migrations" not in p.parts and "__pycache__" not in p.parts
    )


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def tracked_files() -> tuple[Path, ...]:
    """Return the files that a clone would hold: what git tracks, else what lies in the folder."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return tuple(path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file())
    inside = (p for p in ROOT.rglob("*") if p.is_file())
    return tuple(p for p in inside if not LEFT_OUT & set(p.relative_to(ROOT).parts))


def text_of(path: Path) -> str | None:
    """Return the file's text, or None for a picture, a workbook or another file that is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
