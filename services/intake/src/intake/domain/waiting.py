"""What may happen to a petition while it waits: asking, answering, being late."""

from datetime import datetime

from intake.domain import events
from intake.domain.errors import AskedBefore, NothingAsked
from intake.domain.lifecycle import LIFECYCLE, PetitionState, PetitionStep
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
        unit: str | None = None,
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
                decided_by_unit=unit,
            )
        )

    def answer(
        self, words: str, *, at: datetime, policy: IntakePolicy = STATUTORY_POLICY
    ) -> None:
        """Take the petitioner's answer; the days spent waiting do not count.

        What had lapsed is open again, as it was before.

        Raises NothingAsked, TransitionRefused for what was answered or decided,
        BrokenPetition, Unreadable.
        """
        if self.supplement is None:
            raise NothingAsked
        answered = self.supplement.answered(words, at)
        reopened = self.state is PetitionState.LAPSED
        self.state = LIFECYCLE.after(self.state, PetitionStep.ANSWER)
        self.supplement = answered
        if reopened:
            self.decided_at, self.explanation = None, ""
        waited = policy.days_between(answered.asked_at, at)
        self.accept_by = self.accept_by and policy.day_end(self.accept_by, waited)
        self.record(
            events.SupplementGiven(
                **self._next(),
                accept_by=self.accept_by,
                given_at=at,
                reopened=reopened,
            )
        )

    def mind_silence(
        self, *, at: datetime, policy: IntakePolicy = STATUTORY_POLICY
    ) -> None:
        """Remind a silent petitioner once; after the second span let it lapse.

        What was answered or decided meanwhile or has time left stays as it is.
        """
        asked, due = self.supplement, self.watch_at
        if self.state is not PetitionState.AWAITING or asked is None:
            return
        if due is None or at <= due:
            return
        if asked.reminded_at is None:
            self._remind(asked, at, policy)
        else:
            self._lapse(asked, at, policy)

    def miss(self, superior_id: str | None, *, at: datetime) -> None:
        """Be found undecided after its date, once: the superior hears of it.

        What was decided meanwhile, waits for its petitioner or has time left stays as
        it is.
        """
        due = self.watch_at
        if self.state is PetitionState.AWAITING or due is None or at <= due:
            return
        self.state = LIFECYCLE.after(self.state, PetitionStep.MISS)
        self.missed_at = at
        self.record(
            events.AcceptanceMissed(
                **self._next(), accept_by=due, superior_id=superior_id, missed_at=at
            )
        )

    def _remind(self, asked: Supplement, at: datetime, policy: IntakePolicy) -> None:
        close_by = policy.day_end(at, policy.silence_days)
        self.state = LIFECYCLE.after(self.state, PetitionStep.REMIND)
        self.supplement = asked.reminded(at, close_by)
        self.record(
            events.SupplementReminded(
                **self._next(),
                missing=asked.items,
                close_by=close_by,
                reminded_at=at,
            )
        )

    def _lapse(self, asked: Supplement, at: datetime, policy: IntakePolicy) -> None:
        self.state = LIFECYCLE.after(self.state, PetitionStep.LAPSE)
        self.supplement = asked.lapsed(at)
        self.explanation = f"{policy.code}: {policy.basis('silence_days')}"
        self.decided_at = at
        self.record(
            events.PetitionLapsed(**self._next(), rule=self.explanation, lapsed_at=at)
        )
