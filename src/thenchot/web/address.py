"""How the pages speak to the reader: đồng chí in the Party and the mass organisations, ông/bà everywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.utils.translation import get_language, gettext, ngettext

from thenchot.people.identity import Identity

USUAL, COMRADE = "ông/bà", "đồng chí"
COMRADES = ("dang", "doan_the")
"""Blocs in which people call each other đồng chí."""
_form: ContextVar[str] = ContextVar("form_of_address", default=USUAL)


def form_for(viewer: Identity) -> str:
    return COMRADE if viewer.bloc in COMRADES else USUAL


def speak_to(viewer: Identity) -> None:
    """From here on in this request, sentences address this reader."""
    _form.set(form_for(viewer))


@contextmanager
def spoken_to_nobody() -> Iterator[None]:
    """One request: what it sets is gone when it ends, whoever is served next by the same thread."""
    token = _form.set(USUAL)
    try:
        yield
    finally:
        _form.reset(token)


def addressed(text: object) -> str:
    """A sentence of ours with the reader's form of address; sentences are written with ông/bà. Never for what people typed."""
    return _to(_form.get(), str(text))


def _to(form: str, said: str) -> str:
    return said if form == USUAL else said.replace(USUAL, form).replace(USUAL.capitalize(), form.capitalize())


def say(text: str) -> str:
    """The sentence in the reader's language and form of address, its places still open."""
    return _say(text, _form.get(), get_language())


# A page says some hundred sentences, always the same ones.
@lru_cache(maxsize=8192)
def _say(text: str, form: str, _language: str | None) -> str:
    return _to(form, gettext(text))


def say_many(one: str, many: str, count: int) -> str:
    return addressed(ngettext(one, many, count))
