"""A receipt as the national database words it, read and held against the packet it is of; docs/outbound/receipt-1.schema.json."""

from __future__ import annotations

import json
import unicodedata
from typing import Any, TypeVar

from thenchot.lib.days import day_of
from thenchot.outbound.actions.record_receipt import Receipt
from thenchot.outbound.models import Packet
from thenchot.outbound.packing import name_of
from thenchot.outbound.refusals import RECEIPT_OTHER, RECEIPT_UNREADABLE

T = TypeVar("T")


def receipt_in(content: bytes, packet: Packet) -> Receipt:
    """Read the file of a receipt. Refuses what is none, and one of another packet."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError) as wrong:
        raise RECEIPT_UNREADABLE("file") from wrong
    found = receipt_of(said, packet)
    if found is None:
        raise RECEIPT_UNREADABLE("file")
    return found


def receipt_of(said: Any, packet: Packet) -> Receipt | None:
    """The receipt in an answer; None where the answer holds none yet. Refuses one of another packet or of another form."""
    if not isinstance(said, dict) or not said.get("receipt"):
        return None
    other = said.get("packet")
    if other != name_of(packet.id):
        raise RECEIPT_OTHER("file", other=str(other)[:40], packet=name_of(packet.id))
    rows = _of(list, said.get("refused", []))
    refused = [_of(dict, row) for row in rows]
    by_result = {_text(row.get("result")): _text(row.get("reason")) for row in refused}
    return Receipt(_text(said["receipt"]), day_of(_text(said.get("received_on"))), by_result)


def _text(value: object) -> str:
    """A text that can be kept: half a letter or a zero sign, which JSON can carry, no database takes."""
    text = _of(str, value)
    if "\0" in text or any(unicodedata.category(sign) == "Cs" for sign in text):
        raise RECEIPT_UNREADABLE("file")
    return text


def _of(wanted: type[T], value: object) -> T:
    if not isinstance(value, wanted):
        raise RECEIPT_UNREADABLE("file")
    return value


def refused_lines(text: str) -> dict[str, str]:
    """What was refused, as it is typed: a line each, the result's code, a colon, the reason."""
    pairs = (line.partition(":") for line in text.splitlines() if line.strip())
    return {code.strip(): reason.strip() for code, _colon, reason in pairs}
