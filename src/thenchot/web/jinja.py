"""The one template environment: strict, escaped, translated, with our numbers and dates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.contrib.messages import get_messages
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language
from jinja2 import Environment, StrictUndefined
from jinja2.filters import do_mark_safe

from thenchot.files.forms.pdf import pdf_ready
from thenchot.lib import vietnamese
from thenchot.rulesets import naming
from thenchot.web import address, charts, dates, numbers
from thenchot.web.book_names import book_name, step_name
from thenchot.web.law import law, right_to_petition, spelled
from thenchot.web.static_files import static

NUMBER = 917_364_528
"""Stands for a number in the pattern of an address."""
FILTERS: Mapping[str, Any] = MappingProxyType(
    {
        "score": numbers.score,
        "exact": numbers.exact,
        "mark": numbers.mark,
        "percent": numbers.percent,
        "thousands": numbers.thousands,
        "diff": numbers.diff,
        "vndate": dates.vndate,
        "short_day": dates.short_day,
        "long_day": dates.long_day,
        "moment": dates.moment,
        "hour": dates.hour,
        "due": dates.due,
        "period": dates.period,
        "capital": dates.capital,
        "addressed": address.addressed,
        "folded": vietnamese.fold,
        "printed": naming.number_of,
        "named": naming.named,
        "spelled": spelled,
        "book_name": book_name,
        "step_name": step_name,
        "zip": zip,
    }
)


def url(name: str, /, **parts: object) -> str:
    """The address of a page; one made of numbers only is put together from its pattern, which the router gives once."""
    if not parts or any(type(value) is not int or value < 0 for value in parts.values()):
        return _address(name, tuple(parts.items()), get_script_prefix())
    return _pattern(name, tuple(parts), get_script_prefix()) % parts


@lru_cache(maxsize=1024)
def _address(name: str, parts: tuple[tuple[str, object], ...], _prefix: str) -> str:
    return reverse(name, kwargs=dict(parts) or None)


@lru_cache(maxsize=256)
def _pattern(name: str, parts: tuple[str, ...], _prefix: str) -> str:
    marks = {part: NUMBER + place for place, part in enumerate(parts)}
    made = reverse(name, kwargs=marks).replace("%", "%%")
    for part, number in marks.items():
        made = made.replace(str(number), f"%({part})d")
    return made


def said(text: str, /, **given: object) -> str:
    """`_` of the templates: as the extension for translation gives it, without putting a plain sentence together anew."""
    sentence = _marked(address.say(text)) if given else _plain(address.say(text))
    return sentence % given if given else sentence


@lru_cache(maxsize=8192)
def _marked(sentence: str) -> str:
    """With its places open: what is put into them is escaped."""
    return do_mark_safe(sentence)


@lru_cache(maxsize=8192)
def _plain(sentence: str) -> str:
    """A sentence without places: what is written twice in it, %%, stands there once."""
    return do_mark_safe(sentence) % {}


def environment(**options: Any) -> Environment:
    """Return the environment Django's backend asks for; an unknown name in a template is an error, not a blank."""
    made = Environment(
        **{**options, "undefined": StrictUndefined},
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    # The extension adds this method while the environment is made.
    translated: Any = made
    translated.install_gettext_callables(address.say, address.say_many, newstyle=True)
    made.filters.update(FILTERS)
    made.globals.update(
        _=said,
        static=static,
        url=url,
        law=law,
        right_to_petition=right_to_petition,
        messages=get_messages,
        language=lambda: get_language() or "vi",
        overdue=dates.overdue,
        distribution=charts.distribution,
        trend=charts.trend,
        pdf_ready=pdf_ready,
    )
    return made
