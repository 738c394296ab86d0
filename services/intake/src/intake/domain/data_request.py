"""Requests to correct or delete what is held of a petitioner (个人信息保护法第44-50条).

What can be corrected or deleted is the contact, part by part. The file (what was said,
pictures, how it was handled) is kept as a law orders: asked for, it is refused with its
article (第47条第2款). What is deleted needs a second pair of eyes: one proposes,
another agrees.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from intake.domain.contact import Contact
from intake.domain.data_errors import (
    BrokenDataRequest,
    DataRequestFixed,
    LawKeeps,
    SecondEyes,
)
from intake.domain.data_words import Asked, DataKind, Part, Verdict, in_order
from intake.domain.errors import StaleRevision
from intake.domain.events import PetitionFact
from intake.domain.persons import is_one_of
from intake.domain.petition import Petition
from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import DomainEvent
from minqing_kernel.state_machine import StateMachine, on

PREFIX: Final = "GX"
"""Begins the number of a request (个人信息): nobody takes it for a petition's."""
MOST_OPEN: Final = 3
"""So many requests of one petition wait at a time."""
KEPT_DAYS: Final = 730
"""So long after the answer it is known in which words it was asked (第19条)."""


class DataState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    PROPOSED = "proposed"
    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


class DataStep(StrEnum):
    """What staff do with it."""

    PROPOSE = "propose"
    SEND_BACK = "send-back"
    AGREE = "agree"
    AGREE_PARTLY = "agree-partly"
    GRANT = "grant"
    GRANT_PARTLY = "grant-partly"
    REFUSE = "refuse"


S, T = DataState, DataStep

DATA_LIFE = StateMachine(
    on(T.PROPOSE, leaving=[S.RECEIVED], reach=S.PROPOSED),
    on(T.SEND_BACK, leaving=[S.PROPOSED], reach=S.RECEIVED),
    on(T.AGREE, leaving=[S.PROPOSED], reach=S.GRANTED),
    on(T.AGREE_PARTLY, leaving=[S.PROPOSED], reach=S.PARTLY),
    on(T.GRANT, leaving=[S.RECEIVED], reach=S.GRANTED),
    on(T.GRANT_PARTLY, leaving=[S.RECEIVED], reach=S.PARTLY),
    on(T.REFUSE, leaving=[S.RECEIVED], reach=S.REFUSED),
)
OPEN: Final = frozenset({S.RECEIVED, S.PROPOSED})


@dataclass(frozen=True, kw_only=True)
class DataRequestMoved(DomainEvent):
    """A request was made, proposed upon, sent back or answered: nothing personal."""

    request_id: UUID
    number: str
    petition_id: UUID
    receipt: str
    revision: int
    step: str
    kind: DataKind
    parts: tuple[Part, ...]
    at: datetime
    by: str = ""
    organisation_id: str | None = None
    reachable: bool = False
    answered: bool = False


@dataclass(frozen=True, kw_only=True)
class ContactChanged(PetitionFact):
    """Parts of the contact were corrected or deleted, as their owner asked."""

    kind: DataKind
    parts: tuple[Part, ...]
    number: str
    changed_at: datetime


