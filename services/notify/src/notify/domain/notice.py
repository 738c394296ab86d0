"""Notices: one row for each occurrence and each audience that must hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID, uuid5

from minqing_kernel.state_machine import StateMachine, on
from notify.domain.occurrence import Occurrence, Param, Step


class Audience(StrEnum):
    """Who may have to be told."""

    PETITIONER = "petitioner"
    OWNER = "owner"
    HANDLER = "handler"
    SUPERIOR = "superior"
    DISPATCH = "dispatch"
    FOLLOWER = "follower"
    """The petitioner of a petition that was merged into the one it befell (并单)."""
    UNIT = "unit"
    INFORMED = "informed"
    SUBSCRIBER = "subscriber"
    """Another system that asked to be told (its recipient is the subscription)."""


class Urgency(IntEnum):
    """What is sent first; the lower number goes before."""

    URGENT = 0
    NORMAL = 1
    LOW = 2
    ASIDE = 3
    """For other systems: sent beside the rest, so that none of them holds it up."""


FOR_PEOPLE: Final = (Urgency.URGENT, Urgency.NORMAL, Urgency.LOW)
FOR_SYSTEMS: Final = (Urgency.ASIDE,)


class NoticeState(StrEnum):
    """Where a notice stands."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    NO_ADDRESS = "no-address"
    GATHERED = "gathered"
    """Told with its desk's digest."""


IN_TROUBLE: Final = frozenset({NoticeState.FAILED, NoticeState.NO_ADDRESS})
"""Where a notice does not go on by itself: a person must."""


class NoticeStep(StrEnum):
    """What may be done to a notice."""

    CLAIM = "claim"
    CONFIRM = "confirm"
    POSTPONE = "postpone"
    GIVE_UP = "give-up"
    MISS = "miss"
    REVIVE = "revive"
    GATHER = "gather"


S, T = NoticeState, NoticeStep

NOTICE_LIFE: Final[StateMachine[NoticeState, NoticeStep]] = StateMachine(
    # A notice may be claimed again from SENDING: its sender died with the lease.
    on(T.CLAIM, leaving={S.WAITING, S.SENDING}, reach=S.SENDING),
    on(T.CONFIRM, leaving={S.SENDING}, reach=S.SENT),
    on(T.POSTPONE, leaving={S.SENDING}, reach=S.WAITING),
    on(T.GIVE_UP, leaving={S.SENDING}, reach=S.FAILED),
    on(T.MISS, leaving={S.SENDING}, reach=S.NO_ADDRESS),
    on(T.GATHER, leaving={S.SENDING}, reach=S.GATHERED),
    on(T.REVIVE, leaving={S.FAILED, S.NO_ADDRESS}, reach=S.WAITING),
)

Tellings = tuple[tuple[Audience, Urgency], ...]
A, U = Audience, Urgency

