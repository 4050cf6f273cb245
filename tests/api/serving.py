"""A web server on this machine that answers on the test's own connection, so that what it writes goes with the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.signals import request_finished, request_started
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections

from thenchot.config.wsgi import application


class Quiet(WSGIRequestHandler):
    """Writes no line for a request."""

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def served() -> Iterator[int]:
    """Its port. One request at a time: a connection has one transaction."""
    shared = connections[DEFAULT_DB_ALIAS]
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)

    def run() -> None:
        connections[DEFAULT_DB_ALIAS] = shared
        server.serve_forever(poll_interval=0.05)

    thread = threading.Thread(target=run, daemon=True)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    shared.inc_thread_sharing()
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        shared.dec_thread_sharing()
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
