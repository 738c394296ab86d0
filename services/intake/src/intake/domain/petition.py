"""The petition: one matter, as it stands at the door."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from intake.domain import events
from intake.domain.channel import Channel
from intake.domain.deciding import (
    AS_IT_CAME,
    Decision,
    explained,
    require_case,
    require_few,
    require_no_thanks,
    require_path,
)
from intake.domain.errors import (
    BrokenPetition,
    GroupThereAlready,
    IncompletePetition,
    NothingChanged,
)
from intake.domain.handling import UNSETTLED
from intake.domain.lifecycle import LIFECYCLE, PetitionStep
from intake.domain.nature import STATUTORY, Kind, Path
from intake.domain.policy import STATUTORY_POLICY, IntakePolicy
from intake.domain.refusal import RefusalReason
from intake.domain.requirements import missing
from intake.domain.waiting import WaitingPetition
from minqing_kernel.text import clean


class Petition(WaitingPetition):
    """One petition; its methods are what may happen to it before it is a case."""

    def arrive(self, at: datetime, policy: IntakePolicy = STATUTORY_POLICY) -> None:
        """Be written down, before anyone decides anything (domain.md D-10).

        Policy: a petition that says what it is about and where is accepted on arrival,
        unless the law has another procedure for it or a visitor left something open;
        thanks are noted; any other waits for a clerk, and its clock runs (第22、23条).
        """
        if self.nature.kind is Kind.THANKS:
            self._note(at)
        elif self._speaks_for_itself(policy):
            self._accept(self.category or "", at, policy)
        else:
            self.accept_by = policy.accept_by(self.received_at)
            self.rule = f"{policy.code}: {policy.basis('acceptance_days')}"
            self.record(
                events.PetitionReceived(
                    **self._next(),
                    received_at=self.received_at,
                    split_from=self.split_from,
                )
            )

    def arrive_from_archive(self) -> None:
        """Be taken over from an older system, which accepted it when it came."""
        self._accept(self.category or "", self.received_at, STATUTORY_POLICY)

    def accept(
        self,
        category: str,
        division_code: str,
        *,
        at: datetime,
        seen: int | None = None,
        decision: Decision = AS_IT_CAME,
        policy: IntakePolicy = STATUTORY_POLICY,
    ) -> None:
        """Accept it (受理) under a category, and tell so in writing where one can.

        `seen` is the revision the clerk saw, if told. Raises StaleRevision,
        TransitionRefused, StatutoryProcedure, NoCaseOfThanks, IncompletePetition, and
        BrokenPetition for a claim without its path.
        """
        self._not_older_than(seen)
        nature = decision.nature or self.nature
        handling = decision.handling or self.handling
        division_code = division_code or self.division_code
        despite = clean(decision.despite, field="despite")
        require_case(nature, policy)
        absent = missing((self, nature, handling, category, division_code), policy)
        if absent and not despite:
            raise IncompletePetition(fields=absent)
        self.nature, self.handling, self.despite = nature, handling, despite
        self.division_code = division_code
        self._accept(category, at, policy)
        if self.reachable or self.particulars.identified:
            self._notice(category, at)

    def refuse(
        self,
        reason: RefusalReason,
        explanation: str,
        *,
        at: datetime,
        seen: int | None = None,
        unit: str | None = None,
    ) -> None:
        """Refuse it (不予受理、不再受理) with a reason and where to go (第23条).

        `unit` is whose clerk decides. Raises BrokenPetition without an explanation,
        StaleRevision, TransitionRefused.
        """
        self._not_older_than(seen)
        self.explanation = explained(explanation)
        self.state = LIFECYCLE.after(self.state, PetitionStep.REFUSE)
        self.refusal, self.decided_at = reason, at
        self.record(
            events.PetitionRefused(
                **self._next(),
                reason=reason,
                explanation=self.explanation,
                refused_at=at,
                decided_by_unit=unit,
            )
        )

    def refer(
        self,
        path: Path,
        where: str,
        *,
        at: datetime,
        seen: int | None = None,
        unit: str | None = None,
    ) -> None:
        """Close it at the door: the law has another procedure for such a claim.

        `where` says where to go (条例第31条第一至四项). Raises BrokenPetition for a
        path that leads to a case and without words, StaleRevision, TransitionRefused.
        """
        self._not_older_than(seen)
        if path not in STATUTORY:
            raise BrokenPetition(fields={"path": "not-one-of"})
        self.explanation = explained(where)
        self.state = LIFECYCLE.after(self.state, PetitionStep.REFER)
        self.nature = replace(
            self.nature, kind=Kind.CLAIM, path=path, accused=frozenset()
        )
        self.decided_at = at
        self.record(
            events.PetitionReferred(
                **self._next(),
                path=path,
                explanation=self.explanation,
                referred_at=at,
                decided_by_unit=unit,
            )
        )

    def note(self, *, at: datetime, seen: int | None = None) -> None:
        """Keep it as thanks (D-17); raise StaleRevision, TransitionRefused."""
        self._not_older_than(seen)
        self.nature = replace(
            self.nature, kind=Kind.THANKS, path=None, accused=frozenset()
        )
        self._note(at)

    def answer_at_once(self, words: str, *, at: datetime) -> None:
        """Keep a question that was answered while who asked was there (咨询当场答复).

        No clock runs and no case comes of it; `words` are what was answered. Raises
        BrokenPetition without any and for an accusation, which another unit answers
        (条例第30条), Unreadable, TransitionRefused.
        """
        if self.nature.kind is Kind.ACCUSATION:
            raise BrokenPetition(fields={"answered": "not-one-of"})
        self.explanation = explained(words)
        self.nature = replace(self.nature, kind=Kind.CONSULTATION, path=None)
        self._note(at)

    def reclassify(
        self,
        category: str,
        decision: Decision,
        *,
        at: datetime,
        seen: int | None = None,
        policy: IntakePolicy = STATUTORY_POLICY,
    ) -> None:
        """Settle anew what it is or how it is handled, once accepted (C-19, B-03).

        Raises StaleRevision, TransitionRefused, NothingChanged, NoCaseOfThanks,
        BrokenPetition for a claim without its path. A claim may turn out to belong to
        another procedure: whoever handles it then says so.
        """
        self._not_older_than(seen)
        self.state = LIFECYCLE.after(self.state, PetitionStep.RECLASSIFY)
        nature = decision.nature or self.nature
        handling = decision.handling or self.handling
        require_no_thanks(nature)
        require_path(nature)
        require_few(nature, policy)
        before = (self.category, self.nature, self.handling)
        if before == (category, nature, handling):
            raise NothingChanged
        if handling != self.handling:
            handling.require_not_before(policy.day(at))
        self.category, self.nature, self.handling = category, nature, handling
        self.record(
            events.PetitionReclassified(
                **self._next(),
                category=category,
                nature=nature,
                handling=handling,
                reclassified_at=at,
            )
        )

    def meet(self, by: Channel, *, at: datetime) -> None:
        """Note that the petitioner came again about it, or was spoken to (A-09)."""
        self.record(events.PetitionContacted(**self._next(), by=by, contacted_at=at))

    def head(self, group_id: UUID) -> None:
        """Become the matter of a group (B-14); raise GroupThereAlready."""
        if self.group_id is not None:
            raise GroupThereAlready
        self.group_id = group_id

    def _speaks_for_itself(self, policy: IntakePolicy) -> bool:
        category, place = self.category or "", self.division_code
        if not category or not place or self.nature.statutory:
            return False
        require_few(self.nature, policy)
        told = (self, self.nature, self.handling, category, place)
        return not missing(told, policy)

    def _accept(self, category: str, at: datetime, policy: IntakePolicy) -> None:
        if self.handling is not UNSETTLED:
            self.handling.require_not_before(policy.day(at))
        self.state = LIFECYCLE.after(self.state, PetitionStep.ACCEPT)
        self.category, self.decided_at = category, at
        self.record(
            events.PetitionAccepted(
                **self._next(),
                category=category,
                received_at=self.received_at,
                accepted_at=at,
                external_ref=self.external_ref,
                nature=self.nature,
                handling=self.handling,
                group_id=self.group_id,
                split_from=self.split_from,
            )
        )

    def _notice(self, category: str, at: datetime) -> None:
        self.record(
            events.AcceptanceNoticed(
                **self._next(),
                category=category,
                owed=self.particulars.identified,
                accepted_at=at,
            )
        )

    def _note(self, at: datetime) -> None:
        self.state = LIFECYCLE.after(self.state, PetitionStep.NOTE)
        self.decided_at = at
        self.record(events.PetitionNoted(**self._next(), noted_at=at))
