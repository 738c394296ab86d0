"""A street in memory that steers: who sets aims, and petitions to group."""

from uuid import uuid4

import pytest

from minqing_kernel.messages import Actor, Role
from registry.application.archive.commands import HearPetition
from registry.domain.archive.petitions import PetitionState, Standing, Told
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    a_cause,
    an_actor,
    the_tree,
)
from services.registry.tests.fakes_steering import SteeringStore, steering_in_memory

HEAD = an_actor(Role.SUPERVISOR, STREET)
FAR = an_actor(Role.SUPERVISOR, OTHER)
CLERK = an_actor(Role.CLERK, COMMUNITY)
ONE, TWO, THREE = uuid4(), uuid4(), uuid4()
PETITION, ACCUSING = uuid4(), uuid4()
SYSTEM = Actor(id="system", role=Role.SYSTEM)


@pytest.fixture
def store():
    return SteeringStore()


@pytest.fixture
def say(store):
    bus = steering_in_memory(store)
    for command in [
        *the_tree(),
        hear(PETITION),
        hear(ACCUSING, accused=(STREET,)),
    ]:
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


def hear(petition_id, **changes):
    told = Told(revision=1, state=PetitionState.ACCEPTED)
    said = Standing(petition_id=petition_id, receipt="R", intake=told, **changes)
    return HearPetition(actor=SYSTEM, standing=said)