WHO_IS_TOLD: Final[Mapping[Step, Tellings]] = MappingProxyType(
    {
        Step.RECEIVED: ((A.DISPATCH, U.NORMAL),),
        Step.REFUSED: ((A.PETITIONER, U.NORMAL),),
        Step.REFERRED: ((A.PETITIONER, U.NORMAL),),
        Step.NOTICED: ((A.PETITIONER, U.NORMAL),),
        Step.LATE: ((A.SUPERIOR, U.URGENT), (A.DISPATCH, U.URGENT)),
        Step.ASKED: ((A.PETITIONER, U.NORMAL),),
        Step.ANSWERED: ((A.DISPATCH, U.NORMAL),),
        Step.REMINDED: ((A.PETITIONER, U.NORMAL), (A.DISPATCH, U.NORMAL)),
        Step.LAPSED: ((A.PETITIONER, U.NORMAL), (A.DISPATCH, U.LOW)),
        Step.RECLASSIFIED: ((A.DISPATCH, U.NORMAL),),
        Step.UNROUTED: ((A.DISPATCH, U.NORMAL),),
        Step.ASSIGNED: (
            (A.OWNER, U.NORMAL),
            (A.HANDLER, U.NORMAL),
            (A.PETITIONER, U.NORMAL),
        ),
        # Nobody is disturbed for it: the petitioner sees it under the receipt.
        Step.STARTED: (),
        # Who stands above the unit agrees to the return, or not.
        Step.RETURNED: ((A.DISPATCH, U.NORMAL), (A.SUPERIOR, U.NORMAL)),
        Step.ESCALATED: (
            (A.SUPERIOR, U.URGENT),
            (A.OWNER, U.URGENT),
            (A.PETITIONER, U.NORMAL),
        ),
        # The superior is whoever passed the case on and is owed the result.
        Step.RESOLVED: ((A.PETITIONER, U.NORMAL), (A.SUPERIOR, U.LOW)),
        Step.REOPENED: ((A.OWNER, U.URGENT), (A.PETITIONER, U.NORMAL)),
        Step.CLOSED: ((A.OWNER, U.LOW),),
        Step.WITHDRAWN: (
            (A.OWNER, U.NORMAL),
            (A.PETITIONER, U.NORMAL),
            (A.DISPATCH, U.LOW),
        ),
        Step.MERGED: ((A.OWNER, U.NORMAL), (A.PETITIONER, U.NORMAL)),
        Step.SEPARATED: ((A.OWNER, U.NORMAL), (A.PETITIONER, U.NORMAL)),
        # One letter names every number: the parts themselves tell none of the division.
        Step.SPLIT: ((A.PETITIONER, U.NORMAL),),
        Step.GATHERED: ((A.OWNER, U.NORMAL),),
        Step.EXTENDED: ((A.PETITIONER, U.NORMAL), (A.OWNER, U.LOW)),
        Step.RESCHEDULED: ((A.OWNER, U.URGENT), (A.PETITIONER, U.NORMAL)),
        Step.SUSPENDED: ((A.PETITIONER, U.NORMAL),),
        Step.RESUMED: ((A.OWNER, U.NORMAL), (A.PETITIONER, U.NORMAL)),
        Step.RETAINED: ((A.OWNER, U.NORMAL),),
        Step.DISPUTED: ((A.SUPERIOR, U.URGENT), (A.DISPATCH, U.NORMAL)),
        Step.URGED: ((A.UNIT, U.URGENT), (A.SUPERIOR, U.NORMAL)),
        Step.REPORTED: ((A.SUPERIOR, U.URGENT),),
        Step.SPONSORED: ((A.OWNER, U.NORMAL),),
        Step.SHARED: ((A.UNIT, U.NORMAL),),
        Step.DOCUMENT_ISSUED: ((A.PETITIONER, U.NORMAL),),
        Step.REVIEW_ASKED: ((A.SUPERIOR, U.NORMAL), (A.PETITIONER, U.NORMAL)),
        Step.REVIEW_DECLINED: ((A.DISPATCH, U.NORMAL), (A.PETITIONER, U.NORMAL)),
        Step.REVIEW_ANSWERED: ((A.OWNER, U.NORMAL), (A.PETITIONER, U.NORMAL)),
        Step.REVIEW_ESCALATED: ((A.SUPERIOR, U.URGENT), (A.PETITIONER, U.NORMAL)),
        Step.MEDIATION_CLOSED: ((A.OWNER, U.LOW), (A.PETITIONER, U.NORMAL)),
        # The owner stays the owner: the others are told at once, and nobody else.
        Step.HAZARD_FLAGGED: ((A.INFORMED, U.URGENT),),
        Step.PROJECT_JOINED: ((A.PETITIONER, U.NORMAL),),
        # Whoever speaks for the agency answers for it; nobody has the case yet.
        Step.HANDOVER_OFFERED: ((A.DISPATCH, U.NORMAL),),
        Step.HANDOVER_WAITS: ((A.DISPATCH, U.URGENT),),
        Step.HANDOVER_REFUSED: ((A.OWNER, U.URGENT), (A.DISPATCH, U.NORMAL)),
        Step.HANDOVER_EXPIRED: ((A.OWNER, U.URGENT), (A.DISPATCH, U.NORMAL)),
        Step.HANDOVER_RETURNED: ((A.OWNER, U.URGENT), (A.DISPATCH, U.NORMAL)),
        Step.HANDOVER_RETURN_ASKED: ((A.OWNER, U.URGENT), (A.DISPATCH, U.NORMAL)),
        Step.HANDOVER_ANSWERED: ((A.OWNER, U.NORMAL),),
        # Who holds a seat at a reception is told by its telephone alone.
        Step.BOOKED: ((A.PETITIONER, U.NORMAL),),
        Step.BOOKING_MOVED: ((A.PETITIONER, U.NORMAL),),
        Step.BOOKING_CANCELLED: ((A.PETITIONER, U.NORMAL),),
        Step.BOOKING_CALLED_OFF: ((A.PETITIONER, U.URGENT),),
        # So is an informer of whose enterprises a month's report is missing.
        Step.REPORT_DUE: ((A.PETITIONER, U.NORMAL),),
        Step.DATA_GRANTED: ((A.PETITIONER, U.NORMAL),),
        Step.DATA_PARTLY: ((A.PETITIONER, U.NORMAL),),
        Step.DATA_REFUSED: ((A.PETITIONER, U.NORMAL),),
        Step.DIGEST: ((A.OWNER, U.NORMAL),),
    }
)

