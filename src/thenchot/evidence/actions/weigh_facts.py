"""Keep where facts were weighed (đã tính ở đâu), in the transaction of the confirmation that weighed them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import IntegrityError, transaction

from thenchot.evidence.models import FactUse
from thenchot.evidence.refusals import WEIGHED_MEANWHILE


def weigh_facts(*, sheets: Collection[int], uses: Sequence[FactUse]) -> None:
    """Put these uses in the place of what the sheets had; none of them frees their facts.

    Refuses a fact that another sheet has weighed since it was read.
    """
    FactUse.objects.filter(sheet_id__in=list(sheets)).delete()
    if not uses:
        return
    try:
        with transaction.atomic():
            FactUse.objects.bulk_create(uses, batch_size=2000)
    except IntegrityError as twice:
        raise WEIGHED_MEANWHILE() from twice
