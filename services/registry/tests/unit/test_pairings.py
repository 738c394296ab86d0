"""Pairings: begun, ended, handed over; no day is left out between."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.aid.commands import EndPairing, HandOverPairing, PairUp
from registry.domain.aid.errors import PairedAlready, PairingEnded, PairingUnknown
from registry.domain.aid.pairing import Partner, PartnerKind
from registry.domain.errors import OutOfReach, Taken
from services.registry.tests.aid_builders import CLERK, FIELD
from services.registry.tests.builders import (
    DEPARTMENT,
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    record_household,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_aid import AidStore, aid_in_memory

pytestmark = pytest.mark.unit

HOME, KEY, NEXT = UUID(int=7), uuid4(), uuid4()
WANG = Partner(kind=PartnerKind.STAFF, id="wang-li")
LI = Partner(kind=PartnerKind.STAFF, id="li-na")
UNIT = Partner(kind=PartnerKind.UNIT, id=DEPARTMENT)


@pytest.fixture
def store():
    return AidStore()


@pytest.fixture
def say(store):
    bus = aid_in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [*the_tree(), record_staff(), record_staff("li-na")]:
        tell(command)
    tell(record_household(HOME))
    return tell


def pair(partner=WANG, key=KEY, since=TODAY, actor=CLERK, home=HOME):
    return PairUp(
        actor=actor, pairing_id=key, household_id=home, partner=partner, since=since
    )


def end(until=TODAY, actor=CLERK, key=KEY):
    return EndPairing(actor=actor, pairing_id=key, until=until)


def hand_over(partner=LI, on=TODAY, actor=CLERK, key=NEXT):
    return HandOverPairing(
        actor=actor, pairing_id=KEY, next_id=key, partner=partner, on=on
    )


def test_c11_staff_or_a_unit_are_paired_with_a_household(say, store):
    say(pair())
    say(pair())
    say(pair(UNIT, NEXT))
    assert [e.partner for e in store.pairings.values()] == [WANG, UNIT]
    assert store.pairings[KEY].revision == 1


def test_c11_a_pairing_is_handed_over_on_one_day_and_its_history_stays(say, store):
    say(pair(since=TODAY - timedelta(days=30)))
    say(hand_over())
    say(hand_over())
    before, after = store.pairings[KEY], store.pairings[NEXT]
    assert (before.until, after.since, after.follows) == (TODAY, TODAY, KEY)
    assert after.partner == LI
    with pytest.raises(Taken):
        say(hand_over(UNIT))
    with pytest.raises(PairingEnded):
        say(hand_over(key=uuid4(), on=TODAY + timedelta(days=1)))


def test_c11_two_are_paired_once_at_a_time(say):
    say(pair())
    with pytest.raises(PairedAlready):
        say(pair(key=NEXT))
    say(end())
    say(pair(key=NEXT))


def test_a_pairing_keeps_what_was_said_and_ends_once(say):
    say(pair())
    with pytest.raises(Taken):
        say(pair(LI))
    with pytest.raises(Invalid):
        say(end(TODAY - timedelta(days=1)))
    say(end())
    say(end())
    with pytest.raises(PairingEnded):
        say(end(TODAY + timedelta(days=1)))
    with pytest.raises(PairingUnknown):
        say(end(key=uuid4()))


def test_a_partner_is_somebody_who_is_there_and_another_than_before(say):
    nobody = Partner(kind=PartnerKind.STAFF, id="nobody")
    nowhere = Partner(kind=PartnerKind.UNIT, id="nowhere")
    for partner in (nobody, nowhere):
        with pytest.raises(Invalid):
            say(pair(partner))
    say(pair())
    with pytest.raises(Invalid):
        say(hand_over(WANG))


def test_pairings_are_for_those_who_keep_the_file(say):
    say(pair())
    for actor in (FIELD, an_actor(Role.CLERK, OTHER)):
        asked = pair(actor=actor, key=uuid4()), end(actor=actor)
        for command in (*asked, hand_over(actor=actor)):
            with pytest.raises(OutOfReach):
                say(command)
