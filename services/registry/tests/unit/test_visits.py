"""Visits: who records them, what each kind requires, who reads what was said."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.visits.queries import visit_card
from registry.application.visits.views import MASK, masked_visit
from registry.domain.access import Purpose
from registry.domain.errors import OutOfReach
from registry.domain.visits.coverage import Coverage, Covered
from registry.domain.visits.errors import VisitNotYours, VisitUnknown
from registry.domain.visits.events import VisitRecorded
from registry.domain.visits.kinds import Item, SubjectKind
from registry.domain.visits.visit import TELLS, Outcome
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    DISTRICT,
    LATER,
    NOON,
    OTHER,
    STREET,
    a_cause,
    an_actor,
    record_duty,
    record_firm,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.visit_builders import (
    DIARY,
    WENT,
    a_home,
    a_meeting,
    a_visitor,
    an_account,
    days_ago,
    of,
    read_visit,
    record_visit,
)

pytestmark = pytest.mark.unit

HOME, PERSON, FIRM, VISIT = uuid4(), uuid4(), uuid4(), uuid4()


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        record_staff(),
        record_staff("li-na"),
        record_staff("far-away", organisation_id=OTHER),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
        record_firm(FIRM),
    ]:
        tell(command)
    return tell


def at_home(**changes):
    return an_account(**{"subjects": [a_home(HOME)]} | changes)


def refused(say, account, **who):
    with pytest.raises(Invalid) as told:
        say(record_visit(account, **who))
    return told.value.fields


class Reader:
    """The part of the reader that shows a visit."""

    def __init__(self, store):
        self._store = store

    def one(self, visit_id):
        found = self._store.visits.get(visit_id)
        return masked_visit(found) if found else None

    def holders(self, visit_id):
        return ()


def test_a10_a_home_visit_is_recorded_by_who_made_it(say, store):
    told = say(record_visit(at_home(), VISIT))
    assert (told.revision, told.units) == (1, {"wang-li": COMMUNITY})
    assert (told.diary, told.topic) == (MASK, None)
    [fact] = [each for each in store.facts if isinstance(each, VisitRecorded)]
    assert DIARY not in repr(fact) + repr(store.visits[VISIT].account)


def test_the_same_again_changes_nothing_in_whatever_order_people_are_named(say, store):
    both = [a_home(HOME), of(SubjectKind.RESIDENT, PERSON)]
    team = ["wang-li", "li-na"]
    say(record_visit(at_home(subjects=both, visitors=team), VISIT))
    again = at_home(subjects=[*both[::-1], both[0]], visitors=team[::-1])
    assert say(record_visit(again, VISIT)).revision == 1
    assert len([e for e in store.facts if isinstance(e, VisitRecorded)]) == 1


def test_who_recorded_a_visit_corrects_it_and_what_was_said_stays(say, store):
    say(record_visit(at_home(), VISIT))
    say(record_visit(at_home(diary="漏水已修好", outcome=Outcome.SETTLED), VISIT))
    full = say(read_visit(VISIT, a_visitor()))
    assert (full.visit.revision, full.visit.diary) == (2, "漏水已修好")
    assert [(each.revision, each.diary) for each in full.before] == [(1, DIARY)]


def test_a_visit_keeps_the_unit_that_somebody_went_for(say):
    say(record_visit(at_home(), VISIT))
    say(record_staff(organisation_id=STREET))
    told = say(record_visit(at_home(diary="补记"), VISIT))
    assert told.units == {"wang-li": COMMUNITY}


def test_another_persons_visit_is_neither_corrected_nor_said_again(say):
    say(record_visit(at_home(visitors=["wang-li", "li-na"]), VISIT))
    for account in (at_home(visitors=["wang-li", "li-na"]), at_home(diary="别的")):
        with pytest.raises(VisitNotYours):
            say(record_visit(account, VISIT, a_visitor("li-na")))


def test_nobody_records_a_visit_that_they_did_not_make(say):
    with pytest.raises(VisitNotYours):
        say(record_visit(at_home(), actor=a_visitor("li-na", Role.CLERK)))


def test_a_visit_to_come_is_no_visit(say):
    assert refused(say, at_home(held_at=NOON + timedelta(seconds=1))) == {
        "held_at": "not-yet"
    }


def test_a_kind_says_whom_it_may_name_and_what_must_be_told(say):
    firm = of(SubjectKind.FIRM, FIRM)
    assert refused(say, an_account(subjects=[firm], diary=None)) == {
        "household": "required",
        "diary": "required",
        "subjects": "bad-subject",
    }
    assert refused(say, a_meeting(None)) == {"attendance": "required"}
    assert refused(say, a_meeting(kind="hunt")) == {"kind": "unknown-kind"}


def test_every_item_that_a_kind_may_require_can_be_told():
    everybody = [a_home(HOME), of(SubjectKind.FIRM, FIRM)]
    full = a_meeting(subjects=everybody, outcome=Outcome.RAISED, diary=DIARY)
    assert all(TELLS[item](full) for item in Item)
    assert set(TELLS) == set(Item)


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ({"visitors": []}, {"visitors": "required"}),
        ({"visitors": [f"s-{n}" for n in range(51)]}, {"visitors": "too-many"}),
        ({"attendance": 0}, {"attendance": "bad-size"}),
    ],
)
def test_what_cannot_be_is_refused(said, fault):
    with pytest.raises(Invalid) as told:
        an_account(**said)
    assert told.value.fields == fault


def test_a_subject_bears_the_id_of_its_kind():
    for kind, key in ((SubjectKind.HOUSEHOLD, "65-9"), (SubjectKind.ORGANISATION, "")):
        with pytest.raises(Invalid) as told:
            of(kind, key)
        assert told.value.fields == {"subjects": "bad-id"}


@pytest.mark.parametrize("kind", list(SubjectKind))
def test_only_those_on_file_are_visited(say, kind):
    nobody = "510106040-x" if kind is SubjectKind.ORGANISATION else uuid4()
    meeting = a_meeting(subjects=[of(kind, nobody)])
    assert refused(say, meeting) == {"subjects": "unknown-subject"}


def test_visitors_and_places_are_known(say):
    unknown = at_home(visitors=["wang-li", "nobody"])
    assert refused(say, unknown) == {"visitors": "unknown-staff"}
    nowhere = at_home(premises_id="no-where")
    assert refused(say, nowhere) == {"premises_id": "unknown-premises"}


def test_a_visit_stays_within_the_visitors_reach(say):
    stranger = replace(a_visitor("far-away"), organisation_id=OTHER)
    with pytest.raises(OutOfReach):
        say(record_visit(at_home(visitors=["far-away"]), actor=stranger))


def test_a07_a_captain_records_visits_to_the_own_buildings_alone(say):
    person = of(SubjectKind.RESIDENT, PERSON)
    say(record_duty())
    for account in (at_home(), a_meeting(subjects=[person])):
        with pytest.raises(OutOfReach):
            say(record_visit(account))
    own = uuid4()
    say(record_household(own, address=AT_HOME))
    assert say(record_visit(an_account(subjects=[a_home(own)]))).revision == 1


def test_a21_a_meeting_names_whoever_came(say):
    named = [
        of(SubjectKind.FIRM, FIRM),
        of(SubjectKind.ORGANISATION, COMMUNITY),
        of(SubjectKind.RESIDENT, PERSON),
    ]
    told = say(record_visit(a_meeting(subjects=named)))
    assert (told.attendance, sorted(told.subjects)) == (23, sorted(named))


@pytest.mark.parametrize(("days", "late"), [(0, 0), (1, 1), (3, 3)])
def test_a11_how_late_a_visit_is_entered_is_measured(say, days, late):
    assert say(record_visit(at_home(held_at=days_ago(days)))).late_days == late


def test_a11_a_correction_is_no_late_entry(say, store):
    say(record_visit(at_home(), VISIT))
    store.visits[VISIT].recorded_at = WENT
    assert say(record_visit(at_home(diary="补记"), VISIT)).late_days == 0


SEEING = [
    (a_visitor(), True),
    (a_visitor("li-na"), False),
    (a_visitor("li-na", Role.CLERK), True),
    (an_actor(Role.SUPERVISOR, STREET), True),
    (an_actor(Role.CLERK, STREET), True),
    (replace(an_actor(Role.CLERK, STREET), id="li-na"), False),
    (replace(an_actor(Role.SUPERVISOR, DISTRICT), id="li-na"), True),
    (replace(an_actor(Role.SUPERVISOR, OTHER), id="li-na"), False),
    (replace(an_actor(Role.OPS, None), id="root"), False),
]
"""wang-li made the visit and sees it in any role."""


@pytest.mark.parametrize(("actor", "sees"), SEEING)
def test_a_visit_is_seen_by_its_visitors_their_clerk_and_those_above(
    say, store, actor, sees
):
    say(record_visit(at_home(), VISIT))
    places = store
    looks = (
        lambda: visit_card(Reader(store), places, VISIT, actor),
        lambda: say(read_visit(VISIT, actor)),
    )
    for look in looks:
        if sees:
            assert look()
            continue
        with pytest.raises(OutOfReach):
            look()


def test_an_unknown_visit_is_not_shown(say, store):
    with pytest.raises(VisitUnknown):
        visit_card(Reader(store), store, uuid4(), a_visitor())
    with pytest.raises(VisitUnknown):
        say(read_visit(uuid4(), a_visitor()))


def test_each_full_look_names_everybody_whom_the_diary_may_tell_of(say, store):
    person = of(SubjectKind.RESIDENT, PERSON)
    say(record_visit(at_home(subjects=[a_home(HOME), person]), VISIT))
    say(record_visit(at_home(), VISIT))
    say(read_visit(VISIT, a_visitor()))
    assert {each.resident_id for each in store.looks} == {HOME, PERSON}
    assert {each.at for each in store.looks} == {LATER}
    assert {each.purpose for each in store.looks} == {Purpose.VISIT}


def test_a_look_at_a_meeting_is_noted_under_its_own_id(say, store):
    say(record_visit(a_meeting(), VISIT))
    say(read_visit(VISIT, a_visitor()))
    assert [each.resident_id for each in store.looks] == [VISIT]


def test_what_gives_no_ground_shows_no_diary(say):
    say(record_visit(at_home(), VISIT))
    look = replace(read_visit(VISIT, a_visitor()), purpose=Purpose.LOOK_UP)
    with pytest.raises(Invalid):
        say(look)


@pytest.mark.parametrize(
    ("visited", "registered", "percent"),
    [
        (2219, 2219, "100.00"),
        (2218, 2219, "99.95"),
        (119_999, 120_000, "99.99"),
        (1, 800, "0.12"),
        (3, 800, "0.38"),
        (0, 37, "0.00"),
        (0, 0, None),
    ],
)
def test_d11_a_share_is_100_only_when_nobody_is_missing(visited, registered, percent):
    told = Coverage(kind=Covered.UNIT, visited=visited, registered=registered)
    assert told.percent == (percent and Decimal(percent))
