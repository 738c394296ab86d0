"""Builders: a test says only what matters to it."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from minqing_kernel.messages import Actor, Role
from notify.application.ports import Contact, Message
from notify.domain.follow_up import FollowUp
from notify.domain.notice import Audience, Notice, NoticeState
from notify.domain.occurrence import Occurrence, Step
from notify.domain.organisation import Organisation

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PETITION = UUID("01950000-0000-7000-8000-000000000001")
STORY = UUID("01950000-0000-7000-8000-00000000000c")
PATIENCE = timedelta(days=14)

STREET = "510106040"
COMMUNITY = "510106040019"


def an_occurrence(**changes: Any) -> Occurrence:
    usual: dict[str, Any] = {
        "message_id": uuid4(),
        "correlation_id": STORY,
        "petition_id": PETITION,
        "receipt": "DEMO-2603-0003474",
        "step": Step.ASSIGNED,
        "at": NOON,
        "reachable": True,
        "case_revision": 1,
        "organisation_id": COMMUNITY,
        "params": {"due_at": "2026-05-01T12:00:00+00:00"},
    }
    return Occurrence(**(usual | changes))


def a_notice(**changes: Any) -> Notice:
    usual: dict[str, Any] = {
        "notice_id": uuid4(),
        "correlation_id": STORY,
        "petition_id": PETITION,
        "step": Step.ASSIGNED,
        "audience": Audience.OWNER,
        "recipient": COMMUNITY,
        "organisation_id": COMMUNITY,
        "at": NOON,
        "next_attempt_at": NOON,
        "params": {
            "receipt": "DEMO-2603-0003474",
            "due_at": "2026-05-01T12:00:00+00:00",
        },
    }
    return Notice(**(usual | changes))


def a_claimed_notice(**changes: Any) -> Notice:
    return a_notice(**({"state": NoticeState.SENDING, "attempts": 1} | changes))


def a_question(**changes: Any) -> FollowUp:
    usual: dict[str, Any] = {
        "petition_id": PETITION,
        "receipt": "DEMO-2603-0003474",
        "case_revision": 3,
        "organisation_id": COMMUNITY,
        "asked_at": NOON,
        "lapses_at": NOON + PATIENCE,
    }
    return FollowUp(**(usual | changes))


def an_organisation(**changes: Any) -> Organisation:
    usual: dict[str, Any] = {
        "organisation_id": COMMUNITY,
        "revision": 1,
        "name": "金科苑社区",
        "parent_id": STREET,
        "desk_address": "jinkeyuan@example.org",
        "active": True,
    }
    return Organisation(**(usual | changes))


def a_message(**changes: Any) -> Message:
    usual: dict[str, Any] = {
        "key": uuid4(),
        "correlation_id": STORY,
        "to": Contact(name="冯一", email="feng@example.org"),
        "subject": "您的诉求已分派",
        "body": "已交金科苑社区办理。😀",
        "language": "zh-CN",
    }
    return Message(**(usual | changes))


def a_clerk(organisation_id: str | None = STREET) -> Actor:
    return Actor(id="clerk-1", role=Role.CLERK, organisation_id=organisation_id)
