"""A request to correct or delete what is kept of somebody (个人信息保护法第44-50条)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.privacy.errors import RequestFixed
from registry.domain.privacy.events import RequestMoved
from registry.domain.values import checked_text

LONGEST = 2000


class RequestKind(StrEnum):
    """更正 (第46条), 删除 (第47条)."""

    CORRECTION = "correction"
    DELETION = "deletion"


class RequestState(StrEnum):
    """Where a request stands."""

    RECEIVED = "received"
    PROPOSED = "proposed"
    GRANTED = "granted"
    REFUSED = "refused"


class RequestStep(StrEnum):
    """What a clerk does."""

    GRANT = "grant"
    PROPOSE = "propose"
    AGREE = "agree"
    SEND_BACK = "send-back"
    REFUSE = "refuse"


REQUESTS = StateMachine(
    on(RequestStep.GRANT, leaving={RequestState.RECEIVED}, reach=RequestState.GRANTED),
    on(
        RequestStep.PROPOSE,
        leaving={RequestState.RECEIVED},
        reach=RequestState.PROPOSED,
    ),
    on(RequestStep.AGREE, leaving={RequestState.PROPOSED}, reach=RequestState.GRANTED),
    on(
        RequestStep.SEND_BACK,
        leaving={RequestState.PROPOSED},
        reach=RequestState.RECEIVED,
    ),
    on(RequestStep.REFUSE, leaving={RequestState.RECEIVED}, reach=RequestState.REFUSED),
)
"""What is deleted cannot come back: two people agree to it, one proposes."""


@dataclass(frozen=True, kw_only=True, repr=False)
class Wording:
    """What was said: personal, so never shown by a repr, a log or an event.

    `values` are what a correction wants to stand there; of a deletion its fields name
    what shall go. `reason` is the clerk's (第50条).
    """

    statement: str
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None

    def __post_init__(self) -> None:
        said = checked_text(self.statement, "statement", LONGEST)
        object.__setattr__(self, "statement", said)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What of whose file shall be corrected or deleted, who asks, until when."""

    resident_id: UUID
    asked_by: UUID
    kind: RequestKind
    section: str
    fields: Sequence[str]
    asked_at: datetime
    due_on: date

    def __post_init__(self) -> None:
        if not self.fields or len(set(self.fields)) != len(self.fields):
            raise Invalid(fields={"fields": "bad-fields"})


@dataclass(frozen=True, kw_only=True, repr=False)
class Decision:
    """How a named clerk decided, why, and by which law it was refused."""

    by: str
    at: datetime
    granted: bool
    reason: str
    law: str | None = None

    def __post_init__(self) -> None:
        reason = checked_text(self.reason, "reason", LONGEST)
        object.__setattr__(self, "reason", reason)


@dataclass(eq=False, kw_only=True, repr=False)
class RightsRequest(Aggregate):
    """One request; its `wording` is forgotten by rule, that it was made is not."""

    request_id: UUID
    asked: Asked
    wording: Wording | None
    state: RequestState = RequestState.RECEIVED
    decided_by: str | None = None
    decided_at: datetime | None = None
    law: str | None = None
    agreed_by: str | None = None
    revision: int = 0

    @property
    def is_open(self) -> bool:
        """Tell whether it waits for its answer, proposed or not."""
        return self.state in {RequestState.RECEIVED, RequestState.PROPOSED}

    def tell_received(self, at: datetime) -> None:
        """Note that it was made."""
        self._tell(self.state, at)

    def must_be(self, asked: Asked, wording: Wording) -> None:
        """Refuse (RequestFixed) another request under the same id."""
        same_time = replace(
            asked, asked_at=self.asked.asked_at, due_on=self.asked.due_on
        )
        own = self.wording
        if same_time != self.asked or own is None:
            raise RequestFixed
        if (own.statement, own.values) != (wording.statement, wording.values):
            raise RequestFixed

    def decide(self, decision: Decision) -> bool:
        """Grant or refuse it; tell whether it is new. Another one: RequestFixed.

        To grant a deletion is to propose it: another agrees (`settle`).
        """
        deletes = self.asked.kind is RequestKind.DELETION
        grants = RequestStep.PROPOSE if deletes else RequestStep.GRANT
        step = grants if decision.granted else RequestStep.REFUSE
        if self.state is not RequestState.RECEIVED:
            if self.state is REQUESTS.after(RequestState.RECEIVED, step):
                return False
            raise RequestFixed
        self.state = REQUESTS.after(self.state, step)
        self.decided_by, self.decided_at = decision.by, decision.at
        self.law = decision.law
        words = self.wording
        self.wording = words and replace(words, reason=decision.reason)
        self._tell(self.state, decision.at)
        return True

    def settle(self, *, agreed: bool, by: str, at: datetime) -> None:
        """Agree to a proposed deletion, or send it back to be decided anew.

        Raises TransitionRefused where nothing is proposed.
        """
        step = RequestStep.AGREE if agreed else RequestStep.SEND_BACK
        self.state = REQUESTS.after(self.state, step)
        if agreed:
            self.agreed_by, self.decided_at = by, at
        else:
            self.decided_by = self.decided_at = None
            self.wording = self.wording and replace(self.wording, reason=None)
        self._tell(self.state if agreed else step, at)

    def forget(self, *, at: datetime) -> None:
        """Forget what was said; that it was asked and decided stays (第19条)."""
        self.wording = None
        self._tell("forgotten", at)

    def _tell(self, step: str, at: datetime) -> None:
        self.revision += 1
        self.record(
            RequestMoved(
                request_id=self.request_id,
                step=step,
                kind=self.asked.kind,
                revision=self.revision,
                at=at,
            )
        )
