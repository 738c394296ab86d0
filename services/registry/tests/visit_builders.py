"""Visits: each builder says only what matters to its test."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from minqing_kernel.messages import Actor, Role
from registry.application.visits.commands import (
    CloseVisit,
    HearAnswer,
    ReadVisit,
    RecordFinding,
    RecordVisit,
)
from registry.domain.access import Purpose
from registry.domain.visits.closing import Family
from registry.domain.visits.finding import Answer, Difficulty
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.visit import Account, Subject
from services.registry.tests.builders import COMMUNITY, NOON

WENT = NOON - timedelta(hours=3)
DIARY = "白小梨说厨房漏水三天了"


def a_visitor(name: str = "wang-li", role: Role = Role.HANDLER) -> Actor:
    return Actor(id=name, role=role, organisation_id=COMMUNITY)


def of(kind: SubjectKind, key: Any) -> Subject:
    return Subject(kind=kind, id=str(key))


def a_home(key: UUID) -> Subject:
    return of(SubjectKind.HOUSEHOLD, key)


def an_account(**changes: Any) -> Account:
    said: dict[str, Any] = {
        "kind": "home",
        "held_at": WENT,
        "visitors": ["wang-li"],
        "diary": DIARY,
    }
    return Account(**said | changes)


def a_meeting(people: int | None = 23, **changes: Any) -> Account:
    said = {"kind": "courtyard", "premises_id": "65", "topic": "院坝话停车"}
    return an_account(**{"attendance": people, "diary": None} | said | changes)


def record_visit(
    account: Account, visit_id: UUID | None = None, actor: Actor | None = None
) -> RecordVisit:
    who = actor or a_visitor()
    return RecordVisit(actor=who, visit_id=visit_id or uuid4(), account=account)


def read_visit(
    visit_id: UUID, actor: Actor, purpose: Purpose | None = Purpose.VISIT
) -> ReadVisit:
    return ReadVisit(actor=actor, visit_id=visit_id, purpose=purpose)


def days_ago(days: int) -> datetime:
    return WENT - timedelta(days=days)


LEAK = "厨房漏水，楼上不肯修"


def a_difficulty(**changes: Any) -> Difficulty:
    return Difficulty(**{"text": LEAK} | changes)


def record_finding(
    visit_id: UUID,
    finding_id: UUID | None = None,
    actor: Actor | None = None,
    **said: Any,
) -> RecordFinding:
    return RecordFinding(
        actor=actor or a_visitor(),
        visit_id=visit_id,
        finding_id=finding_id or uuid4(),
        difficulty=a_difficulty(**said),
    )


def close_visit(
    visit_id: UUID, family: Family = Family.CONFIRMED, actor: Actor | None = None
) -> CloseVisit:
    return CloseVisit(actor=actor or a_visitor(), visit_id=visit_id, family=family)


def hear_answer(finding_id: UUID, attempt: int = 1, **said: Any) -> HearAnswer:
    answer = Answer(attempt=attempt, **said)
    return HearAnswer(actor=a_visitor(), finding_id=finding_id, answer=answer)
