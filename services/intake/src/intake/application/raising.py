"""What visits found becomes petitions: heard, its words asked for, written down."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol
from uuid import UUID

from intake.application.commands import NOBODY, SubmitPetition
from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.signing import person_of
from intake.application.writing_down import write_down
from intake.domain.accused import is_hidden_from
from intake.domain.arrival import require_possible
from intake.domain.contact import Contact
from intake.domain.contacts import ContactEntry
from intake.domain.errors import BrokenPetition, UnknownReference
from intake.domain.lifecycle import PetitionState
from intake.domain.petition import Petition
from intake.domain.raised import RaisedFinding
from intake.domain.reception import Reception
from minqing_kernel.messages import SYSTEM, Actor, Cause, Command, Role
from minqing_kernel.text import Unreadable

REFUSALS: Final = (BrokenPetition, UnknownReference, Unreadable)
"""What is wrong with a finding and not with this moment: it goes back to its visit."""
OVER: Final = frozenset(
    {
        PetitionState.REFUSED,
        PetitionState.REFERRED,
        PetitionState.NOTED,
        PetitionState.LAPSED,
        PetitionState.WITHDRAWN,
    }
)
"""Where nobody would read what is found later: it becomes a petition of its own."""
GONE: Final = {"finding": "unknown-finding"}
LONGEST_REST: Final = 600
"""Runs, a second each, for which a finding rests that could not be taken."""
log = logging.getLogger(__name__)


class WordsAway(Exception):
    """Registry does not answer; what waits goes on waiting."""


@dataclass(frozen=True, kw_only=True, repr=False)
class FindingWords:
    """What registry says of a finding when it is asked; personal, never shown."""

    text: str
    place: str = ""
    contact: Contact = NOBODY


@dataclass(frozen=True, kw_only=True)
class HearFinding(Command):
    """Keep what registry tells: a petition is to come of a finding."""

    told: RaisedFinding


@dataclass(frozen=True, kw_only=True, repr=False)
class RegisterFinding(Command):
    """Make a petition of a finding; `words` are None where registry knows of none."""

    finding_id: UUID
    words: FindingWords | None


class Raised(Protocol):
    """The collection of all findings that were told of."""

    def add(self, aggregate: RaisedFinding, /) -> None:
        """Take a new one in."""
        ...

    def get_many(self, keys: Sequence[UUID], /) -> Mapping[UUID, RaisedFinding]:
        """Return those of many findings that are known, locked."""
        ...

    def petition_beside(self, joins: UUID, /) -> UUID | None:
        """Return the first petition of those that were to join a finding, if any."""
        ...


class RaisedWork(IntakeWork, Protocol):
    """A unit of work that knows findings."""

    @property
    def raised(self) -> Raised:
        """What visits found."""
        ...


def hear_finding(command: HearFinding, work: RaisedWork) -> None:
    """Keep what registry tells; the same again changes nothing."""
    told = command.told
    known = work.raised.get_many([told.finding_id]).get(told.finding_id)
    if known is None:
        work.raised.add(told)
    else:
        known.tell_again(told)


def register_finding(command: RegisterFinding, work: RaisedWork, *, desk: Desk) -> None:
    """Make a petition of a finding, once; what does not fit is refused with reasons."""
    finding = work.raised.get_many([command.finding_id]).get(command.finding_id)
    if finding is None or not finding.is_due:
        return
    now = desk.clock.now()
    if command.words is None:
        finding.refuse(GONE, at=now)
        return
    earlier = _earlier(finding, work)
    if earlier is not None and earlier.is_due:
        return
    petition = _shared(finding, earlier, work, desk)
    try:
        if petition is not None:
            _join(finding, petition, command.words, work, now)
        else:
            _write_down(finding, command.words, work, desk, now)
    except REFUSALS as refusal:
        finding.refuse(refusal.fields or {"text": refusal.code}, at=now)


def of_findings(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of what visits found."""
    return {
        HearFinding: hear_finding,
        RegisterFinding: partial(register_finding, desk=desk),
    }


def _earlier(finding: RaisedFinding, work: RaisedWork) -> RaisedFinding | None:
    if finding.joins is None:
        return None
    return work.raised.get_many([finding.joins]).get(finding.joins)


