"""Kept matters reach intake: at once if it can, later if it must, once for sure."""

from functools import partial
from uuid import UUID

import pytest

from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from portal.application.carrying import ROUND, Carrier, cause_of, key_of
from portal.application.commands import HandOver, HearFact, KeepMatter
from portal.application.handlers import HANDLERS
from portal.application.ports import Refused
from portal.domain.errors import KeptTwice, MatterUnknown
from portal.domain.kept import KeptState
from services.portal.tests.fakes import (
    AWAY,
    FakeClaims,
    FakeIntake,
    FakeSealer,
    FakeWork,
)
from services.portal.tests.scenes import fact
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.unit


class Desk:
    """A carrier, and everything around it."""

    def __init__(self):
        self.work, self.intake, self.sealer = FakeWork(), FakeIntake(), FakeSealer()
        self.bus = CommandBus(lambda: self.work, HANDLERS)
        self.claims = FakeClaims(self.work.kept)
        self.carrier = Carrier(
            claims=self.claims,
            intake=self.intake,
            bus=self.bus,
            sealer=self.sealer,
            clock=FrozenClock(NOON),
        )

    def keep(self, number=1):
        matter_id = UUID(int=number)
        told = {"body": "{}", "language": "zh-CN", "code": "C"}
        command = KeepMatter(
            matter_id=matter_id,
            number=f"ZC-{number}",
            code_print="p",
            sealed=self.sealer.seal(told, str(matter_id)),
            at=NOON,
        )
        self.bus.handle(command, cause_of(matter_id))
        return matter_id

    def state(self, matter_id):
        return self.work.kept.get(matter_id).state


@pytest.fixture
def desk():
    return Desk()


def test_a_matter_goes_to_intake_at_once(desk):
    matter_id = desk.keep()
    desk.carrier.carry(matter_id)
    kept = desk.work.kept.get(matter_id)
    assert kept.state is KeptState.HANDED_OVER
    assert "MQ-2611-0000001" in kept.answer


def test_what_somebody_else_carries_is_left_to_them(desk):
    matter_id = desk.keep()
    desk.claims.taken.add(matter_id)
    desk.carrier.carry(matter_id)
    assert desk.intake.taken == {}


def test_while_intake_is_away_it_waits_and_goes_later_once(desk):
    matter_id = desk.keep()
    desk.intake.error = AWAY
    desk.carrier.carry(matter_id)
    assert desk.claims.back == [matter_id]
    assert desk.state(matter_id) is KeptState.WAITING
    desk.intake.error = None
    desk.claims.taken.clear()
    assert desk.carrier.carry_due() == 1
    assert list(desk.intake.taken) == [key_of(matter_id)]


def test_the_rest_is_not_tried_while_intake_is_away(desk):
    for number in range(1, 4):
        desk.keep(number)
    desk.intake.error = AWAY
    assert desk.carrier.carry_due() == 0
    assert len(desk.claims.back) == 1


def test_a_round_has_an_end(desk):
    for number in range(1, ROUND + 3):
        desk.keep(number)
    assert desk.carrier.carry_due() == ROUND
    assert desk.carrier.carry_due() == 2


@pytest.mark.parametrize("status", [401, 403, 404, 409, 429])
def test_a_refusal_that_is_not_about_its_words_lets_it_wait(desk, status):
    matter_id = desk.keep()
    desk.intake.error = Refused("too-many-tries", status=status)
    desk.carrier.carry(matter_id)
    assert desk.state(matter_id) is KeptState.WAITING
    assert desk.claims.back == [matter_id]


def test_what_intake_will_never_take_is_turned_away(desk):
    matter_id = desk.keep()
    desk.intake.error = Refused("unreadable-text", status=422)
    desk.carrier.carry(matter_id)
    assert desk.work.kept.get(matter_id).reason == "unreadable-text"


def test_two_carriers_of_one_matter_end_with_one_number(desk):
    matter_id = desk.keep()
    submit = desk.intake.submit

    def submit_while_another_does(body, key, language):
        got = submit(body, key, language)
        settle = partial(HandOver, matter_id=matter_id, answer="a", at=NOON)
        desk.bus.handle(settle(receipt=got.receipt), cause_of(matter_id))
        return got

    desk.intake.submit = submit_while_another_does
    desk.carrier.carry(matter_id)
    assert len(desk.intake.taken) == 1


def test_the_same_matter_is_kept_once(desk):
    desk.keep()
    with pytest.raises(KeptTwice):
        desk.keep()


def test_what_is_not_kept_cannot_be_settled(desk):
    with pytest.raises(MatterUnknown):
        desk.bus.handle(
            HandOver(matter_id=UUID(int=9), receipt="r", answer="a", at=NOON),
            cause_of(UUID(int=9)),
        )


def test_a_fact_is_taken_into_the_read_model(desk):
    desk.bus.handle(HearFact(fact=fact()), cause_of(UUID(int=1)))
    assert desk.work.heard == [fact(petition_id=desk.work.heard[0].petition_id)]
