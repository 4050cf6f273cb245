"""Every sentence has an English translation, complete and with the same places to fill in."""

from __future__ import annotations

import io
import re
import string
from functools import cache

import pytest
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po
from django.utils import translation

from thenchot.web.catalogue import ENGLISH as FOLDER
from thenchot.web.catalogue import sentences

PERCENT = re.compile(r"%\((\w+)\)[sd]")
CATALOGUE = read_po((FOLDER / "django.po").open("rb"), locale="en")


@cache
def found() -> list[tuple[str, str, int]]:
    """Every sentence of the code and the pages; to gather them takes seconds, so not where this file is only collected."""
    return list(sentences())


def places(text: str) -> set[str]:
    """The names a sentence waits for, of either spelling."""
    braces = {name for _, name, _, _ in string.Formatter().parse(text.replace("%", "")) if name} if "{" in text else set()
    return set(PERCENT.findall(text)) | braces


def test_the_pages_say_something() -> None:
    assert len(found()) > 100


def test_every_sentence_is_translated() -> None:
    missing = [f"{name}:{line}: {text}" for text, name, line in found() if not (CATALOGUE.get(text) and CATALOGUE[text].string)]
    assert not missing


def test_no_translation_is_marked_as_a_guess() -> None:
    assert not [message.id for message in CATALOGUE if message.id and message.fuzzy]


def test_a_translation_fills_in_the_same_places() -> None:
    assert not [
        message.id
        for message in CATALOGUE
        if message.id and isinstance(message.id, str) and places(message.id) != places(str(message.string))
    ]


def test_the_compiled_catalogue_is_the_one_that_is_read() -> None:
    """The .mo beside the .po is what runs: it must hold the same sentences."""
    fresh = io.BytesIO()
    write_mo(fresh, CATALOGUE)
    fresh.seek(0)
    with (FOLDER / "django.mo").open("rb") as kept:
        shipped = {m.id: m.string for m in read_mo(kept) if m.id}
    assert shipped == {m.id: m.string for m in read_mo(fresh) if m.id}


@pytest.mark.parametrize(("language", "shown"), [("vi", "Đăng nhập"), ("en", "Sign in")])
def test_the_switch_changes_the_words(language: str, shown: str) -> None:
    with translation.override(language):
        assert translation.gettext("Đăng nhập") == shown
