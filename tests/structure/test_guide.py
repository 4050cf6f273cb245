"""The guide is true: it calls buttons and pages what they are called, its pictures are small, both languages say as much."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.structure.house import PACKAGE, ROOT, name_of
from thenchot.lib.vietnamese import fold
from thenchot.web.guide.shelf import CONTENTS, OF_ROLE, PAGES
from thenchot.web.shell import BARS

FOLDER, PICTURES = ROOT / "docs" / "huong-dan", ROOT / "docs" / "img"
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
FILES = sorted(FOLDER.glob("*.md"))
VIETNAMESE = [file for file in FILES if not file.name.endswith(".en.md")]
BOLD = re.compile(r"\*\*([^*]+)\*\*")
IMAGE = re.compile(r"!\[([^\]]*)\]\(\.\./img/([^)]+)\)")
LARGEST, ALL_TOGETHER = 60 * 1024, 2_500 * 1024
PLACE = re.compile(r"%\(\w+\)s|\{\w+\}|%s|…")


@cache
def said(english: bool) -> list[str]:
    """All sentences of the product in one language, their places as a dot each, folded."""
    with CATALOGUE.open("rb") as file:
        found = [
            str(one.string if english else one.id)
            for one in read_po(file)
            if isinstance(one.id, str) and one.id
        ]
    return [fold(PLACE.sub("·", text)).strip(" ·.:").lower() for text in found]


def named(file: Path) -> list[str]:
    """What a page sets in bold to name a button, a page or a field; a word before a colon is no name."""
    return [name for name in BOLD.findall(file.read_text(encoding="utf-8")) if not name.endswith(":")]


def is_said(name: str, english: bool) -> bool:
    asked = fold(PLACE.sub("·", name)).strip(" ·.").lower()
    return any(asked in sentence for sentence in said(english))


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_what_the_guide_names_is_named_so_in_the_product(file: Path) -> None:
    english = file.name.endswith(".en.md")
    assert [name for name in named(file) if not is_said(name, english)] == []


def test_a_name_that_is_on_no_page_is_found_out() -> None:
    assert not is_said("Nút không có thật", english=False)
    assert is_said("Gửi phiếu cho …", english=False)


@pytest.mark.parametrize("file", VIETNAMESE, ids=name_of)
def test_each_page_has_its_twin_in_english_with_the_same_parts_and_pictures(file: Path) -> None:
    twin = file.with_name(f"{file.stem}.en.md").read_text(encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    for shape in (r"^#{1,3} ", r"^\d+\. ", r"^\| "):
        assert len(re.findall(shape, twin, re.MULTILINE)) == len(re.findall(shape, text, re.MULTILINE)), shape
    assert [name for _alt, name in IMAGE.findall(twin)] == [name for _alt, name in IMAGE.findall(text)]


def test_each_role_has_a_page_and_each_page_is_on_the_shelf() -> None:
    assert set(OF_ROLE) == set(BARS)
    assert set(OF_ROLE.values()) < set(PAGES)
    stems = {file.stem for file in VIETNAMESE}
    assert stems - {CONTENTS} == set(PAGES) - {"muc-luc"}


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.stem.split(".")[0] not in (CONTENTS, "chung")], ids=name_of
)
def test_a_page_begins_with_what_is_to_be_done_by_which_day(file: Path) -> None:
    first = file.read_text(encoding="utf-8")[:700]
    wanted = (
        ("**What to do:**", "**By which day:**")
        if file.name.endswith(".en.md")
        else ("**Phải làm gì:**", "**Trước ngày nào:**")
    )
    assert all(words in first for words in wanted)


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_each_picture_is_described_in_words(file: Path) -> None:
    assert [name for alt, name in IMAGE.findall(file.read_text(encoding="utf-8")) if len(alt) < 10] == []


def test_pictures_are_small_and_none_lies_about() -> None:
    there = {file.name: file.stat().st_size for file in PICTURES.glob("*.png")}
    assert {name for name, size in there.items() if size > LARGEST} == set()
    assert sum(there.values()) <= ALL_TOGETHER
    texts = [*FILES, ROOT / "README.md", ROOT / "README.vi.md"]
    used = {
        name for file in texts for name in re.findall(r"img/([\w-]+\.png)", file.read_text(encoding="utf-8"))
    }
    assert set(there) == used
