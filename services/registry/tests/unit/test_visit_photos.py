"""Photographs that a visit names, and the homes on somebody's list (C-26, A-07)."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.charges.commands import SeeHomes
from registry.application.charges.homes import my_homes
from registry.application.charges.views import HomeInCharge
from registry.application.visits.commands import ExpectPhoto, KeepPhoto
from registry.domain.access import Purpose
from registry.domain.errors import OutOfReach
from registry.domain.profiles import ScopeKind
from registry.domain.visits.errors import VisitForgotten, VisitNotYours
from registry.domain.visits.photo import Photo
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    a_cause,
    an_actor,
    record_duty,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import InMemoryReader, Store, in_memory
from services.registry.tests.visit_builders import (
    a_home,
    a_visitor,
    an_account,
    record_visit,
)

pytestmark = pytest.mark.unit

HOME, VISIT, PERSON = UUID(int=7), UUID(int=9), UUID(int=11)
HASH = sha256(b"as it was sent").hexdigest()
SEEN = Photo(name="1.jpg", sha256=HASH, size=14)


def a_store(*more):
    store = Store()
    bus = in_memory(store)
    said = [*the_tree(), record_staff(), record_household(HOME)]
    for command in [*said, *more]:
        bus.handle(command, a_cause(command.actor))
    return store, bus


def a_visit(**changes):
    return record_visit(an_account(subjects=[a_home(HOME)], **changes), VISIT)


def came(actor=None, of=HASH):
    who = actor or a_visitor()
    return KeepPhoto(actor=who, visit_id=VISIT, sha256=of, digest="d" * 64, bytes=9)


def test_c26_a_photograph_that_a_visit_names_comes_once():
    store, bus = a_store(a_visit(photos=[SEEN]))
    for _ in range(2):
        bus.handle(came(), a_cause(a_visitor()))
    [kept] = store.visit_photos.values()
    assert (kept.sha256, kept.kept_by, kept.kept_at) == (HASH, "wang-li", NOON)


def test_c26_a_photograph_that_was_named_before_a_correction_may_still_come():
    store, bus = a_store(a_visit(photos=[SEEN]), a_visit(diary="另一本"))
    bus.handle(came(), a_cause(a_visitor()))
    assert len(store.visit_photos) == 1


def test_what_no_visit_names_what_is_anothers_and_what_was_forgotten_is_refused():
    store, bus = a_store(a_visit(photos=[SEEN]))
    with pytest.raises(Invalid):
        bus.handle(came(of="0" * 64), a_cause(a_visitor()))
    with pytest.raises(VisitNotYours):
        bus.handle(came(a_visitor("li-na")), a_cause(a_visitor("li-na")))
    store.visits[VISIT].forget(at=NOON)
    with pytest.raises(VisitForgotten):
        bus.handle(came(), a_cause(a_visitor()))
    assert store.visit_photos == {}


def test_what_may_not_come_is_refused_before_its_file_is_kept():
    store, bus = a_store(a_visit(photos=[SEEN]))
    said = ExpectPhoto(actor=a_visitor(), visit_id=VISIT, sha256=HASH)
    bus.handle(said, a_cause(a_visitor()))
    with pytest.raises(Invalid):
        bus.handle(replace(said, sha256="0" * 64), a_cause(a_visitor()))
    store.visits[VISIT].forget(at=NOON)
    with pytest.raises(VisitForgotten):
        bus.handle(said, a_cause(a_visitor()))


class Reader(InMemoryReader):
    """One home is in everybody's charge; what was asked is kept."""

    def homes_in_charge(self, charge, staff_id, place, today, limit):
        self.asked = charge, staff_id, place, limit
        lived = [r for r in self._store.residents.values() if r.profile.household_id]
        home = self._store.households[HOME]
        told = {"planned_on": today, "visited_on": None}
        return [HomeInCharge(household=home, members=lived, **told)]


@pytest.mark.parametrize(
    ("scope", "planner"), [(ScopeKind.BUILDING, ""), (None, "wang-li")]
)
def test_a07_a_list_of_homes_is_masked_and_a_captains_ends_at_the_own_building(
    scope, planner
):
    duty = [record_duty()] if scope else []
    store, _ = a_store(*duty, record_resident(PERSON, household_id=HOME))
    reader = Reader(store)
    [home] = my_homes(reader, an_actor(Role.HANDLER, COMMUNITY), 9)
    assert home.name == "白**"
    assert home.address.endswith("***")
    assert reader.asked[1:] == (planner, COMMUNITY, 9)
    whole = my_homes(reader, an_actor(Role.HANDLER, COMMUNITY), 9, whole=True)
    assert not whole[0].address.endswith("***")
    store.residents.clear()
    assert my_homes(reader, an_actor(Role.HANDLER, COMMUNITY), 9)[0].name is None


@pytest.mark.parametrize("actor", [an_actor(Role.OPS, None), an_actor(Role.OPS)])
def test_a_list_of_homes_is_for_those_who_have_a_place(actor):
    with pytest.raises(OutOfReach):
        my_homes(Reader(a_store()[0]), actor, 9)


def test_a_look_at_the_addresses_is_written_down_for_each_home_and_for_a_purpose():
    store, bus = a_store()
    look = SeeHomes(actor=a_visitor(), household_ids=(HOME,), purpose=Purpose.VISIT)
    bus.handle(look, a_cause(a_visitor()))
    [noted] = store.looks
    assert (noted.resident_id, noted.fields) == (HOME, ("households.address",))
    with pytest.raises(Invalid):
        bus.handle(replace(look, purpose=Purpose.RETENTION), a_cause(a_visitor()))
