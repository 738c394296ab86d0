"""To which units cases are given: by the rules, and by whoever gives them."""

from collections.abc import Mapping
from typing import Any, Final

from portal.bootstrap import Parts
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import visitor

GIVES: Final = frozenset({"assign", "transfer", "designate", "ask-co-task"})
"""What routing offers where a unit is named that a case, or a part of it, goes to."""


def suggested_for(parts: Parts, case: Mapping[str, Any]) -> str:
    """Return the unit that the rules would send a case to; "" for the one that has it.

    Nothing where nobody is asked for one, and while routing is away.
    """
    if GIVES.isdisjoint(case["may"]):
        return ""
    door, category = parts.desk.telephone, case["category"]
    told = told_or_none(lambda: door.would_go(asker(), category, case["division_code"]))
    unit = (told or {}).get("organisation_id") or ""
    return "" if unit == case["organisation_id"] else unit


def gave(told: Mapping[str, Any]) -> None:
    """Remember the unit that a form named: it stands first the next time."""
    if told.get("unit"):
        visitor().give(staff().staff_id, told["unit"])
