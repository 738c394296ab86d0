"""Agencies whose words arrive at once, or wait while the link is cut."""

from uuid import UUID

from routing.domain.handover import receiving, reconciling, sending
from routing.domain.handover.forms import Form
from routing.domain.handover.protocol import obey
from services.routing.tests.handover_world import (
    DISTRICT,
    IN_TIME,
    STREET,
    UNTIL,
    begin,
    terms,
)


class Link:
    """Agencies whose words arrive at once; `lost` keeps what was said instead."""

    def __init__(self, *agencies):
        self.legs = begin(*agencies or (STREET, DISTRICT))
        self.cut, self.lost, self.told = False, [], []

    def __getitem__(self, agency):
        return self.legs[agency]

    def do(self, decision, at=IN_TIME):
        self.legs[decision.leg.me] = decision.leg
        self.say(decision.words, at)

    def say(self, words, at=IN_TIME):
        for word in words:
            (self.lost if self.cut else self.told).append(word)
            if not self.cut:
                self.do(obey(self[word.to], word, at=at), at)

    def offer(self, form=Form.TRANSFER, to=DISTRICT, by=STREET, number=1, **changed):
        made = terms(self[by], number, form, to, **changed)
        self.do(sending.offer(self[by], made, at=IN_TIME))

    def accept(self, number=1, by=DISTRICT, at=IN_TIME, said=""):
        key = UUID(int=number)
        self.do(receiving.accept(self[by], key, at=IN_TIME, said=said), at)

    def hand_over(self, form=Form.TRANSFER, **changed):
        self.offer(form, **changed)
        self.accept(changed.get("number", 1), by=changed.get("to", DISTRICT))

    def hand_back(self, by=DISTRICT, number=2, of=1, at=IN_TIME):
        back = UUID(int=of)
        to = self[by].received_row(back).terms.sender
        made = terms(self[by], number, Form.RETURN, to, returns=back)
        self.do(sending.hand_back(self[by], made, at=at, return_by=UNTIL))

    def sent(self, number=1, by=STREET):
        return self[by].sent_row(UUID(int=number)).state

    def received(self, number=1, by=DISTRICT):
        return self[by].received_row(UUID(int=number)).state

    def restore(self, agency, leg, number=1):
        others = set(self.legs) - {agency}
        self.do(reconciling.restored(leg, number, others))
