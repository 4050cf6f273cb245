"""A program of its own: 180,000 invented people laid into an empty installation, their month opened, its pages read.

Prints JSON: processor seconds of the opening and of the plain INSERT … SELECT beside it, and what the pages show.
"""

from __future__ import annotations

import json
import re
import resource
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import django
from django.conf import settings
from django.db import connections, transaction

from thenchot.lib import clock

DAY, PERIOD = "2026-11-20", "2026-11"
PAGES = ("", "?don-vi=2", "?don-vi=2&trang=2", "/thieu?trang=1800")
"""The city; its first group of bodies, a page at a time; the last page of those without a result."""


def main() -> None:
    django.setup()
    # Only now may the rooms be imported: their tables need the registry.
    from bench.maker import authority  # noqa: PLC0415
    from bench.maker.people import make_people  # noqa: PLC0415
    from bench.maker.shape import Shape  # noqa: PLC0415
    from bench.maker.sql import analyse  # noqa: PLC0415

    shape = Shape(int(sys.argv[1]))
    with transaction.atomic():
        make_people(shape)
    authority.entrust(shape)
    analyse()
    found: dict[str, Any] = {"floor": _floor()}
    connections.close_all()
    before = _children()
    command = ["open-cycle", PERIOD, "--unit", "DV1", "--by", authority.code_of(shape.organiser), "--day", DAY]
    done = subprocess.run(
        [sys.executable, "-m", "thenchot.cli.main", *command], capture_output=True, text=True, check=False, timeout=200
    )
    found |= {"opened": _children() - before, "said": done.stdout + done.stderr, "pages": _pages(shape.organiser)}
    print(json.dumps(found))


def _children() -> float:
    """Processor seconds of the programs that were started and have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _floor() -> float:
    """Processor seconds of the same sheets and acts by two plain statements, in a copy."""
    from bench import copies  # noqa: PLC0415
    from bench.floors import opening as floor  # noqa: PLC0415
    from bench.operations.opening import blank_columns  # noqa: PLC0415
    from thenchot.assessment.models import Cycle  # noqa: PLC0415

    cycle = Cycle.objects.create(
        rulebook="floor", digest="", category="cong_chuc", period=PERIOD, scope_id=1, day=DAY, opened_at=clock.now()
    )
    with copies.copy() as address, closing(copies.raw(address)) as plain:
        begun = time.process_time()
        floor.run(plain, cycle.id, blank_columns(), postgres=False)
        taken = time.process_time() - begun
    Cycle.objects.filter(id=cycle.id).delete()
    return taken


def _pages(organiser: int) -> dict[str, dict[str, Any]]:
    """What the organisation body sees of the open month, by address."""
    from bench import visitors  # noqa: PLC0415
    from thenchot.config.wsgi import application  # noqa: PLC0415

    cookie = visitors.sign_in([organiser])[organiser]
    found = {}
    for path in PAGES:
        status, body, _ = visitors.call(application, visitors.Ask(f"/toan-canh/{PERIOD}{path}", cookie))
        text = body.decode()
        shown = re.search(r'<nav class="pager".*?</nav>', text, re.DOTALL)
        pager = re.sub(r"<[^>]+>|\s+", " ", shown.group(0)) if shown else ""
        found[path] = {"status": status, "rows": text.count("<tr") - 1, "pager": " ".join(pager.split())}
    return found


if __name__ == "__main__":
    assert Path(settings.DATABASES["default"]["NAME"]).is_file()
    main()
