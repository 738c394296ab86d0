"""Who answers for a case, since when, and what decided it."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self

from routing.domain.jurisdiction import Decision
from routing.domain.rule import BY_HAND, FIRST_VISIT


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A unit, and perhaps a person in it, that answers.

    `revision` is that of the fact which made it. `rule` is the code of the rule that
    decided, or `by-hand`; `why` says it in words.
    """

    revision: int
    organisation_id: str
    handler_id: str | None
    rule: str
    why: str
    since: datetime
    until: datetime | None = None

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
    ) -> Self:
        """Return what a dispatcher made of it."""
        return cls(
            revision=revision,
            organisation_id=organisation_id,
            handler_id=handler_id,
            rule=BY_HAND,
            why="人工派遣",
            since=at,
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

    def ended(self, at: datetime) -> Self:
        """Return it as history."""
        return replace(self, until=at)
