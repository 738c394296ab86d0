"""The second step's question: is it one of these that are under way near by?"""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from portal.adapters.limits import Kind
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.telling import Telling, Where
from portal.entrypoints.web.often import seldom_enough
from portal.entrypoints.web.page import form, visitor, words
from portal.entrypoints.web.pages.tracking import CHIPS

FIELD: Final = "join"
"""Which of them, `mark ref`; empty: none of them; absent: nobody was asked yet."""
JOINS: Final = "joins"
LONGEST: Final = 600


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One open matter, as it is shown; `mine`: it was joined from here before."""

    value: str
    category: str
    place: str
    unit: str
    chip: str
    received_at: datetime
    people: int
    mine: bool


def asked(parts: Parts, draft: dict[str, Any], telling: Telling) -> list[Offered]:
    """Take the answer into the draft; without one, return what is to be asked."""
    said = form().get(FIELD)
    draft.pop(JOINS, None)
    if said is None:
        return _offered(parts, telling)
    if 0 < len(said) <= LONGEST:
        draft[JOINS] = said
    return []


def ref_of(draft: dict[str, Any]) -> str:
    """Return what joins the matter that was chosen, "" for none."""
    return str(draft.get(JOINS, "")).partition(" ")[2]


def remember(draft: dict[str, Any]) -> None:
    """Let this visitor not be asked again about a matter that they joined."""
    mark = str(draft.get(JOINS, "")).partition(" ")[0]
    if mark:
        visitor().join(mark)


def _offered(parts: Parts, telling: Telling) -> list[Offered]:
    """Return what is near by; people go on without it while intake is away, or where
    they asked too often."""
    if telling.where == Where.NOWHERE:
        return []
    if not seldom_enough(parts, Kind.NEARBY, Kind.NEARBY_FROM):
        return []
    asker = sha256(visitor().form_key().encode()).hexdigest()[:32]
    asked_for = (telling.text, telling.place, asker)
    try:
        found = parts.intake.nearby(*asked_for, words().language)
    except (Away, Refused):
        return []
    known = parts.categories.get(words().language)
    names = known.answer if known else {}
    return [
        Offered(
            value=f"{each['mark']} {each['ref']}",
            category=names.get(each["category"], each["category"]),
            place=each["place"],
            unit=each["unit"] or "",
            chip=CHIPS.get(each["state"], "working"),
            received_at=each["received_at"],
            people=each["people"],
            mine=each["mark"] in visitor().joined,
        )
        for each in found
    ]
