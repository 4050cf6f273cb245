"""What the client of the rounds does next with a sheet, a plan row or a result, and what must have become of it afterwards.

Each thing has one client: it knows, act by act, what was answered, and so what the database must hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

PETITIONS_AN_HOUR = 19
"""One fewer than the product lets one person file."""


@dataclass(frozen=True)
class Act:
    """One form sent by one person. `mark` is a text nobody else writes; `action` the verb as the trail keeps it."""

    action: str
    by: str
    path: str
    form: Mapping[str, str]
    mark: str
    state: str
    """What the thing is after it."""


@dataclass
class Thing:
    """A sheet, a plan row, a published result: its number, state, version as its client knows them, and the acts answered."""

    kind: str
    number: int
    owner: str
    other: str
    state: str
    version: int
    form: Mapping[str, str] = field(default_factory=dict)
    returned: bool = False
    draft: str = ""
    acts: list[tuple[str, str]] = field(default_factory=list)
    filed: int = 0

    def done(self, act: Act) -> None:
        """Take note that the act is known to be in the database."""
        self.state = act.state
        if act.action == "save_draft":
            self.draft = act.mark
            return
        self.acts.append((act.action, act.mark))
        self.version += 1
        self.returned = act.action == "send_back"
        if act.action in ("self_assess", "petition", "assign"):
            self.draft = ""


def next_act(thing: Thing, rng: Random, mark: str) -> Act:
    return {"sheet": _of_sheet, "task": _of_task, "result": _of_result, "plan": _of_plan}[thing.kind](
        thing, rng, mark
    )


def _of_sheet(thing: Thing, rng: Random, mark: str) -> Act:
    owner, head, at = thing.owner, thing.other, f"/phieu/{thing.number}"
    version = {"version": str(thing.version)}
    back = Act("send_back", head, f"{at}/tra-lai", {**version, "note": mark}, mark, "opened")
    if thing.state == "opened" and not thing.returned:
        return back
    if thing.state == "opened":
        typed = {**thing.form, **version, "strengths": mark, "weaknesses": "Không"}
        if rng.random() < 0.4:
            return Act("save_draft", owner, f"{at}/nhap", typed, mark, "opened")
        return Act("self_assess", owner, f"{at}/gui", {**typed, "undertaking": "on"}, mark, "submitted")
    if thing.state == "submitted":
        sure = Act(
            "confirm", head, f"{at}/xac-nhan", {**version, "opinion": mark, "reason": mark}, mark, "confirmed"
        )
        taken = Act("withdraw", owner, f"{at}/rut-lai", version, "", "opened")
        return rng.choices([sure, taken, back], [6, 2, 2])[0]
    return back


def _of_task(thing: Thing, rng: Random, mark: str) -> Act:
    owner, head, at = thing.owner, thing.other, f"/ke-hoach/viec/{thing.number}"
    version = {"version": str(thing.version)}
    if thing.state == "assigned" and rng.random() < 0.6:
        return Act("finish", owner, f"{at}/xong", {**version, "result": mark}, mark, "done")
    if rng.random() < 0.5:
        return Act("explain", owner, f"{at}/giai-trinh", {**version, "explanation": mark}, mark, thing.state)
    return Act("reject", head, f"{at}/chua-dat", {**version, "note": mark}, mark, thing.state)


def _of_result(thing: Thing, rng: Random, mark: str) -> Act:
    """Object to a result; then take it back, or have it answered. `version` is that of the petition."""
    version = {"version": str(thing.version)}
    if thing.state == "published":
        return Act(
            "petition", thing.owner, f"/phieu/{thing.number}/kien-nghi", {"text": mark}, mark, "received"
        )
    at = f"/kien-nghi/{thing.filed}"
    if rng.random() < 0.5:
        return Act("withdraw", thing.owner, f"{at}/rut", version, "", "published")
    return Act(
        "answer",
        thing.other,
        f"{at}/tra-loi",
        {**version, "outcome": "kept", "text": mark},
        mark,
        "published",
    )


def _of_plan(thing: Thing, rng: Random, mark: str) -> Act:
    """A new row of the plan each time; the thing itself is the head's plan and stays."""
    form = {"content": mark, "units": "1", "doer": str(thing.number), "deadline": "", "origin": "planned"}
    return Act("assign", thing.other, "/ke-hoach/2026-09/them", form, mark, "open")
