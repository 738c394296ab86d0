"""Referring, asking, settling anew, later contacts, and the walk along what is late."""

import pytest

from intake.application.commands import AcceptPetition, Visit
from intake.application.door_commands import (
    AskPetitioner,
    NoteThanks,
    ReclassifyPetition,
    RecordContact,
    ReferPetition,
    TakeAnswer,
    WatchWaiting,
)
from intake.application.submitting import Submitter
from intake.domain.change import Change
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.deciding import Decision
from intake.domain.errors import BrokenPetition, OutsideScope, UnknownReference
from intake.domain.handling import CaseKind, Handling
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Flag, Kind, Nature, Path
from minqing_kernel.messages import ANYONE
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
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


@pytest.fixture
def intake():
    categories = [a_category(), a_category("roads")]
    return FakeIntake(categories, a_street_with_two_communities())


def submit(intake, **changes):
    command = a_submission(**{"organisation_id": COMMUNITY, **changes})
    answers = Submitter(intake.bus, intake.reader).submit([command], STORY)
    return intake.store.petitions[answers.submitted[0].petition_id]


@pytest.fixture
def waiting(intake):
    command = a_waiting_submission(organisation_id=COMMUNITY)
    answers = Submitter(intake.bus, intake.reader).submit([command], STORY)
    return answers.submitted[0].petition_id


def act(intake, kind, petition_id, actor=None, **said):
    command = kind(petition_id=petition_id, actor=actor or a_clerk(), **said)
    return intake.bus.handle(command, STORY)


ACTS = [
    (ReferPetition, {"path": Path.LITIGATION, "explanation": "请向法院起诉。"}),
    (NoteThanks, {}),
    (AskPetitioner, {"missing": ("合同",)}),
    (TakeAnswer, {"text": "合同在此。"}),
    (ReclassifyPetition, {"reason": "归错了", "decision": Decision()}),
    (RecordContact, {"by": Channel.HOTLINE, "words": "又打来电话。"}),
]


def act_of(intake, number, petition_id, **more):
    kind, said = ACTS[number]
    return act(intake, kind, petition_id, **{**said, **more})


@pytest.mark.parametrize("kind, said", ACTS)
def test_a_clerk_of_another_place_does_nothing(intake, waiting, kind, said):
    with pytest.raises(OutsideScope):
        act(intake, kind, waiting, a_clerk(OTHER_COMMUNITY), **said)


def test_art31_a_clerk_refers_a_claim_to_its_procedure(intake, waiting):
    assert act_of(intake, 0, waiting) == 2
    assert intake.store.petitions[waiting].state is PetitionState.REFERRED


def test_d17_a_clerk_notes_thanks(intake, waiting):
    assert act_of(intake, 1, waiting) == 2
    assert intake.store.petitions[waiting].state is PetitionState.NOTED


@pytest.mark.parametrize("by_petitioner, actor", [(True, ANYONE), (False, None)])
def test_b05_the_petitioner_or_a_clerk_gives_what_was_missing(
    intake, waiting, by_petitioner, actor
):
    act_of(intake, 2, waiting)
    intake.clock.advance(3 * DAY)
    said = {"by_petitioner": by_petitioner, "text": "合同在此。"}
    assert act(intake, TakeAnswer, waiting, actor, **said) == 3
    assert intake.store.petitions[waiting].supplement.answered_at == NOON + 3 * DAY


def test_c19_each_field_that_is_settled_anew_leaves_a_row_with_the_reason(intake):
    petition = submit(intake)
    decision = Decision(
        nature=Nature(kind=Kind.SUGGESTION, flags=frozenset({Flag.LEAPFROG})),
        handling=Handling(case_kind=CaseKind.REPLY),
    )
    said = {"reason": " 归错了 ", "category": "roads", "decision": decision}
    assert act(intake, ReclassifyPetition, petition.petition_id, **said) == 2
    rows = {each.field: each for each in intake.store.changes}
    assert set(rows) == {
        "category",
        "nature.kind",
        "nature.flags",
        "handling.case_kind",
    }
    assert rows["category"] == Change(
        petition_id=petition.petition_id,
        field="category",
        before="street-lighting",
        after="roads",
        reason="归错了",
        by=a_clerk(),
        at=NOON,
    )
    assert (rows["nature.flags"].before, rows["nature.flags"].after) == ("", "leapfrog")


@pytest.mark.parametrize("reason, code", [(" ", "required"), ("x" * 501, "too-long")])
def test_b03_nothing_is_settled_anew_without_a_reason(intake, reason, code):
    petition = submit(intake)
    said = {"reason": reason, "decision": Decision(nature=Nature(kind=Kind.SUGGESTION))}
    with pytest.raises(BrokenPetition) as refusal:
        act(intake, ReclassifyPetition, petition.petition_id, **said)
    assert refusal.value.fields == {"reason": code}


