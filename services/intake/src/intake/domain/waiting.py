"""What may happen to a petition while it waits: asking, answering, being late."""

from datetime import datetime

from intake.domain import events
from intake.domain.errors import AskedBefore, NothingAsked
from intake.domain.lifecycle import LIFECYCLE, PetitionStep
from intake.domain.policy import STATUTORY_POLICY, IntakePolicy
from intake.domain.record import PetitionRecord
from intake.domain.supplement import Supplement


class WaitingPetition(PetitionRecord):
    """A petition's verbs before anybody decides."""

    def ask(
        self,
        items: tuple[str, ...],
        *,
        at: datetime,
        seen: int | None = None,
        policy: IntakePolicy = STATUTORY_POLICY,
    ) -> None:
        """Tell the petitioner everything that is missing, once (一次性告知, B-05).

        The clock stands until the answer. Raises AskedBefore for a second list,
        StaleRevision, TransitionRefused, BrokenPetition, Unreadable.
        """
        self._not_older_than(seen)
        if self.supplement is not None:
            raise AskedBefore
        answer_by = policy.day_end(at, policy.correction_days)
        asked = Supplement.asking(items, at, answer_by)
        self.state = LIFECYCLE.after(self.state, PetitionStep.ASK)
        self.supplement = asked
        self.record(
            events.SupplementRequested(
                **self._next(),
                missing=asked.items,
                answer_by=answer_by,
                requested_at=at,
            )
        )

    def answer(
        self, words: str, *, at: datetime, policy: IntakePolicy = STATUTORY_POLICY
    ) -> None:
        """Take the petitioner's answer; the days spent waiting do not count.

        Raises NothingAsked, TransitionRefused for what was answered or decided,
        BrokenPetition, Unreadable.
        """
        if self.supplement is None:
            raise NothingAsked
        answered = self.supplement.answered(words, at)
        self.state = LIFECYCLE.after(self.state, PetitionStep.ANSWER)
        self.supplement = answered
        waited = policy.days_between(answered.asked_at, at)
        self.accept_by = self.accept_by and policy.day_end(self.accept_by, waited)
        self.record(
            events.SupplementGiven(
                **self._next(), accept_by=self.accept_by, given_at=at
            )
        )

    def miss(self, superior_id: str | None, *, at: datetime) -> None:
        """Be found undecided after its date, once: the superior hears of it.

        What was decided meanwhile, waits for its petitioner or has time left stays as
        it is.
        """
        due = self.watch_at
        if due is None or at <= due:
            return
        self.state = LIFECYCLE.after(self.state, PetitionStep.MISS)
        self.missed_at = at
        self.record(
            events.AcceptanceMissed(
                **self._next(), accept_by=due, superior_id=superior_id, missed_at=at
            )
        )
