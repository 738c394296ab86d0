"""A publication (晒账): written by one, approved by another, withdrawn at once."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from minqing_kernel.state_machine import StateMachine, on
from registry.domain.ledgers.errors import OwnPublication, PublicationNotYours
from registry.domain.ledgers.events import PublicationStepped
from registry.domain.ledgers.item import FORGOTTEN
from registry.domain.persons import Decider
from registry.domain.values import checked_text

LONGEST_PUBLIC: Final = 500


class PublicationState(StrEnum):
    """拟稿, 已公开, 退回, 已撤回."""

    DRAFT = "draft"
    PUBLISHED = "published"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class PublicationStep(StrEnum):
    """What may become of it."""

    WRITE = "write"
    APPROVE = "approve"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    FORGET = "forget"


class WithdrawalReason(StrEnum):
    """内容有误, 本人撤回同意, 有异议, 情况变化; 其他."""

    MISTAKE = "mistake"
    CONSENT_WITHDRAWN = "consent-withdrawn"
    OBJECTION = "objection"
    CHANGED = "changed"
    OTHER = "other"


PUBLICATION: Final = StateMachine(
    on(
        PublicationStep.WRITE,
        leaving={PublicationState.DRAFT},
        reach=PublicationState.DRAFT,
    ),
    on(
        PublicationStep.APPROVE,
        leaving={PublicationState.DRAFT},
        reach=PublicationState.PUBLISHED,
    ),
    on(
        PublicationStep.REJECT,
        leaving={PublicationState.DRAFT},
        reach=PublicationState.REJECTED,
    ),
    on(
        PublicationStep.WITHDRAW,
        leaving={PublicationState.PUBLISHED},
        reach=PublicationState.WITHDRAWN,
    ),
    on(
        PublicationStep.FORGET,
        leaving={PublicationState.DRAFT, PublicationState.REJECTED},
        reach=PublicationState.REJECTED,
    ),
    on(
        PublicationStep.FORGET,
        leaving={PublicationState.WITHDRAWN},
        reach=PublicationState.WITHDRAWN,
    ),
)


@dataclass(frozen=True, kw_only=True, repr=False)
class PublicWords:
    """What its author writes for the public: what was done, and what came of it.

    `personal`: it tells somebody's own story; then their separate consent, its day and
    its number on file, is needed (个人信息保护法第25条).
    """

    done: str
    result: str
    personal: bool = False
    consent_on: date | None = None
    consent_ref: str | None = None

    def __post_init__(self) -> None:
        for name in ("done", "result"):
            text = checked_text(getattr(self, name), name, LONGEST_PUBLIC)
            object.__setattr__(self, name, text)

    def check_consent(
        self, today: date, *, personal: bool, ended: date | None = None
    ) -> None:
        """Refuse (Invalid) somebody's own story without their consent (第25条).

        What was given until the day on which it was withdrawn (`ended`) is none.
        """
        if not (personal or self.personal):
            return
        if self.consent_on is None or not self.consent_ref:
            raise Invalid(fields={"consent_on": "consent-needed"})
        if self.consent_on > today:
            raise Invalid(fields={"consent_on": "not-yet"})
        if ended is not None and self.consent_on <= ended:
            raise Invalid(fields={"consent_on": "consent-withdrawn"})


@dataclass(frozen=True, kw_only=True)
class Notice:
    """The one de-identifying view: all that the public is ever shown of an item."""

    category: str
    place: str
    unit: str
    done: str
    result: str
    entered_on: date
    finished_on: date | None

    @property
    def texts(self) -> dict[str, str]:
        """Return what stands in it in words."""
        return {
            "category": self.category,
            "place": self.place,
            "unit": self.unit,
            "done": self.done,
            "result": self.result,
        }


@dataclass(eq=False, kw_only=True, repr=False)
class Publication(Aggregate):
    """One item told to the public; `public_id` is by what the public knows it.

    `sent_back`: why a draft was not approved, in words for its author alone.
    """

    publication_id: UUID
    item_id: UUID
    organisation_id: str
    author: str
    drafted_at: datetime
    words: PublicWords
    personal: bool
    state: PublicationState = PublicationState.DRAFT
    approver: str | None = None
    decided_at: datetime | None = None
    public_id: UUID | None = None
    notice: Notice | None = None
    withdrawn_by: str | None = None
    withdrawn_at: datetime | None = None
    reason: str | None = None
    sent_back: str | None = None
    revision: int = 0

    def write(
        self, words: PublicWords, by: str, *, personal: bool, at: datetime
    ) -> None:
        """Take these words for the draft; the same again changes nothing."""
        if by != self.author:
            raise PublicationNotYours
        if self.revision and words == self.words and personal == self.personal:
            return
        self.state = PUBLICATION.after(self.state, PublicationStep.WRITE)
        self.words, self.personal = words, personal
        self._note(PublicationStep.WRITE, at)

    def approve(
        self,
        notice: Notice,
        by: Decider,
        *,
        personal: bool,
        public_id: UUID,
        at: datetime,
    ) -> None:
        """Let the public see it; raises OwnPublication for its author."""
        self._decide(PublicationStep.APPROVE, by, at)
        self.notice, self.public_id, self.personal = notice, public_id, personal

    def reject(self, by: Decider, why: str, *, at: datetime) -> None:
        """Send the draft back for good; another may be written."""
        self._decide(PublicationStep.REJECT, by, at)
        self.sent_back = why or None

    def withdraw(self, by: str, reason: WithdrawalReason, *, at: datetime) -> None:
        """Take it from the public; what was said and decided stays on file."""
        self.state = PUBLICATION.after(self.state, PublicationStep.WITHDRAW)
        self.notice = None
        self.withdrawn_by, self.withdrawn_at, self.reason = by, at, reason.value
        self._note(PublicationStep.WITHDRAW, at)

    def forget(self, *, at: datetime) -> None:
        """Forget the words of what is not public, and whose consent it was."""
        self.state = PUBLICATION.after(self.state, PublicationStep.FORGET)
        self.words = replace(
            self.words, done=FORGOTTEN, result=FORGOTTEN, consent_ref=None
        )
        self.sent_back = None
        self._note(PublicationStep.FORGET, at)

    def _decide(self, step: PublicationStep, by: Decider, at: datetime) -> None:
        if by.is_also(self.author):
            raise OwnPublication
        self.state = PUBLICATION.after(self.state, step)
        self.approver, self.decided_at = by.account, at
        self._note(step, at)

    def _note(self, step: PublicationStep, at: datetime) -> None:
        self.revision += 1
        self.record(
            PublicationStepped(
                publication_id=self.publication_id,
                revision=self.revision,
                step=step,
                reason=self.reason,
                at=at,
            )
        )