def _shared(
    finding: RaisedFinding,
    earlier: RaisedFinding | None,
    work: RaisedWork,
    desk: Desk,
) -> Petition | None:
    """Return the petition of the same matter, if it is one that still goes on.

    Where the earlier finding was refused, it is that of another which was to join it.
    Whoever serves whom it accuses never hears of it by joining it (条例第30条).
    """
    if earlier is None:
        return None
    beside = work.raised.petition_beside
    petition_id = earlier.petition_id or beside(earlier.finding_id)
    petition = work.petitions.get(petition_id) if petition_id else None
    if petition is None or petition.state in OVER or petition.withdrawal is not None:
        return None
    tree, accused = desk.reference.tree(), petition.nature.accused
    return None if is_hidden_from(_visitor(finding), accused, tree) else petition


def _join(
    finding: RaisedFinding,
    petition: Petition,
    words: FindingWords,
    work: RaisedWork,
    now: datetime,
) -> None:
    """Note it as a later contact about the petition of the same matter (A-09, D-06)."""
    visitor = _visitor(finding)
    entry = ContactEntry.of(
        petition.petition_id, finding.channel, words.text, by=visitor, at=now
    )
    petition.meet(finding.channel, at=now)
    work.contact_entries.add(entry)
    finding.register(petition.petition_id, petition.receipt, joined=True, at=now)


def _write_down(
    finding: RaisedFinding,
    words: FindingWords,
    work: RaisedWork,
    desk: Desk,
    now: datetime,
) -> None:
    require_possible(finding.held_at, now)
    said = SubmitPetition(
        channel=finding.channel,
        text=words.text,
        place=words.place,
        category=finding.category,
        organisation_id=finding.organisation_id,
        contact=words.contact,
        received_at=finding.held_at,
        actor=_visitor(finding),
    )
    petition = write_down(said, desk, finding.held_at, now)
    petition.arrive(now, desk.policy_at(now))
    work.petitions.add(petition)
    person = person_of(words.contact.telephone, desk.seals.blind_index)
    work.signs.ask(petition.petition_id, person)
    work.receptions.add(_arrival(finding, petition, desk, now))
    finding.register(petition.petition_id, petition.receipt, joined=False, at=now)


def _arrival(
    finding: RaisedFinding, petition: Petition, desk: Desk, now: datetime
) -> Reception:
    """Return who came, in the books like everybody who comes (D-10)."""
    arrival = Reception(
        reception_id=desk.new_id(),
        organisation_id=finding.organisation_id,
        channel=finding.channel,
        people=1,
        arrived_at=finding.held_at,
        recorded_by=finding.reported_by,
    )
    arrival.register(petition.petition_id, at=now)
    return arrival


def _visitor(finding: RaisedFinding) -> Actor:
    return Actor(
        id=finding.reported_by,
        role=Role.HANDLER,
        organisation_id=finding.organisation_id,
    )


class FindingRun:
    """Asks registry for the words of what waits, and lets each become a petition."""

    def __init__(
        self,
        waiting: Callable[[], Sequence[UUID]],
        words_of: Callable[[Sequence[UUID]], Mapping[UUID, FindingWords]],
        handle: Callable[[Command, Cause], Any],
        cause: Callable[[Actor], Cause],
    ) -> None:
        self._waiting = waiting
        self._words_of = words_of
        self._handle = handle
        self._cause = cause
        self._rests: dict[UUID, tuple[int, int]] = {}

    def run(self) -> int:
        """Work through what waits now; return how many. Raises WordsAway.

        One that could not be taken rests, longer each time: its words are read again,
        and the look at them logged, only when it is its turn.
        """
        ids = [each for each in self._waiting() if self._is_its_turn(each)]
        words = self._words_of(ids) if ids else {}
        for each in ids:
            command = RegisterFinding(finding_id=each, words=words.get(each))
            try:
                self._handle(command, self._cause(SYSTEM))
            except Exception:
                log.exception("finding %s could not be taken; it waits", each)
                tries = self._rests.get(each, (0, 0))[0] + 1
                self._rests[each] = tries, min(2**tries, LONGEST_REST)
            else:
                self._rests.pop(each, None)
        return len(ids)

    def _is_its_turn(self, finding_id: UUID) -> bool:
        tries, left = self._rests.get(finding_id, (0, 0))
        if left > 0:
            self._rests[finding_id] = tries, left - 1
        return left == 0
