"""Service counters: items, hours, claims, appointments outside hours."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid
from minqing_kernel.messages import Role
from registry.application.counters.commands import (
    RecordAppointment,
    RecordClaimed,
    RecordHours,
    RecordItem,
)
from registry.application.counters.views import Count
from registry.domain.counters.appointment import SLOT, AppointmentProfile
from registry.domain.counters.errors import AppointmentFixed, OpenThen
from registry.domain.counters.events import AppointmentRecorded, ItemRecorded
from registry.domain.counters.hours import Claimed, Span, checked_hours, is_open
from registry.domain.counters.item import ItemProfile
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    a_cause,
    an_actor,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

CLERK = an_actor(Role.CLERK)
EVENING = datetime(2026, 3, 2, 11, tzinfo=UTC)
"""Seven in the evening of that Monday, in China."""
MORNING = Span(weekday=1, opens=time(9), closes=time(12))
AFTERNOON = Span(weekday=1, opens=time(14), closes=time(18))


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in [*the_tree(), record_staff()]:
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


def an_item(item_id="i-1", actor=None, **changes) -> RecordItem:
    said = {"name": "生育登记", "category": "计生", "organisation_id": COMMUNITY}
    profile = ItemProfile(**(said | changes))
    return RecordItem(actor=actor or an_actor(), item_id=item_id, profile=profile)


def appoint(appointment_id=None, actor=CLERK, **changes) -> RecordAppointment:
    said = {"organisation_id": COMMUNITY, "begins": EVENING}
    return RecordAppointment(
        actor=actor,
        appointment_id=appointment_id or uuid4(),
        profile=AppointmentProfile(**(said | changes)),
    )


def open_then(*spans, actor=None) -> RecordHours:
    return RecordHours(
        actor=actor or an_actor(), organisation_id=COMMUNITY, spans=spans
    )


def test_d18_b02_an_item_has_a_window_and_staff_and_tells_each_change_once(say, store):
    for staff in ((), (), ("wang-li",)):
        say(an_item(staff_ids=frozenset(staff)))
    assert [type(fact) for fact in store.facts] == [ItemRecorded] * 2
    assert store.items["i-1"].profile.staff_ids == {"wang-li"}
    with pytest.raises(Invalid) as refused:
        say(an_item(staff_ids=frozenset({"nobody"})))
    assert refused.value.fields == {"staff_ids": "unknown-staff"}


def test_b01_what_is_claimed_and_what_is_listed_are_both_shown(say, store):
    claimed = Claimed(organisation_id=COMMUNITY, windows=9, items=55, source="网页")
    say(RecordClaimed(actor=an_actor(), claimed=claimed))
    assert store.claimed[COMMUNITY].windows == 9
    assert Count(claimed=9, listed=8).difference == 1
    assert Count(claimed=None, listed=8).difference is None


@pytest.mark.parametrize(
    ("begins", "open_"),
    [
        (time(8, 30), False),
        (time(9), True),
        (time(11, 30), True),
        (time(12), False),
        (time(13, 30), False),
        (time(17, 30), True),
        (time(18), False),
        (time(23, 30), False),
    ],
)
def test_d19_a_counter_is_open_from_when_it_opens_until_it_closes(begins, open_):
    local = datetime.combine(EVENING.date(), begins, UTC) - timedelta(hours=8)
    hours = checked_hours([AFTERNOON, MORNING])
    assert hours == [MORNING, AFTERNOON]
    assert is_open(hours, local, SLOT) is open_
    assert not is_open(hours, local + timedelta(days=1), SLOT)


def test_d19_hours_at_the_very_end_of_a_day_count():
    late = Span(weekday=1, opens=time(23, 45), closes=time(23, 59))
    assert is_open([late], datetime(2026, 3, 2, 15, 30, tzinfo=UTC), SLOT)


@pytest.mark.parametrize(
    ("weekday", "opens", "closes", "field"),
    [(0, 9, 12, "weekday"), (8, 9, 12, "weekday"), (1, 12, 12, "closes")],
)
def test_d19_hours_that_cannot_be_are_refused(weekday, opens, closes, field):
    with pytest.raises(Invalid) as refused:
        Span(weekday=weekday, opens=time(opens), closes=time(closes))
    assert list(refused.value.fields) == [field]


def test_d19_two_times_of_one_day_do_not_overlap(say):
    again = Span(weekday=1, opens=time(11), closes=time(13))
    with pytest.raises(Invalid) as refused:
        say(open_then(MORNING, again))
    assert refused.value.fields == {"spans": "overlapping-hours"}
    say(open_then(MORNING, Span(weekday=2, opens=time(11), closes=time(13))))


def test_d19_an_appointment_is_for_a_time_outside_hours(say, store):
    say(open_then(MORNING, AFTERNOON))
    home = uuid4()
    say(record_resident(home))
    say(an_item())
    made = uuid4()
    for _ in range(2):
        say(appoint(made, item_id="i-1", resident_id=home))
    with pytest.raises(OpenThen):
        say(appoint(begins=EVENING - timedelta(hours=1, minutes=30)))
    say(appoint(made, item_id="i-1", resident_id=home, cancelled=True))
    with pytest.raises(AppointmentFixed):
        say(appoint(made, begins=EVENING + SLOT))
    told = [each for each in store.facts if isinstance(each, AppointmentRecorded)]
    assert [each.cancelled for each in told] == [False, True]


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        (
            {"begins": EVENING - timedelta(days=1)},
            {"begins": "not-in-the-next-60-days"},
        ),
        (
            {"begins": EVENING + timedelta(days=61)},
            {"begins": "not-in-the-next-60-days"},
        ),
        ({"item_id": "i-9"}, {"item_id": "unknown-item"}),
        ({"resident_id": uuid4()}, {"resident_id": "unknown-resident"}),
    ],
)
def test_d19_an_appointment_is_for_something_that_can_be(say, changes, fields):
    with pytest.raises(Invalid) as refused:
        say(appoint(**changes))
    assert refused.value.fields == fields


def test_d19_an_appointment_begins_on_the_half_hour():
    with pytest.raises(Invalid):
        appoint(begins=EVENING + timedelta(minutes=10))


def test_who_governs_a_counter_says_what_it_does(say):
    stranger = an_actor(organisation=OTHER)
    claimed = Claimed(organisation_id=COMMUNITY, windows=9, items=None, source="网页")
    for command in (
        an_item(actor=stranger),
        open_then(MORNING, actor=CLERK),
        RecordClaimed(actor=stranger, claimed=claimed),
        appoint(actor=an_actor(Role.HANDLER)),
    ):
        with pytest.raises(Forbidden):
            say(command)
