"""Random lives of a matter between agencies, and what must hold at each moment."""

from contextlib import suppress
from datetime import timedelta

from hypothesis import strategies as st

from minqing_kernel.errors import DomainError
from services.routing.tests.agencies_town import BUREAU, DISTRICT_HALL, STREET_OFFICE

STEPS = ("offer", "accept", "refuse", "recall", "give-back", "answer")
DEEDS = st.sampled_from([*STEPS, "deliver", "lose", "double", "late", "wait"])


class Life:
    """One matter, what people try in it, and what the wire does to its letters."""

    def __init__(self, town):
        self.town, self.known = town, []
        town.wire.settle()
        self.petition = town.open()

    def live(self, deed, place):
        wire = self.town.wire
        wire.collect()
        if deed in STEPS:
            with suppress(DomainError):
                self.people(deed)
        elif deed == "wait":
            self.town.clock.advance(timedelta(hours=7))
            for agency in self.town.agencies.values():
                agency.agencies.waiting.run()
        elif wire.on_way:
            place %= len(wire.on_way)
            if deed == "double":
                wire.on_way.append(wire.on_way[place])
            elif deed == "lose":
                wire.on_way.pop(place)
            else:
                wire.deliver(0 if deed == "deliver" else place)

    def people(self, deed):
        town = self.town
        if deed == "offer":
            for by, to in ((STREET_OFFICE, DISTRICT_HALL), (DISTRICT_HALL, BUREAU)):
                with suppress(DomainError):
                    self.known.append((town.offer(self.petition, by, to), by, to))
        elif deed == "answer":
            for agency in town.agencies:
                with suppress(DomainError):
                    town.answer(self.petition, by=agency)
        for known in self.known[-2:]:
            with suppress(DomainError):
                self.about(deed, *known)

    def about(self, deed, handover, by, to):
        town = self.town
        if deed == "accept":
            town.accept(handover, by=to)
        elif deed == "refuse":
            town.refuse(handover, by=to)
        elif deed == "recall":
            town.recall(handover, by=by)
        elif deed == "give-back":
            self.known.append((town.give_back(handover, by=to), to, by))


LIVES = st.lists(st.tuples(DEEDS, st.integers(0, 9)), min_size=8, max_size=24)


def live_through(life, lives):
    for deed, place in lives:
        life.live(deed, place)
        assert not life.town.broken(life.petition)
    life.town.wire.collect()
    life.town.wire.heal(life.town.clock)
    legs = life.town.legs(life.petition).values()
    assert not life.town.broken(life.petition)
    if legs:
        assert sum(leg.acts for leg in legs) == 1
        assert not life.town.differ(life.petition)
