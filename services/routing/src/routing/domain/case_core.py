"""What every part of a case's life stands on: its fields, its clocks, its facts."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.messages import Actor
from routing.domain import events
from routing.domain.accused import kept_out
from routing.domain.assignment import Assignment
from routing.domain.deadline import BY_STATUTE, ClockKind, Clocks, Deadline, Owed
from routing.domain.dossier import NOTHING, Dossier, Settled, Severity
from routing.domain.errors import AccusedUnit, StaleRevision
from routing.domain.lifecycle import LIFECYCLE, CaseAct, CaseState, CaseStep
from routing.domain.lifecycle import ensure_allowed as _ensure_allowed
from routing.domain.organisation import OrganisationTree
from routing.domain.policy import Circumstances
from routing.domain.remark import Remark
from routing.domain.resolution import Resolution
from routing.domain.rest import Rest
from routing.domain.rule import Matter


@dataclass(eq=False, kw_only=True)
class CaseCore(Aggregate):
    """The fields of a case, and what its verbs are made of.

    `assignments`, `deadlines`, `resolutions` and `remarks` hold the latest of each, of
    the deadlines all that run, and those made since the case was loaded; the ones
    before are history and never change again. `edition` is the directory's by which it
    was last judged, None when it does not wait for a rule. `channel` is the first one
    that the petition came by, where known. `spoken_at` is when its petitioner heard of
    it last (None: before this was noted), `silence_at` when it was noticed that this is
    too long ago; the next word ends the silence.
    """

    petition_id: UUID
    receipt: str
    matter: Matter
    received_at: datetime
    accepted_at: datetime
    opened_at: datetime
    reachable: bool
    from_archive: bool = False
    external_ref: str | None = None
    channel: str | None = None
    state: CaseState = CaseState.UNROUTED
    revision: int = 0
    edition: int | None = None
    assignments: list[Assignment] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    dossier: Dossier = NOTHING
    rest: Rest | None = None
    held_to: datetime | None = None
    spoken_at: datetime | None = None
    silence_at: datetime | None = None

    @property
    def assignment(self) -> Assignment | None:
        """Who answers for it; None while it is unrouted."""
        latest = self.assignments[-1] if self.assignments else None
        return latest if latest and latest.until is None else None

    @property
    def deadline(self) -> Deadline | None:
        """The promise of an answer; None once nothing is owed."""
        return self.running(ClockKind.HANDLING)

    def running(self, kind: ClockKind) -> Deadline | None:
        """Return the latest clock of that kind that runs, or stands still for now."""
        for each in reversed(self.deadlines):
            if each.kind is kind and each.is_running:
                return each
        return None

    @property
    def resolution(self) -> Resolution | None:
        """The latest answer that was given."""
        return self.resolutions[-1] if self.resolutions else None

    @property
    def organisation_id(self) -> str | None:
        """The unit that answers for it."""
        return self.assignment.organisation_id if self.assignment else None

    @property
    def circumstances(self) -> Circumstances:
        """What is known of it, for the policy's terms."""
        dossier = self.dossier
        return _circumstances(dossier.severity, dossier.settled, self.channel)

    @property
    def others(self) -> frozenset[str]:
        """Who has a part in it beside the unit that answers."""
        named = {*self.dossier.parties, self.matter.organisation_id or ""}
        return frozenset(named - {"", self.organisation_id or ""})

    def expect(self, revision: int | None) -> None:
        """Refuse, if the caller saw another revision; None: it does not mind."""
        if revision is not None and revision != self.revision:
            raise StaleRevision

    def ensure_allowed(self, act: CaseAct) -> None:
        """Let an act pass, or raise TransitionRefused."""
        _ensure_allowed(self.state, act)

    def is_accused(self, organisation_id: str | None, units: OrganisationTree) -> bool:
        """Say whether a unit is accused in it, or stands below one that is."""
        return organisation_id in kept_out(self.matter.accused, units)

    def ensure_not_accused(self, organisation_id: str, units: OrganisationTree) -> None:
        """Let a unit pass that may learn of it; raise AccusedUnit (条例第30条)."""
        if self.is_accused(organisation_id, units):
            raise AccusedUnit(fields={"organisation_id": "accused-unit"})

    # -- what verbs are made of --------------------------------------------------------

    def _step(self, step: CaseStep) -> None:
        self.state = LIFECYCLE.after(self.state, step)

    def _note(self, **parts: Any) -> None:  # noqa: ANN401
        self.dossier = replace(self.dossier, **parts)

    def _sign_for(self, *, by: Actor, at: datetime) -> None:
        """Take what a unit does for its signature, if it gave none (签收)."""
        held = self.assignment
        self.assignments[-1:] = [held.signed(by.id, at)] if held else []
        self._meet(ClockKind.SIGN, at)

    def _end_assignment(self, at: datetime) -> None:
        if self.assignment:
            self.assignments[-1] = self.assignment.ended(at)

    def _owe(
        self,
        due_at: datetime,
        clocks: Clocks,
        *,
        at: datetime,
        kind: ClockKind = ClockKind.HANDLING,
        **words: Any,  # noqa: ANN401
    ) -> None:
        """Let a clock of that kind run, in the place of one that runs already."""
        if kind is not ClockKind.CO_HANDLING:
            self._end_clock(kind, at)
        made = Deadline(
            revision=self.revision + 1,
            kind=kind,
            due_at=due_at,
            watch_from=clocks.watch_from(due_at, at=at),
            remind_at=clocks.remind_at(kind, due_at, at=at),
            **words,
        )
        if kind is ClockKind.HANDLING:
            made = made.held(self.held_to, clocks, at=at)
        self.deadlines.append(made)

    def _owe_answer(self, owed: Owed, clocks: Clocks, *, at: datetime) -> None:
        """Let the handling clock run to another date; the statute's date stays."""
        before = self.deadline
        statutory = before.statutory if before else None
        if before is None and self.dossier.settled.has_sixty_days:
            statutory = clocks.after(self.accepted_at, clocks.statutory)
        by_statute = owed.basis == BY_STATUTE and statutory == owed.due_at
        self._owe(
            owed.due_at,
            clocks,
            at=at,
            won=owed.won,
            basis=owed.basis,
            provisional=owed.provisional,
            counted=owed.counted,
            weighed=owed.weighed,
            statutory_due_at=None if by_statute else statutory,
            paused_seconds=before.paused_seconds if before else 0,
        )

    def _hold(self, clocks: Clocks, *, at: datetime) -> None:
        """Let the answer be owed no later than what is merged into it allows."""
        for place, each in enumerate(self.deadlines):
            if each.kind is ClockKind.HANDLING and each.is_running:
                self.deadlines[place] = each.held(self.held_to, clocks, at=at)

    def _meet(self, kind: ClockKind, at: datetime) -> None:
        """Mark what runs of that kind as done."""
        self._change(lambda d: d.met(at) if d.kind is kind and d.is_running else d)

    def _end_clock(self, kind: ClockKind, at: datetime) -> None:
        self._change(lambda d: d.replaced(at) if d.kind is kind and d.is_running else d)

    def _end_clocks(self, kinds: frozenset[ClockKind], at: datetime) -> None:
        for kind in kinds:
            self._end_clock(kind, at)

    def _change(self, change: Any) -> None:  # noqa: ANN401
        self.deadlines[:] = [change(each) for each in self.deadlines]

    def _tell_turn(
        self,
        kind: type[events.CaseTurnedTo],
        *,
        at: datetime,
        **details: Any,  # noqa: ANN401
    ) -> None:
        self._tell(
            kind,
            at=at,
            category=self.matter.category,
            division_code=self.matter.division_code,
            received_at=self.received_at,
            **details,
        )

    def _tell(
        self,
        kind: type[events.CaseFact],
        *,
        at: datetime,
        **details: Any,  # noqa: ANN401
    ) -> None:
        self.revision += 1
        if kind.public:
            self.spoken_at, self.silence_at = max(at, self.spoken_at or at), None
        self.record(
            kind(
                petition_id=self.petition_id,
                receipt=self.receipt,
                revision=self.revision,
                organisation_id=self.organisation_id,
                reachable=self.reachable,
                at=at,
                **details,
            )
        )


@lru_cache(maxsize=256)
def _circumstances(
    severity: Severity, settled: Settled, channel: str | None
) -> Circumstances:
    return Circumstances(
        channel=channel,
        severity=severity.value,
        kind=settled.kind,
        path=settled.path,
        case_kind=settled.case_kind,
        mode=settled.mode,
    )
