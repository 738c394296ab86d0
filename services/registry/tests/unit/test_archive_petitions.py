"""Petitions in files: live states, the accused who learn nothing, outcomes noted."""

from datetime import timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_contracts.intake import PetitionAcceptedV1, PetitionReceivedV1
from minqing_contracts.routing import CaseAssignedV1, CaseClosedV1, CaseResolvedV1
from minqing_kernel.messages import SYSTEM, Role
from registry.adapters.archive.hearing import HEARS
from registry.adapters.archive.petitions import standing_of, standing_row
from registry.application.archive.commands import FilePetition, HearPetition
from registry.application.archive.petitions import filed_petitions
from registry.application.commands import RecordDeath
from registry.domain.archive.errors import (
    PetitionUnheard,
    SectionHoldsNone,
    SectionNotYours,
)
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.petitions import (
    Outcome,
    PetitionState,
    Standing,
    Told,
)
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import OutOfReach, ResidentUnknown
from services.registry.tests.archive_builders import CLERK, CONDITION, define
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    an_actor,
    record_resident,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory

pytestmark = pytest.mark.unit

PETITION = UUID(int=7)
OUTCOMES = FieldSpec(code="outcomes", title="诉求办理结果", type=FieldType.OUTCOMES)
ABOUT = {
    "petition_id": PETITION,
    "receipt": "MQ-2603-0000017",
    "organisation_id": COMMUNITY,
    "reachable": True,
}
AT_INTAKE = {"channel": "web", "division_code": COMMUNITY}


def accepted(revision=1, accused=()):
    return PetitionAcceptedV1(
        **ABOUT,
        **AT_INTAKE,
        revision=revision,
        category="social-security",
        received_at=NOON,
        accepted_at=NOON,
        accused=list(accused),
    )


def received():
    return PetitionReceivedV1(**ABOUT, **AT_INTAKE, revision=0, received_at=NOON)


def assigned(revision=1):
    return CaseAssignedV1(
        **ABOUT,
        revision=revision,
        handler_id=None,
        due_at=NOON,
        rule="by-hand",
        why="",
        assigned_at=NOON,
    )


def resolved(revision=2, outcome="resolved"):
    return CaseResolvedV1(
        **ABOUT, revision=revision, outcome=outcome, reply="已安排", resolved_at=NOON
    )


def closed(revision=3):
    return CaseClosedV1(**ABOUT, revision=revision, closed_at=NOON)


