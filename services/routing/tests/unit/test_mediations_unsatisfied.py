"""A mediation that not every party is content with: a check, or the law's own way."""

from dataclasses import replace

import pytest

from minqing_kernel.errors import Forbidden
from routing.application.commands import RecordStaff
from routing.application.mediations.commands import (
    AskCheck,
    CloseMediation,
    DecideCheck,
    ReferMediation,
)
from routing.domain.errors import AskedByYourself, NotYours
from routing.domain.mediations.errors import PartiesNotSatisfied, PartiesSatisfied
from routing.domain.mediations.events import MediationClosed, MediationMoved
from routing.domain.mediations.lifecycle import MediationState
from routing.domain.mediations.outcome import Referral, Way
from services.routing.tests.builders import STATION, STREET, a_member, a_supervisor
from services.routing.tests.mediation_room import OWNER, TENANT, performed, room
from services.routing.tests.room_builders import house

pytestmark = pytest.mark.unit

__all__ = ["house", "performed", "room"]

HEAD = a_supervisor(STREET)


@pytest.fixture
def unsatisfied(performed):
    performed.rate(OWNER)
    performed.rate(TENANT, satisfied=False)
    return performed


def test_a32_b28_with_one_party_unsatisfied_it_is_closed_only_after_a_check(
    unsatisfied,
):
    with pytest.raises(PartiesNotSatisfied):
        unsatisfied.do(CloseMediation)
    unsatisfied.do(AskCheck, reason="协议已履行，张某要求超出协议")
    with pytest.raises(Forbidden):
        unsatisfied.do(DecideCheck, granted=True, reason="同意")
    with pytest.raises(NotYours):
        away = a_supervisor(STATION)
        unsatisfied.do(DecideCheck, by=away, granted=True, reason="同意")
    closed = unsatisfied.do(DecideCheck, by=HEAD, granted=True, reason="已回访核实")
    assert closed.state is MediationState.CLOSED_UNSATISFIED
    [check] = closed.checks
    assert (check.granted, check.decided_by, check.reason) == (
        True,
        HEAD.id,
        "已回访核实",
    )
    [fact] = unsatisfied.house.facts(MediationClosed)
    assert (fact.agreed, fact.ended, fact.unsatisfied) == (
        True,
        "closed-unsatisfied",
        1,
    )


def test_a32_a_supervisor_who_is_not_convinced_sends_it_back(unsatisfied):
    unsatisfied.do(AskCheck, reason="已履行")
    back = unsatisfied.do(DecideCheck, by=HEAD, granted=False, reason="再做工作")
    assert (back.state, back.checks[-1].granted) == (MediationState.PERFORMED, False)
    assert unsatisfied.house.facts(MediationMoved)[-1].what == "send-back"
    unsatisfied.do(AskCheck, reason="已再次上门")
    assert len(unsatisfied.rate(TENANT).checks) == 2
    with pytest.raises(PartiesSatisfied):
        unsatisfied.do(DecideCheck, by=HEAD, granted=True, reason="同意")
    assert unsatisfied.do(CloseMediation).state is MediationState.CLOSED


def test_a32_nobody_lets_their_own_mediation_be_closed_so(unsatisfied):
    own = a_supervisor()
    unsatisfied.do(AskCheck, by=own, reason="已履行")
    with pytest.raises(AskedByYourself):
        unsatisfied.do(DecideCheck, by=own, granted=True, reason="同意")
    for account in (own.id, "other-account"):
        member = a_member(account, person="identity:1")
        unsatisfied.house.do(RecordStaff(member=member))
    other = replace(own, id="other-account")
    with pytest.raises(AskedByYourself):
        unsatisfied.do(DecideCheck, by=other, granted=True, reason="同意")


def test_a32_every_party_is_asked_before_a_check_is(performed):
    performed.rate(OWNER, satisfied=False)
    with pytest.raises(PartiesNotSatisfied) as refused:
        performed.do(AskCheck, reason="已履行")
    assert refused.value.fields == {"parties.1": "not-asked"}
    for party in (OWNER, TENANT):
        performed.rate(party)
    with pytest.raises(PartiesSatisfied):
        performed.do(AskCheck, reason="已履行")


@pytest.mark.parametrize("way", Way)
def test_a23_a30_what_mediation_cannot_end_is_shown_the_laws_way(unsatisfied, way):
    referral = Referral(to=way, explanation="可向人民法院起诉")
    ended = unsatisfied.do(ReferMediation, referral=referral)
    assert (ended.state, ended.referral) == (MediationState.REFERRED, referral)
    [fact] = unsatisfied.house.facts(MediationClosed)
    assert (fact.agreed, fact.ended, fact.referred_to) == (False, "referred", way)


def test_a30_who_is_satisfied_is_not_sent_to_court(performed):
    for party in (OWNER, TENANT):
        performed.rate(party)
    referral = Referral(to=Way.LITIGATION, explanation="起诉")
    with pytest.raises(PartiesSatisfied):
        performed.do(ReferMediation, referral=referral)
