"""A client of the pages: one person after another sends forms, keeps what was answered, and sends again what was not."""

from __future__ import annotations

import http.client
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlencode

from tests.faults.rounds.lives import PETITIONS_AN_HOUR, Act, Thing, next_act

TOKEN = "t" * 32
DONE = 302
BY_RULE = 422
BY_VERSION = ("confirm",)
"""Sent again after it was written, it finds that the sheet is another now (409, 403); this answer is a rule of the product."""
SILENT = 500
"""From here on an answer says nothing about what became of the act: the client sends it again."""


@dataclass
class Desk:
    """The things of one client; nobody else writes to them. `sessions` are the cookies of the people by staff code."""

    port: int
    sessions: Mapping[str, str]
    things: list[Thing]
    rng: Random
    name: str
    count: int = 0
    waiting: tuple[Thing, Act] | None = None
    """Sent, and not answered."""
    touched: dict[tuple[str, int], Thing] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    petitions: Counter[str] = field(default_factory=Counter)
    tally: Counter[str] = field(default_factory=Counter)
    link: http.client.HTTPConnection | None = None

    def work(self, stop: threading.Event) -> None:
        """Act after act, until told to stop or left without an answer."""
        while not stop.is_set() and self.waiting is None:
            self._step()

    def _step(self) -> None:
        thing = self._pick()
        self.count += 1
        act = next_act(thing, self.rng, f"{self.name}.{self.count}.")
        self.waiting = thing, act
        self._send(again=False)

    def _pick(self) -> Thing:
        while True:
            thing = self.rng.choice(self.things)
            if thing.kind != "result":
                return thing
            if self.rng.random() < 0.3 and (thing.filed or self.petitions[thing.owner] < PETITIONS_AN_HOUR):
                self.petitions[thing.owner] += thing.state == "published"
                return thing

    def send_again(self) -> None:
        """The form that was not answered, once more as it was: it must be done now, or have been done then."""
        if self.waiting is not None:
            self._send(again=True)

    def _send(self, *, again: bool) -> None:
        assert self.waiting is not None
        thing, act = self.waiting
        self.touched[thing.kind, thing.number] = thing
        try:
            status, place = self._post(act)
        except (OSError, http.client.HTTPException):
            self.tally["unanswered"] += 1
            self.link = None
            return
        if status >= SILENT:
            self.tally["unanswered"] += 1
            return
        self.waiting = None
        if status != DONE or place.startswith("/dang-nhap"):
            if not again or (act.action in BY_VERSION and status == BY_RULE):
                self.refused.append(f"{act.action} {act.path}: {status} {place}")
                return
            self.tally["was written"] += 1
        self.tally["again" if again else "answered"] += 1
        thing.done(act)
        if act.action == "petition":
            thing.filed, thing.version = int(place.rpartition("/")[2] or 0), 1

    def _post(self, act: Act) -> tuple[int, str]:
        if self.link is None:
            self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=25)
        return post(self.link, self.sessions[act.by], act.path, act.form)


def post(
    link: http.client.HTTPConnection, session: str, path: str, form: Mapping[str, str]
) -> tuple[int, str]:
    """Send a form as a browser without script would; return the status and where it leads."""
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={TOKEN}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    link.request("POST", path, urlencode({**form, "csrfmiddlewaretoken": TOKEN}), headers)
    answer = link.getresponse()
    answer.read()
    return answer.status, answer.headers.get("Location", "")