def heard(event) -> HearPetition:
    command = HEARS[type(event)](None, event)
    assert isinstance(command, HearPetition)
    return command


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in the_tree():
        bus.handle(command, a_cause())
    for section in ("petitions", "demands"):
        bus.handle(define(section, CONDITION, holds_petitions=True), a_cause())
    bus.handle(define("assistance", CONDITION, OUTCOMES), a_cause())
    bus.handle(define("health"), a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


@pytest.fixture
def mine(say):
    resident_id = uuid4()
    say(record_resident(resident_id))
    return resident_id


def file(resident_id, section="petitions", actor=CLERK):
    return FilePetition(
        actor=actor, resident_id=resident_id, petition_id=PETITION, section=section
    )


def filed(store, resident_id, actor=CLERK):
    return filed_petitions(InMemoryReader(store), resident_id, actor)


def outcomes(store, resident_id) -> list:
    entries = store.entries.get((resident_id, "assistance"), [])
    return entries[-1].values["outcomes"] if entries else []


def test_a05_a_file_shows_where_each_case_stands_now(say, store, mine):
    say(heard(accepted()))
    say(file(mine))
    states = [filed(store, mine)[0].state]
    for event in (assigned(), resolved(), closed()):
        say(heard(event))
        states.append(filed(store, mine)[0].state)
    assert states == ["accepted", "assigned", "resolved", "closed"]
    (shown,) = filed(store, mine)
    assert (shown.outcome, shown.answered_at) == ("resolved", NOON)


def test_a05_a_case_stands_in_one_of_the_two_sections(say, store, mine):
    say(heard(accepted()))
    say(file(mine))
    say(file(mine, "demands"))
    say(file(mine, "demands"))
    assert [each.section for each in filed(store, mine)] == ["demands"]
    with pytest.raises(SectionHoldsNone):
        say(file(mine, "health"))
    say(file(mine, None))
    assert filed(store, mine) == []
    with pytest.raises(PetitionUnheard):
        say(file(mine, None))
    (link,) = store.links.values()
    assert link.revision == 3


def test_any_order_and_repetition_of_what_is_told_ends_the_same():
    events = [received(), accepted(), assigned(), resolved(), closed()]
    ends = set()
    for order in permutations([*events, accepted()]):
        first, *rest = [heard(event).standing for event in order]
        for standing in rest:
            first = first.joined(standing)
        ends.add(repr(first))
    assert len(ends) == 1


def test_art30_an_accusation_in_a_file_is_not_there_for_the_accused(say, store, mine):
    say(heard(accepted(accused=[STREET])))
    for organisation in (STREET, COMMUNITY):
        clerk = an_actor(Role.CLERK, organisation)
        with pytest.raises(PetitionUnheard):
            say(file(mine, actor=clerk))
    say(file(mine, actor=SYSTEM))
    assert filed(store, mine, an_actor(Role.CLERK, STREET)) == []
    assert len(filed(store, mine, an_actor(Role.CLERK, "510106"))) == 1


def test_nothing_is_shown_before_intake_has_said_who_is_accused(say, store, mine):
    say(heard(assigned()))
    with pytest.raises(PetitionUnheard):
        say(file(mine))
    say(heard(accepted()))
    say(file(mine))
    assert filed(store, mine)[0].state == "assigned"


def test_a28_the_outcome_of_a_case_is_noted_in_the_section_of_assistance(
    say, store, mine
):
    say(heard(accepted()))
    say(file(mine))
    say(heard(resolved()))
    say(heard(resolved()))
    said = {
        "receipt": "MQ-2603-0000017",
        "outcome": "resolved",
        "on": TODAY.isoformat(),
        "revision": 2,
    }
    assert outcomes(store, mine) == [said]
    say(heard(resolved(5, "explained")))
    assert [each["outcome"] for each in outcomes(store, mine)] == [
        "resolved",
        "explained",
    ]
    assert {entry.by for entry in store.entries[mine, "assistance"]} == {SYSTEM}


def test_a28_a_case_that_was_answered_before_it_was_filed_is_noted_then(
    say, store, mine
):
    say(heard(accepted()))
    say(heard(resolved()))
    assert outcomes(store, mine) == []
    say(file(mine))
    assert len(outcomes(store, mine)) == 1


def test_nothing_is_noted_in_files_of_the_dead_nor_before_a_section_holds(
    say, store, mine
):
    say(heard(accepted()))
    say(file(mine))
    later = TODAY + timedelta(days=9)
    say(define("later", OUTCOMES, valid_from=later))
    say(define("homes", OUTCOMES, subject=SubjectKind.HOUSEHOLD))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=TODAY))
    say(heard(resolved()))
    assert outcomes(store, mine) == []
    other = uuid4()
    say(record_resident(other, identity_number=None))
    say(file(other))
    assert len(outcomes(store, other)) == 1
    assert (other, "later") not in store.entries


def test_petitions_are_filed_by_those_who_may_write_the_section(say, store, mine):
    say(heard(accepted()))
    with pytest.raises(OutOfReach):
        say(file(mine, actor=an_actor(Role.CLERK, OTHER)))
    with pytest.raises(ResidentUnknown):
        say(file(uuid4()))
    readers = {"readers": frozenset({Role.SUPERVISOR}), "writers": frozenset()}
    say(file(mine))
    say(define("petitions", CONDITION, holds_petitions=True, **readers))
    with pytest.raises(SectionNotYours):
        say(file(mine, "demands"))
    assert filed(store, mine) == []
    assert len(filed(store, mine, an_actor())) == 1


STANDINGS = st.builds(
    Standing,
    petition_id=st.just(PETITION),
    receipt=st.just("MQ-1"),
    intake=st.builds(
        Told, revision=st.integers(0, 5), state=st.sampled_from(PetitionState)
    ),
    accused=st.lists(st.sampled_from(["510106", "610902"]), unique=True),
    case=st.builds(
        Told, revision=st.integers(0, 5), state=st.sampled_from(PetitionState)
    ),
    outcome=st.none()
    | st.builds(
        Outcome,
        revision=st.integers(1, 5),
        outcome=st.sampled_from(["resolved", "explained"]),
        at=st.just(NOON),
    ),
)


@given(STANDINGS)
def test_what_is_known_survives_being_stored(standing):
    assert standing_of(standing_row(standing)) == standing
