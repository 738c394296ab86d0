"""One mediation: who claims what, what was said, agreed, done, and how each feels."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Actor
from minqing_kernel.working_time import local_day
from routing.domain.authority import ensure_handler
from routing.domain.case import Case
from routing.domain.errors import KeyReused, OutOfTime
from routing.domain.lifecycle import CaseAct
from routing.domain.mediations import events
from routing.domain.mediations.errors import (
    CaseAnswered,
    MediationOpen,
    PartiesNotSatisfied,
    WrongParties,
)
from routing.domain.mediations.lifecycle import (
    MEDIATION_LIFE,
    MediationState,
    MediationStep,
)
from routing.domain.mediations.outcome import Check, Referral
from routing.domain.merging import ANSWERED

PERSONAL_NUMBER = re.compile(r"\d{7,}")
"""A telephone or identity number: no label needs one."""


@dataclass(frozen=True, kw_only=True)
class Party:
    """One side: a label to tell it by, where it belongs, and what it claims.

    `division_code` may be another community's than the case's: nothing more is told of
    its people.
    """

    label: str
    division_code: str
    claim: str


@dataclass(frozen=True, kw_only=True)
class Dispute:
    """What is disputed, since when, and where it happened, whoever lives elsewhere."""

    subject: str
    place: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Session:
    """One meeting of the parties, with its minutes."""

    held_on: date
    mediators: str
    minutes: str


@dataclass(frozen=True, kw_only=True)
class Expertise:
    """A third party's opinion (鉴定); `free`: nobody had to pay for it."""

    institution: str
    opinion: str
    given_on: date
    free: bool


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """What was agreed, and by when it is to be done (履行期限).

    `document_id` is the 调解协议书 of the case, once it is issued.
    """

    text: str
    agreed_on: date
    perform_by: date
    document_id: UUID | None = None


