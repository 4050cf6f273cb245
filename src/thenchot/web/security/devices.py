"""What a device is called in the list of sessions, out of what its browser calls itself."""

from __future__ import annotations

import re
from collections.abc import Mapping

from django.utils.translation import gettext as _

# In this order: most browsers also carry the names of those before them.
BROWSERS = {
    "Edg": "Edge", "OPR": "Opera", "coc_coc": "Cốc Cốc", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari",
}  # fmt: skip
SYSTEMS = {
    "Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux",
}  # fmt: skip


def device_name(agent: str) -> str:
    """Browser and system, such as "Chrome · Windows"; what is unknown is said to be so."""
    parts = (_first(BROWSERS, agent), _first(SYSTEMS, agent))
    return " · ".join(part for part in parts if part) or _("Thiết bị không rõ")


def _first(names: Mapping[str, str], agent: str) -> str:
    return next((name for sign, name in names.items() if re.search(re.escape(sign), agent, re.IGNORECASE)), "")
