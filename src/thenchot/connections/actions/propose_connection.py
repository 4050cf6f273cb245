"""Enter the address of a system outside, and who answers for it; nothing runs before that person accepts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.connections.access import may_answer_for
from thenchot.connections.models import KINDS, Connection
from thenchot.connections.refusals import (
    ADDRESS_EXTRA,
    ADDRESS_HOST,
    ADDRESS_SCHEME,
    FOLDER_BAD,
    KIND_UNKNOWN,
    MINUTES_BAD,
    NAME_NEEDED,
    ORIGIN_NEEDED,
    PERSON_LACKS,
    PERSON_UNKNOWN,
    SECRET_BAD,
    SOURCE_BAD,
    SOURCE_TAKEN,
    TWO_PEOPLE,
    UNIT_UNKNOWN,
)
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.lib.outside import AddressError, place_of
from thenchot.notices.actions.notify import Message, notify
from thenchot.organisation.queries import UnitAt, unit_by_code
from thenchot.people.identity import Identity
from thenchot.people.queries import ids_of
from thenchot.people.security.sealed import seal
from thenchot.people.who import identity_of

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
SECRET = re.compile(r"[!-~]{0,500}")
LONGEST_NAME, LONGEST_CODE, LONGEST_ADDRESS, MOST_MINUTES = 100, 40, 300, 1440
WRONG_ADDRESS = {"scheme": ADDRESS_SCHEME, "host": ADDRESS_HOST, "extra": ADDRESS_EXTRA}
NEEDED = {
    "folder": "người của văn phòng, thanh tra, kiểm tra hoặc cơ quan tham mưu về tổ chức, cán bộ",
    "one_stop": "người của văn phòng, thanh tra, kiểm tra hoặc cơ quan tham mưu về tổ chức, cán bộ",
    "documents": "người đứng đầu đơn vị hoặc người đứng đầu cấp trên",
    "national": "người của cơ quan tham mưu về tổ chức, cán bộ",
}


@dataclass(frozen=True)
class Wanted:
    """A connection as it is typed: unit and person by code."""

    kind: str
    name: str
    source: str
    address: str
    unit_code: str
    staff_code: str
    minutes: int = 15
    secret: str = ""
    origin: str = ""


def propose_connection(*, by: Identity, wanted: Wanted) -> int:
    """Write it down, tell the person, and return its number. The door asks `require_administrator` first.

    Refuses an address nobody should be asked at, a source in use, and a person who could not do by hand what it will do.
    """
    _check(wanted)
    unit, person = _unit(by, wanted), _person(by, wanted)
    if not may_answer_for(person, wanted.kind, unit.path):
        raise PERSON_LACKS("person", name=person.name, needed=NEEDED[wanted.kind])
    at = clock.now()
    with transaction.atomic():
        # Of two entered at once under one source the second waits here and finds the first.
        wait_for(f"connection {wanted.source}")
        _refuse_taken(wanted.source)
        row = Connection.objects.create(
            kind=wanted.kind, name=wanted.name.strip(), source=wanted.source, origin=wanted.origin,
            address=wanted.address.strip(), secret=seal(wanted.secret) if wanted.secret else "", unit_id=unit.id,
            person_id=person.person_id, minutes=wanted.minutes, entered_by_id=by.person_id, entered_at=at,
        )  # fmt: skip
        # The trail says that there is a secret, never which.
        payload: dict[str, object] = {**vars(wanted), "secret": bool(wanted.secret)}
        head = record_next(by.actor, Act("connection", row.id, "propose", payload), at)
        Connection.objects.filter(id=row.id).update(last_hash=head)
        notify([Message(person.person_id, "connection_proposed", {"task": row.name, "by": by.name}, "/ket-noi")])
    return row.id


def _check(wanted: Wanted) -> None:
    if wanted.kind not in dict(KINDS):
        raise KIND_UNKNOWN("kind")
    if not 0 < len(wanted.name.strip()) <= LONGEST_NAME:
        raise NAME_NEEDED("name")
    if not CODE.fullmatch(wanted.source) or len(wanted.source) > LONGEST_CODE:
        raise SOURCE_BAD("source")
    if not SECRET.fullmatch(wanted.secret):
        raise SECRET_BAD("secret")
    if not 1 <= wanted.minutes <= MOST_MINUTES:
        raise MINUTES_BAD("minutes")
    _check_address(wanted)


def _check_address(wanted: Wanted) -> None:
    address = wanted.address.strip()
    if wanted.kind == "folder":
        if not CODE.fullmatch(address) or len(address) > LONGEST_CODE:
            raise FOLDER_BAD("address")
        if not wanted.origin:
            raise ORIGIN_NEEDED("origin")
        return
    try:
        place_of(address)
    except AddressError as wrong:
        raise WRONG_ADDRESS[wrong.code]("address") from wrong
    if len(address) > LONGEST_ADDRESS:
        raise ADDRESS_HOST("address")


def _unit(by: Identity, wanted: Wanted) -> UnitAt:
    unit = unit_by_code(wanted.unit_code.strip(), by.day)
    if unit is None or not by.has("administrator", unit.path):
        raise UNIT_UNKNOWN("unit")
    return unit


def _person(by: Identity, wanted: Wanted) -> Identity:
    code = wanted.staff_code.strip()
    number = ids_of([code]).get(code)
    person = identity_of(number, by.day) if number else None
    if person is None or not by.has("administrator", person.unit_path):
        raise PERSON_UNKNOWN("person", code=code)
    if person.person_id == by.person_id:
        raise TWO_PEOPLE("person")
    return person


def _refuse_taken(source: str) -> None:
    other = Connection.objects.filter(source=source).exclude(state="stopped").first()
    if other is not None:
        raise SOURCE_TAKEN("source", source=source, name=other.name)
