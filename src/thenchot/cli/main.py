"""The `thenchot` command: the law's own commands start without Django, all others go to its management."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from thenchot.cli import evaluate, rulebooks
from thenchot.cli.demo import place

OWN: Mapping[str, Callable[[Sequence[str]], int]] = {"evaluate": evaluate.run, "rulebooks": rulebooks.run}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and arguments[0] in OWN:
        return _unbroken(OWN[arguments[0]], arguments[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thenchot.config.settings")
    if arguments[:1] == ["demo"]:
        place.prepare()
    management = importlib.import_module("django.core.management")
    # A command is typed with hyphens (open-cycle); the file that holds it cannot be.
    name = [arguments[0].replace("-", "_")] if arguments and not arguments[0].startswith("-") else arguments[:1]
    management.execute_from_command_line(["thenchot", *name, *arguments[1:]])
    return 0


def _unbroken(command: Callable[[Sequence[str]], int], arguments: Sequence[str]) -> int:
    """Run it; a reader that has seen enough (`| head`) ends the command quietly, as other commands do."""
    try:
        code = command(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still to be flushed at the end goes nowhere, so that the interpreter does not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return code


if __name__ == "__main__":
    sys.exit(main())
