"""Three invented people at the sign-in page: passwords that are known, an app that makes codes, a key made of software."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pyotp
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from tests.web.office_cast import Answer, main
from thenchot.audit.actor import Actor
from thenchot.people.actions.build_tree import UnitRow, build_tree
from thenchot.people.actions.delegate import grant, put_in_charge
from thenchot.people.actions.enrol import PostRow, enrol
from thenchot.people.actions.open_accounts import open_accounts
from thenchot.people.models import Account

SETUP, START = Actor(0, "Thiết lập"), date(2026, 9, 1)
STAFF, ADMIN, ORGANISER, DEPUTY = "0101", "0102", "0103", "0104"
PEOPLE = {STAFF: "Lê Văn Sơn", ADMIN: "Tô Kim Phụng", ORGANISER: "Lý Thu Hiền", DEPUTY: "Ngô Thanh Hà"}
PASSWORD = "mùa lúa chín vàng đồng"
SIGN_IN, OWN, SECOND = "/dang-nhap", "/tai-khoan/bao-mat", "/dang-nhap/buoc-hai"
ORIGIN = "http://testserver"


def build() -> None:
    """One body, four people with one password; an administrator, an organisation body, a deputy with a field."""
    build_tree(by=SETUP, rows=[UnitRow("A", "Phường A", "chinh_quyen", "using")], day=START)
    rows = [
        PostRow(code, name, "A", "Chuyên viên", "deputy" if code == DEPUTY else "staff", "cong_chuc", valid_from=START)
        for code, name in PEOPLE.items()
    ]
    enrol(by=SETUP, rows=rows)
    for code, role in ((ADMIN, "administrator"), (ORGANISER, "organisation_body")):
        grant(by=SETUP, staff_code=code, role=role, unit_code="A", valid_from=START)
    put_in_charge(by=SETUP, deputy_code=DEPUTY, unit_code="A", valid_from=START)
    open_accounts(staff_codes=list(PEOPLE), password=PASSWORD)


def account(code: str = STAFF) -> Account:
    return Account.objects.get(staff_code=code)


def sign_in(code: str = STAFF, password: str = PASSWORD, client: Client | None = None, **extra: Any) -> tuple[Client, Answer]:
    client = client or Client()
    return client, client.post(SIGN_IN, {"staff_code": code, "password": password}, **extra)


def is_in(client: Client) -> bool:
    """Whether the client's next page is for somebody who is signed in."""
    answer = client.get("/them")
    return "Đăng xuất" in answer.content.decode()


@dataclass
class App:
    """An app on a phone, at a step of time that a test moves on: no code serves twice."""

    secret: str
    ahead: int = -30

    def code(self) -> str:
        """The code of the step before, of now, of the next, and then none that is right."""
        made = pyotp.TOTP(self.secret).at(int(time.time()) + self.ahead)
        self.ahead += 30
        return made


def set_up_app(client: Client, password: str = PASSWORD) -> tuple[App, list[str]]:
    """Add an app as its owner does; returns it and the recovery codes that the page showed."""
    page = client.get(f"{OWN}/ung-dung").content.decode()
    found = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page)
    assert found is not None
    app = App(found[1].replace(" ", ""))
    given = {"code": app.code(), "name": "điện thoại", "password": password}
    answer = client.post(f"{OWN}/ung-dung", given, follow=True)
    assert "điện thoại" in main(answer)
    return app, re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5})</code>", answer.content.decode())


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def options_on(answer: Answer) -> dict[str, Any]:
    """What the page has the browser ask a key for."""
    found = re.search(r'data-options="([^"]+)"', answer.content.decode())
    assert found is not None
    options: dict[str, Any] = json.loads(found[1].replace("&#34;", '"').replace("&quot;", '"'))["publicKey"]
    return options


@dataclass
class SoftKey:
    """A security key in software: ES256, one credential, a counter that counts."""

    host: str = "testserver"
    origin: str = ORIGIN
    counter: int = 0
    name: bytes = b"key-of-the-tests"
    secret: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    def make(self, options: dict[str, Any]) -> str:
        number = self.secret.public_key().public_numbers()
        public = ES256({1: 2, 3: -7, -1: 1, -2: number.x.to_bytes(32, "big"), -3: number.y.to_bytes(32, "big")})
        held = AttestedCredentialData.create(b"\0" * 16, self.name, public)
        flags = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(self._place(), flags, self.counter, bytes(held))
        given = {
            "clientDataJSON": _text(self._said("webauthn.create", options)),
            "attestationObject": _text(bytes(AttestationObject.create("none", data, {}))),
        }
        return self._answer(given)

    def sign(self, options: dict[str, Any]) -> str:
        self.counter += 1
        data = bytes(AuthenticatorData.create(self._place(), AuthenticatorData.FLAG.UP, self.counter))
        said = self._said("webauthn.get", options)
        signature = self.secret.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        given = {"clientDataJSON": _text(said), "authenticatorData": _text(data), "signature": _text(signature)}
        return self._answer(given)

    def _place(self) -> bytes:
        return hashlib.sha256(self.host.encode()).digest()

    def _said(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _answer(self, response: dict[str, str]) -> str:
        known = {"id": _text(self.name), "rawId": _text(self.name), "type": "public-key"}
        return json.dumps({**known, "response": response, "clientExtensionResults": {}})


def set_up_key(client: Client, key: SoftKey) -> Answer:
    options = options_on(client.get(f"{OWN}/khoa"))
    given = {"credential": key.make(options), "name": "khóa USB", "password": PASSWORD}
    return client.post(f"{OWN}/khoa", given, follow=True)
