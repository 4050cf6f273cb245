"""Every address, asked by every role about one official's things: the answers stand in routes_by_role.txt."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from urllib.parse import parse_qsl

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.kept import state
from tests.structure.test_routes import ROUTES
from tests.web import roles_world
from tests.web.roles_world import FAR, NEAR, OWNER_NAME
from thenchot.people.models import Account

TABLE = Path(__file__).with_name("routes_by_role.txt")
ROLES = NEAR | FAR
LINE = re.compile(r"^(GET|POST)\s+(\S+)\s+(\S+)\s+\|(.*)$")
ASKED_OF_EVERYBODY = ("owner", "admin")
"""Who asks for an address that answers everybody alike."""
SEARCH_ALIKE = {"colleague", "deputy", "scorer", "monitor", *FAR}
"""Who asks on one engine: they are refused before the search, or it is the search of a role that asks on both."""
ABOUT_THE_OFFICIAL = "*"
"""After a status: the answer names the official."""
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Line:
    """One request: its method, the route's name, what fills its address and its form, and the answer to each role."""

    method: str
    name: str
    given: str
    answers: tuple[str, ...]

    def wanted(self, role: str) -> str:
        """The answer this role gets; "" where it is not asked."""
        if len(self.answers) == 1:
            return self.answers[0] if role in ASKED_OF_EVERYBODY else ""
        return dict(zip(ROLES, self.answers, strict=False)).get(role, "")

    def path(self, things: dict[str, str]) -> str:
        where = self.given.partition("?")[0]
        parts = dict(parse_qsl(where.format(**things))) if where != "-" else {}
        return reverse(self.name, kwargs={k: int(v) if k.endswith("_id") else v for k, v in parts.items()})


def lines() -> Iterator[Line]:
    for text in TABLE.read_text(encoding="utf-8").splitlines():
        found = LINE.match(text)
        if found:
            yield Line(found[1], found[2], found[3], tuple(found[4].split()))


LINES = list(lines())


@pytest.fixture
def things() -> dict[str, str]:
    """The number of each thing of the official, by the word that the table uses."""
    return state(roles_world.build)


def answer_to(client: Client, line: Line, things: dict[str, str]) -> str:
    """The status, with a star when the answer names the official; whatever the request wrote is taken back."""
    form = dict(parse_qsl(line.given.partition("?")[2].format(**things)))
    point, cookies = transaction.savepoint(), dict(client.cookies)
    answer = (client.post if line.method == "POST" else client.get)(line.path(things), form)
    named = OWNER_NAME in text_of(b"".join(answer))
    transaction.savepoint_rollback(point)
    client.cookies.clear()
    client.cookies.update(cookies)
    return f"{answer.status_code}{ABOUT_THE_OFFICIAL if named else ''}"


def text_of(content: bytes) -> str:
    """What an answer says; of a packed file, what lies in it, files in files too."""
    if not content.startswith(b"PK"):
        return content.decode("utf-8", "replace")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return " ".join(text_of(packed.read(name)) for name in packed.namelist())


def signed_in(code: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(Account.objects.get(staff_code=code))
    return client


def test_the_table_has_a_line_for_every_address_with_both_methods() -> None:
    there = {(method, str(pattern.name)) for _, pattern in ROUTES for method in ("GET", "POST")}
    said = {(line.method, line.name) for line in LINES}
    assert (there - said, said - there) == (set(), set())
    assert [line for line in LINES if len(line.answers) not in (1, len(NEAR), len(ROLES))] == []


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=pytest.mark.one_engine if role in SEARCH_ALIKE else ()) for role in ROLES]
)
def test_each_address_answers_each_role_as_the_table_says(things: dict[str, str], role: str) -> None:
    client, wrong = signed_in(ROLES[role]), {}
    for line in (line for line in LINES if line.wanted(role)):
        found = answer_to(client, line, things)
        found = found.rstrip(ABOUT_THE_OFFICIAL) if role == "owner" else found
        if found != line.wanted(role):
            wrong[line.method, line.name, line.given] = f"{found}, not {line.wanted(role)}"
    assert wrong == {}


def test_the_administrator_is_told_of_the_official_only_on_the_pages_of_accounts() -> None:
    told = {line.name for line in LINES if ABOUT_THE_OFFICIAL in line.wanted("admin")}
    accounts = {"people.accounts", "people.set_password", "people.reset_factors"}
    assert told <= accounts | {"tokens.list", "tokens.issue", "tokens.rotate"}


def test_nobody_of_another_place_is_told_of_the_official() -> None:
    strangers = (*FAR, "colleague")
    assert [(line.name, role) for line in LINES for role in strangers if ABOUT_THE_OFFICIAL in line.wanted(role)] == []
