"""What a broker lacks, has otherwise, or has too much of, for its neighbours."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from routing.adapters.agencies.link.definitions import DEAD, IN, OUT, OUTBOX
from routing.adapters.agencies.link.things import ACCOUNT, Kind, Thing


class Act(StrEnum):
    """What must be done about a thing."""

    MAKE = "+"
    CHANGE = "~"
    REMOVE = "-"


@dataclass(frozen=True)
class Difference:
    """One thing that is not as it should be."""

    act: Act
    thing: Thing

    def __str__(self) -> str:
        return f"{self.act} {self.thing}"


def differences(wanted: Iterable[Thing], running: Iterable[Thing]) -> list[Difference]:
    """Return what is to be done, in an order in which it can be done.

    First goes what is no more wanted, the way that letters come before their queue:
    nothing is brought to an agency that left while the rest is put in order.
    """
    should = {thing.key: thing for thing in wanted}
    has = {thing.key: thing for thing in running}
    gone = [each for key, each in has.items() if key not in should and _is_ours(each)]
    gone.sort(key=lambda thing: thing.key, reverse=True)
    found = [Difference(Act.REMOVE, thing) for thing in gone]
    for key, thing in sorted(should.items()):
        if key not in has:
            found.append(Difference(Act.MAKE, thing))
        elif dict(has[key].about) != dict(thing.about):
            found.append(Difference(Act.CHANGE, thing))
    return found


def _is_ours(thing: Thing) -> bool:
    """Tell whether it is ours to remove: whatever bears a neighbour's name."""
    name = thing.name[0]
    if thing.kind is Kind.BINDING:
        return name in {OUT, IN, DEAD}
    if thing.kind in {Kind.SHOVEL, Kind.QUEUE}:
        return name.startswith(OUTBOX)
    if thing.kind in {Kind.EXCHANGE, Kind.POLICY}:
        return False
    return name.startswith(ACCOUNT)
