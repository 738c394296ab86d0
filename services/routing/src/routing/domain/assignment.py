"""Who answers for a case, since when, and what decided it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from routing.domain.jurisdiction import AVOIDED, Decision
from routing.domain.mode import WORDS, Mode
from routing.domain.rule import BY_HAND, FIRST_VISIT


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A unit, and perhaps a person in it, that answers.

    `revision` is that of the fact which made it. `rule` is the code of the rule that
    decided, or `by-hand`; `why` says it in words. `report_to` is the unit that keeps a
    follow-up duty and is told the result. `renewed_at` is when a reopened case came to
    it again.
    """

    revision: int
    organisation_id: str
    handler_id: str | None
    rule: str
    why: str
    since: datetime
    mode: Mode = Mode.RULE
    report_to: str | None = None
    signed_at: datetime | None = None
    signed_by: str | None = None
    renewed_at: datetime | None = None
    until: datetime | None = None

    @property
    def received_at(self) -> datetime:
        """When the unit got it, for the last time: a return counts from then."""
        return self.renewed_at or self.since

    @classmethod
    def decided(cls, decision: Decision, *, revision: int, at: datetime) -> Self:
        """Return what a rule made of it."""
        return cls(
            revision=revision,
            organisation_id=decision.organisation_id,
            handler_id=None,
            rule=decision.rule,
            why=decision.why,
            since=at,
        )

    @classmethod
    def by_hand(
        cls,
        organisation_id: str,
        handler_id: str | None,
        *,
        revision: int,
        at: datetime,
        mode: Mode = Mode.BY_HAND,
        report_to: str | None = None,
    ) -> Self:
        """Return what a person made of it."""
        return cls(
            revision=revision,
            organisation_id=organisation_id,
            handler_id=handler_id,
            rule=BY_HAND,
            why=WORDS[mode],
            since=at,
            mode=mode,
            report_to=report_to,
        )

    @classmethod
    def again(cls, organisation_id: str, *, revision: int, at: datetime) -> Self:
        """Return what a repeat visit makes of it (首访督办)."""
        return cls(
            revision=revision,
            organisation_id=organisation_id,
            handler_id=None,
            rule=FIRST_VISIT,
            why="同一人同一事项再次来访，由首访单位办理（首访督办）",
            since=at,
        )

    def taken_over(self, organisation_id: str, *, revision: int, at: datetime) -> Self:
        """Return it in the hands of who stands above an accused unit (条例第30条)."""
        return replace(
            self,
            revision=revision,
            organisation_id=organisation_id,
            handler_id=None,
            why=self.why + AVOIDED,
            since=at,
            report_to=None,
        )

    def signed(self, by: str, at: datetime) -> Self:
        """Return it signed for (签收); the first signature stays."""
        return self if self.signed_at else replace(self, signed_at=at, signed_by=by)

    def without_handler(self, *, revision: int, at: datetime) -> Self:
        """Return it in the unit's hands alone, received when it was."""
        return replace(
            self,
            revision=revision,
            handler_id=None,
            since=at,
            renewed_at=self.received_at,
        )

    def renewed(self, at: datetime) -> Self:
        """Return it received anew, to be signed for again."""
        return replace(self, renewed_at=at, signed_at=None, signed_by=None)

    def ended(self, at: datetime) -> Self:
        """Return it as history."""
        return replace(self, until=at)
