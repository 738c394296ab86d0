"""A petitioner hears nothing for too long: the unit is reminded, both are told so."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from routing.domain.case_core import CaseCore
from routing.domain.deadline import ClockKind, Clocks
from routing.domain.dossier import Measure
from routing.domain.events import CaseFact
from routing.domain.lifecycle import OWING
from routing.domain.side_events import CaseUrged


@dataclass(frozen=True, kw_only=True)
class CaseSilent(CaseFact):
    """Its petitioner heard nothing since then, and is told that the unit knows."""

    silent_since: datetime


class Silence(CaseCore):
    """The part of a case's life in which nothing is said, though an answer is owed."""

    def notice_silence(self, clocks: Clocks, *, at: datetime) -> None:
        """Tell of a silence of the policy's days, and again after as many more.

        The unit that has it is reminded (催办) each time; no date moves. What rests, is
        answered, stands still or is elsewhere is not silent, nor is an older system's.
        """
        spoken = self.spoken_at
        if spoken is None or self.from_archive or self.state not in OWING:
            return
        allowed = timedelta(days=clocks.policy.silence_days)
        if not allowed or (self.silence_at or spoken) + allowed > at:
            return
        self.silence_at = at
        if self.organisation_id is not None:
            self._remind_of(spoken, clocks, at=at)
        self._tell(CaseSilent, at=at, silent_since=spoken)

    def _remind_of(self, spoken: datetime, clocks: Clocks, *, at: datetime) -> None:
        policy, handling = clocks.policy, self.deadline
        self._tell(
            CaseUrged,
            at=at,
            measure=Measure.URGE,
            clock=ClockKind.HANDLING,
            unit_id=self.organisation_id,
            superior_id=None,
            due_at=handling.due_at if handling else None,
            reason="",
            rule=f"{policy.code}:silence-{(at - spoken).days}-days",
        )
