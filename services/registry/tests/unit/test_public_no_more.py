"""What was public, and may be no more: an accusation, a consent that is withdrawn."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import SYSTEM
from registry.application.archive.commands import HearPetition
from registry.application.ledgers.commands import ReadPublicMinutes
from registry.domain.archive.petitions import PetitionState, Standing, Told
from registry.domain.ledgers.errors import NotPublishable
from registry.domain.ledgers.events import PublicationStepped
from registry.domain.ledgers.policy import STABILITY, AboutKind
from registry.domain.ledgers.publication import PublicWords, WithdrawalReason
from services.registry.tests.builders import (
    OTHER,
    STREET,
    TODAY,
    a_cause,
    record_household,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_ledgers import LedgerStore, ledgers_in_memory
from services.registry.tests.ledger_builders import (
    a_clerk,
    a_head,
    about,
    decide,
    enter,
    meet,
    report,
    take_back,
    write,
)

pytestmark = pytest.mark.unit

ITEM, TOLD, PETITION, SECOND, HOME = (uuid4() for _ in range(5))
PLAIN = Standing(
    petition_id=PETITION,
    receipt="R1",
    intake=Told(revision=2, state=PetitionState.ACCEPTED),
)
ACCUSES = replace(
    PLAIN, intake=Told(revision=3, state=PetitionState.ACCEPTED), accused=(OTHER,)
)


@pytest.fixture
def store():
    second = replace(PLAIN, petition_id=SECOND)
    return LedgerStore(standings={PETITION: PLAIN, SECOND: second})


@pytest.fixture
def say(store):
    bus = ledgers_in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("street-head", organisation_id=STREET),
        enter(ITEM, about=about(AboutKind.PETITION, PETITION)),
        meet(ITEM),
        report(ITEM),
        write(ITEM, TOLD),
        decide(TOLD),
    ]:
        tell(command)
    return tell


def hear(standing):
    return HearPetition(actor=SYSTEM, standing=standing)


def test_art30_a17_what_turns_out_to_accuse_somebody_is_at_once_public_no_more(
    say, store
):
    assert store.publications[TOLD].state == "published"
    say(hear(ACCUSES))
    say(hear(ACCUSES))
    kept = store.publications[TOLD]
    assert (kept.state, kept.notice, kept.withdrawn_by) == (
        "withdrawn",
        None,
        SYSTEM.id,
    )
    assert store.ledgers[ITEM].state == "reported"
    steps = [each.step for each in store.facts if isinstance(each, PublicationStepped)]
    assert steps == ["write", "approve", "withdraw"]


def test_art30_an_older_word_and_one_without_accusation_leave_it_public(say, store):
    say(hear(replace(ACCUSES, intake=Told(revision=1, state=PetitionState.RECEIVED))))
    say(hear(replace(PLAIN, case=Told(revision=1, state=PetitionState.ASSIGNED))))
    assert store.publications[TOLD].state == "published"


def test_art30_c10_minutes_that_may_be_posted_tell_of_no_accusation(say, store):
    told = {"public_minutes": "研究了居民反映的事项"}
    meeting = uuid4()
    other = uuid4()
    say(enter(other, about=about(AboutKind.PETITION, SECOND)))
    say(meet(other, meeting_id=meeting, **told))
    look = ReadPublicMinutes(actor=a_clerk(), meeting_id=meeting)
    assert say(look).minutes == told["public_minutes"]
    say(hear(replace(ACCUSES, petition_id=SECOND)))
    with pytest.raises(NotPublishable):
        say(look)
    say(meet(other, meeting_id=meeting, **told))
    say(meet(other, meeting_id=(silent := uuid4())))
    assert say(ReadPublicMinutes(actor=a_clerk(), meeting_id=silent)).decisions == 1


def test_a17_c10_minutes_that_may_be_posted_tell_of_nothing_restricted(say):
    matter, meeting, other = about(), uuid4(), uuid4()
    told = {"public_minutes": "研究了居民反映的事项"}
    say(enter(other, about=matter))
    say(meet(other, meeting_id=meeting, **told))
    head = a_head()
    say(enter(uuid4(), head, about=matter, ledger=STABILITY, reason="screened"))
    say(meet(other, **told))
    with pytest.raises(NotPublishable):
        say(ReadPublicMinutes(actor=head, meeting_id=meeting))


def test_art25_consent_that_was_withdrawn_is_not_used_again(say):
    item, told, later = uuid4(), uuid4(), uuid4()
    agreed = {"personal": True, "consent_on": TODAY, "consent_ref": "同意书2026-7"}
    for command in (enter(item), meet(item), report(item)):
        say(command)
    say(write(item, told, **agreed))
    say(decide(told))
    back = replace(take_back(told), reason=WithdrawalReason.CONSENT_WITHDRAWN)
    say(back)
    for old in (TODAY, TODAY - timedelta(days=1)):
        with pytest.raises(Invalid) as refused:
            say(write(item, later, **agreed | {"consent_on": old}))
        assert refused.value.fields == {"consent_on": "consent-withdrawn"}
    say(write(item, later))


def test_art25_a_consent_that_is_given_anew_holds():
    words = PublicWords(
        done="一", result="二", personal=True, consent_on=TODAY, consent_ref="8号"
    )
    words.check_consent(TODAY, personal=True, ended=TODAY - timedelta(days=1))


@pytest.mark.parametrize("change", [{"home_id": HOME}, {"category": "traffic"}])
def test_art25_a17_what_is_corrected_is_published_anew_or_not_at_all(
    say, store, change
):
    item, told, matter = uuid4(), uuid4(), about()
    for command in (
        record_household(HOME),
        enter(item, about=matter),
        meet(item),
        report(item),
        write(item, told),
        decide(told),
    ):
        say(command)
    seen = store.ledgers[item].revision
    say(enter(item, about=matter, seen=seen, result="已换新管"))
    assert store.publications[told].state == "published"
    said = {"about": matter, "result": "已换新管"} | change
    say(enter(item, seen=seen + 1, **said))
    assert (store.publications[told].state, store.publications[told].reason) == (
        "withdrawn",
        "changed",
    )
    assert store.ledgers[item].state == "reported"
