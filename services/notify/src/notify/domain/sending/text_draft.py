"""A text as it is to be: written by one person, in every language, let out by another.

The rule of two (ADR 33): nobody lets out what they wrote, by whichever account.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Actor
from minqing_kernel.state_machine import StateMachine, on
from notify.domain.errors import OwnText
from notify.domain.persons import is_one_of
from notify.domain.sending.text import TextEdition, TextKey


class DraftState(StrEnum):
    """Where a draft stands."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"


class DraftStep(StrEnum):
    """What may become of a draft."""

    APPROVE = "approve"
    REFUSE = "refuse"


S, T = DraftState, DraftStep

DRAFT_LIFE: Final[StateMachine[DraftState, DraftStep]] = StateMachine(
    on(T.APPROVE, leaving={S.PROPOSED}, reach=S.APPROVED),
    on(T.REFUSE, leaving={S.PROPOSED}, reach=S.REFUSED),
)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """A text in one language; `replaces` is the edition that its author read."""

    subject: str
    body: str
    replaces: int


@dataclass(eq=False, kw_only=True)
class TextDraft(Aggregate):
    """What a text is to say from a moment on, in every language at once.

    A `valid_from` that is past means: from the approval on. `author` and `decided_by`
    are `role:account`.
    """

    draft_id: UUID
    template: str
    means: str
    wordings: Mapping[str, Wording]
    valid_from: datetime
    note: str
    author: str
    written_at: datetime
    state: DraftState = DraftState.PROPOSED
    decided_by: str | None = None
    decided_at: datetime | None = None
    reason: str = ""

    def key(self, language: str) -> TextKey:
        """Return which text it is in a language."""
        return TextKey(template=self.template, means=self.means, language=language)

    def says_the_same(self, other: "TextDraft") -> bool:
        """Say whether another draft is this one, sent again."""
        return (
            self.template == other.template
            and self.means == other.means
            and self.wordings == other.wordings
            and self.author == other.author
            and self.valid_from == other.valid_from
        )

    def decide(
        self,
        step: DraftStep,
        actor: Actor,
        accounts: Collection[str],
        *,
        reason: str,
        at: datetime,
    ) -> list[TextEdition]:
        """Let it out, or turn it away; return the editions that this makes.

        `accounts` are all of the decider's own. Raises OwnText where one of them wrote
        it and approves, TransitionRefused where it was decided before. Whoever wrote a
        draft may take it back.
        """
        if step is T.APPROVE and is_one_of(self.author.partition(":")[2], accounts):
            raise OwnText(self.template)
        self.state = DRAFT_LIFE.after(self.state, step)
        self.decided_by, self.decided_at = f"{actor.role}:{actor.id}", at
        self.reason = reason
        return self._editions(at) if step is T.APPROVE else []

    def _editions(self, at: datetime) -> list[TextEdition]:
        return [
            TextEdition(
                key=self.key(language),
                edition=wording.replaces + 1,
                subject=wording.subject,
                body=wording.body,
                by=self.author,
                at=self.written_at,
                approved_by=self.decided_by,
                valid_from=max(self.valid_from, at),
            )
            for language, wording in sorted(self.wordings.items())
        ]