def test_c19_a_category_that_is_not_listed_is_refused(intake):
    petition = submit(intake)
    said = {"reason": "归错了", "category": "nothing", "decision": Decision()}
    with pytest.raises(UnknownReference):
        act(intake, ReclassifyPetition, petition.petition_id, **said)


def test_d14_a_date_is_kept_as_a_date_where_it_is_settled_anew(intake):
    petition = submit(intake)
    due = (NOON + 14 * DAY).date()
    decision = Decision(handling=Handling(leader="书记", due_on=due))
    said = {"reason": "领导批示", "decision": decision}
    act(intake, ReclassifyPetition, petition.petition_id, **said)
    rows = {each.field: each.after for each in intake.store.changes}
    assert rows["handling.due_on"] == "2026-12-05"


def test_a09_later_contacts_are_listed_beside_the_first_channel(intake, waiting):
    assert act_of(intake, 5, waiting) == 2
    [entry] = intake.store.contact_entries
    assert (entry.channel, entry.words) == (Channel.HOTLINE, "又打来电话。")
    assert (entry.noted_by, entry.organisation_id) == ("clerk-1", COMMUNITY)
    assert intake.store.petitions[waiting].channel is Channel.WEB


@pytest.mark.parametrize("words, code", [(" ", "required"), ("x" * 5_001, "too-long")])
def test_a09_a_contact_has_words_of_a_fitting_length(intake, waiting, words, code):
    with pytest.raises(BrokenPetition) as refusal:
        act_of(intake, 5, waiting, words=words)
    assert refusal.value.fields == {"text": code}


def test_art22_what_is_late_is_told_to_the_organisation_above(intake, waiting):
    nobodys = submit(intake, category=None, division_code="", organisation_id=None)
    intake.clock.advance(16 * DAY)
    ids = [waiting, nobodys.petition_id, STORY.correlation_id]
    intake.bus.handle(WatchWaiting(petition_ids=ids), STORY)
    told = {fact.petition_id: fact for fact in intake.store.facts[-2:]}
    assert told[waiting].superior_id == STREET
    assert told[nobodys.petition_id].superior_id is None


def test_whom_nobody_asked_may_say_the_kind_and_the_accused_alone(intake):
    nature = Nature(kind=Kind.ACCUSATION, accused=frozenset({STREET}))
    assert submit(intake, nature=nature).nature == nature


@pytest.mark.parametrize(
    "said, field",
    [
        ({"nature": Nature(flags=frozenset({Flag.CAPITAL}))}, "nature"),
        ({"handling": Handling(case_kind=CaseKind.IMMEDIATE)}, "handling"),
    ],
)
def test_what_staff_settle_a_petitioner_does_not(intake, said, field):
    with pytest.raises(BrokenPetition) as refusal:
        submit(intake, **said)
    assert refusal.value.fields == {field: "not-at-this-channel"}
    assert submit(intake, actor=a_clerk(), **said)


JOINT = {
    "case_kind": CaseKind.JOINT,
    "lead_id": STREET,
    "co_unit_ids": frozenset({"nowhere"}),
}


@pytest.mark.parametrize(
    "said, field",
    [
        (
            {"nature": Nature(kind=Kind.ACCUSATION, accused=frozenset({"nowhere"}))},
            "nature.accused",
        ),
        ({"handling": Handling(**JOINT)}, "handling.co_unit_ids"),
    ],
)
def test_an_organisation_that_is_named_is_there(intake, waiting, said, field):
    with pytest.raises(UnknownReference) as refusal:
        submit(intake, actor=a_clerk(), **said)
    assert refusal.value.fields == {field: "unknown-organisation"}
    accept = {"category": "roads", "decision": Decision(**said)}
    with pytest.raises(UnknownReference):
        act(intake, AcceptPetition, waiting, **accept)


def test_art19_a_visitor_is_asked_for_request_and_reasons(intake):
    contact = Contact.of(name="周某", address="东街65号9栋2单元")
    petition = submit(
        intake,
        actor=a_clerk(),
        channel=Channel.WINDOW,
        contact=contact,
        visit=Visit("修好路灯", "老人夜里摔倒"),
    )
    assert petition.state is PetitionState.ACCEPTED
    assert petition.particulars.request == "修好路灯"
    left = submit(intake, actor=a_clerk(), channel=Channel.WINDOW, visit=Visit())
    assert left.state is PetitionState.RECEIVED
