"""The races of attached files and of sheets entered on behalf; see `tests.faults.races`."""

from __future__ import annotations

from tests.assessment.cast import AN, BINH, ORGANISER, Town
from tests.attachments.samples import PDF, PNG
from tests.faults.races import Act, Race, alone, october, unopened
from thenchot.assessment.actions.disown import disown
from thenchot.assessment.actions.enter_on_behalf import Entered, enter_on_behalf
from thenchot.assessment.models import Behalf
from thenchot.assessment.refusals import CHANGED
from thenchot.attachments import refusals
from thenchot.attachments.actions.attach import Owner, attach
from thenchot.attachments.actions.open_file import open_file
from thenchot.attachments.actions.withdraw_file import withdraw_file
from thenchot.attachments.models import Attachment
from thenchot.attachments.store import keep
from thenchot.audit.models import Entry, Opening
from thenchot.notices.models import Notice


def with_file() -> Town:
    town = unopened()
    attach(by=town.actor(AN), to=Owner("fact", 1, town.id(BINH)), stored=keep("quyết định.pdf", [PDF]))
    return town


def _open(town: Town, n: int) -> object:
    with open_file(by=town.actor(AN), attachment=Attachment.objects.get()) as content:
        return content.read()


def _desk(town: Town, n: int) -> Act:
    found = Attachment.objects.get()
    return lambda: withdraw_file(by=town.actor(AN), attachment=found, reason=f"Nhầm {n}")


def _entering(town: Town, n: int) -> Act:
    given = Entered(town.given(AN), f"Không có máy {n}.", keep("phiếu.pdf", [PDF]), compared=True)
    return lambda: enter_on_behalf(by=town.viewer(ORGANISER), given=given)


def entered() -> Town:
    town = october()
    _entering(town, 0)()
    return town


def _disowning(town: Town, n: int) -> Act:
    sheet = town.sheet(AN)
    return lambda: disown(by=town.viewer(AN), sheet=sheet, text=f"Không phải {n}.")


FILES = (
    Race(
        "assessment/enter_on_behalf", october, _entering, CHANGED, {Behalf: 1, Attachment: 1, Entry: 2, Notice: 1},
    ),
    Race("assessment/disown", entered, _disowning, CHANGED, {Entry: 1, Notice: 2, Behalf: 0}),
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
