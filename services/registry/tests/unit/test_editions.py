"""Organisations in time: editions by day, and who continues whom."""

from datetime import date

import pytest

from minqing_kernel.errors import Forbidden, Invalid, NotFound
from minqing_kernel.messages import Role
from registry.application.editions.commands import RecordSuccession
from registry.domain.editions.edition import Edition, edition_on, starting_day
from registry.domain.editions.succession import Succession
from registry.domain.errors import ChangedMeanwhile, WouldCircle
from registry.domain.events import OrganisationRecalled, OrganisationRecorded
from registry.domain.profiles import OrganisationKind
from services.registry.tests.builders import (
    COMMUNITY,
    DISTRICT,
    NOON,
    OPS,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    an_actor,
    an_organisation_profile,
    record_organisation,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

NEW = f"{STREET}020"
EARLIER = date(2014, 3, 1)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in [*the_tree(), record_organisation(NEW, name="金科社区")]:
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


def succeed(successors=(NEW,), **changes) -> RecordSuccession:
    said = {
        "actor": an_actor(),
        "organisation_id": COMMUNITY,
        "ground": "金泉办〔2026〕3号",
        "successors": successors,
    }
    return RecordSuccession(**(said | changes))


def editions_of(store, organisation_id=COMMUNITY):
    return {k[1]: e for k, e in store.editions.items() if k[0] == organisation_id}


def test_an_edition_holds_until_the_next_begins():
    first = Edition(
        organisation_id=COMMUNITY, since=EARLIER, profile=an_organisation_profile()
    )
    second = Edition(
        organisation_id=COMMUNITY,
        since=TODAY,
        profile=an_organisation_profile(name="金科苑"),
    )
    both = [first, second]
    assert edition_on(both, date(2014, 2, 28)) is None
    assert edition_on(both, EARLIER) is edition_on(both, date(2026, 3, 1)) is first
    assert edition_on(both, TODAY) is second


def test_what_is_to_come_is_said_when_it_comes():
    assert starting_day(None, NOON) == TODAY
    assert starting_day(EARLIER, NOON) == EARLIER
    with pytest.raises(Invalid) as refused:
        starting_day(date(2026, 3, 3), NOON)
    assert refused.value.fields == {"since": "in-the-future"}


def test_a_change_begins_an_edition_today_and_the_same_again_does_not(say, store):
    say(record_organisation(name="金科苑"))
    say(record_organisation(name="金科苑"))
    assert [type(fact) for fact in store.facts] == [OrganisationRecorded]
    assert editions_of(store)[TODAY].profile.name == "金科苑"


def test_the_past_is_said_anew_and_the_present_stands(say, store):
    for _ in range(2):
        say(record_organisation(name="金科苑居委会", since=EARLIER))
    assert [type(fact) for fact in store.facts] == [OrganisationRecalled]
    assert editions_of(store)[EARLIER].profile.name == "金科苑居委会"
    assert store.organisations[COMMUNITY].profile.name == "金科苑社区"
    assert store.organisations[COMMUNITY].revision == 2


def test_c01_area_and_population_are_told_of_an_organisation(say, store):
    say(record_organisation(STREET, parent_id=DISTRICT, area_m2=5_050_000))
    say(record_organisation(kind=OrganisationKind.COOPERATIVE, population=120_000))
    assert store.organisations[STREET].profile.area_m2 == 5_050_000
    assert store.organisations[COMMUNITY].profile.population == 120_000
    for wrong in (-1, 10**14):
        with pytest.raises(Invalid):
            an_organisation_profile(area_m2=wrong)


def test_art24_a_merged_organisation_comes_under_its_successor(say, store):
    for _ in range(2):
        say(succeed())
    ended = store.organisations[COMMUNITY].profile
    assert (ended.active, ended.parent_id) == (False, NEW)
    assert store.lineage(COMMUNITY) == [COMMUNITY, NEW, STREET, DISTRICT]
    assert editions_of(store)[TODAY].profile == ended
    assert store.successions[COMMUNITY].successors == [NEW]
    assert len(store.facts) == 1


def test_art24_a_division_names_several_and_the_first_answers(say, store):
    say(succeed((NEW, STREET)))
    say(succeed((NEW,), ground="更正"))
    assert store.successions[COMMUNITY].ground == "更正"
    assert store.organisations[COMMUNITY].profile.parent_id == NEW


@pytest.mark.parametrize(
    ("successors", "code"),
    [
        ((), "bad-length"),
        ((NEW, NEW), "named-twice"),
        ((COMMUNITY,), "succeeds-itself"),
        (("999999",), "unknown-organisation"),
        (("x",), "bad-id"),
    ],
)
def test_art24_a_successor_is_another_that_exists(say, successors, code):
    with pytest.raises(Invalid) as refused:
        say(succeed(successors))
    assert refused.value.fields == {"successors": code}


def test_art24_nobody_continues_who_is_no_more(say):
    say(succeed())
    with pytest.raises(Invalid) as refused:
        say(succeed((COMMUNITY,), organisation_id=NEW))
    assert refused.value.fields == {"successors": "inactive-organisation"}


def test_art24_those_below_move_before_their_superior_ends(say):
    with pytest.raises(WouldCircle):
        say(succeed((COMMUNITY,), organisation_id=STREET, actor=OPS))


def test_art24_who_governs_both_may_say_it_and_nobody_else(say):
    for command in (
        succeed(actor=an_actor(organisation=OTHER)),
        succeed((OTHER,)),
        succeed(actor=an_actor(Role.CLERK)),
    ):
        with pytest.raises(Forbidden):
            say(command)
    with pytest.raises(NotFound):
        say(succeed(organisation_id="999999"))


def test_a_succession_needs_a_ground():
    with pytest.raises(Invalid) as refused:
        Succession(organisation_id=COMMUNITY, successors=[NEW], since=TODAY, ground=" ")
    assert refused.value.fields == {"ground": "bad-length"}


def test_what_another_said_of_a_unit_meanwhile_is_not_overwritten(say, store):
    with pytest.raises(ChangedMeanwhile):
        say(record_organisation(NEW, name="金科一社区", seen=0))
    say(record_organisation(NEW, name="金科一社区", seen=1))
    say(record_organisation(NEW, name="金科一社区", seen=1))
    assert store.organisations[NEW].profile.name == "金科一社区"
    assert store.organisations[NEW].revision == 2
