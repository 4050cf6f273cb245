"""One verb, one file: each action is named after its file, says who acts, and is audited."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

from tests.structure.house import PACKAGE, code_files, name_of, tree_of

ACTIONS = [p for p in code_files() if p.parent.name == "actions" and p.stem != "__init__"]
# Not an act of a person on something that is kept: nothing to put in the audit trail.
NOT_AUDITED = {
    "checklists/actions/save_answers.py": "what is ticked so far is no act, and nobody else's business",
    "assessment/actions/save_draft.py": "what is typed so far is no act",
    "assessment/actions/tell_changed.py": "a message about an act on a task that is audited",
    "assessment/actions/remind.py": "each reminder is a row of its own, with its time",
    "assessment/actions/mark_seen.py": "the opening of the file is recorded beside it",
    "assessment/actions/run_day.py": "it calls what is recorded itself",
    "assessment/actions/count_running.py": "a count of what is kept elsewhere, taken anew every few minutes",
    "audit/actions/record.py": "it is the audit",
    "audit/actions/record_opening.py": "the opening is a record itself",
    "audit/actions/seal_days.py": "the seal is a record itself",
    "attachments/actions/sweep_files.py": "a content that nothing refers to was never part of anything",
    "followup/actions/plan_day.py": "what somebody means to do on which day of their own week is no act on the work",
    "evidence/actions/weigh_facts.py": "part of a confirmation, whose line in the trail names each fact and what it took off",
    "workplan/actions/lock.py": "part of publishing a result, which is audited",
    "rulesets/actions/freeze.py": "part of opening a cycle, which is audited",
    "people/actions/start_session.py": "signing in is a line of the log; thousands a day would bury the acts on sheets",
    "people/actions/count_attempt.py": "a try is no act",
    "tokens/actions/use_token.py": "a request is no act; what it does is recorded itself",
    "tokens/actions/answer_once.py": "it keeps the answer of an act that is recorded itself",
    "connections/actions/note_run.py": "a try of a machine is no act of anybody",
    "outbound/actions/owe.py": "part of publishing or replacing a result, which is audited",
    "intake/actions/receive.py": "what a machine said; what becomes of it is audited",
    "notices/actions/notify.py": "a message about an act that is audited",
}


def public(path: Path) -> list[ast.FunctionDef]:
    return [n for n in tree_of(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")]


def room(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", [p for p in ACTIONS if "assessment" in p.parts], ids=room)
def test_who_acts_is_always_said_by_name(path: Path) -> None:
    assert not [f.name for f in public(path) if any(a.arg == "by" for a in f.args.args)]


def test_the_verbs_of_the_month_are_named_after_their_files() -> None:
    odd = [
        name_of(p) for p in ACTIONS if "assessment" in p.parts and p.stem not in {f.name for f in public(p)}
    ]
    assert not odd


@cache
def _imports(path: Path) -> set[str]:
    """Return the modules that a file imports, and the names out of them as `module.name`."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def _audits(path: Path, seen: frozenset[Path] = frozenset()) -> bool:
    """Whether an action reaches the audit room, itself or through another file of its own room."""
    imported = _imports(path)
    if any(name.startswith("thenchot.audit.actions") for name in imported):
        return True
    own = [PACKAGE.parent / Path(*name.split(".")).with_suffix(".py") for name in imported]
    inside = [p for p in own if p.exists() and p not in seen and p.is_relative_to(path.parents[1])]
    return any(_audits(p, seen | {path}) for p in inside)


@pytest.mark.parametrize("path", [p for p in ACTIONS if room(p) not in NOT_AUDITED], ids=room)
def test_an_action_leaves_a_trace(path: Path) -> None:
    assert _audits(path), f"{room(path)} changes state and records nothing"


def test_what_is_excused_from_the_audit_still_exists() -> None:
    assert set(NOT_AUDITED) <= {room(path) for path in ACTIONS}
