"""What the people of a story do, each through the door that such people use."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Protocol

from minqing_demo import letters
from minqing_demo.cast import Person
from minqing_demo.stage import Matter, Stage

MOST: Final = 200


class Act(Protocol):
    """One thing done at one moment; `fact` is the step of the case it leads to.

    An act without a fact of its own belongs to the one after it; it is repeatable.
    """

    @property
    def at(self) -> datetime:
        """The moment."""
        ...

    @property
    def fact(self) -> str | None:
        """The step of the case's timeline by which it is known to have been done."""
        ...

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Do it; `key` is the same whenever it is tried again."""
        ...


@dataclass(frozen=True, kw_only=True)
class Accept:
    """A clerk accepts a petition that waited (受理)."""

    at: datetime
    by: Person
    category: str
    division: str
    fact: str | None = "assigned"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Accept, unless it was accepted before."""
        path = f"/v1/petitions/{matter.receipt}"
        if stage.ask("intake", "GET", path, by=self.by)["state"] == "received":
            stage.ask(
                "intake",
                "POST",
                f"{path}/accept",
                by=self.by,
                body={"category": self.category, "division_code": self.division},
            )


@dataclass(frozen=True, kw_only=True)
class Assign:
    """A dispatcher gives the case to a unit (派遣)."""

    at: datetime
    by: Person
    to: str
    handler: str | None = None
    due: datetime | None = None
    fact: str | None = "assigned"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Assign."""
        body: dict[str, Any] = {"organisation_id": self.to}
        if self.handler is not None:
            body["handler_id"] = self.handler
        if self.due is not None:
            body["due_at"] = self.due.isoformat()
        _on_case(stage, matter, "assign", self.by, key, body)


@dataclass(frozen=True, kw_only=True)
class Start:
    """The unit begins to work on it (处置)."""

    at: datetime
    by: Person
    fact: str | None = "started"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Start."""
        _on_case(stage, matter, "start", self.by, key, None)


@dataclass(frozen=True, kw_only=True)
class GiveBack:
    """The unit says that it is not competent (退单)."""

    at: datetime
    by: Person
    reason: str
    fact: str | None = "returned"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Give the case back."""
        _on_case(stage, matter, "return", self.by, key, {"reason": self.reason})


@dataclass(frozen=True, kw_only=True)
class Resolve:
    """The unit answers (办结); `reply` is written for the petitioner."""

    at: datetime
    by: Person
    reply: str
    outcome: str = "resolved"
    fact: str | None = "resolved"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Resolve, and wait until the petitioner is asked whether it is a good answer.

        Time must not go on before the question is put.
        """
        body = {"outcome": self.outcome, "reply": self.reply}
        _on_case(stage, matter, "resolve", self.by, key, body)
        wait_for_the_question(stage, matter)


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """Nobody does anything: the deadline passes and the superior is told (提级)."""

    at: datetime
    fact: str | None = "escalated"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Do nothing: that it is this moment is enough."""


@dataclass(frozen=True, kw_only=True)
class CallBack:
    """A clerk calls the petitioner and writes the answer down (回访).

    `checked_by`: who decides where the place lets no dissatisfied answer reopen, and
    none after it close, without a supervisor (B-28).
    """

    at: datetime
    by: Person
    solved: bool | None
    satisfied: bool | None
    reason: str = ""
    checked_by: Person | None = None
    fact: str | None = "closed"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Write the answer to the latest question down."""
        wait_for_the_question(stage, matter)
        body = {
            "solved": self.solved,
            "satisfied": self.satisfied,
            "reason": self.reason,
        }
        path = f"/v1/follow-ups/{matter.petition_id}/answer"
        stage.ask("notify", "POST", path, by=self.by, key=key, body=body)
        if self.checked_by is not None:
            check(stage, matter, self.checked_by)


@dataclass(frozen=True, kw_only=True)
class AnswerLetter:
    """The petitioner answers with the code in the letter (自助评价).

    Where a place tells it on a page instead of a letter, `else_by` calls them.
    """

    at: datetime
    solved: bool | None
    satisfied: bool | None
    else_by: Person
    reason: str = ""
    fact: str | None = "closed"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Find the letter, and answer as it says."""
        code = letters.answer_code(stage, matter)
        body: dict[str, Any] = {
            "solved": self.solved,
            "satisfied": self.satisfied,
            "reason": self.reason,
        }
        path = f"/v1/follow-ups/{matter.petition_id}/answer"
        by = self.else_by if code is None else None
        said = body if code is None else body | {"token": code}
        stage.ask("notify", "POST", path, by=by, key=key, body=said)


@dataclass(frozen=True, kw_only=True)
class AskReview:
    """The petitioner does not accept the answer and asks the organ above (复查)."""

    at: datetime
    by: Person
    received_on: date
    reason: str
    fact: str | None = "review-asked"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Ask."""
        body = {
            "answer_received_on": self.received_on.isoformat(),
            "reason": self.reason,
        }
        _on_case(stage, matter, "review/ask", self.by, key, body)


@dataclass(frozen=True, kw_only=True)
class AnswerReview:
    """The reviewing organ gives its opinion (复查意见)."""

    at: datetime
    by: Person
    outcome: str
    opinion: str
    fact: str | None = "review-answered"

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Answer."""
        body = {"outcome": self.outcome, "opinion": self.opinion}
        _on_case(stage, matter, "review/answer", self.by, key, body)


@dataclass(frozen=True, kw_only=True)
class Record:
    """Something is written into the register (登记); repeatable."""

    at: datetime
    by: Person
    path: str
    body: dict[str, Any] = field(default_factory=dict)
    fact: str | None = None

    def do(self, stage: Stage, matter: Matter, key: str) -> None:
        """Put it."""
        stage.ask("registry", "PUT", self.path, by=self.by, body=self.body)


CHECKS: Final = {
    "raised": ("reopen", "群众仍不满意，退回重办"),
    "reworked": ("approve", "已电话核实，群众满意"),
}
"""What a supervisor does about an objection, by the state that it waits in."""


def check(stage: Stage, matter: Matter, by: Person) -> None:
    """Decide about the petition's objection, if one waits for that; repeatable."""
    for state, (step, words) in CHECKS.items():
        query = {"state": state, "limit": MOST}
        waiting = stage.ask("notify", "GET", "/v1/objections", by=by, query=query)
        for each in waiting["items"]:
            if each["petition_id"] == matter.petition_id:
                path = f"/v1/objections/{each['objection_id']}/{step}"
                stage.ask("notify", "POST", path, by=by, body={"text": words})
                return


def wait_for_the_question(stage: Stage, matter: Matter) -> None:
    """Wait until notify asks about the latest answer that routing gave."""
    case = stage.ask("routing", "GET", f"/v1/cases/{matter.petition_id}")
    revision = case["resolutions"][-1]["revision"]
    path = f"/v1/follow-ups/{matter.petition_id}"

    def is_asked() -> bool:
        asked = stage.send("notify", "GET", path)
        return asked.status == 200 and asked.body["case_revision"] == revision

    stage.wait(is_asked, f"the question about answer {revision} of {matter.receipt}")


def _on_case(
    stage: Stage,
    matter: Matter,
    verb: str,
    by: Person,
    key: str,
    body: dict[str, Any] | None,
) -> None:
    path = f"/v1/cases/{matter.petition_id}/{verb}"
    stage.ask("routing", "POST", path, by=by, key=key, body=body)
