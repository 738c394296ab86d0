"""Petitions in files: live states, the accused who learn nothing, outcomes noted."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_contracts.intake_splits import PetitionSplitV1
from minqing_contracts.intake_standing import PetitionStandingV1
from minqing_kernel.messages import SYSTEM, Role
from registry.adapters.archive.hearing import HEARS
from registry.adapters.archive.petitions import standing_of, standing_row
from registry.adapters.archive.sheet import STATES
from registry.application.archive.commands import AskAgain, FilePetition
from registry.application.archive.petitions import filed_petitions
from registry.application.commands import RecordDeath
from registry.domain.archive.errors import (
    PetitionUnheard,
    SectionHoldsNone,
    SectionNotYours,
)
from registry.domain.archive.events import PetitionFiled
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.petitions import (
    Outcome,
    PetitionLink,
    PetitionState,
    Standing,
    Told,
    link_id,
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
RECEIPT = "MQ-2603-0000017"
NOTHING = {
    "known": True,
    "receipt": RECEIPT,
    "revision": 0,
    "state": None,
    "accused": [],
    "case_revision": 0,
    "case_state": None,
    "outcome_revision": 0,
    "outcome": None,
    "answered_at": None,
}


def standing(**told) -> PetitionStandingV1:
    return PetitionStandingV1(**{"petition_id": PETITION, **NOTHING, **told})


def accepted(revision=1, accused=()):
    return standing(revision=revision, state="accepted", accused=list(accused))


def received():
    return standing(revision=1, state="received")


def assigned(revision=1):
    return standing(case_revision=revision, case_state="assigned")


def resolved(revision=2, outcome="resolved"):
    answer = {"outcome_revision": revision, "outcome": outcome, "answered_at": NOON}
    return standing(case_revision=revision, case_state="resolved", **answer)


def closed(revision=3):
    return standing(case_revision=revision, case_state="closed")


def heard(event):
    return HEARS[type(event)](None, event)


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
    events = [received(), accepted(2), assigned(), resolved(), closed()]
    ends = set()
    for order in permutations([*events, accepted(2)]):
        first, *rest = [heard(event).standing for event in order]
        for told in rest:
            first = first.joined(told)
        ends.add(repr(first))
    assert len(ends) == 1


def test_art30_an_accusation_in_a_file_is_not_there_for_the_accused(say, store, mine):
    say(heard(accepted(accused=[STREET])))
    say(file(mine))
    assert filed(store, mine, an_actor(Role.CLERK, STREET)) == []
    assert filed(store, mine, an_actor(Role.CLERK, COMMUNITY)) == []
    assert len(filed(store, mine, an_actor(Role.CLERK, "510106"))) == 1
    say(heard(resolved()))
    assert outcomes(store, mine) == []
    say(file(mine, "demands"))
    assert outcomes(store, mine) == []


def test_nothing_is_shown_before_intake_has_said_who_is_accused(say, store, mine):
    say(file(mine))
    assert filed(store, mine) == []
    say(heard(resolved()))
    assert (filed(store, mine), outcomes(store, mine)) == ([], [])
    say(heard(accepted()))
    assert filed(store, mine)[0].state == "resolved"
    assert len(outcomes(store, mine)) == 1


def asked(store) -> int:
    return sum(fact.asks for fact in store.facts if isinstance(fact, PetitionFiled))


def test_intake_is_asked_where_a_petition_stands_when_it_comes_into_a_file(
    say, store, mine
):
    say(file(mine))
    assert asked(store) == 1
    say(heard(accepted()))
    say(file(mine, "demands"))
    say(file(mine, None))
    assert asked(store) == 1
    say(file(mine))
    assert asked(store) == 2


def test_what_was_not_answered_for_an_hour_is_asked_again(say, store, mine):
    say(file(mine))
    say(AskAgain(actor=SYSTEM))
    assert asked(store) == 1
    (link,) = store.links.values()
    link.asked_at = NOON - timedelta(hours=1)
    say(AskAgain(actor=SYSTEM))
    say(AskAgain(actor=SYSTEM))
    assert asked(store) == 2
    (link,) = store.links.values()
    link.asked_at = NOON - timedelta(hours=1)
    say(heard(accepted()))
    say(AskAgain(actor=SYSTEM))
    assert asked(store) == 2


def test_a_link_taken_out_asks_no_more():
    link = PetitionLink(link_id=PETITION, petition_id=PETITION, resident_id=PETITION)
    link.ask_again(at=NOON)
    link.file_under("petitions", at=NOON)
    link.file_under(None, at=NOON)
    link.ask_again(at=NOON)
    assert [fact.asks for fact in link.release()] == [True, False]


def test_what_nobody_registered_is_taken_out_of_its_files(say, store, mine):
    say(file(mine))
    say(heard(standing(known=False)))
    (link,) = store.links.values()
    assert (link.section, link.asked_at) == (None, None)
    say(heard(standing(known=False)))


def test_a05_what_is_divided_off_stands_in_the_same_files_unless_taken_out(
    say, store, mine
):
    part = uuid4()
    event = PetitionSplitV1(
        petition_id=PETITION,
        receipt="JD-2603-0003476",
        revision=2,
        channel="hotline",
        division_code="510106040019",
        organisation_id=None,
        reachable=True,
        part_ids=[part],
        part_receipts=["JD-2603-0003484"],
        split_at=NOON,
    )
    say(heard(event))
    assert store.links == {}
    say(file(mine))
    say(heard(event))
    link = store.links[link_id(part, mine)]
    assert (link.petition_id, link.section, link.asked_at) == (part, "petitions", NOON)
    say(replace(file(mine, None), petition_id=part))
    say(heard(event))
    assert store.links[link_id(part, mine)].section is None


def test_a_state_without_a_word_here_leaves_a_petition_where_it_stood(say, store, mine):
    say(file(mine))
    say(heard(accepted()))
    say(heard(standing(case_revision=4, case_state="carried-to-the-moon")))
    assert filed(store, mine)[0].state == "accepted"


@pytest.mark.parametrize(
    "told",
    [
        {"revision": 2, "state": "withdrawn"},
        {"case_revision": 4, "case_state": "withdrawn"},
    ],
)
def test_what_its_petitioner_took_back_stands_so_in_the_file(say, store, mine, told):
    say(file(mine))
    say(heard(accepted()))
    say(heard(standing(**told)))
    assert filed(store, mine)[0].state == "withdrawn"


def test_every_state_has_a_word_on_the_sheet():
    assert STATES.keys() == set(PetitionState)


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
def test_what_is_known_survives_being_stored(known):
    assert standing_of(standing_row(known)) == known
