"""Mediation: opposing claims, sessions, an agreement, and each party's word."""

from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Forbidden, TransitionRefused
from minqing_kernel.working_time import local_day
from routing.application.mediations.commands import (
    AddExpertise,
    Agree,
    CloseMediation,
    GiveUpMediation,
    Perform,
    RateMediation,
)
from routing.domain.documents.errors import DocumentNotFound
from routing.domain.documents.layout import DocumentKind
from routing.domain.errors import KeyReused, NotYours, OutOfTime
from routing.domain.mediations.errors import (
    CaseAnswered,
    MediationNotFound,
    MediationOpen,
    PartiesNotSatisfied,
    WrongParties,
)
from routing.domain.mediations.events import (
    MediationClosed,
    MediationMoved,
    MediationOpened,
)
from routing.domain.mediations.lifecycle import (
    MEDIATION_LIFE,
    MediationState,
    MediationStep,
)
from routing.domain.mediations.mediation import Agreement, Expertise, Party
from services.routing.tests.builders import NOON, STATION, TODAY, a_clerk, a_handler
from services.routing.tests.mediation_room import (
    OWNER,
    PLACE,
    TENANT,
    Room,
    day,
    performed,
    room,
)
from services.routing.tests.room_builders import a_wording, house, to_draft

pytestmark = pytest.mark.unit

__all__ = ["house", "performed", "room"]
README = Path(__file__).parents[2] / "README.md"


def test_the_readme_draws_the_table_as_it_is():
    assert MEDIATION_LIFE.as_mermaid() in README.read_text("utf-8")


@given(st.lists(st.sampled_from(MediationStep), max_size=30))
def test_a30_only_what_was_agreed_and_performed_is_closed(steps):
    state, been = MediationState.OPEN, set()
    for step in steps:
        if step in MEDIATION_LIFE.steps_from(state):
            state = MEDIATION_LIFE.after(state, step)
            been.add(state)
    if state is MediationState.CLOSED:
        assert {MediationState.AGREED, MediationState.PERFORMED} <= been


def test_a30_a_fire_is_mediated_from_two_claims_to_two_satisfied_parties(room):
    room.open()
    room.meet(5)
    room.meet(9)
    expertise = Expertise(
        institution="鉴定机构",
        opinion="线路老化与用电不当各半",
        given_on=day(12),
        free=True,
    )
    for _ in range(2):  # a form that was sent twice at once is written down once
        room.do(AddExpertise, expertise=expertise)
        room.meet(15, "同意各担一半")
    mediation = room.agree(15, within=14)
    assert mediation.expertises == [expertise]
    assert [each.held_on for each in mediation.sessions] == [day(5), day(9), day(15)]
    assert mediation.agreement.perform_by == day(29)
    room.do(Perform, performed_on=day(27))
    room.rate(OWNER)
    room.rate(TENANT)
    closed = room.do(CloseMediation)
    assert (closed.state, closed.days(TODAY)) == (MediationState.CLOSED, 27)
    [fact] = room.house.facts(MediationClosed)
    assert (fact.agreed, fact.days, fact.satisfied) == (True, 27, (True, True))
    assert len(room.house.facts(MediationMoved)) == 8
    # The dispute's days, and those of the mediation alone.
    assert fact.mediation_days == (TODAY - local_day(mediation.opened_at)).days


def test_a30_the_place_of_the_incident_is_not_where_the_parties_belong(room):
    mediation = room.open()
    assert mediation.dispute.place == PLACE
    codes = [party.division_code for party in mediation.parties]
    assert codes == ["510106040019", "510106040004"]
    assert set(vars(OWNER)) == {"label", "division_code", "claim"}
    [fact] = room.house.facts(MediationOpened)
    assert fact.parties == 2


def test_a30_from_the_24th_of_may_to_the_20th_of_june_are_27_days(room):
    room.house.clock.move_to(NOON.replace(year=2026, month=6, day=21))
    room.house.store.stored.cases[room.ids["petition_id"]].received_at = NOON
    mediation = room.open(since=date(2026, 5, 24))
    assert mediation.days(date(2026, 6, 20)) == 27
    mediation.performed_on = date(2026, 6, 20)
    assert mediation.days(date(2026, 7, 1)) == 27


def test_a32_it_is_not_closed_before_every_party_is_satisfied(performed):
    performed.rate(OWNER)
    performed.rate(OWNER, satisfied=False)
    with pytest.raises(PartiesNotSatisfied) as refused:
        performed.do(CloseMediation)
    assert refused.value.fields == {
        "parties.0": "not-satisfied",
        "parties.1": "not-asked",
    }
    performed.rate(OWNER)
    rated = performed.rate(TENANT)
    assert rated.satisfied == {OWNER.label: True, TENANT.label: True}


