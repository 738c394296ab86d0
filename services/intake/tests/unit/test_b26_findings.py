"""B-26: what visits found becomes petitions, each once, or is refused with reasons."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from intake.adapters.raised import RAISED_TELL, RegistryWords, hear_finding
from intake.application.raising import (
    OVER,
    FindingRun,
    FindingWords,
    HearFinding,
    RegisterFinding,
    WordsAway,
)
from intake.domain.channel import Channel
from intake.domain.contact import Contact
from intake.domain.lifecycle import PetitionState
from intake.domain.nature import Kind, Nature
from intake.domain.raised import FindingAnswered, RaisedFinding, RaisedState
from intake.domain.withdrawal import Withdrawal
from minqing_chassis.rpc import RpcUnavailable
from minqing_contracts.registry_findings import FindingRaisedV1
from minqing_kernel.messages import Cause
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    STORY,
    a_category,
    a_street_with_two_communities,
)
from services.intake.tests.fakes import FakeIntake

pytestmark = pytest.mark.unit

FINDING, VISIT = uuid4(), uuid4()
LEAK = FindingWords(
    text="厨房漏水",
    place="9栋",
    contact=Contact(name="白小梨", telephone="13800138000"),
)


def a_finding(**changes) -> RaisedFinding:
    said = {
        "finding_id": FINDING,
        "visit_id": VISIT,
        "attempt": 1,
        "channel": Channel.HOME_VISIT,
        "organisation_id": COMMUNITY,
        "category": "street-lighting",
        "reported_by": "wang-li",
        "held_at": NOON - DAY,
    }
    return RaisedFinding(**said | changes)


@pytest.fixture
def intake():
    return FakeIntake([a_category()], a_street_with_two_communities())


def hear(intake, **changes):
    intake.bus.handle(HearFinding(told=a_finding(**changes)), STORY)


def register(intake, finding_id=FINDING, words=LEAK):
    intake.bus.handle(RegisterFinding(finding_id=finding_id, words=words), STORY)


def answers(intake):
    return [each for each in intake.store.facts if isinstance(each, FindingAnswered)]


def test_b26_a_finding_is_one_petition_however_often_it_is_told(intake):
    hear(intake)
    register(intake)
    hear(intake)
    hear(intake, attempt=2)
    register(intake)
    [petition] = intake.store.petitions.values()
    assert (petition.channel, petition.state) == (
        Channel.HOME_VISIT,
        PetitionState.ACCEPTED,
    )
    assert (petition.text, petition.place) == ("厨房漏水", "9栋")
    assert petition.received_at == NOON - DAY
    assert petition.contact["document"]["name"] == "白小梨"
    [answer] = answers(intake)
    assert (answer.petition_id, answer.receipt) == (
        petition.petition_id,
        petition.receipt,
    )
    assert intake.store.raised[FINDING].state is RaisedState.REGISTERED
    [arrival] = intake.store.channels.receptions.values()
    assert (arrival.petition_id, arrival.state) == (petition.petition_id, "registered")


@pytest.mark.parametrize(
    ("words", "changes", "wrong"),
    [
        (None, {}, {"finding": "unknown-finding"}),
        (LEAK, {"category": "zz"}, {"category": "unknown-category"}),
        (LEAK, {"organisation_id": "9"}, {"organisation_id": "unknown-organisation"}),
        (replace(LEAK, text="\x00"), {}, {"text": "unreadable"}),
        (LEAK, {"held_at": NOON + DAY}, {"received_at": "in-the-future"}),
    ],
)
def test_b26_what_does_not_fit_is_refused_with_the_reason(
    intake, words, changes, wrong
):
    hear(intake, **changes)
    register(intake, words=words)
    [answer] = answers(intake)
    assert (answer.petition_id, answer.refused) == (None, wrong)
    assert intake.store.petitions == {}
    told = RAISED_TELL[FindingAnswered](answer)
    assert (told.step, told.event.refused) == ("finding-refused", wrong)


def test_b26_one_that_was_refused_is_taken_when_it_is_told_better(intake):
    hear(intake, category="zz")
    register(intake)
    hear(intake, attempt=2)
    register(intake)
    assert [each.attempt for each in answers(intake)] == [1, 2]
    assert len(intake.store.petitions) == 1


def test_d06_of_the_same_matter_it_is_a_later_contact_about_the_first(intake):
    hear(intake)
    second = uuid4()
    hear(intake, finding_id=second, joins=FINDING)
    register(intake, second)
    assert answers(intake) == []
    register(intake)
    register(intake, second)
    [petition] = intake.store.petitions.values()
    [entry] = intake.store.contact_entries
    assert (entry.petition_id, entry.channel) == (
        petition.petition_id,
        Channel.HOME_VISIT,
    )
    assert [each.joined for each in answers(intake)] == [False, True]
    assert {each.receipt for each in answers(intake)} == {petition.receipt}


def test_art30_what_the_accused_find_is_no_contact_about_the_accusation(intake):
    hear(intake)
    register(intake)
    [first] = intake.store.petitions.values()
    first.nature = Nature(kind=Kind.ACCUSATION, accused=frozenset({COMMUNITY}))
    second = uuid4()
    hear(intake, finding_id=second, joins=FINDING)
    register(intake, second)
    assert intake.store.contact_entries == []
    assert [each.joined for each in answers(intake)] == [False, False]
    assert len({each.receipt for each in answers(intake)}) == 2


def test_d06_where_the_first_was_refused_the_second_stands_for_itself(intake):
    hear(intake)
    register(intake, words=None)
    second = uuid4()
    hear(intake, finding_id=second, joins=FINDING)
    register(intake, second)
    hear(intake, finding_id=UUID(int=5), joins=UUID(int=6))
    register(intake, UUID(int=5))
    assert len(intake.store.petitions) == 2


def test_d06_those_that_were_to_join_a_refused_one_share_one_petition(intake):
    hear(intake)
    register(intake, words=None)
    for each in (UUID(int=11), UUID(int=12), UUID(int=13)):
        hear(intake, finding_id=each, joins=FINDING)
        register(intake, each)
    assert len(intake.store.petitions) == 1
    assert [each.joined for each in answers(intake)] == [False, False, True, True]


@pytest.mark.parametrize("over", sorted(OVER))
def test_b26_what_is_found_after_its_petition_ended_is_a_petition_of_its_own(
    intake, over
):
    hear(intake)
    register(intake)
    [petition] = intake.store.petitions.values()
    petition.state = over
    hear(intake, finding_id=UUID(int=11), joins=FINDING)
    register(intake, UUID(int=11))
    assert len(intake.store.petitions) == 2
    assert answers(intake)[-1].joined is False


def test_b26_what_is_found_after_its_petition_was_taken_back_is_one_of_its_own(
    intake,
):
    hear(intake)
    register(intake)
    [petition] = intake.store.petitions.values()
    petition.withdrawal = Withdrawal(at=petition.received_at)
    hear(intake, finding_id=UUID(int=11), joins=FINDING)
    register(intake, UUID(int=11))
    assert len(intake.store.petitions) == 2


def test_a_run_asks_once_for_all_and_lets_each_stand_for_itself(intake):
    other = uuid4()
    hear(intake)
    hear(intake, finding_id=other)
    waiting = lambda: sorted(  # noqa: E731
        key for key, each in intake.store.raised.items() if each.is_due
    )
    asked = []

    def words(ids):
        asked.append(ids)
        return {other: LEAK}

    broken = []

    def handle(command, cause):
        if command.finding_id == other and not broken:
            broken.append(command)
            raise RuntimeError
        return intake.bus.handle(command, cause)

    run = FindingRun(waiting, words, handle, lambda _: Cause(correlation_id=uuid4()))
    assert [run.run() for _ in range(5)] == [2, 0, 0, 1, 0]
    assert len(asked) == 2
    assert {each.petition_id is None for each in answers(intake)} == {True, False}


def test_words_are_asked_of_registry_and_waited_for():
    class Registry:
        def __init__(self, answer):
            self.answer = answer

        def call(self, method, **values):
            assert (method, values) == ("finding_words", {"finding_ids": [str(VISIT)]})
            if self.answer is None:
                raise RpcUnavailable
            return self.answer

    said = {"text": "漏水", "place": "", "name": "甲", "telephone": "138 0013 8000"}
    found = RegistryWords(Registry({str(VISIT): said})).of([VISIT])
    assert found[VISIT].contact == Contact(name="甲", telephone="13800138000")
    assert "漏水" not in repr(found)
    with pytest.raises(WordsAway):
        RegistryWords(Registry(None)).of([VISIT])


def test_what_registry_tells_is_read_without_a_word_of_anybody():
    event = FindingRaisedV1(
        finding_id=FINDING,
        visit_id=VISIT,
        revision=2,
        attempt=1,
        channel="home-visit",
        organisation_id=COMMUNITY,
        category=None,
        raised=False,
        reported_by="wang-li",
        held_at=NOON,
        raised_at=NOON,
    )
    assert hear_finding(None, event).told.channel is Channel.HOME_VISIT
    odd = replace(event, channel="by-drone")
    assert hear_finding(None, odd).told.channel is Channel.OTHER
