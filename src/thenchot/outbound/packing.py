"""The packet as text: what each result says, the canonical text that is signed, and the file that carries both."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from thenchot.audit.seals import public_key
from thenchot.lib import canonical
from thenchot.outbound.models import Packet

FORMAT = "thenchot-national-1"
"""The format's name and version; docs/outbound/packet-1.schema.json says what it holds."""


@dataclass(frozen=True)
class Result:
    """One version of a result as it travels; `result` and `replaces` are sheet-number, exact texts for scores."""

    result: str
    replaces: str | None
    reason: str | None
    person: dict[str, str]
    unit: dict[str, str]
    category: str
    period: str
    period_kind: str
    score: str | None
    band: str | None
    level: str | None
    rulebook: str
    rulebook_digest: str
    published_at: str
    frozen_sha256: str


@dataclass(frozen=True)
class Heading:
    """Whose results of which period a packet holds, and when it was made."""

    packet: str
    body: dict[str, str]
    period: str
    made_at: str


def packet_text(heading: Heading, results: Sequence[Result]) -> str:
    """The canonical text: the same bytes whenever it is made of the same values."""
    return canonical.dumps({"format": FORMAT, **asdict(heading), "results": [asdict(one) for one in results]})


def compressed(text: str) -> bytes:
    return zlib.compress(text.encode(), 6)


def text_of(packet: Packet) -> str:
    return zlib.decompress(bytes(packet.content)).decode()


def file_of(packet: Packet) -> bytes:
    """The file that leaves: the text as it was signed, the signature, and the key that anybody checks it with."""
    envelope: dict[str, Any] = {
        "algorithm": "Ed25519", "payload": text_of(packet), "public_key": public_key(), "signature": packet.signature,
    }  # fmt: skip
    return json.dumps(envelope, ensure_ascii=False, sort_keys=True).encode()


def name_of(packet_id: int) -> str:
    """What a packet is called outside: TC-000012."""
    return f"TC-{packet_id:06d}"
