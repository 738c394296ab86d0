"""Groups that a petition heads: batches, members, contacts, who speaks (B-14, D-25)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from intake.application.channel_commands import (
    AddBatch,
    AdmitMember,
    MeetMember,
    SettleMember,
)
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.errors import (
    BrokenPetition,
    GroupThereAlready,
    OutsideScope,
    TooManyRepresentatives,
    UnknownBatch,
    UnknownGroup,
    UnknownMember,
)
from intake.domain.group import (
    MOST_BATCHES,
    Batch,
    GroupMatter,
    Headcount,
    MemberOutcome,
    noted,
)
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER_COMMUNITY,
    a_clerk,
    a_contact,
    a_waiting_submission,
)
from services.intake.tests.channel_desk import (
    OVER_A_THOUSAND,
    do,
    intake,
    open_group,
    petition_id,
    submit,
)

__all__ = ["intake", "petition_id"]


@pytest.fixture
def group_id(intake, petition_id):
    return do(intake, open_group(petition_id))


def admit(intake, group_id, actor=None, **said):
    command = AdmitMember(
        group_id=group_id,
        **{"contact": a_contact(), **said},
        actor=actor or a_clerk(),
    )
    return do(intake, command)


def add_batch(intake, group_id, title="第一批养老补贴", people=400):
    count = Headcount(people=people)
    return do(
        intake,
        AddBatch(group_id=group_id, title=title, count=count, actor=a_clerk()),
    )


def test_b14_a_petition_heads_a_group_with_an_approximate_count(
    intake, petition_id, group_id
):
    group = intake.store.channels.groups[group_id]
    assert (group.title, group.count) == ("集体企业离职人员", OVER_A_THOUSAND)
    assert intake.store.petitions[petition_id].group_id == group_id
    with pytest.raises(GroupThereAlready):
        do(intake, open_group(petition_id))


def test_b14_the_acceptance_tells_which_group_the_petition_heads(
    intake, petition_id, group_id
):
    petition = intake.store.petitions[petition_id]
    petition.accept("street-lighting", COMMUNITY, at=NOON)
    assert petition.release()[0].group_id == group_id


def test_b14_two_batches_have_their_own_counts(intake, group_id):
    assert [add_batch(intake, group_id), add_batch(intake, group_id, "第二批")] == [
        1,
        2,
    ]
    batches = intake.store.channels.groups[group_id].batches
    assert batches[2] == Batch(title="第二批", count=Headcount(people=400))


def test_b14_each_person_has_an_outcome_of_their_own(intake, group_id):
    add_batch(intake, group_id)
    member_id = admit(intake, group_id, batch=1)
    settle = SettleMember(
        group_id=group_id,
        member_id=member_id,
        outcome=MemberOutcome.GRANTED,
        note="已纳入低保。",
        actor=a_clerk(),
    )
    do(intake, settle)
    do(intake, replace(settle, outcome=MemberOutcome.PARTLY))
    member = intake.store.channels.members[member_id]
    assert (member.outcome, member.note, member.settled_at) == (
        "partly",
        "已纳入低保。",
        NOON,
    )
    assert intake.seals.open(member.contact, str(member_id))["name"] == "周某某"


def test_b14_a_person_may_be_nameless_and_in_no_batch(intake, group_id):
    member_id = admit(intake, group_id, contact=Contact())
    member = intake.store.channels.members[member_id]
    assert (member.contact, member.batch) == (None, None)


def test_b14_nobody_joins_a_batch_that_is_not_there(intake, group_id):
    with pytest.raises(UnknownBatch):
        admit(intake, group_id, batch=1)


def test_art20_b14_a_sixth_representative_is_refused(intake, group_id):
    for _ in range(5):
        admit(intake, group_id, representative=True)
    with pytest.raises(TooManyRepresentatives):
        admit(intake, group_id, representative=True)
    admit(intake, group_id)
    group = intake.store.channels.groups[group_id]
    assert (group.members, group.representatives) == (6, 5)


def meet(intake, group_id, member_id, actor=None):
    command = MeetMember(
        group_id=group_id,
        member_id=member_id,
        channel=Channel.HOME_VISIT,
        note="上门约访，说明补偿标准。",
        actor=actor or a_clerk(),
    )
    return do(intake, command)


def test_d25_contacts_with_each_person_are_logged_and_counted(intake, group_id):
    one, other = admit(intake, group_id), admit(intake, group_id)
    assert [meet(intake, group_id, one) for _ in range(3)] == [1, 2, 3]
    assert meet(intake, group_id, other) == 1
    log = intake.store.channels.group_contacts
    assert [each["member_id"] for each in log] == [one, one, one, other]
    assert log[0]["note"] == "上门约访，说明补偿标准。"
    assert intake.store.channels.members[one].last_contact_at == NOON


def test_d25_a_member_is_met_in_the_own_group_alone(intake, group_id):
    [answer] = submit(intake, a_waiting_submission(organisation_id=COMMUNITY))
    other_group = do(intake, open_group(answer.petition_id))
    member_id = admit(intake, group_id)
    with pytest.raises(UnknownMember):
        meet(intake, other_group, member_id)
    with pytest.raises(OutsideScope):
        meet(intake, group_id, member_id, a_clerk(OTHER_COMMUNITY))
    with pytest.raises(UnknownGroup):
        meet(intake, uuid4(), member_id)


@pytest.mark.parametrize("title, code", [(" ", "required"), ("x" * 201, "too-long")])
def test_b14_a_batch_has_a_title(intake, group_id, title, code):
    with pytest.raises(BrokenPetition) as refusal:
        add_batch(intake, group_id, title)
    assert refusal.value.fields == {"title": code}


def test_d25_a_note_has_words():
    with pytest.raises(BrokenPetition):
        noted(" ")


def test_b14_batches_end_somewhere():
    group = GroupMatter(
        group_id=uuid4(),
        petition_id=uuid4(),
        organisation_id=None,
        title="t",
        count=OVER_A_THOUSAND,
    )
    for _ in range(MOST_BATCHES):
        group.add_batch("批", Headcount(people=1))
    with pytest.raises(BrokenPetition):
        group.add_batch("批", Headcount(people=1))


@pytest.mark.parametrize("people", [0, 1_000_001])
def test_d32_a_count_counts_somebody(people):
    with pytest.raises(BrokenPetition):
        Headcount(people=people)
