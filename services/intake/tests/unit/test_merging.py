"""12345 并单: petitions about one matter are joined, and separated again whole."""

from dataclasses import replace

import pytest

from intake.adapters.translation import TELL
from intake.application.commands import NoteCaseFact, SubmitTogether
from intake.application.merging import MergePetition, SeparatePetition
from intake.domain.contact import Contact
from intake.domain.errors import (
    BrokenPetition,
    MergeRefused,
    NotMerged,
    OutsideScope,
    StaleRevision,
    UnknownPetition,
)
from intake.domain.merging import PetitionMerged, PetitionSeparated
from intake.domain.nature import Kind, Nature
from intake.domain.organisation import OrganisationTree
from intake.domain.progress import CaseFact, CaseStep
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    STORY,
    STREET,
    a_category,
    a_clerk,
    a_street_with_two_communities,
    a_submission,
    a_waiting_submission,
)
from services.intake.tests.fakes import FakeIntake


class House:
    def __init__(self, policy=None):
        units = a_street_with_two_communities()
        self.intake = FakeIntake([a_category()], units, policy)
        self.store = self.intake.store

    def submit(self, said=None, **changes):
        said = said or a_submission(organisation_id=COMMUNITY, **changes)
        [told] = self.intake.bus.handle(SubmitTogether(petitions=(said,)), STORY)
        return told.petition_id

    def merge(self, petition_id, lead, reason="同一盏路灯", by=None, seen=None):
        command = MergePetition(
            petition_id=petition_id,
            lead_petition_id=lead,
            reason=reason,
            seen=seen,
            actor=by or a_clerk(),
        )
        return self.intake.bus.handle(command, STORY)

    def separate(self, petition_id, reason="不是同一处", by=None, seen=None):
        command = SeparatePetition(
            petition_id=petition_id, reason=reason, seen=seen, actor=by or a_clerk()
        )
        return self.intake.bus.handle(command, STORY)

    def accuse(self, petition_id, *accused):
        nature = Nature(kind=Kind.ACCUSATION, accused=frozenset(accused))
        self.store.petitions[petition_id].nature = nature

    def told(self, petition_id, step, revision=1, at=NOON):
        fact = CaseFact(revision=revision, step=step, at=at, organisation_id=COMMUNITY)
        self.intake.bus.handle(NoteCaseFact(petition_id=petition_id, fact=fact), STORY)


@pytest.fixture
def house():
    return House()


def why(refused):
    return refused.value.fields["lead"]


def test_12345_a_petition_is_merged_and_told_of_with_its_lead(house):
    lead, other = house.submit(), house.submit()
    assert house.merge(other, lead) == 2
    merge = house.store.merges[other]
    assert (merge.lead_petition_id, merge.revision) == (lead, 2)
    [fact] = [f for f in house.store.facts if isinstance(f, PetitionMerged)]
    assert fact.lead_receipt == house.store.petitions[lead].receipt
    told = TELL[PetitionMerged](fact)
    assert told.event.lead_petition_id == lead
    assert told.detail["reason"] == "同一盏路灯"


def test_12345_separating_restores_both_whole(house):
    lead, other = house.submit(), house.submit()
    before = [replace(house.store.petitions[each]) for each in (lead, other)]
    house.merge(other, lead)
    assert house.separate(other) == 3
    assert house.store.merges == {}
    after = [house.store.petitions[each] for each in (lead, other)]
    assert after[0] == before[0]
    assert after[1] == replace(before[1], revision=3)
    [fact] = [f for f in house.store.facts if isinstance(f, PetitionSeparated)]
    told = TELL[PetitionSeparated](fact)
    assert (told.event.merge_revision, told.event.lead_petition_id) == (2, lead)
    assert house.merge(other, lead) == 4


def test_12345_there_are_no_chains_and_no_circles(house):
    one, two, three = (house.submit() for _ in range(3))
    house.merge(two, one)
    for petition, lead, code in (
        (one, one, "itself"),
        (two, three, "already-merged"),
        (one, three, "leads-others"),
        (three, two, "lead-is-merged"),
        (one, two, "leads-others"),
    ):
        with pytest.raises(MergeRefused) as refused:
            house.merge(petition, lead)
        assert why(refused) == code
    assert house.merge(three, one) == 2


