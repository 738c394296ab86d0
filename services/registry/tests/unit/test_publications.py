"""晒账: what the public may read, who lets it be read, and what never gets there."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import DomainError, Invalid, TransitionRefused
from minqing_kernel.messages import Role
from registry.application.ledgers.checking import check_ledgers
from registry.application.ledgers.commands import ReadItem, ReadPublication
from registry.application.rules import STATUTORY_RULES
from registry.domain.access import Purpose
from registry.domain.archive.petitions import (
    PetitionLink,
    PetitionState,
    Standing,
    Told,
)
from registry.domain.errors import OutOfReach
from registry.domain.ledgers.errors import (
    ItemChanged,
    NotPublishable,
    OwnPublication,
    PublicationNotYours,
    PublicationUnknown,
    TellsTooMuch,
)
from registry.domain.ledgers.events import PublicationStepped
from registry.domain.ledgers.policy import STABILITY, STATUTORY_LEDGERS, AboutKind
from registry.domain.ledgers.publication import PublicationState
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    NAME,
    NOON,
    OTHER,
    TELEPHONE,
    TODAY,
    record_organisation,
    record_resident,
)
from services.registry.tests.fakes_ledgers import LedgerStore
from services.registry.tests.ledger_builders import (
    DONE,
    OUTCOME,
    a_clerk,
    a_head,
    about,
    decide,
    enter,
    leave,
    meet,
    report,
    return_to,
    take_back,
    write,
)
from services.registry.tests.ledger_town import HOME, PERSON, a_town

pytestmark = pytest.mark.unit

ITEM, TWIN, PETITION, TOLD = (uuid4() for _ in range(4))
CONSENT = {"consent_on": TODAY, "consent_ref": "同意书2026-7"}
AT_HOME = {"about": about(AboutKind.HOUSEHOLD, HOME)}


@pytest.fixture
def store():
    return LedgerStore()


@pytest.fixture
def say(store):
    return a_town(store)


def ready(say, item=ITEM, **changes):
    """Bring an item so far that it may be published."""
    say(enter(item, **changes))
    say(meet(item))
    say(report(item))


def too_much(say, command):
    with pytest.raises(TellsTooMuch) as told:
        say(command)
    return told.value.fields


def test_a17_another_than_the_author_lets_the_public_read(say, store):
    ready(say)
    drafted = say(write(ITEM, TOLD, a_head()))
    assert drafted.publication.state == "draft"
    for itself in (a_head(), a_head("Street-Head")):
        with pytest.raises(OwnPublication):
            say(decide(TOLD, itself))
    told = say(decide(TOLD, a_head("other-head"))).publication
    assert (told.state, told.approver) == ("published", "other-head")
    assert say(decide(TOLD, a_head("other-head"))).publication == told
    notice = store.publications[TOLD].notice
    assert (notice.done, notice.result, notice.place) == (DONE, OUTCOME, "金科苑社区")
    assert (notice.category, notice.entered_on) == ("社区服务", TODAY)
    assert store.ledgers[ITEM].state == "published"
    facts = [each for each in store.facts if isinstance(each, PublicationStepped)]
    assert [each.step for each in facts] == ["write", "approve"]


def test_a17_what_is_withdrawn_is_gone_and_its_trail_stays(say, store):
    ready(say)
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    told = say(take_back(TOLD))
    assert say(take_back(TOLD)) == told
    kept = store.publications[TOLD]
    assert (kept.notice, kept.state, kept.reason) == (None, "withdrawn", "mistake")
    assert (kept.author, kept.approver, kept.withdrawn_by) == (
        "li-na",
        "street-head",
        "li-na",
    )
    assert told.done == DONE
    assert store.ledgers[ITEM].state == "reported"
    with pytest.raises(TransitionRefused):
        say(decide(TOLD, seen=3))
    say(write(ITEM, uuid4()))


def test_a17_what_comes_back_is_public_no_more(say, store):
    ready(say)
    say(leave(ITEM))
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    say(return_to(ITEM))
    assert store.publications[TOLD].state is PublicationState.WITHDRAWN
    assert store.ledgers[ITEM].state == "entered"


def test_a17_nothing_of_stability_is_published_nor_what_stands_there_too(say, store):
    matter = about()
    secret = {"ledger": STABILITY, "reason": "screened"}
    say(enter(TWIN, a_head(), about=about(), **secret))
    with pytest.raises(NotPublishable):
        say(write(TWIN, uuid4(), a_head()))
    ready(say, about=matter)
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    say(enter(uuid4(), a_head(), about=matter, **secret))
    assert store.publications[TOLD].state is PublicationState.WITHDRAWN
    again = uuid4()
    say(write(ITEM, again))
    with pytest.raises(NotPublishable):
        say(decide(again))


def test_a17_a_stable_matter_that_returns_takes_what_is_public_back(say, store):
    matter, secret_item = about(), uuid4()
    secret = {"ledger": STABILITY, "reason": "screened", "about": matter}
    say(enter(secret_item, a_head(), **secret))
    say(leave(secret_item, actor=a_head()))
    say(return_to(secret_item, actor=a_head()))
    assert store.ledgers[secret_item].round == 2


def test_art25_somebodys_own_story_needs_their_consent(say, store):
    ready(say, **AT_HOME)
    for wrong in ({}, {"consent_on": TODAY}, {"consent_ref": "7号"}):
        with pytest.raises(Invalid) as told:
            say(write(ITEM, TOLD, **wrong))
        assert told.value.fields == {"consent_on": "consent-needed"}
    future = CONSENT | {"consent_on": TODAY + timedelta(days=1)}
    with pytest.raises(Invalid) as told:
        say(write(ITEM, TOLD, **future))
    assert told.value.fields == {"consent_on": "not-yet"}
    say(write(ITEM, TOLD, **CONSENT))
    say(decide(TOLD))
    assert store.publications[TOLD].personal
    say(enter(TWIN))
    with pytest.raises(Invalid):
        say(write(TWIN, uuid4(), personal=True))


def test_a17_a_draft_is_its_authors_and_is_approved_as_it_was_read(say):
    ready(say)
    assert say(write(ITEM, TOLD)).publication.revision == 1
    assert say(write(ITEM, TOLD)).publication.revision == 1
    with pytest.raises(PublicationNotYours):
        say(write(ITEM, TOLD, a_clerk("other")))
    say(write(ITEM, TOLD, done="疏通排水"))
    with pytest.raises(ItemChanged):
        say(decide(TOLD))
    rejected = say(decide(TOLD, approve=False, seen=2, reason="写清几号楼"))
    assert rejected.publication.state == "rejected"
    assert rejected.sent_back == "写清几号楼"
    with pytest.raises(TransitionRefused):
        say(write(ITEM, TOLD))
    say(enter(TWIN))
    with pytest.raises(PublicationUnknown):
        say(write(TWIN, TOLD))
    with pytest.raises(PublicationUnknown):
        say(decide(uuid4()))


def test_a17_only_what_was_reported_and_names_a_unit_is_published(say):
    say(enter(ITEM))
    say(write(ITEM, TOLD))
    with pytest.raises(TransitionRefused):
        say(decide(TOLD))
    ready(say, TWIN, unit=None)
    other = uuid4()
    say(write(TWIN, other))
    with pytest.raises(Invalid):
        say(decide(other))


def test_a17_another_place_neither_writes_nor_decides_nor_reads(say):
    ready(say)
    say(write(ITEM, TOLD))
    away = a_head("far-away", OTHER)
    for command in [
        write(ITEM, uuid4(), away),
        decide(TOLD, away),
        take_back(TOLD, away),
        ReadPublication(actor=away, publication_id=TOLD),
    ]:
        with pytest.raises(OutOfReach):
            say(command)
    look = ReadPublication(actor=a_clerk(), publication_id=TOLD)
    assert say(look).done == DONE


def test_a17_an_accusation_is_not_published(say, store):
    told = Told(revision=1, state=PetitionState.ACCEPTED)
    known = {"petition_id": PETITION, "receipt": "R1", "intake": told}
    store.standings[PETITION] = Standing(**known)
    ready(say, about=about(AboutKind.PETITION, PETITION))
    say(write(ITEM, TOLD))
    store.standings[PETITION] = Standing(**known, accused=[OTHER])
    with pytest.raises(NotPublishable):
        say(decide(TOLD))


def test_a17_a_draft_is_looked_through_once_more_before_it_is_public(say):
    ready(say, **AT_HOME)
    say(write(ITEM, TOLD, done="由秦小川协助更换水管", **CONSENT))
    say(
        record_resident(uuid4(), household_id=HOME, name="秦小川", identity_number=None)
    )
    assert too_much(say, decide(TOLD)) == {"done": "person"}


def test_a17_a_unit_whose_name_tells_of_somebody_is_not_shown(say):
    for unit, name in (("c-1", "白小梨工作室"), ("c-2", "残疾人服务站")):
        item, told = uuid4(), uuid4()
        say(record_organisation(unit, name=name, parent_id=COMMUNITY))
        ready(say, item, unit=unit, home_id=HOME)
        say(write(item, told, **CONSENT))
        with pytest.raises(NotPublishable):
            say(decide(told))


def test_a17_answers_to_the_archives_sensitive_questions_are_refused(say, store):
    store.answers += ["视力", "健康", "无"]
    ready(say)
    assert too_much(say, write(ITEM, TOLD, done="视力受损的居民")) == {
        "done": "health-or-hardship"
    }
    say(write(ITEM, TOLD, done="健康步道已修好"))


class Audit:
    """What a check finds stored."""

    def __init__(self, *texts, wrong=()):
        self._texts, self._wrong = texts, wrong

    def items(self):
        return 2

    def strayed(self):
        return self._wrong

    broken = strayed

    def misfit(self, restricted):
        assert restricted == {STABILITY}
        return self._wrong

    def texts(self):
        return [(TOLD, each) for each in self._texts]


def test_a_check_names_what_would_be_published_no_more_and_none_of_its_words():
    check = lambda audit: check_ledgers(audit, FrozenClock(NOON), STATUTORY_RULES)  # noqa: E731
    good = check(Audit(DONE, OUTCOME))
    assert (good.items, good.notices, good.faults) == (2, 1, [])
    bad = check(Audit("低保户已修好", wrong=[ITEM]))
    assert len(bad.faults) == 4
    assert bad.faults[-1].what == "tells too much: health-or-hardship"


def test_a17_who_filed_a_petition_is_not_told_of_either(say, store):
    told = Told(revision=1, state=PetitionState.ACCEPTED)
    known = {"petition_id": PETITION, "receipt": "R1", "intake": told}
    store.standings[PETITION] = Standing(**known)
    link = PetitionLink(
        link_id=uuid4(), petition_id=PETITION, resident_id=PERSON, section="petitions"
    )
    store.links[link.link_id] = link
    ready(say, about=about(AboutKind.PETITION, PETITION))
    assert too_much(say, write(ITEM, TOLD, done=f"{NAME}反映的")) == {"done": "person"}
    say(ReadItem(actor=a_clerk(), item_id=ITEM, purpose=Purpose.VISIT))
    assert [each.resident_id for each in store.looks] == [PERSON]


def test_a17_a_residents_own_story_names_neither_them_nor_their_home(say, store):
    say(record_resident(uuid4(), household_id=HOME, name="乐", identity_number=None))
    ready(say, about=about(AboutKind.RESIDENT, PERSON))
    born = "1980年2月29日出生"
    for text in (f"{NAME}家", f"住{ADDRESS}", f"致电{TELEPHONE}", born):
        too_much(say, write(ITEM, TOLD, done=text, **CONSENT))
    say(write(ITEM, TOLD, **CONSENT))
    say(decide(TOLD))
    assert store.publications[TOLD].personal


def test_a17_only_the_item_that_comes_back_is_taken_from_the_public(say, store):
    matter = about()
    ready(say, about=matter)
    say(write(ITEM, TOLD))
    say(decide(TOLD))
    hard = {"ledger": "hardship", "reason": "assessed", "about": matter}
    say(enter(TWIN, **hard))
    say(leave(TWIN))
    say(return_to(TWIN))
    assert store.publications[TOLD].state is PublicationState.PUBLISHED


def test_every_refusal_of_publication_names_nobody(say):
    ready(say, **AT_HOME)
    with pytest.raises(DomainError) as told:
        say(write(ITEM, TOLD, done=f"{NAME}{TELEPHONE}", **CONSENT))
    assert NAME not in f"{told.value} {told.value.fields}"
    assert Role.SUPERVISOR in STATUTORY_LEDGERS.ledger(STABILITY).readers
