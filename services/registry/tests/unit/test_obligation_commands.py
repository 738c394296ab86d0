"""Tags and excuses: who may say them, of whom, and what is left of them."""

from datetime import date
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from registry.application.obligations.commands import GiveExcuse, SayTags
from registry.domain.errors import OutOfReach
from registry.domain.obligations.periods import Every
from registry.domain.obligations.rules import OnRest, RuleUnknown
from registry.domain.obligations.tagging import (
    ExcuseRecorded,
    NothingToExcuse,
    Reason,
    Tagged,
    TaggingRecorded,
    TagProfile,
)
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    record_firm,
    record_grid,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store
from services.registry.tests.fakes_obligations import Kept, a_bus_with_obligations
from services.registry.tests.obligation_builders import OF_PARTY, OF_WORKERS, a_rule

pytestmark = pytest.mark.unit

HEAD = Actor(id="head", role=Role.SUPERVISOR, organisation_id=STREET)
WORKER = Actor(id="wang-li", role=Role.HANDLER, organisation_id=COMMUNITY)
TUESDAY = a_rule(code="b24", every=Every.WEEK, weekday=1, on_rest=OnRest.NEXT)
HOLIDAY, MOVED_TO = date(2026, 10, 6), date(2026, 10, 8)


class Room:
    def __init__(self):
        self.store, self.kept = Store(), Kept()
        rules = (TUESDAY, a_rule(code="any", owes=OF_PARTY), a_rule(owes=OF_WORKERS))
        self._bus = a_bus_with_obligations(self.store, self.kept, *rules)
        for command in [*the_tree(), record_staff()]:
            self.say(command)

    def say(self, command):
        return self._bus.handle(command, a_cause(command.actor))

    def tag(self, kind, key, actor=HEAD, **changes):
        said = {"tag": "leader", "since": TODAY} | changes
        profile = TagProfile(kind=kind, id=str(key), **said)
        return self.say(SayTags(actor=actor, profiles=[profile]))

    def told(self, kind):
        return [each for each in self.store.facts if isinstance(each, kind)]


@pytest.fixture
def room():
    return Room()


def test_staff_and_whom_they_owe_are_tagged_by_those_who_govern_them(room):
    someone, home, firm = uuid4(), uuid4(), uuid4()
    for command in (
        record_resident(someone),
        record_household(home),
        record_firm(firm),
        record_grid(),
    ):
        room.say(command)
    for kind, key in (
        (Tagged.STAFF, "wang-li"),
        (Tagged.RESIDENT, someone),
        (Tagged.HOUSEHOLD, home),
        (Tagged.FIRM, firm),
        (Tagged.PREMISES, "65-9"),
        (Tagged.GRID, "g-1"),
        (Tagged.ORGANISATION, COMMUNITY),
    ):
        assert room.tag(kind, key) == 1
        for nobody in (
            WORKER,
            Actor(id="x", role=Role.SUPERVISOR, organisation_id=OTHER),
        ):
            with pytest.raises(OutOfReach):
                room.tag(kind, key, nobody)
    assert len(room.kept.taggings) == 7


@pytest.mark.parametrize("kind", list(Tagged))
def test_what_is_not_on_file_cannot_be_tagged(room, kind):
    with pytest.raises(Invalid):
        room.tag(kind, uuid4())


def test_saying_the_same_tag_again_changes_nothing_and_its_end_is_kept(room):
    for _ in range(2):
        room.tag(Tagged.STAFF, "wang-li")
    assert len(room.told(TaggingRecorded)) == 1
    room.tag(Tagged.STAFF, "wang-li", until=date(2026, 6, 1))
    [kept] = room.kept.taggings.values()
    assert (kept.revision, kept.profile.until) == (2, date(2026, 6, 1))
    assert room.told(TaggingRecorded)[1].tag == "leader"


@pytest.mark.parametrize(
    ("kind", "key", "changes"),
    [
        (Tagged.STAFF, "wang-li", {"tag": "Leader"}),
        (Tagged.STAFF, "-", {}),
        (Tagged.HOUSEHOLD, "65-9", {}),
        (Tagged.STAFF, "wang-li", {"until": date(2020, 1, 1)}),
    ],
)
def test_what_cannot_be_a_tag_is_refused(room, kind, key, changes):
    with pytest.raises(Invalid):
        room.tag(kind, key, **changes)


def excuse(rule="b24", day=MOVED_TO, reason=Reason.TRAINING, actor=WORKER):
    return GiveExcuse(actor=actor, rule=rule, day=day, reason=reason)


def test_b24_an_absence_has_a_reason_for_the_day_that_holds(room):
    for reason in (Reason.TRAINING, Reason.TRAINING, Reason.LEAVE):
        room.say(excuse(reason=reason))
    [kept] = room.kept.excuses.values()
    assert (kept.staff_id, kept.day, kept.reason) == ("wang-li", MOVED_TO, Reason.LEAVE)
    assert [each.reason for each in room.told(ExcuseRecorded)] == ["training", "leave"]


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (excuse(day=HOLIDAY), NothingToExcuse),
        (excuse(rule="any"), NothingToExcuse),
        (excuse(rule="none"), RuleUnknown),
        (excuse(actor=Actor(id="nobody", role=Role.HANDLER)), Invalid),
    ],
)
def test_b24_there_is_nothing_to_excuse_where_nothing_is_owed(room, command, refusal):
    with pytest.raises(refusal):
        room.say(command)
    assert not room.kept.excuses
