"""Where two agencies' knowledge of a matter differs, and whether that mends itself."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from routing.domain.handover.leg import Leg
from routing.domain.handover.lifecycle import ENDED, ReceivedState, SentState
from routing.domain.statements.letters import Line, Standing, owned_at

S, R = SentState, ReceivedState
NOWHERE = None
"""The receiver knows nothing of it, or nothing any more."""
STOPPED = frozenset({R.CLOSED, R.REFUSED, R.RETURNED, NOWHERE})

AGREEING: Mapping[SentState, AbstractSet[ReceivedState | None]] = MappingProxyType(
    {
        S.OFFERED: frozenset({R.OFFERED}),
        S.RELEASING: frozenset(),
        S.HANDED_OVER: frozenset({R.TAKEN}),
        S.WORKING: frozenset({R.WORKING}),
        S.RETURN_ASKED: frozenset({R.RETURNING}),
        S.KEPT: frozenset({R.KEPT}),
        S.ANSWERED: frozenset({R.ANSWERED, R.REFUSED, R.CLOSED, R.RETURNED}),
        **dict.fromkeys(ENDED, STOPPED | {R.ANSWERED}),
    }
)
"""What the receiver's side may be while no word of it is lost or on its way."""


class Difference(StrEnum):
    """What differs between two agencies about a matter.

    A hole: the timeline of who was restored ends before what the other side had seen.
    """

    UNKNOWN_HERE = "unknown-here"
    UNKNOWN_THERE = "unknown-there"
    OUT_OF_STEP = "out-of-step"
    CONTESTED = "contested"
    FORKED = "forked"
    HOLE_HERE = "hole-here"
    HOLE_THERE = "hole-there"


MENDING = frozenset(
    {Difference.UNKNOWN_HERE, Difference.UNKNOWN_THERE, Difference.OUT_OF_STEP}
)
"""What saying again mends; a person must look at the others."""


@dataclass(frozen=True, kw_only=True)
class Known:
    """What this side knows of a matter; `signed`: its own entry of the number heard."""

    leg: Leg
    line: Line
    signed: str | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """A difference, and how far the lost timeline went."""

    matter_id: UUID
    kind: Difference
    receipt: str = ""
    number: int = 0


def compare(mine: Known | None, theirs: Line | None) -> Iterator[Found]:
    """Yield what differs; nothing while either side is still asking after a restore."""
    if mine is None:
        if theirs is not None and not theirs.resting and _concerns(theirs):
            yield _found(theirs, Difference.UNKNOWN_HERE)
    elif mine.line.resting or (theirs is not None and theirs.resting):
        return
    elif theirs is None:
        if _concerns(mine.line):
            yield _found(mine.line, Difference.UNKNOWN_THERE)
    else:
        yield from _differing(mine, theirs)


def _differing(mine: Known, theirs: Line) -> Iterator[Found]:
    line = mine.line
    if mine.leg.rival or _contradicts(mine.leg, theirs):
        yield _found(line, Difference.CONTESTED)
    elif line.epoch != theirs.epoch or not _in_step(line, theirs):
        yield _found(line, Difference.OUT_OF_STEP)
    number, told = theirs.heard.number, theirs.heard.digest
    gone = max(theirs.lost, number if number > line.head.number else 0)
    if gone:
        yield _found(line, Difference.HOLE_HERE, gone)
    elif number and mine.signed != told:
        yield _found(line, Difference.FORKED, number)


def _contradicts(leg: Leg, theirs: Line) -> bool:
    known = owned_at(leg.history, theirs.epoch)
    return known is not None and known != (theirs.owner, theirs.way)


def _in_step(one: Line, other: Line) -> bool:
    ours = {each.handover_id: each for each in one.standings}
    far = {each.handover_id: each for each in other.standings}
    return all(_agree(ours.get(key), far.get(key)) for key in ours.keys() | far.keys())


def _concerns(line: Line) -> bool:
    """Tell whether the other side must know of it, too."""
    return not all(_agree(each, None) for each in line.standings)


def _agree(one: Standing | None, other: Standing | None) -> bool:
    """Tell whether two sides of a hand-over fit; what a newer side says always does."""
    told = [each for each in (one, other) if each is not None]
    sent = next((each.state for each in told if each.sent), None)
    received = next((each.state for each in told if not each.sent), None)
    if sent not in {*S, None} or received not in {*R, None}:
        return True
    far = R(received) if received else NOWHERE
    return far in (AGREEING[S(sent)] if sent else STOPPED)


def _found(line: Line, kind: Difference, number: int = 0) -> Found:
    return Found(
        matter_id=line.matter_id, kind=kind, receipt=line.receipt, number=number
    )
