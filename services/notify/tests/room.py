"""The follow-ups' room without a database, for its tests."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Actor, Cause, Role
from minqing_kernel.working_time import WorkCalendar
from notify.adapters.follow_ups.assembly import follow_up_handlers
from notify.application import handlers
from notify.application.commands import (
    AnswerByToken,
    LapseFollowUps,
    RecordCallBack,
    TellOfStep,
)
from notify.application.follow_ups import commands
from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.objection import ObjectionStep
from notify.domain.follow_ups.policy import FollowUpPolicy, Objecting
from notify.domain.follow_ups.round import Plan
from notify.domain.follow_ups.visit import VisitKind
from notify.domain.occurrence import Step
from notify.domain.persons import StaffAccount
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PETITION,
    STORY,
    an_occurrence,
    an_organisation,
)
from services.notify.tests.fakes import FakeTokens, InMemoryWork

CAUSE = Cause(correlation_id=STORY)
STRICT = FollowUpPolicy(objections=Objecting.SUPERVISOR, supervisor_checks=True)
CLOSED = 4
"""The revision of the closing that `close` tells of, after the resolution's 3."""


def somebody(role: Role = Role.CLERK, name: str = "wang-fang") -> Actor:
    return Actor(id=name, role=role, organisation_id=COMMUNITY)


BOSS = somebody(Role.SUPERVISOR, "zhao-lei")


def a_closing(**changes: Any) -> Closing:
    usual: dict[str, Any] = {
        "petition_id": uuid4(),
        "case_revision": CLOSED,
        "receipt": "DEMO-2603-0003474",
        "organisation_id": COMMUNITY,
        "closed_at": NOON,
        "resolved_by": "li-na",
    }
    return Closing(**(usual | changes))


def a_plan(**changes: Any) -> Plan:
    today = NOON.date()
    usual: dict[str, Any] = {
        "kind": VisitKind.CAMPAIGN,
        "title": "回头看",
        "organisation_id": COMMUNITY,
        "closed_from": today - timedelta(days=30),
        "closed_until": today,
        "percent": 100,
        "seed": "2026",
        "due_on": today + timedelta(days=10),
    }
    return Plan(**(usual | changes))


class Room:
    """The bus over one in-memory unit of work, under one policy."""

    def __init__(self, policy: FollowUpPolicy | None = None) -> None:
        self.work, self.clock = InMemoryWork(), FrozenClock(NOON)
        self.work.organisations.put(an_organisation())
        self.policy = policy or FollowUpPolicy(attempt_hours=0)
        self.calendar = WorkCalendar()
        tokens = FakeTokens()
        ruled: dict[str, Any] = {
            "clock": self.clock,
            "policy_at": lambda _: self.policy,
        }
        self.bus = CommandBus(
            lambda: self.work,
            {
                TellOfStep: lambda command, work: handlers.tell_of_step(
                    command, work, clock=self.clock, wall=self.clock
                ),
                AnswerByToken: lambda command, work: handlers.answer_by_token(
                    command, work, tokens=tokens, **ruled
                ),
                RecordCallBack: lambda command, work: handlers.record_call_back(
                    command, work, **ruled
                ),
                LapseFollowUps: lambda command, work: handlers.lapse_follow_ups(
                    command, work, **ruled
                ),
                **follow_up_handlers(
                    self.clock, ruled["policy_at"], tokens, self.calendar
                ),
            },
        )

    def do(self, command: Any) -> Any:
        return self.bus.handle(command, CAUSE)

    def resolve(self, revision: int = 3, **changes: Any) -> None:
        said = {"resolved_by": "li-na", "params": {"outcome": "explained"}} | changes
        self.hear(step=Step.RESOLVED, case_revision=revision, **said)

    def close(self, revision: int = CLOSED) -> None:
        self.hear(step=Step.CLOSED, case_revision=revision)

    def hear(self, **changes: Any) -> None:
        self.do(TellOfStep(occurrence=an_occurrence(**changes)))

    def answer(self, revision: int = 3, **said: Any) -> Any:
        usual = {"solved": True, "satisfied": True, "token": f"{revision}.x"}
        return self.do(AnswerByToken(petition_id=PETITION, **usual | said))

    def call(self, actor: Actor | None = None, **said: Any) -> Any:
        return self.do(
            commands.CallAboutClosing(
                actor=actor or somebody(),
                petition_id=PETITION,
                said=commands.Said(**said),
            )
        )

    def visit(self, visit_id: UUID, actor: Actor | None = None, **said: Any) -> Any:
        return self.do(
            commands.CallVisit(
                actor=actor or somebody(),
                visit_id=visit_id,
                said=commands.Said(**said),
            )
        )

    def draw(self, actor: Actor = BOSS, **changes: Any) -> Any:
        plan = a_plan(**changes)
        return self.do(commands.DrawRound(actor=actor, round_id=uuid4(), plan=plan))

    def move(self, step: ObjectionStep, actor: Actor = BOSS, text: str = "核查") -> Any:
        (objection,) = self.work.objections.rows.values()
        return self.do(
            commands.MoveObjection(
                actor=actor,
                objection_id=objection.objection_id,
                step=step,
                text=text,
            )
        )

    @property
    def question(self) -> Any:
        return self.work.follow_ups.latest(PETITION)

    @property
    def objection(self) -> Any:
        (objection,) = self.work.objections.rows.values()
        return objection

    def told(self, kind: type) -> list[Any]:
        return [fact for fact in self.work.told if isinstance(fact, kind)]


def second_account(room: Room, account: str, role: Role = Role.CLERK) -> Actor:
    """Let somebody have a second account, of which registry told."""
    for known in (account, f"{account}-2"):
        member = StaffAccount(staff_id=known, revision=1, person=f"person of {account}")
        room.work.persons.put(member)
    return somebody(role, f"{account}-2")
