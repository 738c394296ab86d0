"""Whoever decides is another person than whoever asked, not another account."""

from dataclasses import replace

import pytest

from minqing_kernel.messages import Role
from routing.application.commands import AssignCase, RecordStaff, ReturnCase, StartCase
from routing.application.steering import (
    AskExtension,
    DecideExtension,
    DecideRaise,
    DecideReturn,
    RaiseCase,
)
from routing.domain.dossier import Dossier, Settled
from routing.domain.errors import AskedByYourself
from services.routing.tests.builders import (
    COMMUNITY,
    STATION,
    STREET,
    a_handler,
    a_member,
    a_supervisor,
    an_actor,
)
from services.routing.tests.unit.test_handlers import House, house

pytestmark = pytest.mark.unit

__all__ = ["house"]


def one_person(house: House, *accounts: str) -> None:
    """Let registry tell that these accounts are one person's."""
    for account in accounts:
        house.do(RecordStaff(member=a_member(account, person="identity:1")))


def as_account(actor, account):
    return replace(actor, id=account)


@pytest.fixture
def petition(house):
    return house.open()


def test_nobody_decides_a_return_of_theirs_by_another_account(house, petition):
    asked = a_handler(COMMUNITY)
    head = as_account(a_supervisor(STREET), "other-account")
    house.do(StartCase(actor=asked, petition_id=petition))
    one_person(house, asked.id, head.id)
    house.do(ReturnCase(actor=asked, petition_id=petition, reason="不属我处"))
    for decide in (
        DecideReturn(actor=head, petition_id=petition, granted=True),
        AssignCase(actor=head, petition_id=petition, organisation_id=STATION),
    ):
        with pytest.raises(AskedByYourself):
            house.do(decide)
    another = as_account(head, "somebody-else")
    house.do(DecideReturn(actor=another, petition_id=petition, granted=True))


def test_nobody_grants_more_time_to_themselves_by_another_account(house, petition):
    asked = a_handler(COMMUNITY)
    head = as_account(a_supervisor(COMMUNITY), "other-account")
    house.do(StartCase(actor=asked, petition_id=petition))
    one_person(house, asked.id, head.id)
    house.do(AskExtension(actor=asked, petition_id=petition, days=5, reason="待鉴定"))
    with pytest.raises(AskedByYourself):
        house.do(DecideExtension(actor=head, petition_id=petition, granted=True))
    another = an_actor(Role.SUPERVISOR, COMMUNITY)
    house.do(
        DecideExtension(
            actor=as_account(another, "somebody"), petition_id=petition, granted=True
        )
    )


def test_nobody_takes_up_a_matter_that_they_declared_by_another_account(
    house, petition
):
    asked = a_handler(COMMUNITY)
    head = as_account(a_supervisor(STREET), "other-account")
    house.do(StartCase(actor=asked, petition_id=petition))
    house.case(petition).dossier = Dossier(settled=Settled(mode="declared"))
    one_person(house, asked.id, head.id)
    house.do(RaiseCase(actor=asked, petition_id=petition))
    with pytest.raises(AskedByYourself):
        house.do(DecideRaise(actor=head, petition_id=petition, granted=False))
