"""A person gets new recovery codes (mã dự phòng); the old ones no longer open anything."""

from __future__ import annotations

import secrets

from django.db import transaction

from thenchot.audit.actions.record import record_next
from thenchot.audit.chain import Act
from thenchot.lib import clock
from thenchot.lib.database import wait_for
from thenchot.people.actions.set_password import LETTERS
from thenchot.people.identity import Identity
from thenchot.people.models import Account, RecoveryCode
from thenchot.people.security.factors import digest_of

CODES, GROUPS, LENGTH = 8, 2, 5
"""31 letters to the tenth power: nobody guesses one at five tries in ten minutes."""


def renew_recovery_codes(*, by: Identity) -> list[str]:
    """Return the new codes, to be shown once; only their digests are kept."""
    codes = ["-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS)) for _ in range(CODES)]
    account = Account.objects.get(person_id=by.person_id)
    with transaction.atomic():
        # Of two at once the second waits here: its codes take the place of the first's.
        wait_for("account", account.id)
        RecoveryCode.objects.filter(account=account).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(account=account, digest=digest_of(code)) for code in codes)
        record_next(by.actor, Act("account", account.id, "renew_recovery_codes", {"codes": CODES}), clock.now())
    return codes
