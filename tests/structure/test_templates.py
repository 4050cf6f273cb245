"""Pages share one shell, run no script or style of the page itself, and ask no other machine for anything."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.structure.house import PACKAGE, name_of

TEMPLATES = PACKAGE / "web" / "templates"
STATIC = PACKAGE / "web" / "static"
# The page of a failed request must come up when the shell itself is what failed.
STANDS_ALONE = {"failed.html"}
FORM = re.compile(r"<form\b[^>]*method=[\"']?post[^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
# The content security policy refuses each of these, so a page that has one is broken.
REFUSED_BY_POLICY = re.compile(
    r"<style\b|<script\b(?![^>]*\bsrc=)|\sstyle=[\"']|\son[a-z]+=[\"']|javascript:|\bhx-on\b|src=[\"']data:",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"(?:src|href|action|hx-get|hx-post)=[\"'](?:https?:)?//|url\([\"']?(?:https?:)?//|@import", re.IGNORECASE
)


def templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def is_page(path: Path) -> bool:
    """Whether a template is a whole page: neither the shell nor a part (`_name.html`, a folder of parts)."""
    parts = {"macros", "partials", "parts", "fragments", "components"}
    return (
        path.name not in {"base.html", *STANDS_ALONE}
        and not path.name.startswith("_")
        and not parts & set(path.relative_to(TEMPLATES).parts)
    )


def without_comments(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_there_are_pages() -> None:
    assert (TEMPLATES / "base.html").exists()
    assert any(is_page(path) for path in templates())


def test_each_page_extends_the_shell() -> None:
    shells = re.compile(r"\{%-?\s*extends\s+\"(?:[a-z_/]*_)?(?:base|page|layout)[a-z_]*\.html\"")
    assert not [name_of(p) for p in templates() if is_page(p) and not shells.search(without_comments(p))]


def test_no_page_carries_script_or_style_of_its_own() -> None:
    assert not [
        f"{name_of(path)}: {found.group(0).strip()}"
        for path in templates()
        if (found := REFUSED_BY_POLICY.search(without_comments(path)))
    ]


def test_no_page_asks_another_machine_for_anything() -> None:
    files = [*templates(), *STATIC.glob("*.css"), *STATIC.glob("*.js")]
    assert not [
        f"{name_of(path)}: {found.group(0)}"
        for path in files
        if (found := ELSEWHERE.search(path.read_text("utf-8")))
    ]


def test_each_form_that_posts_carries_its_token() -> None:
    assert not [
        name_of(path)
        for path in templates()
        for form in FORM.findall(without_comments(path))
        if "csrf" not in form
    ]


@pytest.mark.parametrize(
    "markup",
    ['<p style="x">', "<style>", "<script>go()</script>", '<a onclick="go()">', '<img src="data:image/png">'],
)
def test_what_the_policy_refuses_is_caught(markup: str) -> None:
    assert REFUSED_BY_POLICY.search(markup)


@pytest.mark.parametrize(
    "markup", ['<script src="/static/app.js" defer></script>', '<link rel="stylesheet" href="/a.css">']
)
def test_files_of_our_own_are_left_alone(markup: str) -> None:
    assert not REFUSED_BY_POLICY.search(markup)
    assert not ELSEWHERE.search(markup)
