"""Offers of work and what came of them; the six ones of a unit and a year."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Role
from registry.application.aid.commands import (
    Introduce,
    RecordOffer,
    SeekCandidates,
    SettlePlacement,
    ShowEvidence,
)
from registry.application.commands import RecordDeath
from registry.domain.access import Purpose
from registry.domain.aid.checklist import Evidence, SixItem
from registry.domain.aid.errors import IntroducedAlready, OfferTaken, PlacementUnknown
from registry.domain.aid.jobs import OfferProfile, PlacementKind, PlacementStep
from registry.domain.errors import OutOfReach, ResidentClosed, Taken
from services.registry.tests.aid_builders import (
    CLERK,
    FIELD,
    FIRST,
    HEAD,
    RULES,
    the_sections,
    write,
)
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    record_duty,
    record_firm,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_aid import AidStore, aid_in_memory

pytestmark = pytest.mark.unit

FIRM, OFFER, KEY = uuid4(), uuid4(), uuid4()
PEOPLE = [UUID(int=each) for each in range(1, 4)]
PLACE, FAIL = PlacementStep.PLACE, PlacementStep.FAIL
STRANGER = an_actor(Role.CLERK, OTHER)


@pytest.fixture
def store():
    return AidStore()


@pytest.fixture
def say(store):
    bus = aid_in_memory(store, RULES)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [*the_tree(), *the_sections(), record_staff(), record_firm(FIRM)]:
        tell(command)
    for key, status in zip(PEOPLE, ("失业", "灵活就业", "在职"), strict=True):
        number = an_identity(order=f"{key.int:03}")
        tell(record_resident(key, identity_number=number))
        tell(write(key, "employment", status=status))
    tell(offer())
    return tell


def offer(actor=CLERK, key=OFFER, **changes):
    said = {"firm_id": FIRM, "post": "保洁", "posts": 1, "wage_cents": 105_000}
    profile = OfferProfile(**({"until": TODAY} | said | changes))
    return RecordOffer(actor=actor, offer_id=key, profile=profile)


def introduce(person=PEOPLE[0], key=KEY, actor=FIELD, **changes):
    said = {"kind": PlacementKind.JOB, "offer_id": OFFER, "on": TODAY}
    return Introduce(
        actor=actor, placement_id=key, resident_id=person, **(said | changes)
    )


def settle(step=PLACE, key=KEY, on=TODAY, actor=FIELD):
    return SettlePlacement(actor=actor, placement_id=key, step=step, on=on)


def seek(say):
    page = say(
        SeekCandidates(
            actor=CLERK,
            offer_id=OFFER,
            organisation_id=COMMUNITY,
            purpose=Purpose.BENEFIT_CHECK,
            after=FIRST,
            limit=9,
        )
    )
    return [each.resident_id for each in page.items], page


def test_d16_who_looks_for_work_is_found_for_an_offer_until_introduced(say):
    found, page = seek(say)
    assert found == PEOPLE[:2]
    assert page.items[0].facts == {"employment.status": "失业"}
    say(introduce())
    say(introduce())
    found, page = seek(say)
    assert (found, page.counts["decided"]) == (PEOPLE[1:2], 1)


def test_d16_who_is_hired_takes_a_post_and_there_are_no_more_than_offered(say, store):
    say(introduce())
    say(introduce(PEOPLE[1], other := uuid4()))
    say(settle())
    say(settle())
    assert store.offers[OFFER].hired == 1
    with pytest.raises(OfferTaken):
        say(settle(key=other))
    with pytest.raises(OfferTaken):
        say(introduce(PEOPLE[2], uuid4()))
    say(settle(FAIL, other))
    with pytest.raises(TransitionRefused):
        say(settle(PLACE, other))


def test_d16_nobody_is_counted_twice_for_one_offer(say, store):
    say(offer(posts=3))
    say(introduce())
    with pytest.raises(IntroducedAlready):
        say(introduce(key=uuid4()))
    say(settle())
    with pytest.raises(IntroducedAlready):
        say(introduce(key=uuid4()))
    say(introduce(PEOPLE[1], other := uuid4()))
    say(settle(FAIL, other))
    say(introduce(PEOPLE[1], uuid4()))
    assert store.offers[OFFER].hired == 1


def test_d16_a_trade_of_ones_own_takes_no_post(say, store):
    startup = {"kind": PlacementKind.STARTUP, "offer_id": None}
    say(introduce(**startup))
    say(settle())
    assert (store.placements[KEY].state, store.offers[OFFER].hired) == ("placed", 0)
    for wrong in ({"kind": PlacementKind.STARTUP}, {"offer_id": None}):
        with pytest.raises(Invalid):
            say(introduce(key=uuid4(), **wrong))


def test_d16_an_offer_keeps_its_firm_and_the_posts_that_are_taken(say, store):
    say(offer())
    say(offer(posts=3))
    say(introduce())
    say(settle())
    say(introduce(PEOPLE[1], other := uuid4()))
    say(settle(key=other))
    assert store.offers[OFFER].revision == 4
    with pytest.raises(Invalid):
        say(offer(posts=1))
    say(record_firm(firm := uuid4(), credit_code=None, kind="shop"))
    for wrong in ({"firm_id": firm}, {"firm_id": uuid4()}):
        with pytest.raises(Invalid):
            say(offer(**wrong))
    for posts in (0, 10_001):
        with pytest.raises(Invalid):
            offer(posts=posts)
    with pytest.raises(OutOfReach):
        say(offer(STRANGER))


def test_nobody_is_introduced_late_early_twice_or_when_dead(say):
    for on in (TODAY + timedelta(days=1),):
        with pytest.raises(Invalid):
            say(introduce(on=on))
    say(offer(until=TODAY - timedelta(days=1)))
    with pytest.raises(OfferTaken):
        say(introduce())
    say(introduce(on=TODAY - timedelta(days=1)))
    with pytest.raises(Taken):
        say(introduce(PEOPLE[1]))
    for wrong in (
        settle(on=TODAY - timedelta(days=2)),
        settle(on=TODAY.replace(day=3)),
    ):
        with pytest.raises(Invalid):
            say(wrong)
    with pytest.raises(PlacementUnknown):
        say(settle(key=uuid4()))
    say(RecordDeath(actor=CLERK, resident_id=PEOPLE[1], died_on=TODAY))
    with pytest.raises(ResidentClosed):
        say(introduce(PEOPLE[1], uuid4()))


def test_a07_work_is_found_for_those_in_reach(say, store):
    say(introduce())
    for actor in (an_actor(Role.HANDLER, OTHER), STRANGER):
        for command in (introduce(actor=actor), settle(actor=actor)):
            with pytest.raises(OutOfReach):
                say(command)
    say(record_duty())
    for command in (introduce(), settle()):
        with pytest.raises(OutOfReach):
            say(command)
    store.placements[KEY].resident_id = None
    say(settle())


PROOF = Evidence(name="调研报告.pdf", sha256="a" * 64)


def show(item=SixItem.RESEARCH, *evidence, actor=CLERK, place=COMMUNITY):
    return ShowEvidence(
        actor=actor, organisation_id=place, year=2026, item=item, evidence=evidence
    )


def the_list(store):
    return store.checklists[f"{COMMUNITY}/2026"]


def test_b11_an_item_is_done_when_something_shows_it(say, store):
    say(show(SixItem.RESEARCH, PROOF))
    say(show(SixItem.RESEARCH, PROOF))
    assert (the_list(store).percent, the_list(store).revision) == (Decimal("16.67"), 1)
    for item in SixItem:
        say(show(item, PROOF))
    assert (the_list(store).done, the_list(store).percent) == (6, Decimal("100.00"))
    say(show(SixItem.BRAND))
    assert the_list(store).percent == Decimal("83.33")


def test_b11_evidence_is_a_name_and_a_digest_and_of_the_own_unit(say):
    with pytest.raises(Invalid):
        Evidence(name="x", sha256="A" * 64)
    with pytest.raises(Invalid):
        say(show(SixItem.HELP, *[PROOF] * 51))
    for actor in (STRANGER, FIELD):
        with pytest.raises(OutOfReach):
            say(show(SixItem.HELP, PROOF, actor=actor))
    say(show(SixItem.HELP, PROOF, actor=HEAD))
    with pytest.raises(Invalid):
        say(show(SixItem.HELP, PROOF, place="nowhere"))
