"""The processes of an installation that are killed and come back: web, daily work, the database server."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.db import OperationalError, connection, connections

RUN = "import django; django.setup(); from tests.faults.rounds import nursery; nursery.main()"
PATIENCE = 30.0
"""Seconds after which something that does not come up is given up."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Processes:
    """`database` is the pg_ctl command of a server of ours, empty where there is none to stop."""

    database: list[str] = field(default_factory=list)
    port: int = field(default_factory=free_port)
    web: int = 0
    others: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        connections.close_all()
        command = [sys.executable, "-W", "ignore", "-c", RUN]
        self.nursery = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._read() == "ready", "the product did not load"

    def _read(self) -> str:
        assert self.nursery.stdout is not None
        return self.nursery.stdout.readline().strip()

    def _order(self, **order: object) -> int:
        assert self.nursery.stdin is not None
        self.nursery.stdin.write(json.dumps({name: str(value) for name, value in order.items()}) + "\n")
        self.nursery.stdin.flush()
        return int(self._read())

    def start_web(self, day: date) -> None:
        self.web = self._order(what="web", port=self.port, day=day)
        self._wait_for(self.port)

    def start_another(self, day: date) -> int:
        """One more web server beside the first; return its port."""
        port = free_port()
        self.others.append(self._order(what="web", port=port, day=day))
        self._wait_for(port)
        return port

    def _wait_for(self, port: int) -> None:
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            with suppress(OSError):
                asked = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
                asked.request("GET", "/static/web/none")
                asked.getresponse().read()
                return
            time.sleep(0.005)
        raise TimeoutError("the web server did not answer")

    def start_daily(self, day: date) -> int:
        return self._order(what="daily", day=day)

    def kill(self, group: int) -> None:
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)

    def ended(self, group: int) -> int:
        """Wait for the end of a process and its children; return its exit code, -9 for one that was killed."""
        return self._order(what="bury", group=group)

    def stop_database(self) -> None:
        """As a power cut of the server's own processes: nothing is finished, nothing is written down."""
        subprocess.run([*self.database, "-m", "immediate", "stop"], check=True, capture_output=True)

    def start_database(self) -> None:
        subprocess.run(
            [*self.database, "-w", "start", "-l", "/dev/null"], check=True, stdout=subprocess.DEVNULL
        )
        connections.close_all()
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            with suppress(OperationalError):
                connection.ensure_connection()
                return
            time.sleep(0.01)
        raise TimeoutError("the database server did not come back")

    def close(self) -> None:
        for group in (self.web, *self.others):
            if group:
                self.kill(group)
                self.ended(group)
        assert self.nursery.stdin is not None
        self.nursery.stdin.close()
        self.nursery.wait(PATIENCE)
