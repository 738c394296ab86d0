"""应享尽享: who may have a benefit and has none, and why a list gets shorter."""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.aid import entitlements
from registry.application.aid.commands import (
    DecideEntitlement,
    DecidePayments,
    SeekCandidates,
)
from registry.application.commands import RecordDeath
from registry.application.rules import Rules
from registry.domain.access import Purpose
from registry.domain.aid.conditions import Check, Op, PersonFact
from registry.domain.aid.entitlement import Finding, Outcome
from registry.domain.aid.errors import EditionPassed, OfferUnknown, RuleUnknown
from registry.domain.aid.payment import PaymentStep
from registry.domain.archive.errors import SectionNotYours
from registry.domain.errors import OutOfReach, ResidentClosed
from services.registry.tests.aid_builders import (
    CLERK,
    FIELD,
    FIRST,
    POLICY,
    RULES,
    SECOND,
    SEVERE,
    check,
    line,
    pay,
    the_sections,
    write,
)
from services.registry.tests.builders import (
    COMMUNITY,
    LATER,
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_aid import AidStore, aid_in_memory

pytestmark = pytest.mark.unit

HOME = UUID(int=7)
FENG, HUSBAND, CHILD, LONER = (UUID(int=each) for each in range(1, 5))
EDITION = "care@2016-01-01"


@pytest.fixture
def store():
    return AidStore()


def told(store, rules=RULES):
    bus = aid_in_memory(store, rules)
    return lambda command: bus.handle(command, a_cause(command.actor))


@pytest.fixture
def say(store):
    tell = told(store)
    for command in [*the_tree(), *the_sections(), record_staff()]:
        tell(command)
    tell(record_household(HOME))
    for key, home, born in (
        (FENG, HOME, "19700101"),
        (HUSBAND, HOME, "19680101"),
        (CHILD, HOME, "20150101"),
    ):
        number = an_identity(born=born, order=f"{key.int:03}")
        tell(record_resident(key, household_id=home, identity_number=number))
    tell(record_resident(LONER, identity_number=None))
    tell(write(FENG, "health", disability_level="二级"))
    tell(write(HUSBAND, "health", disability_level="三级"))
    return tell


def decide(resident=FENG, outcome=Outcome.CONFIRMED, edition=EDITION, actor=CLERK):
    return DecideEntitlement(
        actor=actor, rule="care", edition=edition, resident_id=resident, outcome=outcome
    )


def found(findings):
    return {each.resident_id: each.finding for each in findings.items}


def test_c12_who_meets_a_rule_and_has_no_benefit_is_listed_with_its_edition(say):
    page = say(check())
    assert (page.edition, page.looked_at) == (EDITION, 4)
    assert found(page) == {FENG: "entitled", CHILD: "unknown", LONER: "unknown"}
    assert page.counts == {
        "entitled": 1,
        "unknown": 2,
        "not-entitled": 1,
        "has-it": 0,
        "decided": 0,
    }


def test_c12_one_standing_is_listed_alone_and_all_are_counted(say):
    sure, unsure = (
        say(check(standing=each)) for each in (Finding.ENTITLED, Finding.UNKNOWN)
    )
    assert found(sure) == {FENG: "entitled"}
    assert set(found(unsure)) == {CHILD, LONER}
    assert sure.counts == unsure.counts == say(check()).counts


def test_c12_a_look_for_one_standing_goes_on_until_a_page_of_it_is_full(
    say, monkeypatch
):
    first = say(check(standing=Finding.UNKNOWN, limit=1))
    assert (first.looked_at, first.next, set(found(first))) == (3, CHILD, {CHILD})
    assert first.counts["entitled"] == first.counts["not-entitled"] == 1
    rest = say(check(standing=Finding.ENTITLED, limit=1, after=FENG))
    assert (rest.looked_at, rest.next, rest.items) == (3, None, [])
    monkeypatch.setattr(entitlements, "FAR", 2)
    short = say(check(standing=Finding.UNKNOWN, limit=1))
    assert (short.looked_at, short.next, short.items) == (2, HUSBAND, [])
    assert say(check(limit=1)).looked_at == 1


def test_c12_facts_of_class_3_decide_masked_and_each_look_is_written_down(say, store):
    page = say(check())
    [feng] = [each for each in page.items if each.resident_id == FENG]
    assert feng.facts == {"health.disability_level": "***"}
    assert feng.missing == ["civil-affairs.kinds"]
    looks = {(e.resident_id, *e.fields, e.purpose, e.at) for e in store.looks}
    said = ("health.disability_level", Purpose.BENEFIT_CHECK, LATER)
    assert looks == {(FENG, *said), (HUSBAND, *said)}


def test_c12_who_is_not_on_file_is_unknown_and_not_no(say):
    assert found(say(check()))[LONER] == "unknown"
    say(write(LONER, "health", disability_level="三级"))
    assert LONER not in found(say(check()))


def test_c12_who_has_the_benefit_by_the_file_is_off_the_list(say):
    say(write(FENG, "civil-affairs", kinds=["残疾人补贴"]))
    page = say(check())
    assert FENG not in found(page) and page.counts["has-it"] == 1


@pytest.mark.parametrize("outcome", list(Outcome))
def test_c12_the_list_gets_shorter_for_a_reason(say, store, outcome):
    assert say(decide(outcome=outcome)) == outcome.value
    say(decide(outcome=outcome))
    page = say(check())
    assert FENG not in found(page) and page.counts["decided"] == 1
    [kept] = store.entitlements.values()
    assert (kept.revision, kept.decided_by) == (1, "wang-li")
    say(decide(outcome=Outcome.DECLINED))


def test_c12_a_new_edition_of_a_rule_asks_anew(say, store):
    say(decide())
    newer = replace(SEVERE, valid_from=date(2026, 1, 1))
    both = replace(POLICY, benefits=(SEVERE, newer))
    later = told(store, Rules(help_at=lambda _: both))
    assert found(later(check()))[FENG] == "entitled"
    with pytest.raises(EditionPassed):
        later(decide())
    later(decide(edition="care@2026-01-01"))
    assert FENG not in found(later(check()))


def test_c12_age_and_household_decide_and_a_payment_ends_it(say, store):
    page = say(check("old-age"))
    assert found(page) == {LONER: "unknown"}
    assert say(check("old-age")).items[0].missing == ["age", "household-size"]
    say(record_household(home := UUID(int=8)))
    number = an_identity(born="19400301")
    say(record_resident(LONER, household_id=home, identity_number=number))
    page = say(check("old-age"))
    assert page.items[0].facts == {"age": 86, "household-size": 1}
    assert {each.resident_id for each in store.looks} == {CHILD}
    paid = line(home)
    say(pay(paid, programme="old-age"))
    assert found(say(check("old-age"))) == {LONER: "entitled"}
    step = PaymentStep.APPROVE
    say(DecidePayments(actor=SECOND, payment_ids=[paid.payment_id], step=step))
    assert say(check("old-age")).counts["has-it"] == 1


def test_c12_of_a_child_every_fact_of_the_file_is_sensitive(say, store):
    say(
        record_resident(
            CHILD,
            household_id=HOME,
            identity_number=an_identity(born="20150101", order="003"),
        )
    )
    say(write(CHILD, "employment", status="失业"))
    offer = SeekCandidates(
        actor=CLERK,
        offer_id=uuid4(),
        organisation_id=COMMUNITY,
        purpose=Purpose.VISIT,
        after=FIRST,
        limit=9,
    )
    with pytest.raises(OfferUnknown):
        say(offer)
    with_status = replace(
        POLICY, benefits=(replace(SEVERE, when=POLICY.seekers, held=None),)
    )
    page = told(store, Rules(help_at=lambda _: with_status))(check())
    child = next(each for each in page.items if each.resident_id == CHILD)
    assert child.facts == {"employment.status": "***"}
    assert [e.resident_id for e in store.looks] == [CHILD]


def test_c12_the_age_of_a_child_is_masked_and_its_look_written_down(store, say):
    young = Check(fact=PersonFact.AGE, op=Op.AT_MOST, value=13)
    rule = replace(SEVERE, when=young, held=None)
    policy = replace(POLICY, benefits=(rule,))
    page = told(store, Rules(help_at=lambda _: policy))(check())
    facts = {each.resident_id: each.facts for each in page.items}
    assert facts == {CHILD: {"age": "***"}, LONER: {}}
    assert [(e.resident_id, e.fields) for e in store.looks] == [(CHILD, ["age"])]


def test_c12_people_are_looked_at_page_by_page(say):
    first = say(check(limit=1))
    assert (first.next, first.looked_at) == (FENG, 1)
    rest = say(check(after=FENG))
    assert (rest.next, rest.looked_at) == (None, 3)


def test_c12_the_list_is_for_readers_of_the_sections_with_a_ground_and_in_reach(say):
    for actor in (an_actor(Role.CLERK, OTHER), an_actor(Role.RESIDENT, COMMUNITY)):
        with pytest.raises(OutOfReach):
            say(check(actor=actor))
    with pytest.raises(SectionNotYours):
        say(check(actor=FIELD))
    with pytest.raises(Invalid):
        say(check(purpose=Purpose.LOOK_UP))
    with pytest.raises(RuleUnknown):
        say(check("no-such-rule"))


def test_c12_nobody_decides_beyond_their_reach_or_about_the_dead(say):
    with pytest.raises(OutOfReach):
        say(decide(actor=an_actor(Role.CLERK, OTHER)))
    say(RecordDeath(actor=CLERK, resident_id=FENG, died_on=TODAY))
    with pytest.raises(ResidentClosed):
        say(decide())
    assert FENG not in found(say(check()))


def test_a_section_that_there_is_not_leaves_its_facts_unknown(store):
    tell = told(store)
    for command in [*the_tree(), record_resident(LONER)]:
        tell(command)
    assert found(tell(check())) == {LONER: "unknown"}
