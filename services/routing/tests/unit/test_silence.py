"""A petitioner hears nothing for too long: noticed once in the policy's days."""

from dataclasses import replace
from datetime import timedelta

import pytest

from minqing_contracts.routing_handovers import CaseLocatedV1
from minqing_contracts.topology import CASE_EVENTS, CASE_TURNS, ROOM_EVENTS
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from routing.adapters.rooms.telling import ROOM_TELL
from routing.adapters.translation import TELL
from routing.application.commands import SetRule, StartCase
from routing.application.silence import NoticeSilence
from routing.bootstrap import command_handlers
from routing.domain.deadline import Clocks
from routing.domain.dossier import Ground
from routing.domain.leaving import CaseLocated
from routing.domain.policy import STATUTE
from routing.domain.resolution import Outcome
from routing.domain.side_events import CaseUrged
from routing.domain.silence import CaseSilent
from services.routing.tests.builders import (
    COMMUNITY,
    NOON,
    a_blank_case,
    a_cause,
    a_directory,
    a_handler,
    a_rule,
    a_supervisor,
    an_operator,
    later,
    the_units,
    to_open,
)
from services.routing.tests.fakes import FakeDatabase

pytestmark = pytest.mark.unit

CLOCKS = Clocks()
WEEK = later(days=7)


def opened(**about):
    case = a_blank_case(**about)
    case.judge(a_directory(a_rule()), CLOCKS, at=NOON)
    case.release()
    return case


def noticed(case, at, clocks=CLOCKS):
    case.notice_silence(clocks, at=at)
    return [fact for fact in case.release() if isinstance(fact, CaseSilent | CaseUrged)]


def test_after_seven_days_without_a_word_both_sides_are_told():
    case = opened()
    assert noticed(case, WEEK - timedelta(seconds=1)) == []
    urged, silent = noticed(case, WEEK)
    assert (silent.silent_since, silent.at) == (NOON, WEEK)
    assert (urged.unit_id, urged.rule) == (COMMUNITY, "statute:silence-7-days")
    assert urged.due_at == case.deadline.due_at
    assert case.silence_at == WEEK


def test_a_silence_is_told_again_after_as_many_days_and_no_sooner():
    case = opened()
    noticed(case, WEEK)
    assert noticed(case, later(days=13)) == []
    urged, silent = noticed(case, later(days=14))
    assert silent.silent_since == NOON
    assert urged.rule.endswith("silence-14-days")


def test_a_word_to_the_petitioner_ends_a_silence_and_a_remark_does_not():
    case = opened()
    noticed(case, WEEK)
    case.comment("看过了", by=a_handler(), at=later(days=8))
    assert case.silence_at == WEEK
    case.start(by=a_handler(), at=later(days=9))
    assert (case.spoken_at, case.silence_at) == (later(days=9), None)
    assert noticed(case, later(days=15)) == []
    assert noticed(case, later(days=16)) != []


def test_an_older_word_does_not_put_the_last_one_back():
    case = opened()
    case.start(by=a_handler(), at=later(days=2))
    case.note_contact(by=a_handler(), at=later(days=1))
    assert case.spoken_at == later(days=2)


def test_nobody_is_silent_where_nothing_is_owed_or_nothing_is_known():
    answered, resting, old, unknown = opened(), opened(), opened(), opened()
    answered.resolve(Outcome.RESOLVED, "好", by=a_handler(), at=NOON)
    who = {"by": a_supervisor(COMMUNITY), "units": the_units()}
    resting.suspend(Ground.HEARING, "听证", CLOCKS, at=NOON, **who)
    old.from_archive = True
    unknown.spoken_at = None
    for case in (answered, resting, old, unknown):
        assert noticed(case, later(days=90)) == []


def test_a_place_that_does_not_look_notices_no_silence():
    policy = replace(STATUTE, silence_days=0)
    assert noticed(opened(), later(days=90), Clocks(policy=policy)) == []


def test_what_nobody_has_is_silent_too_and_nobody_is_reminded():
    case = a_blank_case()
    case.judge(a_directory(), CLOCKS, at=NOON)
    case.release()
    [silent] = noticed(case, WEEK)
    assert silent.organisation_id is None


def test_the_silent_ones_among_many_are_told_of():
    database, clock = FakeDatabase(), FrozenClock(NOON)
    database.stored.units = the_units()
    bus = CommandBus(database.work, command_handlers(clock, CLOCKS))
    bus.handle(SetRule(actor=an_operator(), rule=a_rule()), a_cause())
    quiet, spoken = to_open(), to_open()
    for each in (quiet, spoken):
        bus.handle(each, a_cause())
    clock.move_to(later(days=3))
    bus.handle(StartCase(actor=a_handler(), petition_id=spoken.petition_id), a_cause())
    clock.move_to(WEEK)
    ids = [quiet.petition_id, spoken.petition_id]
    bus.handle(NoticeSilence(petition_ids=ids), a_cause())
    stored = database.stored.cases
    assert stored[quiet.petition_id].silence_at == WEEK
    assert stored[spoken.petition_id].silence_at is None


def test_what_counts_as_a_word_is_what_the_portal_tells_or_somebody_said():
    told = {*CASE_EVENTS, *CASE_TURNS, *ROOM_EVENTS, CaseLocatedV1}
    names = {each.__name__.removesuffix("V1") for each in told}
    said = {"PetitionerContacted", "HearingOpened", "HearingClosed"}
    said |= {"MediationOpened", "MediationMoved"}
    public = {kind.__name__ for kind in TELL if getattr(kind, "public", False)}
    public |= {kind.__name__ for kind in ROOM_TELL if getattr(kind, "public", False)}
    public |= {CaseLocated.__name__} if CaseLocated.public else set()
    assert public == names - {"CaseRescheduled"} | {"DateSet"} | said
