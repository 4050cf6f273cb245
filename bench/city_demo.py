"""make demo SIZE=city: 177,379 invented people in about 10,000 units, eleven published months and one full month, then the pages."""

from __future__ import annotations

import argparse
import gc
import os
import time
from collections.abc import Callable

import django

from thenchot.cli.demo import place

PEOPLE = 177_379


def main() -> None:
    parser = argparse.ArgumentParser(prog="make demo SIZE=city")
    parser.add_argument("--people", type=int, default=PEOPLE)
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--fill-only", action="store_true")
    given = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thenchot.config.settings")
    os.environ.setdefault(place.DATA, "var/city")
    place.prepare()
    django.setup()
    # Only now may the rooms be imported: their tables need the registry.
    from django.db import connections  # noqa: PLC0415

    from bench.maker.sql import for_filling  # noqa: PLC0415
    from bench.year import fill, tell  # noqa: PLC0415
    from thenchot.cli.management.commands.demo import serve  # noqa: PLC0415

    gc.disable()
    for_filling()
    fill(given.people, _clock())
    gc.enable()
    tell(given.people, given.port)
    connections.close_all()
    place.put_in_place()
    if not given.fill_only:
        serve(given.port)


def _clock() -> Callable[[str], None]:
    """Says what was done and how long it took."""
    since = time.monotonic()

    def step(what: str) -> None:
        nonlocal since
        now = time.monotonic()
        print(f"  {what}: {now - since:.1f} giây".replace(".", ","), flush=True)
        since = now

    return step


if __name__ == "__main__":
    main()
