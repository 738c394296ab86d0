"""Somebody's own data, whole, for themselves alone (个人信息保护法第45条)."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_kernel.messages import Actor, Role
from registry.application.archive.commands import ReadOwnFile
from registry.application.archive.copies import OwnPayment, OwnRooms
from registry.application.lives.commands import RecordDeparture
from registry.application.privacy.commands import (
    AskForRight,
    ReadChildFile,
    RecordGuardian,
)
from registry.domain.access import Purpose
from registry.domain.errors import OutOfReach, ResidentUnknown
from registry.domain.privacy.guardian import GuardianProfile
from registry.domain.privacy.request import RequestKind
from services.registry.tests.archive_builders import CLERK, CONDITION, define, edit
from services.registry.tests.builders import (
    NAME,
    TODAY,
    a_cause,
    an_identity,
    record_household,
    record_resident,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.unit.test_archive_petitions import accepted, file, heard

pytestmark = pytest.mark.unit

MINE = uuid4()
PAID = OwnPayment(
    programme="hardship", period="2026", amount="1.00", state="approved", standing=True
)


def resident(subject: object) -> Actor:
    return Actor(id=str(subject), role=Role.RESIDENT)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in (
        *the_tree(),
        define(),
        define("petitions", CONDITION, holds_petitions=True),
        record_resident(MINE),
        edit(MINE, illness="糖尿病"),
        heard(accepted()),
        file(MINE),
    ):
        bus.handle(command, a_cause(command.actor))
    return lambda command: bus.handle(command, a_cause(command.actor))


def test_a12_a_resident_gets_a_whole_copy_of_the_own_file(say, store):
    own = say(ReadOwnFile(actor=resident(MINE)))
    assert own.resident.name == NAME
    assert own.resident.identity_number == an_identity()
    assert [f.value for s in own.sections for f in s.fields] == ["糖尿病"]
    assert [each.state for each in own.petitions] == ["accepted"]
    (look,) = store.looks
    assert (look.actor, look.purpose) == (resident(MINE), Purpose.OWN_REQUEST)
    assert "health.illness" in look.fields


def test_what_a_law_keeps_secret_is_left_out(say, store):
    say(define("health", told_to_subject=False))
    assert say(ReadOwnFile(actor=resident(MINE))).sections == []
    assert "health.illness" not in store.looks[0].fields


def test_nobody_gets_the_file_of_another(say, store):
    for actor in (CLERK, resident("li-na")):
        with pytest.raises(OutOfReach):
            say(ReadOwnFile(actor=actor))
    with pytest.raises(ResidentUnknown):
        say(ReadOwnFile(actor=resident(uuid4())))
    assert store.looks == []


def test_what_hangs_on_a_household_is_told_to_those_who_live_there(say, store):
    home, child = uuid4(), uuid4()
    say(record_household(home))
    born = an_identity(born="20200101")
    say(record_resident(child, household_id=home, identity_number=born))
    tie = {"child_id": child, "guardian_id": MINE, "since": TODAY}
    say(RecordGuardian(actor=CLERK, profile=GuardianProfile(**tie)))
    there = OwnRooms(payments=[PAID])
    store.rooms[child, home] = there
    ask = ReadChildFile(actor=resident(MINE), child_id=child)
    assert say(ask).rooms == OwnRooms()
    store.residents[MINE].profile = replace(
        store.residents[MINE].profile, household_id=home
    )
    copy = say(ask)
    assert copy.rooms == there
    assert "payments.own" in store.looks[-1].fields
    assert copy.requests == []
    say(RecordDeparture(actor=CLERK, resident_id=MINE, left_on=TODAY))
    assert say(ask).rooms == OwnRooms()


def test_ones_own_requests_are_told_in_ones_own_words_until_they_are_forgotten(
    say, store
):
    asked = AskForRight(
        actor=resident(MINE),
        request_id=uuid4(),
        kind=RequestKind.DELETION,
        section="particulars",
        statement="电话早已换了",
        fields=("telephone",),
    )
    say(asked)
    (told,) = say(ReadOwnFile(actor=resident(MINE))).requests
    assert (told.statement, told.state, told.fields) == (
        "电话早已换了",
        "received",
        ["telephone"],
    )
    store.requests[asked.request_id].wording = None
    (told,) = say(ReadOwnFile(actor=resident(MINE))).requests
    assert (told.statement, told.values, told.reason) == (None, {}, None)