ECHOED: Final = frozenset({Step.ASSIGNED, Step.ESCALATED, Step.RESOLVED, Step.REOPENED})
"""The steps of which a lead's followers are told as its own petitioner is."""

MOVED: Final = "moved"
"""The parameter of an assignment to another unit than before, and its texts' name."""
HEAR_OF_MOVES: Final = (Audience.PETITIONER, Audience.FOLLOWER)

_CHANCE: Final = (1 << 80) - 1
_VERSION_8: Final = 0x8 << 76
_NO_VERSION: Final = ~(0xF << 76)

AGENCY_DESK: Final = "dispatch-desk"
THE_PETITIONER: Final = "petitioner"


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Somebody must be told something; `notice_id` is the key a channel dedupes by.

    `recipient` is an organisation id, a staff id, or one of AGENCY_DESK and
    THE_PETITIONER: addresses and names are looked up when it is sent, never stored.
    `next_attempt_at` is the wall clock's time, None when nothing more will be tried.
    """

    notice_id: UUID
    correlation_id: UUID
    petition_id: UUID
    step: Step
    audience: Audience
    recipient: str
    at: datetime
    next_attempt_at: datetime | None
    urgency: Urgency = Urgency.NORMAL
    organisation_id: str | None = None
    case_revision: int | None = None
    params: Mapping[str, Param] = field(default_factory=dict)
    state: NoticeState = NoticeState.WAITING
    attempts: int = 0

    @property
    def template(self) -> str:
        """Return the key of the text that it is written from.

        Of another unit petitioners hear by a text of its own: not the first again.
        """
        moved = self.audience in HEAR_OF_MOVES and self.params.get(MOVED)
        return f"{MOVED if moved else self.step}.{self.audience}"

    @property
    def part_ids(self) -> tuple[UUID, ...]:
        """Return the parts whose codes it tells as well (拆件), in its own order."""
        return tuple(map(UUID, str(self.params.get("part_ids") or "").split()))


def notice_id(message_id: UUID, audience: Audience) -> UUID:
    """Return the one id of what an audience is told of a message (RFC 9562, version 8).

    It begins with the message's first 48 bits, which are its time: ids of one hour
    stand side by side in the index, and the newest come last. No rule reads that.
    """
    digest = uuid5(message_id, audience).int & _CHANCE & _NO_VERSION | _VERSION_8
    return UUID(int=(message_id.int & ~_CHANCE) | digest)


def notices_for(occurrence: Occurrence, *, wall: datetime) -> list[Notice]:
    """Return the notices that an occurrence calls for, ready to go at `wall`.

    Their ids depend on the occurrence alone: told twice, they are the same notices.
    """
    return [
        _notice(occurrence, audience, urgency, recipient, wall)
        for audience, urgency in WHO_IS_TOLD[occurrence.step]
        if (recipient := _recipient(occurrence, audience)) is not None
    ]


def _recipient(occurrence: Occurrence, audience: Audience) -> str | None:
    return {
        Audience.PETITIONER: THE_PETITIONER if occurrence.reachable else None,
        Audience.OWNER: occurrence.organisation_id,
        Audience.HANDLER: occurrence.handler_id,
        Audience.SUPERIOR: occurrence.superior_id,
        Audience.DISPATCH: AGENCY_DESK,
        Audience.FOLLOWER: None,
        Audience.UNIT: occurrence.unit_id,
        Audience.INFORMED: occurrence.informed_id,
        Audience.SUBSCRIBER: None,
    }[audience]


def _notice(
    occurrence: Occurrence,
    audience: Audience,
    urgency: Urgency,
    recipient: str,
    wall: datetime,
) -> Notice:
    return Notice(
        notice_id=notice_id(occurrence.message_id, audience),
        correlation_id=occurrence.correlation_id,
        petition_id=occurrence.petition_id,
        step=occurrence.step,
        audience=audience,
        recipient=recipient,
        at=occurrence.at,
        next_attempt_at=wall,
        urgency=urgency,
        organisation_id=_desk(occurrence, audience),
        case_revision=occurrence.case_revision,
        params={"receipt": occurrence.receipt, **occurrence.params},
    )


def _desk(occurrence: Occurrence, audience: Audience) -> str | None:
    if audience is Audience.SUPERIOR:
        return occurrence.superior_id
    if audience is Audience.UNIT:
        return occurrence.unit_id
    if audience is Audience.INFORMED:
        return occurrence.informed_id
    return occurrence.organisation_id
