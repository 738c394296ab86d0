"""D-16: a visit's form is handed on with a receipt, and what came of it is counted."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from registry.application.forms.commands import ReceiveForm, ReportForm, SendForm
from registry.application.visits.views import MASK
from registry.domain.errors import OutOfReach
from registry.domain.forms.errors import FormFixed, FormNotReceived, FormUnknown
from registry.domain.forms.form import Result, receipt_of
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    a_cause,
    record_household,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.visit_builders import (
    DIARY,
    a_home,
    a_visitor,
    an_account,
    read_visit,
    record_visit,
)

pytestmark = pytest.mark.unit

HOME, VISIT, FORM = uuid4(), uuid4(), uuid4()
RECEIVER = Actor(id="desk", role=Role.CLERK, organisation_id=OTHER)
HEAD = a_visitor("head", Role.SUPERVISOR)
WORK = Result(jobs=170, startups=3)


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
        record_household(HOME),
        record_visit(an_account(subjects=[a_home(HOME)], thinking="想就业"), VISIT),
    ]:
        tell(command)
    return tell


def send(actor=None, to_id=OTHER, **changes):
    said = {"form_id": FORM, "visit_id": VISIT, "to_id": to_id}
    return SendForm(actor=actor or a_visitor(), **said | changes)


def receive(actor=RECEIVER):
    return ReceiveForm(actor=actor, form_id=FORM)


def test_d16_a_form_is_handed_on_once_against_a_receipt(say, store):
    assert say(send()).receipt is None
    assert say(receive()).receipt == receipt_of(FORM)
    assert say(receive()) == say(send())
    assert len(store.forms) == 1
    assert store.forms[FORM].revision == 2
    assert DIARY not in repr(store.facts)
    with pytest.raises(FormFixed):
        say(send(to_id=STREET))


def test_d16_what_came_of_it_is_seen_by_the_sender(say, store):
    say(send())
    report = ReportForm(actor=RECEIVER, form_id=FORM, result=WORK)
    with pytest.raises(FormNotReceived):
        say(report)
    say(receive())
    assert say(report) == say(report)
    told = say(send())
    assert (told.jobs, told.startups) == (170, 3)
    assert store.forms[FORM].revision == 3
    for wrong in (HEAD, replace(RECEIVER, role=Role.HANDLER)):
        with pytest.raises(OutOfReach):
            say(replace(report, actor=wrong))
    with pytest.raises(FormUnknown):
        say(replace(report, form_id=uuid4()))


def test_d16_the_desk_it_was_handed_to_reads_the_visit_and_nobody_else_there(say):
    with pytest.raises(OutOfReach):
        say(read_visit(VISIT, RECEIVER))
    say(send())
    shown = say(read_visit(VISIT, RECEIVER)).visit
    assert (shown.diary, shown.thinking) == (DIARY, MASK)
    with pytest.raises(OutOfReach):
        say(read_visit(VISIT, replace(RECEIVER, role=Role.HANDLER)))


def test_who_was_there_or_oversees_hands_a_form_on_to_another_unit(say):
    assert say(send(HEAD)).from_id == COMMUNITY
    for wrong in (COMMUNITY, "nowhere"):
        with pytest.raises(Invalid):
            say(send(to_id=wrong, form_id=uuid4()))
    with pytest.raises(OutOfReach):
        say(send(RECEIVER, form_id=uuid4()))


@pytest.mark.parametrize("wrong", [{"jobs": -1}, {"startups": 10**7}])
def test_no_number_is_beyond_belief(wrong):
    with pytest.raises(Invalid):
        Result(**wrong)
