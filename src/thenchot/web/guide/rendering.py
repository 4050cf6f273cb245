"""Markdown of ours into HTML of the pages: no raw HTML, headings with anchors, links and pictures to where they are here."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.urls import reverse
from markdown_it import MarkdownIt
from markdown_it.token import Token

from thenchot.lib.vietnamese import fold
from thenchot.web.static_files import static

NOT_IN_AN_ANCHOR = re.compile(r"[^a-z0-9]+")
PAGE = re.compile(r"(?P<name>[A-Za-z-]+)(?:\.[a-z]{2})?\.md(?P<anchor>#.*)?")
CONTENTS = {"README": "muc-luc"}


@dataclass(frozen=True)
class Heading:
    """A heading to jump to; `deep` where it stands below another."""

    anchor: str
    text: str
    deep: bool


@dataclass(frozen=True)
class Guide:
    """A page of the guide, ready to show: title and body apart, since the shell writes the title."""

    title: str
    html: str
    headings: tuple[Heading, ...]


class Writer:
    """What differs from plain Markdown; the renderer calls a method by the kind of token."""

    def __init__(self, pictures: Path) -> None:
        self.pictures = pictures
        self.headings: list[Heading] = []

    def image(self, tokens: Sequence[Token], at: int) -> str:
        """A picture that opens in full; its size is said, so that the text does not jump when it comes."""
        token = tokens[at]
        name = Path(str(token.attrs["src"])).name
        alt = "".join(child.content for child in token.children or [])
        width, height = _size(self.pictures / name)
        source = static(f"guide/{name}")
        phone = ' class="phone"' if width and width <= height else ""
        size = f' width="{width}" height="{height}"' if width else ""
        return (
            f'<a href="{source}"><img src="{source}" alt="{_escaped(alt)}"{size}{phone} loading="lazy"></a>'
        )

    def link_open(self, token: Token) -> None:
        found = PAGE.fullmatch(str(token.attrs["href"]))
        if found:
            name = CONTENTS.get(found["name"], found["name"])
            token.attrs["href"] = reverse("guide.page", kwargs={"name": name}) + (found["anchor"] or "")

    def heading(self, token: Token, text: str) -> None:
        anchor = NOT_IN_AN_ANCHOR.sub("-", fold(text)).strip("-")
        token.attrs["id"] = anchor
        self.headings.append(Heading(anchor, text, token.tag != "h2"))


def rendered(text: str, pictures: Path) -> Guide:
    """Lay out one page; its first heading is the title."""
    md = MarkdownIt("commonmark", {"html": False}).enable("table")
    writer = Writer(pictures)
    md.add_render_rule("image", lambda _self, tokens, at, *_: writer.image(tokens, at))
    for kind, tag in (
        ("table_open", '<div class="scroll" tabindex="0">\n<table>\n'),
        ("table_close", "</table>\n</div>\n"),
    ):
        md.add_render_rule(kind, _always(tag))
    tokens = md.parse(text)
    title = tokens[1].content
    body = tokens[3:]
    for token, following in pairwise(body):
        if token.type == "heading_open":
            writer.heading(token, following.content)
        for child in token.children or []:
            if child.type == "link_open":
                writer.link_open(child)
    return Guide(title, str(md.renderer.render(body, md.options, {})), tuple(writer.headings))


def _always(tag: str) -> Any:
    return lambda *_given: tag


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")


def _size(picture: Path) -> tuple[int, int]:
    """Width and height in pixels, from the head of a PNG; zeros where the picture is not there."""
    if not picture.is_file():
        return 0, 0
    with picture.open("rb") as file:
        head = file.read(24)
    width, height = struct.unpack(">II", head[16:24])
    return int(width), int(height)
