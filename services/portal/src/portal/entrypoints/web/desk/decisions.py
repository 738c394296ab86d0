"""What may be decided at the door: from a form to what intake takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from marshmallow import Schema

from portal.entrypoints.web.desk import schemas

Said = dict[str, Any]
Matter = dict[str, Any]

LOOKS: Final = {
    "received": "new",
    "awaiting-petitioner": "waiting",
    "lapsed": "paused",
    "accepted": "done",
    "refused": "done",
    "referred": "done",
    "noted": "done",
    "withdrawn": "paused",
}
"""State at the door -> look of its chip; its words are `door.state.<state>`."""
UNDECIDED: Final = frozenset({"received", "awaiting-petitioner"})


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One decision: its form, what goes out, and whether just that stands already."""

    form: type[Schema]
    body: Callable[[Said], dict[str, Any]]
    stands: Callable[[Matter, Mapping[str, Any]], bool]


def _accept(said: Said) -> dict[str, Any]:
    where = {"division_code": said["division"]} if said["division"] else {}
    return {"category": said["category"], **where}


def _refuse(said: Said) -> dict[str, Any]:
    """Return the ground; where to go instead stands first in what people read."""
    where = f"请到：{said['elsewhere']}\n" if said["elsewhere"] else ""
    return {"reason": said["ground"], "explanation": where + said["explanation"]}


def _is_accepted(matter: Matter, body: Mapping[str, Any]) -> bool:
    undecided = matter["state"] in LOOKS and matter["state"] != "accepted"
    return not undecided and matter["category"] == body["category"]


def _is_refused(matter: Matter, body: Mapping[str, Any]) -> bool:
    told = matter["refusal"]
    return bool(told) and told["explanation"] == body["explanation"]


def _is_asked(matter: Matter, body: Mapping[str, Any]) -> bool:
    told = matter["missing"]
    return bool(told) and told["items"] == body["missing"]


DECISIONS: Final[Mapping[str, Decision]] = {
    "accept": Decision(form=schemas.AcceptForm, body=_accept, stands=_is_accepted),
    "ask": Decision(
        form=schemas.AskForm,
        body=lambda said: {"missing": schemas.lines_of(said["missing"])},
        stands=_is_asked,
    ),
    "refuse": Decision(form=schemas.RefuseForm, body=_refuse, stands=_is_refused),
}
"""By intake's own word, which stands in the page's address too."""


def offered(matter: Matter) -> tuple[str, ...]:
    """Return what may be decided now; a list of what is missing is told once."""
    if matter["state"] not in UNDECIDED:
        return ()
    may_ask = matter["state"] == "received" and matter["missing"] is None
    return ("accept", "ask", "refuse") if may_ask else ("accept", "refuse")
