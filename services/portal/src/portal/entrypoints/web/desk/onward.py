"""Where a desk goes on once something was done: the same case, the next, the list."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Response, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.entrypoints.web.desk.acts import ACTS
from portal.entrypoints.web.desk.looks import OWED, asker
from portal.entrypoints.web.desk.steering import STEERING
from portal.entrypoints.web.desk.worklists import address_of, query_of
from portal.entrypoints.web.page import go, visitor
from portal.entrypoints.web.visitor import THEN, chosen

LEAVES: Final = frozenset(
    {"transfer", "suspend", "park", "raise", "recuse", "co-answer", "supervise"}
)
"""Of the rarer acts those after which it is for others to go on."""
STAYS: Final = frozenset({"sign", "start", "contact", "remark", *STEERING} - LEAVES)
"""Acts after which the case is still one's own to go on with."""
BESIDE: Final = frozenset({"merge"})
"""What is done on a case's page and is no act of routing's."""
NUMBER: Final = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)+\Z")
SEEN: Final = 10
"""So many lines of the list are looked through for the next one."""


def onward(parts: Parts, number: str, act: str) -> Response:
    """Lead on from an act, as its person chose at the foot of the forms."""
    then = chosen(request, "then", THEN)
    if then == "stay" or act in STAYS:
        return go(f"/desk/cases/{number}?done={act}")
    told = urlencode({"done": act, "of": number})
    following = next_after(parts, number) if then == "next" else ""
    if following:
        return go(f"/desk/cases/{following}?{told}")
    back = address_of(visitor().worklist)
    return go(f"{back}{'&' if '?' in back else '?'}{told}")


def next_after(parts: Parts, number: str) -> str:
    """Return what is due next on the list that was looked at last; "" for nothing."""
    wanted = visitor().worklist
    try:
        told = parts.desk.cases.worklist(asker(), **query_of(parts, wanted), limit=SEEN)
    except (Away, Refused):
        return ""
    rows = [each for each in told["items"] if each["receipt"] != number]
    owed = [each for each in rows if "state" in wanted or each["state"] in OWED]
    return str(owed[0]["receipt"]) if owed else ""


@dataclass(frozen=True)
class Done:
    """What was just done: the act, and the number of the case if it is another one."""

    act: str
    of: str


def done_of(said: Mapping[str, str]) -> Done | None:
    """Return what an address says was done; nothing where it is none of ours."""
    act, of = said.get("done", ""), said.get("of", "")[:40]
    if act not in ACTS and act not in BESIDE:
        return None
    return Done(act, of if NUMBER.match(of) else "")
