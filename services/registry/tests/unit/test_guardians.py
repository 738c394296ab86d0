"""Those under 14, and their guardians (个人信息保护法第31条)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Forbidden, Invalid
from minqing_kernel.messages import SYSTEM, Actor, Role
from registry.application.archive.commands import ReadOwnFile
from registry.application.privacy.commands import (
    AskForRight,
    ReadChildFile,
    RecordGuardian,
)
from registry.domain.access import Purpose
from registry.domain.errors import OutOfReach
from registry.domain.privacy.errors import ConsentMissing, GuardianAsks
from registry.domain.privacy.guardian import GuardianProfile
from registry.domain.privacy.request import RequestKind
from services.registry.tests.archive_builders import CLERK, define, edit
from services.registry.tests.builders import (
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    record_resident,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

CHILD, MOTHER, GROWN = uuid4(), uuid4(), uuid4()
YESTERDAY = TODAY - timedelta(days=1)


def resident(who) -> Actor:
    return Actor(id=str(who), role=Role.RESIDENT)


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in (
        *the_tree(),
        define(),
        record_resident(CHILD, identity_number=an_identity(born="20160301")),
        record_resident(MOTHER, identity_number=an_identity(born="19880301")),
        record_resident(GROWN, identity_number=an_identity(born="20120301")),
    ):
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


def guardian(child=CHILD, actor=CLERK, **changes) -> RecordGuardian:
    said = {"guardian_id": MOTHER, "since": YESTERDAY, "consented_on": YESTERDAY}
    profile = GuardianProfile(child_id=child, **(said | changes))
    return RecordGuardian(actor=actor, profile=profile)


def test_class_3_of_a_child_needs_a_guardians_consent(say, store):
    with pytest.raises(ConsentMissing):
        say(edit(CHILD, illness="哮喘"))
    say(edit(CHILD, condition="良好"))
    say(guardian(consented_on=None))
    with pytest.raises(ConsentMissing):
        say(edit(CHILD, 1, illness="哮喘"))
    say(guardian())
    say(edit(CHILD, 1, illness="哮喘"))
    say(guardian(withdrawn_on=TODAY))
    with pytest.raises(ConsentMissing):
        say(edit(CHILD, 2, illness="肺炎"))
    say(edit(CHILD, 2, illness=None))


def test_who_is_fourteen_needs_none_and_the_books_come_in_without(say):
    say(edit(GROWN, illness="哮喘"))
    say(edit(CHILD, actor=SYSTEM, illness="哮喘"))


@pytest.mark.parametrize(
    "ended", [{"until": TODAY}, {"since": TODAY + timedelta(days=1), "until": None}]
)
def test_consent_holds_while_they_are_the_guardian(say, ended):
    say(guardian(**ended))
    with pytest.raises(ConsentMissing):
        say(edit(CHILD, illness="哮喘"))


def test_a12_a_childs_file_is_told_to_the_guardian_and_not_to_the_child(say, store):
    say(guardian())
    say(edit(CHILD, illness="哮喘"))
    with pytest.raises(GuardianAsks):
        say(ReadOwnFile(actor=resident(CHILD)))
    told = say(ReadChildFile(actor=resident(MOTHER), child_id=CHILD))
    assert [f.value for s in told.sections for f in s.fields] == ["哮喘"]
    (look,) = store.looks
    assert (look.actor, look.resident_id) == (resident(MOTHER), CHILD)
    assert look.purpose is Purpose.OWN_REQUEST


@pytest.mark.parametrize(
    ("ties", "who", "child"),
    [
        ([], MOTHER, CHILD),
        ([guardian(until=TODAY)], MOTHER, CHILD),
        ([guardian()], GROWN, CHILD),
        ([guardian(GROWN)], MOTHER, GROWN),
        ([], MOTHER, uuid4()),
    ],
)
def test_nobody_else_gets_a_childs_file(say, store, ties, who, child):
    for each in ties:
        say(each)
    with pytest.raises(OutOfReach):
        say(ReadChildFile(actor=resident(who), child_id=child))
    assert store.looks == []


def test_a_guardian_asks_for_a_correction_and_a_child_does_not(say, store):
    say(guardian())
    asked = {
        "request_id": uuid4(),
        "kind": RequestKind.CORRECTION,
        "section": "particulars",
        "statement": "改名",
        "values": {"name": "白小小"},
    }
    with pytest.raises(GuardianAsks):
        say(AskForRight(actor=resident(CHILD), **asked))
    say(AskForRight(actor=resident(MOTHER), child_id=CHILD, **asked))
    (request,) = store.requests.values()
    assert (request.asked.resident_id, request.asked.asked_by) == (CHILD, MOTHER)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"guardian_id": uuid4()}, Invalid),
        ({"guardian_id": CHILD, "child": GROWN}, Invalid),
        ({"consented_on": TODAY + timedelta(days=1)}, Invalid),
        ({"actor": an_actor(Role.CLERK, OTHER)}, Forbidden),
    ],
)
def test_a_guardian_is_known_and_consents_in_time(say, changes, refusal):
    with pytest.raises(refusal):
        say(guardian(**changes))


@pytest.mark.parametrize(
    "changes",
    [
        {"guardian_id": CHILD},
        {"until": YESTERDAY - timedelta(days=1)},
        {"consented_on": None, "withdrawn_on": TODAY},
        {"withdrawn_on": YESTERDAY - timedelta(days=1)},
    ],
)
def test_a_guardianship_that_cannot_be_is_refused(changes):
    with pytest.raises(Invalid):
        guardian(**changes)


def test_the_same_guardian_said_again_changes_nothing(say, store):
    say(guardian())
    say(guardian())
    (tie,) = store.guardians.values()
    assert tie.revision == 1
