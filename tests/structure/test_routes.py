"""Each address has a name of its own, and nobody gets behind a door without signing in."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

# What a visitor may see before signing in; everything else sends them to the sign-in page or refuses.
PUBLIC = {
    "web.sign_in", "web.demo_sign_in", "web.sign_out", "web.language", "web.appearance", "web.more",
    "people.second_step", "people.sso", "people.sso_back", "people.signed_out",
    "rulesets.books", "rulesets.book", "guide.own", "guide.page", "api.description", "tokens.reference",
}  # fmt: skip
NAME = re.compile(r"[a-z]+\.[a-z_]+")
SAMPLES = {"int": "1", "slug": "2026-11", "str": "2026-11", "path": "a"}


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


ROUTES = list(patterns())


def address(route: str) -> str:
    """Fill in a route with values that a visitor might guess."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "1"), route)


def test_there_are_addresses() -> None:
    assert len(ROUTES) > 5


def test_each_address_has_a_name_of_room_and_verb_and_no_two_share_it() -> None:
    names = [str(pattern.name) for _, pattern in ROUTES]
    assert not [name for name in names if not NAME.fullmatch(name)]
    assert not {name for name in names if names.count(name) > 1}


def test_addresses_are_plain_letters_and_end_without_a_slash() -> None:
    plain = re.compile(r"(?:[a-z0-9-]+|<[a-z]+:[a-z_]+>)(?:/(?:[a-z0-9-]+|<[a-z]+:[a-z_]+>))*(?:\.[a-z]+)?")
    assert not [route for route, _ in ROUTES if route and not plain.fullmatch(route)]


@pytest.mark.django_db
@pytest.mark.one_engine
@pytest.mark.parametrize(("route", "pattern"), ROUTES, ids=[route or "root" for route, _ in ROUTES])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_behind_a_door_without_signing_in(route: str, pattern: URLPattern, method: str) -> None:
    answer = getattr(Client(), method)(address(route))
    assert answer.status_code < 500
    if pattern.name in PUBLIC:
        return
    # Other software is answered in statuses: nobody let in, or not what is taken here.
    refused = {401, 405, 415} if route.startswith("api/") else {302, 403, 404, 405}
    assert answer.status_code in refused
    if answer.status_code == 302:
        assert answer.headers["Location"].startswith(("/dang-nhap", "/viec-can-lam"))