def test_a23_the_same_parties_are_mediated_once_at_a_time(room):
    first = room.open()
    with pytest.raises(KeyReused):
        room.open()
    room.ids["mediation_id"] = uuid4()
    with pytest.raises(MediationOpen):
        room.open(parties=(TENANT, OWNER))
    other = Party(label="物业", division_code="510106040004", claim="不担责")
    room.open(parties=(OWNER, other))
    room.ids["mediation_id"] = first.mediation_id
    room.do(GiveUpMediation, reason="建议诉讼")
    room.ids["mediation_id"] = uuid4()
    assert room.open().state is MediationState.OPEN


def test_a23_a_case_is_answered_once_its_mediation_has_ended(room):
    case = room.ids["petition_id"]
    room.open()
    with pytest.raises(MediationOpen):
        room.house.resolve(case)
    room.do(GiveUpMediation, reason="建议诉讼")
    room.house.resolve(case)
    room.ids["mediation_id"] = uuid4()
    with pytest.raises(CaseAnswered):
        room.open()


def test_a23_no_session_is_held_before_the_dispute(room):
    room.open()
    with pytest.raises(OutOfTime):
        room.meet(-1)


def test_a32_only_a_party_says_whether_it_is_satisfied(performed):
    with pytest.raises(WrongParties):
        performed.do(RateMediation, label="路人", satisfied=True)


def test_a23_every_session_has_its_minutes_and_they_come_in_order(room):
    room.open()
    room.meet(9)
    with pytest.raises(OutOfTime):
        room.meet(5)
    with pytest.raises(OutOfTime):
        room.meet(40)
    with pytest.raises(OutOfTime):
        room.meet(-1)


def test_a23_an_agreement_says_by_when_it_is_to_be_done(room):
    room.open()
    with pytest.raises(OutOfTime):
        room.agree(15, within=-1)
    assert room.agree(15, within=0).agreement.perform_by == day(15)
    with pytest.raises(OutOfTime):
        room.do(Perform, performed_on=day(14))


def test_a23_an_agreement_names_its_document_and_no_other(room):
    room.house.sign()
    room.open()
    case = room.ids["petition_id"]
    wordings = (a_wording(), a_wording(DocumentKind.MEDIATION))
    opinion, paper = (
        room.house.do(to_draft(case, wording=each)).document_id for each in wordings
    )
    foreign = room.house.do(to_draft(room.house.open(), wording=wordings[1]))

    def agree(document_id):
        agreement = Agreement(
            text="各半", agreed_on=TODAY, perform_by=TODAY, document_id=document_id
        )
        return room.do(Agree, agreement=agreement)

    for wrong in (opinion, foreign.document_id, uuid4()):
        with pytest.raises(DocumentNotFound):
            agree(wrong)
    assert agree(paper).agreement.document_id == paper


def test_what_was_not_agreed_is_not_performed(room):
    room.open()
    with pytest.raises(TransitionRefused):
        room.do(Perform, performed_on=TODAY)


def test_a23_a_mediation_may_end_without_agreement(room):
    room.open()
    ended = room.do(GiveUpMediation, reason="建议诉讼")
    assert (ended.state, ended.ended_on) == (MediationState.FAILED, TODAY)
    assert ended.sessions[-1].minutes == "建议诉讼"
    [fact] = room.house.facts(MediationClosed)
    assert (fact.agreed, fact.days) == (False, 27)


@pytest.mark.parametrize(
    ("parties", "wrong"),
    [
        ([OWNER], "parties"),
        ([OWNER, OWNER], "parties.0.label"),
        (
            [OWNER, Party(label="13800001111", division_code="510106", claim="x")],
            "parties.1.label",
        ),
    ],
)
def test_a30_parties_are_two_or_more_and_labels_hold_no_numbers(room, parties, wrong):
    with pytest.raises(WrongParties) as refused:
        room.open(parties=parties)
    assert list(refused.value.fields) == [wrong]


def test_a_dispute_has_begun_before_it_is_mediated(room):
    with pytest.raises(OutOfTime):
        room.open(since=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("actor", "error"), [(a_clerk(), Forbidden), (a_handler(STATION), NotYours)]
)
def test_only_the_unit_that_answers_mediates(room, actor, error):
    with pytest.raises(error):
        room.open(by=actor)
    room.open()
    with pytest.raises(error):
        room.do(CloseMediation, by=actor)


def test_a_mediation_is_found_under_its_own_case_alone(room):
    room.open()
    other = Room(room.house)
    other.ids["mediation_id"] = room.ids["mediation_id"]
    with pytest.raises(MediationNotFound):
        other.meet(5)
    with pytest.raises(MediationNotFound):
        Room(room.house).meet(5)
