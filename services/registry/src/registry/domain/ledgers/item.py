"""An item of a ledger: one matter on its way from 建账 to 晒账, in and out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Actor
from registry.domain.ledgers.errors import ItemFixed, NotDiscussed, NotReported
from registry.domain.ledgers.events import ItemStepped
from registry.domain.ledgers.lifecycle import (
    IN_AND_OUT,
    LEDGER,
    ON_ITS_WAY,
    PRESENCE,
    LedgerState,
    LedgerStep,
    Presence,
)
from registry.domain.ledgers.policy import AboutKind
from registry.domain.values import checked_id, checked_text

LONGEST_WORDS: Final = 2000
FORGOTTEN: Final = "***"
"""What is read where words were forgotten (第19条)."""
COLUMNS: Final = ("question", "person", "unit", "result")
"""问题、责任人、责任单位、解决结果: what the weekly list must tell of each (D-07)."""
TOO_EARLY: Final = {
    LedgerStep.REPORT: NotDiscussed,
    LedgerStep.PUBLISH: NotReported,
}
"""What is told of a step before whose turn another one comes."""
FIXED: Final = ("ledger", "organisation_id", "about", "entered_on", "reason")


@dataclass(frozen=True, kw_only=True, order=True)
class About:
    """What an item is about; its id is a UUID but of a place."""

    kind: AboutKind
    id: str

    def __post_init__(self) -> None:
        if self.kind is AboutKind.PLACE:
            checked_id(self.id, "about")
            return
        try:
            object.__setattr__(self, "id", str(UUID(self.id)))
        except ValueError:
            raise Invalid(fields={"about": "bad-id"}) from None

    def key(self, kind: AboutKind) -> UUID | None:
        """Return the id if it is about one of this kind."""
        return UUID(self.id) if self.kind is kind else None


@dataclass(frozen=True, kw_only=True, repr=False)
class ItemAccount:
    """What is said of an item; question and result are personal, so never shown.

    `person` is a member of staff, `unit` an organisation; `home_id` whose home it
    concerns where it is about none.
    """

    ledger: str
    organisation_id: str
    about: About
    category: str
    question: str
    entered_on: date
    reason: str
    home_id: UUID | None = None
    person: str | None = None
    unit: str | None = None
    result: str | None = None
    due_on: date | None = None

    def __post_init__(self) -> None:
        self._checked("question")
        if self.result is not None:
            self._checked("result")
        home = self.about.key(AboutKind.HOUSEHOLD)
        if home is not None:
            object.__setattr__(self, "home_id", home)

    @property
    def forgotten(self) -> bool:
        """Tell whether its words were forgotten."""
        return self.question == FORGOTTEN

    @property
    def concerned(self) -> UUID | None:
        """Return whom it concerns: the resident, or the household, that it is about."""
        return self.about.key(AboutKind.RESIDENT) or self.home_id

    @property
    def missing(self) -> list[str]:
        """Return which columns of the weekly list are empty."""
        return [name for name in COLUMNS if getattr(self, name) is None]

    def _checked(self, name: str) -> None:
        text = checked_text(getattr(self, name), name, LONGEST_WORDS)
        object.__setattr__(self, name, text)


@dataclass(frozen=True, kw_only=True)
class Move:
    """A step to be gone: which, when, on whose account, why, with what particulars.

    `note` is personal; `detail` is not.
    """

    step_id: UUID
    step: LedgerStep
    on: date
    at: datetime
    by: Actor
    reason: str | None = None
    solved: bool = False
    note: str | None = field(default=None, repr=False)
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, repr=False)
class StepTaken:
    """A step as it was gone, and what the item said then; only ever added to."""

    item_id: UUID
    no: int
    move: Move
    state: LedgerState
    presence: Presence
    words: Mapping[str, str]


@dataclass(eq=False, kw_only=True, repr=False)
class LedgerItem(Aggregate):
    """One matter in one ledger; `round` counts how often it was entered."""

    item_id: UUID
    account: ItemAccount
    restricted: bool
    recorded_by: str
    recorded_at: datetime
    state: LedgerState = LedgerState.ENTERED
    presence: Presence = Presence.STANDING
    round: int = 1
    entered_on: date
    exited_on: date | None = None
    exit_reason: str | None = None
    solved: bool = False
    last_on: date
    revision: int = 0
    taken: list[StepTaken] = field(default_factory=list)

    def enter(self, move: Move) -> None:
        """Put it into its ledger (建账)."""
        self._note(move)

    def correct(self, account: ItemAccount, move: Move) -> None:
        """Say it otherwise; what was said before stays. Raises ItemFixed."""
        changed = [e for e in FIXED if getattr(account, e) != getattr(self.account, e)]
        if changed:
            raise ItemFixed(fields=dict.fromkeys(changed, "fixed"))
        self.account = account
        self._note(move)

    def go(self, move: Move) -> None:
        """Go a step; raises TransitionRefused, Invalid on `on`."""
        step = move.step
        state = self._after(step) if step in ON_ITS_WAY else self.state
        presence = self.presence
        if step in IN_AND_OUT:
            presence = PRESENCE.after(presence, step)
        if move.on < self.last_on:
            raise Invalid(fields={"on": "before-last-step"})
        self.state, self.presence, self.last_on = state, presence, move.on
        if step is LedgerStep.EXIT:
            self.exited_on, self.exit_reason = move.on, move.reason
            self.solved = move.solved
        if step is LedgerStep.REENTER:
            self.entered_on, self.round = move.on, self.round + 1
            self.exited_on, self.exit_reason, self.solved = None, None, False
        self._note(move)

    def _after(self, step: LedgerStep) -> LedgerState:
        try:
            return LEDGER.after(self.state, step)
        except TransitionRefused as refused:
            raise TOO_EARLY.get(step, TransitionRefused) from refused

    def forget(self) -> None:
        """Forget question and result; that it stood, and which way it went, stays.

        No step of its way: nobody reads of it who reads where it stands.
        """
        result = None if self.account.result is None else FORGOTTEN
        self.account = replace(self.account, question=FORGOTTEN, result=result)

    def _note(self, move: Move) -> None:
        self.revision += 1
        words = {"question": self.account.question}
        words |= {"result": self.account.result} if self.account.result else {}
        words |= {"note": move.note} if move.note else {}
        self.taken.append(
            StepTaken(
                item_id=self.item_id,
                no=self.revision,
                move=move,
                state=self.state,
                presence=self.presence,
                words=words,
            )
        )
        self.record(
            ItemStepped(
                item_id=self.item_id,
                revision=self.revision,
                step=move.step,
                on=move.on,
                at=move.at,
            )
        )