@pytest.mark.parametrize("step", [CaseStep.RESOLVED, CaseStep.CLOSED])
@pytest.mark.parametrize("answered", ["lead", "other"])
def test_12345_what_is_answered_or_closed_is_not_merged(house, step, answered):
    lead, other = house.submit(), house.submit()
    house.told(lead if answered == "lead" else other, step)
    with pytest.raises(MergeRefused) as refused:
        house.merge(other, lead)
    assert why(refused) == "already-answered"


def test_12345_only_accepted_petitions_are_merged(house):
    lead = house.submit()
    waiting = house.submit(a_waiting_submission(organisation_id=COMMUNITY))
    for pair in ((waiting, lead), (lead, waiting)):
        with pytest.raises(MergeRefused) as refused:
            house.merge(*pair)
        assert why(refused) == "not-accepted"


def test_12345_a_lead_that_cannot_be_told_leads_nobody_who_can(house):
    silent = house.submit(contact=Contact(name="某"))
    reachable = house.submit()
    with pytest.raises(MergeRefused) as refused:
        house.merge(reachable, silent)
    assert why(refused) == "lead-unreachable"
    assert house.merge(silent, reachable) == 2


def test_art30_an_accusation_is_not_joined_to_what_the_accused_may_see(house):
    lead, other = house.submit(), house.submit()
    house.accuse(other, OTHER_COMMUNITY)
    with pytest.raises(MergeRefused) as refused:
        house.merge(other, lead)
    assert why(refused) == "other-accused"


def test_art30_to_the_accused_a_petition_is_not_there_to_be_merged(house):
    lead, other = house.submit(), house.submit()
    house.accuse(lead, COMMUNITY)
    house.accuse(other, COMMUNITY)
    with pytest.raises(UnknownPetition):
        house.merge(other, lead)
    assert house.merge(other, lead, by=a_clerk(STREET)) == 2
    with pytest.raises(UnknownPetition):
        house.separate(other)


def test_who_does_not_act_for_both_merges_neither(house):
    lead, other = house.submit(), house.submit()
    for actor in (a_clerk(OTHER_COMMUNITY), a_clerk(None)):
        with pytest.raises(OutsideScope):
            house.merge(other, lead, by=actor)
    house.merge(other, lead)
    with pytest.raises(OutsideScope):
        house.separate(other, by=a_clerk(OTHER_COMMUNITY))


def test_the_unit_that_answers_decides_not_the_door(house):
    lead, other = house.submit(), house.submit()
    for each in (lead, other):
        fact = CaseFact(
            revision=1, step=CaseStep.ASSIGNED, at=NOON, organisation_id=OTHER_COMMUNITY
        )
        house.intake.bus.handle(NoteCaseFact(petition_id=each, fact=fact), STORY)
    with pytest.raises(OutsideScope):
        house.merge(other, lead)
    assert house.merge(other, lead, by=a_clerk(OTHER_COMMUNITY)) == 2


@pytest.mark.parametrize("reason", ["", " ", "字" * 501])
def test_nothing_is_merged_or_separated_without_a_reason_of_fair_length(house, reason):
    lead, other = house.submit(), house.submit()
    with pytest.raises(BrokenPetition):
        house.merge(other, lead, reason=reason)
    house.merge(other, lead)
    with pytest.raises(BrokenPetition):
        house.separate(other, reason=reason)


def test_who_saw_an_older_petition_looks_again_first(house):
    lead, other = house.submit(), house.submit()
    with pytest.raises(StaleRevision):
        house.merge(other, lead, seen=7)
    house.merge(other, lead, seen=1)
    with pytest.raises(StaleRevision):
        house.separate(other, seen=1)
    assert house.separate(other, seen=2) == 3


def test_what_is_not_merged_cannot_be_separated(house):
    with pytest.raises(NotMerged):
        house.separate(house.submit())


def test_art30_a_line_is_a_unit_and_all_above_it():
    tree = OrganisationTree(a_street_with_two_communities())
    assert tree.line(COMMUNITY) == {COMMUNITY, STREET}
    assert tree.line("") == frozenset()
