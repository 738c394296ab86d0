"""What a hand-over says of itself, and who owned a matter at which epoch."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from routing.domain.handover.forms import FORMS, Form, Moves
from routing.domain.handover.lifecycle import (
    RECEIVING,
    SENDING,
    ReceivedState,
    ReceivedStep,
    SentState,
    SentStep,
)


@dataclass(frozen=True, kw_only=True)
class Tenure:
    """One agency's time as owner; `handover_id` is how it came to it, None: first.

    `proof` is the signature of the owner before, put on where its word is sent; made
    again with another key it proves the same tenure.
    """

    owner: str
    handover_id: UUID | None
    since: datetime
    proof: str = field(default="", compare=False)


History: TypeAlias = tuple[Tenure, ...]
"""Who owned the matter; the first stands for epoch 1, so its length is the epoch."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What was offered by whom to whom; it never changes.

    `epoch` is the receiver's once ownership moved, else the sender's. `until`: by the
    sender's clock an acceptance counts before then. `due`: when the work is owed.
    `returns`: the hand-over that a return undoes. `designated_by`: the common superior
    that named the receiver.
    """

    handover_id: UUID
    form: Form
    sender: str
    to: str
    epoch: int
    until: datetime
    reason: str = ""
    due: datetime | None = None
    returns: UUID | None = None
    designated_by: str | None = None

    @property
    def moves(self) -> Moves:
        """What the form of this hand-over moves."""
        return FORMS[self.form]


@dataclass(frozen=True, kw_only=True)
class Sent:
    """The sender's side; `since`: when it released; `said`: the receiver's words."""

    terms: Terms
    state: SentState = SentState.OFFERED
    since: datetime | None = None
    said: str = ""

    def step(self, step: SentStep) -> "Sent":
        """Return the row after that step, or raise TransitionRefused."""
        return replace(self, state=SENDING.after(self.state, step))

    def may(self, step: SentStep) -> bool:
        """Say whether the table has that step from here."""
        return step in SENDING.steps_from(self.state)


@dataclass(frozen=True, kw_only=True)
class Received:
    """The receiver's side; `said` is what it answered, to be said again."""

    terms: Terms
    state: ReceivedState = ReceivedState.OFFERED
    said: str = ""

    def step(self, step: ReceivedStep, said: str | None = None) -> "Received":
        """Return the row after that step, or raise TransitionRefused."""
        state = RECEIVING.after(self.state, step)
        return replace(self, state=state, said=self.said if said is None else said)

    def may(self, step: ReceivedStep) -> bool:
        """Say whether the table has that step from here."""
        return step in RECEIVING.steps_from(self.state)
