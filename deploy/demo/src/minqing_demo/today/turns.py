"""What is done to an open matter: one row for each verb, the door's own words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from minqing_demo.acts import CallBack
from minqing_demo.cast import Person
from minqing_demo.stage import Matter, Stage
from minqing_demo.today.moments import day, moment

Said = Mapping[str, Any]
REASONED: Final = frozenset({"return", "urge"})
ASKED_BEFORE: Final = 200
PLAIN: Final = frozenset({"sign", "start", "contact"})


@dataclass(frozen=True, kw_only=True)
class Turn:
    """One step at its moment, in somebody's name; `key` is the same at every try."""

    stage: Stage
    matter: Matter
    by: Person
    key: str
    now: datetime
    at: datetime

    def case(self, verb: str, body: object = None) -> Any:  # noqa: ANN401
        """Do something to the case; return what routing says."""
        return self.routing("POST", f"cases/{self.matter.petition_id}/{verb}", body)

    def routing(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401
        """Ask routing in the actor's name."""
        key = self.key if method == "POST" else None
        return self.stage.ask(
            "routing", method, f"/v1/{path}", by=self.by, key=key, body=body
        )


def take(turn: Turn, said: Said) -> None:
    """Do what a step says. Raises Refused."""
    verb = said["do"]
    if verb in PLAIN:
        turn.case(verb)
    elif verb in REASONED:
        turn.case(verb, {"reason": said["words"]})
    else:
        VERBS[verb](turn, said)


def _ask(turn: Turn, said: Said) -> None:
    path = f"/v1/petitions/{turn.matter.receipt}"
    if turn.stage.ask("intake", "GET", path, by=turn.by)["state"] == "received":
        body = {"missing": list(said["words"])}
        turn.stage.ask("intake", "POST", f"{path}/ask", by=turn.by, body=body)


def _assign(turn: Turn, said: Said) -> None:
    body = {"organisation_id": said["to"]}
    if "handler" in said:
        body["handler_id"] = said["handler"]
    if "due" in said:
        body["due_at"] = moment(said["due"], turn.now).isoformat()
    turn.case("assign", body)


def _remark(turn: Turn, said: Said) -> None:
    turn.case("remarks", {"text": said["words"]})


def _co_task(turn: Turn, said: Said) -> None:
    turn.case("co-tasks", {"organisation_id": said["to"], "asks": said["words"]})


def _supervise(turn: Turn, said: Said) -> None:
    due = moment(said["due"], turn.now).isoformat()
    body = {"measure": said["measure"], "reason": said["words"], "due_at": due}
    turn.case("supervise", body)


def _extension(turn: Turn, said: Said) -> None:
    turn.case("extension", {"days": said["days"], "reason": said["words"]})


def _suspend(turn: Turn, said: Said) -> None:
    body = {"ground": said["ground"], "reason": said["words"]}
    more = {"leader_id": said["leader"], "review_months": said["months"]}
    turn.case("suspend", body | more)


def _resolve(turn: Turn, said: Said) -> None:
    outcome = said.get("outcome", "resolved")
    turn.case("resolve", {"outcome": outcome, "reply": said["words"]})


def _call_back(turn: Turn, said: Said) -> None:
    call = CallBack(
        at=turn.at,
        by=turn.by,
        solved=said["solved"],
        satisfied=said["satisfied"],
        reason=said["words"],
    )
    call.do(turn.stage, turn.matter, turn.key)


def _review(turn: Turn, said: Said) -> None:
    path = f"/v1/cases/{turn.matter.petition_id}/review"
    if turn.stage.send("routing", "GET", path, by=turn.by).status == ASKED_BEFORE:
        return
    received = day(said["received"], turn.now).isoformat()
    body = {"answer_received_on": received, "reason": said["words"]}
    turn.case("review/ask", body)


def _mediate(turn: Turn, said: Said) -> None:
    case = turn.routing("GET", f"cases/{turn.matter.petition_id}")
    belongs = {"division_code": case["division_code"]}
    since = turn.at.date().isoformat()
    dispute = {"subject": said["subject"], "place": said["place"], "since": since}
    parties = [dict(each) | belongs for each in said["parties"]]
    turn.case("mediations", {"dispute": dispute, "parties": parties})


def _session(turn: Turn, said: Said) -> None:
    path = f"cases/{turn.matter.petition_id}/mediations"
    (found,) = turn.routing("GET", path)["items"]
    if not found["sessions"]:
        body = {
            "held_on": turn.at.date().isoformat(),
            "mediators": "社区调解委员会",
            "minutes": said["words"],
        }
        turn.routing("POST", f"{path}/{found['mediation_id']}/sessions", body)


def _project(turn: Turn, said: Said) -> None:
    case = turn.routing("GET", f"cases/{turn.matter.petition_id}")
    body = {name: said[name] for name in ("name", "goal", "budget")}
    body |= {name: case[name] for name in ("category", "division_code")}
    body |= {"organisation_id": turn.by.organisation}
    turn.routing("POST", "projects", body | {"petitions": [turn.matter.petition_id]})


def _inventory(turn: Turn, said: Said) -> None:
    project = _of_this(turn)
    body = {"checked": said["checked"], "found": said["found"]}
    turn.routing("POST", f"projects/{project['project_id']}/inventory", body)


def _progress(turn: Turn, said: Said) -> None:
    project = _of_this(turn)
    if project["entries"]:
        return
    body = {"on": turn.at.date().isoformat(), "note": said["words"]}
    body |= {"fixed": said["fixed"], "spent": said["spent"]}
    turn.routing("POST", f"projects/{project['project_id']}/progress", body)


def _of_this(turn: Turn) -> dict[str, Any]:
    """Return the project of the turn's unit; the demo opens one."""
    items = turn.routing("GET", "projects")["items"]
    found: dict[str, Any] = next(
        each for each in items if each["organisation_id"] == turn.by.organisation
    )
    return found


def _data_request(turn: Turn, said: Said) -> None:
    """Let the petitioner ask about their data: by code, in nobody's name."""
    body = {name: said[name] for name in ("kind", "parts", "values") if name in said}
    body |= {"code": turn.matter.code, "statement": said["words"]}
    path = f"/v1/petitions/{turn.matter.receipt}/data-requests"
    turn.stage.ask("intake", "POST", path, by=None, key=turn.key, body=body)


def _data_proposal(turn: Turn, said: Said) -> None:
    """Propose to grant what this petition asked; another person must agree."""
    listed = turn.stage.ask("intake", "GET", "/v1/data-requests", by=turn.by)
    for each in listed["requests"]:
        if (each["receipt"], each["state"]) == (turn.matter.receipt, "received"):
            body = {"granted": each["parts"], "reason": said["words"]}
            body |= {"checked": "called-back"}
            path = f"/v1/data-requests/{each['number']}/decide"
            turn.stage.ask("intake", "POST", path, by=turn.by, body=body)


VERBS: Final[Mapping[str, Callable[[Turn, Said], None]]] = {
    "ask": _ask,
    "assign": _assign,
    "remarks": _remark,
    "co-tasks": _co_task,
    "supervise": _supervise,
    "extension": _extension,
    "suspend": _suspend,
    "resolve": _resolve,
    "call-back": _call_back,
    "review": _review,
    "mediations": _mediate,
    "session": _session,
    "projects": _project,
    "inventory": _inventory,
    "progress": _progress,
    "data-request": _data_request,
    "data-proposal": _data_proposal,
}
