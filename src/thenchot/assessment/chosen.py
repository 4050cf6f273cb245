"""What a sheet asks to be chosen beside its marks, and the refusal of a score that lacks facts; shared by three verbs."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from thenchot.assessment.judging import Bench
from thenchot.assessment.models import Sheet
from thenchot.assessment.refusals import CAUSE_NEEDED, FACTS_LACKING, LEADER_NEEDED, POST_NEEDED
from thenchot.assessment.scoring import Scored
from thenchot.lib.refusals import refuse_if
from thenchot.rules.verdict import Caution
from thenchot.rulesets.sentences import Language, warning

SHOWN = 6
KINDS = {"dd": LEADER_NEEDED, "e": LEADER_NEEDED, "weights": POST_NEEDED, "subjective": CAUSE_NEEDED}


def chosen_of(bench: Bench, sheet: Sheet, given: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """The choices the sheet asks for: what is given now, else what stood before. Refuses a missing or unknown one."""
    asked = bench.choices(sheet)
    found = {**before, **{name: value for name, value in given.items() if value}}
    for name, allowed in asked.items():
        if found.get(name) not in allowed:
            raise KINDS[name](field=name)
    return {name: found[name] for name in asked}


def refuse_lacking(scored: Scored) -> None:
    """Refuse while a fact that the formula needs has been given by nobody, naming each."""
    language: Language = "en" if get_language() == "en" else "vi"
    told = [warning(Caution(lack.code, {"task": lack.task}), language) for lack in scored.lacking]
    more = [_("và %(n)s nội dung khác") % {"n": len(told) - SHOWN}] if len(told) > SHOWN else []
    refuse_if(told, FACTS_LACKING, lacking=" ".join([*told[:SHOWN], *more]))
