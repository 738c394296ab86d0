"""Two accounts of one person are one person, wherever another person is needed."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.domain.checks.check import check_id
from registry.domain.checks.errors import NotAChecker
from registry.domain.errors import BadIdentity, OwnPerson
from registry.domain.ledgers.errors import OwnPublication
from registry.domain.persons import Decider, PersonNumber, person_number
from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    a_cause,
    record_staff,
    the_tree,
)
from services.registry.tests.check_builders import (
    HOME,
    SECTION,
    SECTION_CLERK,
    draw_checks,
    held,
    record_finding,
    the_staff,
)
from services.registry.tests.fakes import Store, in_memory
from services.registry.tests.fakes_checks import CheckStore, checks_in_memory
from services.registry.tests.fakes_ledgers import LedgerStore
from services.registry.tests.ledger_builders import (
    a_clerk,
    a_head,
    decide,
    enter,
    meet,
    report,
    write,
)
from services.registry.tests.ledger_town import a_town
from services.registry.tests.visit_builders import (
    a_home,
    a_visitor,
    an_account,
    record_visit,
)

pytestmark = pytest.mark.unit

NUMBER = "11010519491231002X"
BY_IDENTITY = PersonNumber(identity_number=NUMBER)
SUPERVISES = frozenset({Role.SUPERVISOR})


@pytest.fixture
def bus_and_store():
    store = Store()
    bus = in_memory(store)
    say = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in the_tree():
        say(command)
    return say, store


def test_a_person_is_told_by_one_number_in_one_spelling():
    assert PersonNumber(person_number=" gh-7 ").number == "GH-7"
    assert PersonNumber(identity_number=NUMBER).told_by == "identity"
    for said in ({}, {"identity_number": NUMBER, "person_number": "GH-7"}):
        with pytest.raises(Invalid):
            PersonNumber(**said)
    with pytest.raises(Invalid):
        PersonNumber(person_number="9" * 65)


def test_the_identity_number_goes_before_a_number_of_the_place():
    both = {"identity_number": NUMBER, "person_number": "7", "name": "王丽"}
    assert person_number(both) == PersonNumber(identity_number=NUMBER)
    assert both == {"name": "王丽"}
    assert person_number({"person_number": "7"}) == PersonNumber(person_number="7")
    assert person_number({"identity_number": None}) is None


def test_a_decider_is_also_whoever_has_their_accounts_in_any_spelling():
    by = Decider("wang-li", {"WANG-LI-2"})
    assert by.is_also("Wang-Li")
    assert by.is_also("wang-li-2")
    assert not by.is_also("li-si")


def test_staff_keep_their_person_until_somebody_says_another(bus_and_store):
    say, store = bus_and_store
    say(record_staff("wang-li", number=BY_IDENTITY))
    say(record_staff("wang-2", number=BY_IDENTITY))
    say(record_staff("li-si", number=PersonNumber(person_number="gh-7")))
    say(record_staff("wang-li", name="王丽丽"))
    persons = {key: each.profile.person for key, each in store.staff.items()}
    assert persons["wang-li"] == persons["wang-2"] != persons["li-si"] is not None
    say(record_staff("wang-li", whole=True))
    assert store.staff["wang-li"].profile.person is None
    wrong = PersonNumber(identity_number="110105194912310021")
    with pytest.raises(BadIdentity):
        say(record_staff("wang-li", number=wrong))


def test_nobody_makes_another_person_of_an_account_of_their_own(bus_and_store):
    say, store = bus_and_store
    head = {"roles": SUPERVISES, "organisation_id": STREET}
    for account in ("street-head", "head-2"):
        say(record_staff(account, number=BY_IDENTITY, **head))
    person = store.staff["head-2"].profile.person
    other = PersonNumber(person_number="9")
    for account in ("street-head", "Head-2"):
        for way in ({"number": other}, {"whole": True}):
            for changed in ("street-head", "head-2"):
                with pytest.raises(OwnPerson):
                    say(record_staff(changed, a_head(account), **way, **head))
    say(record_staff("head-2", a_head("street-head"), number=BY_IDENTITY, **head))
    assert store.staff["head-2"].profile.person == person
    say(record_staff("head-2", a_head("other-head"), number=other, **head))
    assert store.staff["head-2"].profile.person != person


def test_a17_whoever_wrote_it_does_not_approve_it_by_another_account():
    store = LedgerStore()
    say = a_town(store)
    item, told = uuid4(), uuid4()
    say(enter(item))
    say(meet(item))
    say(report(item))
    say(write(item, told, a_clerk("li-na")))
    for account in ("li-na", "Street-Head", "other-head"):
        place = COMMUNITY if account == "li-na" else STREET
        number = None if account == "other-head" else BY_IDENTITY
        said = {"roles": SUPERVISES, "organisation_id": place, "number": number}
        say(record_staff(account, **said))
    for approve in (True, False):
        with pytest.raises(OwnPublication):
            say(decide(told, a_head("street-head"), approve=approve))
    assert say(decide(told, a_head("other-head"))).publication.state == "published"


def test_c15_a_visit_is_not_checked_by_another_account_of_whoever_went_or_went_along():
    store = CheckStore()
    bus = checks_in_memory(store)
    say = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in (*the_tree(), *the_staff()):
        say(command)
    clerks = {"organisation_id": SECTION, "roles": frozenset({Role.CLERK})}
    for account in ("wang-li", "sw-wang"):
        unit = clerks if account.startswith("sw") else {}
        say(record_staff(account, number=BY_IDENTITY, **unit))
    for account in ("li-na", "sw-na"):
        unit = clerks if account.startswith("sw") else {}
        say(record_staff(account, number=PersonNumber(person_number="9"), **unit))
    went, draw = uuid4(), uuid4()
    for visit, visitors in ((went, ["wang-li"]), (uuid4(), ["wang-li", "li-na"])):
        said = {"subjects": [a_home(HOME)], "held_at": held(0), "visitors": visitors}
        say(record_visit(an_account(**said), visit, a_visitor(visitors[0])))
    say(draw_checks(SECTION_CLERK, draw, rule="section-of-workers"))
    assert store.checks[check_id(draw, went)].checker_id == SECTION_CLERK.id
    for account in ("sw-wang", "sw-na"):
        with pytest.raises(NotAChecker):
            say(record_finding(draw, went, replace(SECTION_CLERK, id=account)))
    say(record_finding(draw, went, SECTION_CLERK))