@dataclass(eq=False, kw_only=True)
class Mediation(Aggregate):
    """A mediation of one case; there may be several, one after the other.

    `satisfied` says of each party's label whether they are; who has not spoken is not
    in it. `checks` are the times that it was asked to be closed without that.
    """

    mediation_id: UUID
    petition_id: UUID
    dispute: Dispute
    parties: list[Party]
    opened_at: datetime
    state: MediationState = MediationState.OPEN
    sessions: list[Session] = field(default_factory=list)
    expertises: list[Expertise] = field(default_factory=list)
    agreement: Agreement | None = None
    performed_on: date | None = None
    satisfied: dict[str, bool] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    referral: Referral | None = None
    ended_on: date | None = None

    def days(self, today: date) -> int:
        """Return the days from the dispute's first to its performance, or to its end.

        While it goes on, to `today`. 5月24日 → 6月20日 are 27.
        """
        return ((self.performed_on or self.ended_on or today) - self.dispute.since).days

    def ensure_apart_from(self, other: "Mediation") -> None:
        """Let it begin beside another of its case.

        Raises KeyReused for this very one, MediationOpen for the same parties.
        """
        if self.mediation_id == other.mediation_id:
            raise KeyReused
        labels = [{party.label for party in each.parties} for each in (self, other)]
        if labels[0] == labels[1]:
            raise MediationOpen

    def meet(self, session: Session, case: Case, *, by: Actor, at: datetime) -> None:
        """Add a session with its minutes; the very same again changes nothing."""
        if session in self.sessions:
            ensure_handler(by, case.organisation_id)
            return
        held = [each.held_on for each in self.sessions]
        self._ensure_past("held_on", session.held_on, at, *held)
        self.move(MediationStep.MEET, case, by=by, at=at)
        self.sessions.append(session)

    def consult(
        self, expertise: Expertise, case: Case, *, by: Actor, at: datetime
    ) -> None:
        """Add a third party's opinion; the very same again changes nothing."""
        if expertise in self.expertises:
            ensure_handler(by, case.organisation_id)
            return
        self._ensure_past("given_on", expertise.given_on, at)
        self.move(MediationStep.CONSULT, case, by=by, at=at)
        self.expertises.append(expertise)

    def agree(
        self, agreement: Agreement, case: Case, *, by: Actor, at: datetime
    ) -> None:
        """Write down what the parties agreed on, and by when it is to be done."""
        held = [each.held_on for each in self.sessions]
        self._ensure_past("agreed_on", agreement.agreed_on, at, *held)
        if agreement.perform_by < agreement.agreed_on:
            raise OutOfTime(fields={"perform_by": "out-of-time"})
        self.move(MediationStep.AGREE, case, by=by, at=at)
        self.agreement = agreement

    def perform(self, on: date, case: Case, *, by: Actor, at: datetime) -> None:
        """Note that the agreement was carried out (履行)."""
        agreed = self.agreement.agreed_on if self.agreement else self.dispute.since
        self._ensure_past("performed_on", on, at, agreed)
        self.move(MediationStep.PERFORM, case, by=by, at=at)
        self.performed_on = on

    def rate(
        self, label: str, *, satisfied: bool, case: Case, by: Actor, at: datetime
    ) -> None:
        """Note what one party says of it; they may change their mind until the end."""
        if label not in {party.label for party in self.parties}:
            raise WrongParties(fields={"label": "not-known"})
        self.move(MediationStep.RATE, case, by=by, at=at)
        self.satisfied = self.satisfied | {label: satisfied}

    def close(self, case: Case, *, by: Actor, at: datetime) -> None:
        """Close it, performed and with every party satisfied (A-30).

        Raises PartiesNotSatisfied that names who is not, or was not asked.
        """
        self.step(MediationStep.CLOSE, case, by=by)
        waiting = dict(self.unsatisfied())
        if waiting:
            raise PartiesNotSatisfied(fields=waiting)
        self.end(case, agreed=True, at=at)

    def give_up(self, reason: str, case: Case, *, by: Actor, at: datetime) -> None:
        """End it without agreement, or without performance: other ways are open."""
        self.step(MediationStep.GIVE_UP, case, by=by)
        today = local_day(at)
        self.sessions.append(Session(held_on=today, mediators=by.id, minutes=reason))
        self.end(case, agreed=False, at=at)

    # -- what these are made of --------------------------------------------------------

    def unsatisfied(self) -> Iterator[tuple[str, str]]:
        """Yield who is not satisfied, or was not asked, and which of both."""
        for number, party in enumerate(self.parties):
            said = self.satisfied.get(party.label)
            if not said:
                why = "not-asked" if said is None else "not-satisfied"
                yield f"parties.{number}", why

    def end(self, case: Case, *, agreed: bool, at: datetime) -> None:
        """Write down that it is over, in the state that it has; the case hears how."""
        self.ended_on = local_day(at)
        case.note(
            events.MediationClosed,
            at=at,
            mediation_id=self.mediation_id,
            agreed=agreed,
            days=self.days(self.ended_on),
            mediation_days=(self.ended_on - local_day(self.opened_at)).days,
            ended=self.state.value,
            unsatisfied=sum(not each for each in self.satisfied.values()),
            referred_to=self.referral.to.value if self.referral else None,
            satisfied=tuple(self.satisfied.get(each.label) for each in self.parties),
        )

    def move(self, step: MediationStep, case: Case, *, by: Actor, at: datetime) -> None:
        """Take a step that the unit in charge may take, and tell the case."""
        self.step(step, case, by=by)
        self.tell_step(step, case, at=at)

    def tell_step(self, step: MediationStep, case: Case, *, at: datetime) -> None:
        """Tell the case which step was taken."""
        case.note(
            events.MediationMoved,
            at=at,
            mediation_id=self.mediation_id,
            what=step.value,
        )

    def step(self, step: MediationStep, case: Case, *, by: Actor) -> None:
        """Take a step that the unit in charge may take; raise TransitionRefused."""
        ensure_handler(by, case.organisation_id)
        self.state = MEDIATION_LIFE.after(self.state, step)

    def _ensure_past(self, name: str, on: date, at: datetime, *after: date) -> None:
        earliest = max([self.dispute.since, *after])
        if not earliest <= on <= local_day(at):
            raise OutOfTime(fields={name: "out-of-time"})


def open_mediation(
    mediation_id: UUID,
    case: Case,
    dispute: Dispute,
    parties: Sequence[Party],
    *,
    by: Actor,
    at: datetime,
) -> Mediation:
    """Open a mediation between at least two parties.

    Raises WrongParties, OutOfTime for a dispute that has not begun, CaseAnswered,
    TransitionRefused for a case that is merged into another, and as those who handle a
    case are refused.
    """
    ensure_handler(by, case.organisation_id)
    if case.state in ANSWERED:
        raise CaseAnswered
    case.ensure_allowed(CaseAct.MEDIATE)
    _check(parties)
    if dispute.since > local_day(at):
        raise OutOfTime(fields={"since": "out-of-time"})
    case.note(
        events.MediationOpened, at=at, mediation_id=mediation_id, parties=len(parties)
    )
    return Mediation(
        mediation_id=mediation_id,
        petition_id=case.petition_id,
        dispute=dispute,
        parties=list(parties),
        opened_at=at,
    )


def _check(parties: Sequence[Party]) -> None:
    if len(parties) < 2:
        raise WrongParties(fields={"parties": "too-short"})
    counted = Counter(party.label for party in parties)
    for number, party in enumerate(parties):
        if counted[party.label] > 1:
            raise WrongParties(fields={f"parties.{number}.label": "already-exists"})
        if PERSONAL_NUMBER.search(party.label):
            raise WrongParties(fields={f"parties.{number}.label": "not-allowed"})
