"""What an auditor takes away (bộ chứng cứ): rows of the trail with their way to the sealed days, and the frozen results.

docs/verify/verify_export.py checks it without any code of ours; docs/verify/README.md says what each file holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thenchot.assessment.drawing import Draw
from thenchot.assessment.models import Petition, Published, Sheet
from thenchot.assessment.queries.shown_in_tables import shown_in_tables
from thenchot.attachments.models import Attachment
from thenchot.attachments.queries import KIND, files_of
from thenchot.audit.chain import COVERED
from thenchot.audit.models import Entry, Seal
from thenchot.audit.seals import leaf, merkle_path, public_key, sign, signature, statement
from thenchot.lib import canonical, clock

FORMAT = "thenchot-evidence-2"
PLAIN = {
    "sha256", "size", "score", "level", "band", "number", "frozen", "digest", "state", "version", "about", "sheet", "due",
    "outcome",
}  # fmt: skip
"""What a payload may still say where names are hidden: no text that somebody wrote."""
Ways = dict[int, tuple[str, list[list[str]]]]
"""By the number of a row: the day it is sealed under, and the hashes on the way from its leaf to the root."""


@dataclass(frozen=True)
class Wanted:
    """The files to take along, how they were drawn, and whether names and written texts are hidden."""

    sheets: Sequence[Sheet]
    draw: Draw | None = None
    hide_names: bool = False


def evidence_pack(wanted: Wanted) -> dict[str, bytes]:
    """Return the files of the pack by name: JSON, one line a row, and the signed manifest that counts and hashes them."""
    seals = list(Seal.objects.order_by("day"))
    ids = [sheet.id for sheet in wanted.sheets]
    petitions = list(Petition.objects.filter(sheet_id__in=ids).order_by("id"))
    attached = files_of("sheet", ids)
    numbers = [one.id for files in attached.values() for one in files]
    rows = [*_rows("sheet", ids), *_rows("petition", [petition.id for petition in petitions]), *_rows(KIND, numbers)]
    shown = shown_in_tables(wanted.sheets, rows)
    hidden, ways = _Hidden(wanted.hide_names), _ways([*rows, *(row for row, _sheets in shown)], seals)
    files = {
        "seals.jsonl": _lines(_sealed(seal) for seal in seals),
        "files.jsonl": _lines(_file(sheet, petitions, attached.get(sheet.id, []), hidden) for sheet in wanted.sheets),
        "entries.jsonl": _lines(_entry(row, ways, hidden) for row in rows),
        "results.jsonl": _lines(_results(ids)),
        "showings.jsonl": _lines(_showing(row, sheets, ways, hidden) for row, sheets in shown),
    }
    manifest = {
        "format": FORMAT, "made_at": clock.now().isoformat(timespec="seconds"), "public_key": public_key(),
        "names_hidden": wanted.hide_names, "draw": _draw(wanted.draw),
        "files": {
            name: {"lines": content.count(b"\n"), "sha256": canonical.sha256(content.decode())}
            for name, content in files.items()
        },
    }  # fmt: skip
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
    return {"manifest.json": text.encode(), "manifest.sig": sign(text).encode(), **files}


class _Hidden:
    """Names as they are, or one number a person that says nothing outside this pack."""

    def __init__(self, hide: bool) -> None:
        self.hide = hide
        self._numbers: dict[str, str] = {}

    def name(self, label: str) -> str:
        return self._numbers.setdefault(label, f"Người {len(self._numbers) + 1}") if self.hide else label


def _rows(kind: str, ids: Sequence[int]) -> list[Entry]:
    return list(Entry.objects.filter(object_kind=kind, object_id__in=ids).order_by("id"))


def _ways(rows: Iterable[Entry], seals: Sequence[Seal]) -> Ways:
    """For each row under a seal: the day of the seal, and the hashes to join to the row's leaf to get its root."""
    wanted = {row.id for row in rows}
    found: Ways = {}
    for seal in seals:
        under = sorted(number for number in wanted if seal.first_id <= number <= seal.last_id)
        if not under:
            continue
        day = Entry.objects.filter(id__gte=seal.first_id, id__lte=seal.last_id).order_by("id").values_list("id", "hash")
        places = {number: place for place, (number, _hash) in enumerate(day)}
        leaves = [leaf(*row) for row in day]
        found |= {number: (seal.day.isoformat(), merkle_path(leaves, places[number])) for number in under}
    return found


def _sealed(seal: Seal) -> dict[str, Any]:
    # A seal that the secret key does not know is handed on unsigned: an export never vouches for a forged day.
    own = signature(seal.day, seal.root, seal.prev, seal.count) == seal.hash
    return {
        "day": seal.day.isoformat(), "first_id": seal.first_id, "last_id": seal.last_id, "count": seal.count,
        "root": seal.root, "prev": seal.prev, "hash": seal.hash, "signature": sign(statement(seal)) if own else "",
    }  # fmt: skip


def _file(
    sheet: Sheet, petitions: Iterable[Petition], attached: Sequence[Attachment], hidden: _Hidden
) -> dict[str, Any]:
    own = [["petition", one.id, one.last_hash] for one in petitions if one.sheet_id == sheet.id]
    own += [[KIND, one.id, one.last_hash] for one in attached]
    return {
        "sheet": sheet.id, "cycle": sheet.cycle_id, "period": sheet.cycle.period, "rulebook": sheet.cycle.rulebook,
        "person": hidden.name(f"{sheet.person.full_name} ({sheet.person.staff_code})"),
        "heads": [["sheet", sheet.id, sheet.last_hash], *own],
        "attachments": [_attached(one, hidden) for one in attached],
    }  # fmt: skip


def _attached(one: Attachment, hidden: _Hidden) -> dict[str, Any]:
    """What an attached file must be: whoever holds the file compares its SHA-256; its name may name its person."""
    return {
        "attachment": one.id, "sha256": one.sha256, "size": one.size, "kind": one.kind,
        "name": "" if hidden.hide else one.name, "withdrawn": one.withdrawn_at is not None,
    }  # fmt: skip


def _entry(row: Entry, ways: Ways, hidden: _Hidden) -> dict[str, Any]:
    said = {name: getattr(row, name) for name in COVERED}
    if hidden.hide:
        payload = {k: v for k, v in canonical.loads(row.payload).items() if k in PLAIN and not isinstance(v, dict | list)}
        said |= {"actor_id": 0, "actor": hidden.name(row.actor), "payload": canonical.dumps(payload)}
    day, path = ways.get(row.id, ("", []))
    return {"id": row.id, **said, "hash": row.hash, "sealed": day, "path": path}


def _showing(row: Entry, sheets: Mapping[int, int], ways: Ways, hidden: _Hidden) -> dict[str, Any]:
    """The row without its chain, which is the reader's and tells of others; hidden, the reader's number goes with the name."""
    found = {**_entry(row, ways, hidden), "sheets": {str(number): version for number, version in sheets.items()}}
    return {**found, "object_id": 0} if hidden.hide else found


def _results(ids: Sequence[int]) -> Iterable[dict[str, Any]]:
    rows = Published.objects.filter(sheet_id__in=ids).order_by("sheet_id", "number")
    for sheet, number, frozen, frozen_hash in rows.values_list("sheet_id", "number", "frozen", "frozen_hash"):
        yield {"sheet": sheet, "number": number, "frozen": frozen, "frozen_hash": frozen_hash}


def _draw(draw: Draw | None) -> dict[str, Any] | None:
    return {"cycles": list(draw.cycle_ids), "size": draw.size, "seed": draw.seed} if draw else None


def _lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows).encode()
