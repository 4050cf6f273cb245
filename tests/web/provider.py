"""A provider of OpenID Connect as a process of its own, and ways to make it lie: run it with a port."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, make_server

import oidc_provider_mock
from joserfc import jwk, jwt
from oidc_provider_mock import _app

Start = Callable[..., Any]
ALG = "RS256"


class Lying:
    """Passes everything to the real provider, and spoils the ID token in the way that PUT /lie asked for."""

    def __init__(self, app: Callable[[dict[str, Any], Start], Iterable[bytes]], key: dict[str, Any]) -> None:
        self.app, self.key, self.lie = app, key, ""
        self.stranger = jwk.RSAKey.generate_key(2048, {"kid": key.get("kid", "")})

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path == "/lie":
            self.lie = parse_qs(environ["QUERY_STRING"]).get("as", [""])[0]
            start("204 No Content", [])
            return [b""]
        if self.lie == "away" and path == "/oauth2/token":
            start("503 Service Unavailable", [])
            return [b""]
        if self.lie == "metadata" and path.startswith("/.well-known/"):
            return self._renamed(environ, start)
        if path != "/oauth2/token" or not self.lie:
            return self.app(environ, start)
        return self._spoilt(environ, start)

    def _renamed(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        said: list[Any] = []
        body = b"".join(self.app(environ, lambda *given: said.extend(given)))
        start(said[0], [(name, value) for name, value in said[1] if name.lower() != "content-length"])
        return [json.dumps({**json.loads(body), "issuer": "https://ke-gia-mao.example"}).encode()]

    def _spoilt(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        said: list[Any] = []
        body = b"".join(self.app(environ, lambda *given: said.extend(given)))
        answer = json.loads(body)
        if "id_token" in answer:
            answer["id_token"] = self._token(answer["id_token"])
            if self.lie == "no token":
                del answer["id_token"]
        data = json.dumps(answer).encode()
        start(said[0], [(name, value) for name, value in said[1] if name.lower() != "content-length"])
        return [data]

    def _token(self, token: str) -> str:
        own = jwk.RSAKey.import_key(self.key)
        read = jwt.decode(token, own, algorithms=[ALG])
        lies: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "của lần khác"},
            "expired": {"exp": int(time.time()) - 3600, "iat": int(time.time()) - 7200},
            "audience": {"aud": "phần mềm khác"},
            "issuer": {"iss": "https://ke-gia-mao.example"},
        }
        header, claims = {"alg": ALG, "kid": own.kid}, {**read.claims, **lies.get(self.lie, {})}
        if self.lie == "unsigned":
            return jwt.encode({"alg": "none"}, claims, own, algorithms=["none"])
        return jwt.encode(header, claims, self.stranger if self.lie == "signature" else own)


class Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


def serve(port: int) -> None:
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    app = oidc_provider_mock.app()
    # The provider keeps its key in its own room, open during a request; the liar signs with the same one.
    with app.test_request_context("/"):
        app.preprocess_request()
        key = _app.storage.jwk.as_dict(is_private=True)
    with make_server("127.0.0.1", port, Lying(app, key), handler_class=Quiet) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
