"""The races of attached files; see `tests.faults.races`."""

from __future__ import annotations

from tests.assessment.cast import AN, BINH, Town
from tests.attachments.samples import PDF, PNG
from tests.faults.races import Race, alone, unopened
from thenchot.attachments import refusals
from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.actions.open_file import open_file
from thenchot.attachments.actions.withdraw_file import withdraw_file
from thenchot.attachments.models import Attachment
from thenchot.attachments.store import keep
from thenchot.audit.models import Entry, Opening


def with_file() -> Town:
    town = unopened()
    attach(by=town.actor(AN), to=Owner("fact", 1, town.id(BINH)), stored=keep("quyết định.pdf", [PDF]))
    return town


def _open(town: Town, n: int) -> object:
    with open_file(by=town.actor(AN), attachment=Attachment.objects.get()) as content:
        return content.read()


def _desk(town: Town, n: int) -> object:
    found = Attachment.objects.get()
    return lambda: withdraw_file(by=town.actor(AN), attachment=found, reason=f"Nhầm {n}")


FILES = (
    Race(
        "attachments/attach", with_file,
        alone(lambda town, n: attach(by=town.actor(AN), to=Owner("fact", 1), stored=keep(f"{n}.png", [PNG]))),
        None, {Attachment: 2, Entry: 2}, "two files of one owner stand beside one another, whatever their content",
    ),
    Race(
        "attachments/open_file", with_file, alone(_open), None, {Entry: 2, Opening: 1},
        "each opening is a line of the trail, the second after the first; the visit is told once",
    ),
    Race(
        "attachments/withdraw_file", with_file, _desk, refusals.FILE_CHANGED, {Entry: 1, Attachment: 0},
    ),
)  # fmt: skip
FILES_OTHERWISE = {
    "attachments/sweep_files": "removes one content at a time under the store's lock, and only what nobody refers to",
}
