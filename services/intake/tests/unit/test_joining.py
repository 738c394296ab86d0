"""就是这件，算我一个: who tells the same as an open matter near by may join it."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from rapidfuzz import fuzz

from intake.application.nearby import NearbyDesk, Turnstile
from intake.application.signing import SignPetitions
from intake.domain.contact import Contact
from intake.domain.errors import TooManyTries
from intake.domain.lifecycle import PetitionState
from intake.domain.merging import PetitionMerged
from intake.domain.nature import Kind, Nature, Path
from intake.domain.nearby import (
    MOST_COMPARED,
    may_be_joined,
    shared_place,
    street_key,
    street_of,
)
from intake.domain.policy import STATUTORY_POLICY
from intake.domain.progress import CaseStep
from minqing_kernel.clock import FrozenClock
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    STORY,
    a_contact,
    a_submission,
    a_waiting_submission,
)
from services.intake.tests.fakes import view_of
from services.intake.tests.unit.test_merging import House

pytestmark = pytest.mark.unit

POLICY = replace(STATUTORY_POLICY, joinable=("street-lighting",))
PLACE = "金科苑东街65号9栋2单元"
LAMP = "9栋2单元的楼道灯坏了三天了，老人上下楼很不方便。"
MINE = "我们9栋楼道灯坏了好几天没人修"
COVER = "小区东门外的井盖松了，晚上车一过就响"


@pytest.fixture
def house():
    return House(POLICY)


class Streets:
    """Petitions by their street, as the database would find them."""

    def __init__(self, *petitions):
        self.petitions = list(petitions)
        self.asked = []

    def on_street(self, street, categories, since):
        self.asked.append((categories, since))
        return [
            each
            for each in self.petitions
            if street_key(each.place, str) == street and each.received_at > since
        ]


def lamp(house, **changes):
    said = {"text": LAMP, "place": PLACE, "organisation_id": COMMUNITY, **changes}
    return house.submit(a_submission(**said))


def seen(house, *ids):
    return Streets(*(view_of(house.store.petitions[each]) for each in ids))


def desk(streets, policy=POLICY):
    return NearbyDesk(
        streets=streets,
        simplify=str,
        alike=fuzz.partial_ratio,
        policy_at=lambda _: policy,
        clock=FrozenClock(NOON),
    )


class Counted:
    """A bus that counts tries, and tells how many there were."""

    def __init__(self):
        self.tries = Counter()

    def handle(self, command, _cause):
        self.tries[command.receipt] += 1

    def wrong_tries(self, receipt, _at):
        return self.tries[receipt]


def test_one_asker_and_one_address_are_shown_what_is_near_so_often_and_no_oftener():
    counted = Counted()
    turnstile = Turnstile(
        bus=counted,
        tries=counted,
        mark=str,
        policy_at=lambda _: replace(POLICY, nearby_tries=2, nearby_tries_of_address=5),
        wall=FrozenClock(NOON),
    )
    for asker in ("a", "a", "b", "b"):
        turnstile.pass_in(asker, "10.0.0.1", STORY)
    with pytest.raises(TooManyTries):
        turnstile.pass_in("a", "10.0.0.1", STORY)
    turnstile.pass_in("c", "10.0.0.1", STORY)
    with pytest.raises(TooManyTries):
        turnstile.pass_in("d", "10.0.0.1", STORY)
    turnstile.pass_in("", "10.0.0.2", STORY)
    for _ in range(2):
        turnstile.pass_in("10.0.0.2", "10.0.0.3", STORY)
    turnstile.pass_in("", "10.0.0.2", STORY)
    assert counted.tries == {
        "by a": 2,
        "by b": 2,
        "by c": 1,
        "at 10.0.0.1": 5,
        "from 10.0.0.2": 2,
        "at 10.0.0.2": 2,
        "by 10.0.0.2": 2,
        "at 10.0.0.3": 2,
    }


def test_what_is_alike_on_the_same_street_is_shown_the_nearest_first(house):
    first = lamp(house)
    other = lamp(house, text="楼道灯坏了，9栋都黑着", place="金科苑东街65号8栋")
    cover = lamp(house, text=COVER)
    away = lamp(house, place="人民路65号9栋2单元")
    streets = seen(house, first, other, cover, away)
    found = desk(streets).look(MINE, "金科苑东街65号9栋")
    assert [each.petition.petition_id for each in found] == [first, other]
    assert [each.place for each in found] == ["金科苑东街65号9栋", "金科苑东街"]
    [(categories, since)] = streets.asked
    assert categories == ["street-lighting"]
    assert since == NOON - timedelta(days=180)


def test_no_more_than_three_are_shown(house):
    every = [lamp(house) for _ in range(4)]
    assert len(desk(seen(house, *every)).look(MINE, PLACE)) == 3


def test_of_long_words_no_more_are_compared_than_a_public_door_has_time_for(house):
    streets, compared = seen(house, lamp(house, text=LAMP * 60)), []

    def alike(mine, theirs):
        compared.append((len(mine), len(theirs)))
        return 100.0

    assert replace(desk(streets), alike=alike).look(MINE * 100, PLACE) != []
    assert compared == [(MOST_COMPARED, MOST_COMPARED)]


def test_an_accusation_joins_nobody_and_goes_where_it_was_sent(house):
    lead = lamp(house)
    for nature in (
        Nature(kind=Kind.ACCUSATION),
        Nature(kind=Kind.ACCUSATION, accused=frozenset({COMMUNITY})),
    ):
        told = a_waiting_submission(text=MINE, joins=lead, nature=nature)
        petition = house.store.petitions[house.submit(told)]
        assert petition.state is not PetitionState.ACCEPTED
        assert (petition.category, petition.organisation_id) == (
            told.category,
            told.organisation_id,
        )
    assert house.store.merges == {}


def test_without_a_street_or_a_rule_of_the_place_nothing_is_looked_for(house):
    streets = seen(house, lamp(house))
    assert desk(streets).look(MINE, "9栋2单元") == []
    assert desk(streets, STATUTORY_POLICY).look(MINE, PLACE) == []
    assert streets.asked == []


@pytest.mark.parametrize(
    "change",
    [
        {"reachable": False},
        {"category": "housing"},
        {"nature": Nature(kind=Kind.ACCUSATION)},
        {"nature": Nature(kind=Kind.THANKS)},
        {"state": PetitionState.REFUSED},
        {"group_id": COMMUNITY},
        {"withdrawal": "taken back"},
    ],
)
def test_what_is_nobody_elses_to_see_or_is_over_is_not_shown(house, change):
    view = view_of(house.store.petitions[lamp(house)])
    assert desk(Streets(view)).look(MINE, PLACE) != []
    assert desk(Streets(replace(view, **change))).look(MINE, PLACE) == []


def test_a_place_says_no_more_than_was_told():
    assert street_of("金科苑东街65号", str) == "金科苑东街"
    assert street_of("金科苑9栋", str) == "金科苑"
    assert street_of("9栋", str) == ""
    assert shared_place("金科苑东街", PLACE, str) == "金科苑东街"
    assert shared_place(PLACE, "金科苑东街65号9栋1单元", str) == "金科苑东街65号9栋"
    assert street_key("9栋", str) is None


def test_a_claim_that_another_procedure_settles_is_not_joined():
    statutory = Nature(kind=Kind.CLAIM, path=Path.LITIGATION)
    assert not may_be_joined(statutory, "street-lighting", frozenset(POLICY.joinable))
    assert may_be_joined(Nature(), "street-lighting", frozenset(POLICY.joinable))


def test_who_joins_gets_a_receipt_of_their_own_and_goes_on_with_the_lead(house):
    lead = lamp(house)
    mine = house.submit(
        a_waiting_submission(text=MINE, joins=lead, contact=a_contact(name="秦某"))
    )
    petition = house.store.petitions[mine]
    assert petition.receipt != house.store.petitions[lead].receipt
    assert petition.state is PetitionState.ACCEPTED
    assert petition.category == "street-lighting"
    assert petition.organisation_id == COMMUNITY
    assert house.store.merges[mine].lead_petition_id == lead
    [merged] = [e for e in house.store.facts if isinstance(e, PetitionMerged)]
    assert "加入" in merged.reason


def test_a_silent_supporter_joins_as_well(house):
    lead = lamp(house)
    mine = house.submit(a_waiting_submission(joins=lead, contact=Contact()))
    assert house.store.merges[mine].lead_petition_id == lead


def test_where_the_matter_was_answered_meanwhile_it_stands_for_itself(house):
    lead = lamp(house)
    house.told(lead, CaseStep.RESOLVED)
    mine = house.submit(a_waiting_submission(text=MINE, joins=lead))
    assert mine not in house.store.merges
    assert house.store.petitions[mine].state is PetitionState.ACCEPTED


def test_what_may_not_be_joined_is_told_as_ever(house):
    unknown, waiting = COMMUNITY, house.submit(a_waiting_submission())
    accusing = lamp(house)
    house.accuse(accusing, COMMUNITY)
    for joins in (unknown, waiting, accusing):
        mine = house.submit(a_waiting_submission(text=MINE, joins=joins))
        assert mine not in house.store.merges
        assert house.store.petitions[mine].state is PetitionState.RECEIVED


def test_a_petition_is_signed_by_its_street(house):
    lead = lamp(house)
    house.intake.bus.handle(SignPetitions(), STORY)
    assert house.store.signs[lead].street == street_key(PLACE, str)
