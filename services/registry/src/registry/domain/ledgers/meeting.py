"""A meeting on a ledger (议账): who came by class, what was decided of which item."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.errors import Invalid
from registry.domain.ledgers.events import LedgerMeetingHeld, LedgerWordsForgotten
from registry.domain.ledgers.item import FORGOTTEN
from registry.domain.ledgers.policy import LedgerPolicy
from registry.domain.values import checked_text

LONGEST_MINUTES: Final = 10_000
LONGEST_DECISION: Final = 500
MOST_ITEMS: Final = 200
MOST_PEOPLE: Final = 10_000


@dataclass(frozen=True, kw_only=True, repr=False)
class MeetingAccount:
    """What is written of a meeting; minutes and decisions are personal.

    `public_minutes` are what may be posted: checked like all public words.
    """

    organisation_id: str
    ledger: str
    held_on: date
    attendees: Mapping[str, int]
    minutes: str
    decisions: Mapping[UUID, str]
    public_minutes: str | None = None

    def __post_init__(self) -> None:
        self._set("minutes", checked_text(self.minutes, "minutes", LONGEST_MINUTES))
        if self.public_minutes is not None:
            text = checked_text(self.public_minutes, "public_minutes", LONGEST_MINUTES)
            self._set("public_minutes", text)
        said = {
            key: checked_text(text, "decisions", LONGEST_DECISION)
            for key, text in self.decisions.items()
        }
        self._set("decisions", said)
        if not 1 <= len(said) <= MOST_ITEMS:
            raise Invalid(fields={"decisions": "bad-size"})
        if any(not 1 <= each <= MOST_PEOPLE for each in self.attendees.values()):
            raise Invalid(fields={"attendees": "bad-size"})

    def check(self, policy: LedgerPolicy, today: date) -> None:
        """Refuse (Invalid) unknown classes, nobody at all, and what is to come."""
        known = {each.code for each in policy.attendees}
        if not self.attendees or self.attendees.keys() - known:
            raise Invalid(fields={"attendees": "unknown-class"})
        if self.held_on > today:
            raise Invalid(fields={"held_on": "not-yet"})

    def public_attendees(self, policy: LedgerPolicy) -> dict[str, int]:
        """Return how many came, by title, without any sensitive status (C-10).

        No sum is given: what is missing in it would tell.
        """
        return {
            each.title: self.attendees[each.code]
            for each in policy.attendees
            if each.code in self.attendees and not each.sensitive
        }

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)


@dataclass(eq=False, kw_only=True, repr=False)
class LedgerMeeting(Aggregate):
    """One meeting, written down once."""

    meeting_id: UUID
    account: MeetingAccount
    recorded_by: str
    recorded_at: datetime
    revision: int = field(default=0)

    def hold(self) -> None:
        """Note that it was written down."""
        self.revision = 1
        self.record(
            LedgerMeetingHeld(
                meeting_id=self.meeting_id,
                revision=1,
                decisions=len(self.account.decisions),
                at=self.recorded_at,
            )
        )

    @property
    def made_on(self) -> date:
        """Return from which day on its words are kept."""
        return self.account.held_on

    @property
    def forgotten(self) -> bool:
        """Tell whether its words were forgotten."""
        return self.account.minutes == FORGOTTEN

    def forget_item(self, item_id: UUID, *, at: datetime) -> None:
        """Forget what was decided of an item; all of it where there was no other."""
        others = self.account.decisions.keys() - {item_id}
        if not others and not self.forgotten:
            self.forget(at=at)
        decisions = {**self.account.decisions, item_id: FORGOTTEN}
        self.account = replace(self.account, decisions=decisions)

    def forget(self, *, at: datetime) -> None:
        """Forget minutes and decisions; that it was held, and of what, stays."""
        said = self.account
        self.account = replace(
            said,
            minutes=FORGOTTEN,
            public_minutes=None,
            decisions=dict.fromkeys(said.decisions, FORGOTTEN),
        )
        self.revision += 1
        subject = f"ledger-meeting:{self.meeting_id}"
        self.record(
            LedgerWordsForgotten(subject=subject, revision=self.revision, at=at)
        )
