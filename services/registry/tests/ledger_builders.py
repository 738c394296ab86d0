"""Ledgers: each builder says only what matters to its test."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from minqing_kernel.messages import Actor, Role
from registry.application.ledgers.commands import (
    DecidePublication,
    EnterItem,
    MakeSheet,
    RecordLedgerMeeting,
    StepItem,
    WithdrawPublication,
    WritePublication,
)
from registry.domain.ledgers.item import About, ItemAccount
from registry.domain.ledgers.lifecycle import LedgerStep
from registry.domain.ledgers.meeting import MeetingAccount
from registry.domain.ledgers.policy import AboutKind
from registry.domain.ledgers.publication import PublicWords, WithdrawalReason
from registry.domain.ledgers.sheet import EVERY_LEDGER, SheetKey, SheetKind
from services.registry.tests.builders import COMMUNITY, STREET, TODAY

QUESTION = "白小梨家厨房漏水，张大爷腿脚不便"
RESULT = "已换水管"
DONE, OUTCOME = "更换破损水管并疏通排水", "居民反映的问题已解决"
MONDAY = date(2026, 3, 2)
FILE_NUMBER = "金民字〔2026〕7号"


def a_clerk(name: str = "li-na", place: str = COMMUNITY) -> Actor:
    return Actor(id=name, role=Role.CLERK, organisation_id=place)


def a_head(name: str = "street-head", place: str = STREET) -> Actor:
    return Actor(id=name, role=Role.SUPERVISOR, organisation_id=place)


def about(kind: AboutKind = AboutKind.MATTER, key: Any = None) -> About:
    return About(kind=kind, id=str(key or uuid4()))


def an_item(**changes: Any) -> ItemAccount:
    said: dict[str, Any] = {
        "ledger": "petitions",
        "organisation_id": COMMUNITY,
        "about": about(),
        "category": "service",
        "question": QUESTION,
        "entered_on": TODAY,
        "reason": "reported",
        "person": "wang-li",
        "unit": COMMUNITY,
        "result": RESULT,
    }
    return ItemAccount(**said | changes)


def enter(
    item_id: UUID, actor: Actor | None = None, *, seen: int = 0, **changes: Any
) -> EnterItem:
    who = actor or a_clerk()
    return EnterItem(actor=who, item_id=item_id, account=an_item(**changes), seen=seen)


def step(
    item_id: UUID, what: LedgerStep, actor: Actor | None = None, **changes: Any
) -> StepItem:
    said: dict[str, Any] = {"step_id": uuid4(), "on": TODAY} | changes
    return StepItem(actor=actor or a_clerk(), item_id=item_id, step=what, **said)


def report(item_id: UUID, actor: Actor | None = None, **changes: Any) -> StepItem:
    said = {"to": STREET, "number": FILE_NUMBER} | changes
    return step(item_id, LedgerStep.REPORT, actor, **said)


def leave(item_id: UUID, reason: str = "solved", **changes: Any) -> StepItem:
    return step(item_id, LedgerStep.EXIT, reason=reason, **changes)


def return_to(item_id: UUID, reason: str = "returned", **changes: Any) -> StepItem:
    return step(item_id, LedgerStep.REENTER, reason=reason, **changes)


def meet(
    *item_ids: UUID,
    actor: Actor | None = None,
    meeting_id: UUID | None = None,
    **changes: Any,
) -> RecordLedgerMeeting:
    said: dict[str, Any] = {
        "organisation_id": COMMUNITY,
        "ledger": "petitions",
        "held_on": TODAY,
        "attendees": {"staff": 3, "representative": 5, "united-front": 1},
        "minutes": "白小梨家的事由王丽跟进",
        "decisions": dict.fromkeys(item_ids, "本周内修好"),
    }
    return RecordLedgerMeeting(
        actor=actor or a_clerk(),
        meeting_id=meeting_id or uuid4(),
        account=MeetingAccount(**said | changes),
    )


def write(
    item_id: UUID,
    publication_id: UUID,
    actor: Actor | None = None,
    **changes: Any,
) -> WritePublication:
    said = {"done": DONE, "result": OUTCOME} | changes
    return WritePublication(
        actor=actor or a_clerk(),
        publication_id=publication_id,
        item_id=item_id,
        words=PublicWords(**said),
    )


def decide(
    publication_id: UUID,
    actor: Actor | None = None,
    *,
    approve: bool = True,
    seen: int = 1,
    reason: str = "",
) -> DecidePublication:
    return DecidePublication(
        actor=actor or a_head(),
        publication_id=publication_id,
        approve=approve,
        seen=seen,
        reason=reason,
    )


def take_back(publication_id: UUID, actor: Actor | None = None) -> WithdrawPublication:
    return WithdrawPublication(
        actor=actor or a_clerk(),
        publication_id=publication_id,
        reason=WithdrawalReason.MISTAKE,
    )


def make(
    kind: SheetKind = SheetKind.LIST,
    actor: Actor | None = None,
    *,
    week: date = MONDAY,
    ledger: str | None = None,
) -> MakeSheet:
    of = "petitions" if kind is SheetKind.LIST else EVERY_LEDGER
    key = SheetKey(kind=kind, organisation_id=COMMUNITY, ledger=ledger or of, week=week)
    return MakeSheet(actor=actor or a_clerk(), key=key)
