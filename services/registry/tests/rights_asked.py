"""What a resident asks of their file, and how a clerk and another answer."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_kernel.messages import Actor, Role
from registry.application.privacy.commands import (
    AskForRight,
    DecideRequest,
    SettleRequest,
)
from registry.application.rules import Rules
from registry.domain.privacy.policy import KeptByLaw, PrivacyPolicy
from registry.domain.privacy.request import RequestKind, RequestState
from services.registry.tests.archive_builders import CLERK, CONDITION, define, edit
from services.registry.tests.builders import a_cause, record_resident, the_tree
from services.registry.tests.fakes import Store, in_memory

MINE = uuid4()
ME = Actor(id=str(MINE), role=Role.RESIDENT)
OTHER_CLERK = replace(CLERK, id="zhou-2")
LAW = "社会救助暂行办法第8条"
RULES = Rules(
    policy_at=lambda _: PrivacyPolicy(kept=[KeptByLaw(section="aid", law=LAW)])
)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store, RULES)
    for command in (
        *the_tree(),
        define(),
        define("aid", CONDITION),
        define("secret", CONDITION, told_to_subject=False),
        define("closed", CONDITION, writers=frozenset({Role.SUPERVISOR})),
        record_resident(MINE),
        edit(MINE, illness="糖尿病", condition="重病"),
    ):
        bus.handle(command, a_cause(command.actor))
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause(command.actor))


def correct(section="health", request_id=None, actor=ME, **values) -> AskForRight:
    return AskForRight(
        actor=actor,
        request_id=request_id or uuid4(),
        kind=RequestKind.CORRECTION,
        section=section,
        statement="写错了",
        values=values,
    )


def delete(*fields, section="health", actor=ME) -> AskForRight:
    return AskForRight(
        actor=actor,
        request_id=uuid4(),
        kind=RequestKind.DELETION,
        section=section,
        statement="不必再留",
        fields=fields,
    )


def decide(asked, granted=True, **changes) -> DecideRequest:
    said = {"actor": CLERK, "reason": "已核实", "law": None} | changes
    return DecideRequest(request_id=asked.request_id, granted=granted, **said)


def settle(asked, agreed=True, actor=OTHER_CLERK) -> SettleRequest:
    return SettleRequest(actor=actor, request_id=asked.request_id, agreed=agreed)


def agree(say, asked):
    """Let one propose a deletion, and another agree to it."""
    assert say(decide(asked)).request.state == RequestState.PROPOSED
    return say(settle(asked))
