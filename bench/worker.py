"""One engine, one size: makes the city in an empty database and prints what each operation took, a line of JSON each."""

from __future__ import annotations

import argparse
import json
import sys

import django
from django.core.management import call_command


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--people", type=int, required=True)
    people = parser.parse_args().people
    django.setup()
    call_command("migrate", verbosity=0)
    # Only now may the rooms be imported: their tables need the registry.
    from bench.month import figures  # noqa: PLC0415

    for figure in figures(people, _say):
        print(json.dumps(figure.kept(), ensure_ascii=False), flush=True)


def _say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
