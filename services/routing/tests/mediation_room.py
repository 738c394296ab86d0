"""A mediation after a fire, between two parties (调解), in fakes."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from routing.application.mediations.commands import (
    AddSession,
    Agree,
    OpenMediation,
    Perform,
    RateMediation,
)
from routing.domain.mediations.mediation import Agreement, Dispute, Party, Session
from services.routing.tests.builders import TODAY, a_handler

FIRE = TODAY - timedelta(days=27)
OWNER = Party(label="房主秦某", division_code="510106040019", claim="租客赔偿修复")
TENANT = Party(label="租客张某", division_code="510106040004", claim="电线老化，不赔")
PLACE = "金科苑路93号1栋1单元7号"


def day(number: int) -> date:
    return FIRE + timedelta(days=number)


class Room:
    """One case, and its mediation."""

    def __init__(self, house):
        self.house = house
        self.ids = {"petition_id": house.open(), "mediation_id": uuid4()}

    def do(self, kind, by=None, **told):
        return self.house.do(kind(actor=by or a_handler(), **self.ids, **told))

    def open(self, parties=(OWNER, TENANT), since=FIRE, by=None):
        dispute = Dispute(subject="火灾损失", place=PLACE, since=since)
        return self.do(OpenMediation, by, dispute=dispute, parties=parties)

    def meet(self, number, minutes="各执一词"):
        session = Session(held_on=day(number), mediators="司法所", minutes=minutes)
        return self.do(AddSession, session=session)

    def agree(self, number=15, within=10):
        agreement = Agreement(
            text="各担一半", agreed_on=day(number), perform_by=day(number + within)
        )
        return self.do(Agree, agreement=agreement)

    def rate(self, party, satisfied=True):
        return self.do(RateMediation, label=party.label, satisfied=satisfied)


@pytest.fixture
def room(house):
    return Room(house)


@pytest.fixture
def performed(room):
    room.open()
    room.agree()
    room.do(Perform, performed_on=TODAY)
    return room