@dataclass(eq=False, kw_only=True, repr=False)
class DataRequest(Aggregate):
    """One request. `sealed` holds statement and values, until they are forgotten.

    `verdict` is the answer, or the one that waits for a second pair of eyes.
    """

    request_id: UUID
    number: str
    petition_id: UUID
    kind: DataKind
    parts: frozenset[Part]
    sealed: str | None
    asked_at: datetime
    due_on: date
    provisional: bool = False
    state: DataState = DataState.RECEIVED
    verdict: Verdict | None = None
    agreed_by: str | None = None
    answered_at: datetime | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """Say whether it waits for its answer."""
        return self.state in OPEN

    @property
    def granted(self) -> frozenset[Part]:
        """Return the parts that are granted, or that somebody proposes to grant."""
        return frozenset() if self.verdict is None else self.verdict.granted

    def is_late(self, today: date) -> bool:
        """Say whether its answer is owed since a day that has passed."""
        return self.is_open and self.due_on < today

    def ask(self, petition: Petition) -> None:
        """Tell that it was made."""
        self._tell("received", petition, self.asked_at)

    def must_be(self, petition_id: UUID, asked: Asked) -> None:
        """Refuse (DataRequestFixed) another request under the same id."""
        if (petition_id, asked.kind, asked.parts) != (
            self.petition_id,
            self.kind,
            self.parts,
        ):
            raise DataRequestFixed

    def must_stand_at(self, seen: int | None) -> None:
        """Refuse (StaleRevision) who saw it otherwise: nobody agrees to the unseen."""
        if seen is not None and seen != self.revision:
            raise StaleRevision

    def decide(self, verdict: Verdict, petition: Petition, kept_by: str) -> None:
        """Answer it; what deletes anything waits for a second pair of eyes.

        `kept_by` is the law that orders the file to be kept. Raises LawKeeps,
        BrokenDataRequest, TransitionRefused.
        """
        self._require_fit(verdict, kept_by)
        if self.kind is DataKind.DELETION and verdict.granted:
            self.state = DATA_LIFE.after(self.state, DataStep.PROPOSE)
            self.verdict = verdict
            self._tell("proposed", petition, verdict.at, by=verdict.by)
            return
        self.state = DATA_LIFE.after(self.state, self._step(verdict.granted))
        self.verdict = verdict
        self._answer(petition, verdict.at, verdict.by)

    def agree(
        self, by: str, petition: Petition, *, at: datetime, accounts: Collection[str]
    ) -> None:
        """Let a proposed deletion be done; `accounts` are all of who agrees.

        Raises SecondEyes, TransitionRefused.
        """
        whole = self.granted == self.parts
        step = DataStep.AGREE if whole else DataStep.AGREE_PARTLY
        state = DATA_LIFE.after(self.state, step)
        if self.verdict is not None and is_one_of(self.verdict.by, accounts):
            raise SecondEyes
        self.state, self.agreed_by = state, by
        self._answer(petition, at, by)

    def send_back(self, by: str, petition: Petition, *, at: datetime) -> None:
        """Let a proposal be thought over again; raise TransitionRefused."""
        self.state = DATA_LIFE.after(self.state, DataStep.SEND_BACK)
        self.verdict = None
        self._tell("sent-back", petition, at, by=by)

    def _require_fit(self, verdict: Verdict, kept_by: str) -> None:
        if not verdict.granted <= self.parts:
            raise BrokenDataRequest(fields={"granted": "not-one-of"})
        if Part.FILE in verdict.granted:
            raise LawKeeps(kept_by)
        deletes = self.kind is DataKind.DELETION
        if deletes and verdict.granted != self.parts and not verdict.law:
            raise BrokenDataRequest(fields={"law": "required"})

    def _step(self, granted: frozenset[Part]) -> DataStep:
        if not granted:
            return DataStep.REFUSE
        return DataStep.GRANT if granted == self.parts else DataStep.GRANT_PARTLY

    def _answer(self, petition: Petition, at: datetime, by: str) -> None:
        self.answered_at = at
        self._tell(str(self.state), petition, at, by=by, answered=True)

    def _tell(
        self,
        step: str,
        petition: Petition,
        at: datetime,
        *,
        by: str = "",
        answered: bool = False,
    ) -> None:
        self.revision += 1
        self.record(
            DataRequestMoved(
                request_id=self.request_id,
                number=self.number,
                petition_id=self.petition_id,
                receipt=petition.receipt,
                revision=self.revision,
                step=step,
                kind=self.kind,
                parts=in_order(self.parts),
                at=at,
                by=by,
                organisation_id=petition.organisation_id,
                reachable=petition.reachable,
                answered=answered,
            )
        )


def changed_contact(
    contact: Contact, kind: DataKind, granted: Iterable[Part], values: Mapping[str, str]
) -> Contact:
    """Return a contact with the granted parts corrected, or gone."""
    said = contact.to_dict()
    for part in granted:
        said[part] = values[part] if kind is DataKind.CORRECTION else ""
    return Contact.of(**said)


def rewrite_contact(
    petition: Petition, request: DataRequest, sealed: str | None, contact: Contact
) -> None:
    """Let a petition hold the contact that was granted; what was told stays told."""
    petition.contact, petition.reachable = sealed, contact.reachable
    petition.record(
        ContactChanged(
            **petition._next(),
            kind=request.kind,
            parts=in_order(request.granted),
            number=request.number,
            changed_at=request.answered_at or request.asked_at,
        )
    )
