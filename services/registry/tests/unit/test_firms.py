"""Enterprises, shops, small venues and units."""

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.errors import Forbidden, Invalid
from minqing_kernel.messages import Role
from registry.domain.firms.credit_code import (
    PLACES,
    checked_credit_code,
    credit_check,
)
from registry.domain.firms.errors import FirmKnown
from registry.domain.firms.events import FirmRecorded
from registry.domain.firms.firm import FirmKind
from services.registry.tests.builders import (
    CREDIT_CODE,
    OTHER,
    STREET,
    a_cause,
    an_actor,
    record_firm,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in the_tree():
        bus.handle(command, a_cause())
    store.facts.clear()
    return lambda command: bus.handle(command, a_cause())


def test_c06_a_credit_code_is_taken_in_its_one_written_form():
    assert checked_credit_code(" 91350100m000100y43 ") == CREDIT_CODE
    assert checked_credit_code("９１３５0100M000100Y43") == CREDIT_CODE


@pytest.mark.parametrize(
    ("code", "wrong"),
    [
        (CREDIT_CODE[:-1], "credit-code-length"),
        (CREDIT_CODE.replace("M", "I"), "credit-code-places"),
        (CREDIT_CODE[:-1] + "4", "credit-code-check"),
    ],
)
def test_c06_a_credit_code_that_does_not_hold_together_is_refused(code, wrong):
    with pytest.raises(Invalid) as refused:
        checked_credit_code(code)
    assert refused.value.fields == {"credit_code": wrong}


@given(body=st.text(PLACES, min_size=17, max_size=17), at=st.integers(0, 16))
def test_c06_one_wrong_place_never_passes(body, at):
    code = body + credit_check(body)
    assert checked_credit_code(code) == code
    other = PLACES[(PLACES.index(code[at]) + 1) % 31]
    with pytest.raises(Invalid):
        checked_credit_code(code[:at] + other + code[at + 1 :])


def test_c06_a_firm_tells_each_change_once(say, store):
    firm_id = uuid4()
    clerk = an_actor(Role.CLERK)
    for name in ("梨花食品厂", "梨花食品厂", "梨花食品公司"):
        say(record_firm(firm_id, clerk, name=name, premises_id="65"))
    assert [type(fact) for fact in store.facts] == [FirmRecorded] * 2
    assert store.firms[firm_id].profile.credit_code == CREDIT_CODE


@pytest.mark.parametrize("kind", [*FirmKind][1:])
def test_d01_only_an_enterprise_needs_a_code(say, kind):
    for _ in range(2):
        say(record_firm(kind=kind, credit_code=None))


def test_c06_an_enterprise_without_a_code_is_refused():
    with pytest.raises(Invalid) as refused:
        record_firm(credit_code=None)
    assert refused.value.fields == {"credit_code": "enterprise-needs-code"}


def test_c06_one_code_stands_in_the_register_once(say):
    say(record_firm())
    with pytest.raises(FirmKnown):
        say(record_firm(kind=FirmKind.SHOP))


def test_a_firm_stands_in_premises_that_are_there(say):
    with pytest.raises(Invalid) as refused:
        say(record_firm(premises_id="no-such"))
    assert refused.value.fields == {"premises_id": "unknown-premises"}


def test_a_firm_is_kept_and_moved_by_those_who_keep_both_places(say):
    firm_id = uuid4()
    say(record_firm(firm_id))
    say(record_firm(firm_id, an_actor(), organisation_id=STREET))
    for command in (
        record_firm(firm_id, an_actor(), organisation_id=OTHER),
        record_firm(actor=an_actor(Role.HANDLER), credit_code="91350100M000100Y43"),
    ):
        with pytest.raises(Forbidden):
            say(command)
