"""A process that has loaded the product once and has no connection: web servers and daily runs are born of it in moments.

Only the loading is shared. Each child opens the database for itself, is a process group of its own, and dies with it.
"""

from __future__ import annotations

import ctypes
import io
import json
import logging
import os
import sys
from contextlib import suppress

from django.core.management import call_command
from django.db import connections
from django.template.loader import get_template
from django.urls import get_resolver
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from thenchot.assessment.models import Cycle
from thenchot.lib.clock import FROZEN_DAY
from thenchot.rulesets.queries import frozen

SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER: whoever a killed server leaves behind is ours to bury."""


def warm() -> None:
    """What every process would read at its first request; the connection it took is closed again."""
    list(get_resolver().url_patterns)
    get_template("assessment/sheet.html")
    for digest in set(Cycle.objects.values_list("digest", flat=True)):
        frozen(digest)
    connections.close_all()


def serve(port: int) -> None:
    """Be the web server as `thenchot demo` starts it: a granian master and one worker."""
    Server(
        "thenchot.config.wsgi:application", address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=4, websockets=False, log_level=LogLevels.error,
    ).serve()  # fmt: skip


def born(order: dict[str, str]) -> int:
    """Fork the child that carries out the order; return its number."""
    number = os.fork()
    # Said on both sides: who is told the number may kill the group at once.
    with suppress(OSError):
        os.setpgid(number, number)
    if number:
        return number
    os.environ[FROZEN_DAY] = order["day"]
    code = 1
    try:
        if order["what"] == "web":
            serve(int(order["port"]))
        else:
            call_command("daily", stdout=io.StringIO())
        code = 0
    finally:
        # Nothing of the parent's is flushed or closed by the child's end.
        os._exit(code)


def bury(group: int) -> int:
    """Wait until nobody of the group lives; return the first exit code (negative for a signal)."""
    codes: list[int] = []
    with suppress(ChildProcessError):
        while True:
            number, status = os.waitpid(-group, 0)
            codes.insert(0 if number == group else len(codes), os.waitstatus_to_exitcode(status))
    return codes[0] if codes else 0


def main() -> None:
    ctypes.CDLL(None).prctl(SUBREAPER, 1, 0, 0, 0)
    logging.disable(logging.CRITICAL)  # requests refused, and a database that is gone, are part of the play
    warm()
    print("ready", flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        answer = bury(int(order["group"])) if order["what"] == "bury" else born(order)
        print(answer, flush=True)
