"""Carries informers' answers to intake: at once if it can, else later, nobody asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol
from uuid import UUID

from portal.application.carrying import FAULTS, ROUND
from portal.application.ports import Away, Refused, Seals

FINAL: Final = FAULTS | {403, 404, 409}
"""Answers that are no other tomorrow: the words are wrong, the month is closed, another
reported meanwhile, or the enterprise is another's by now. Its sender looks at it."""


@dataclass(frozen=True, kw_only=True)
class ClaimedReport:
    """Answers that were taken to be carried."""

    report_id: UUID
    sealed: str


class ReportClaims(Protocol):
    """Decides who carries which answers."""

    def claim_next(self) -> ClaimedReport | None:
        """Take the one that has waited longest of those that may go; or None."""
        ...

    def put_back(self, report_id: UUID) -> None:
        """Let it be taken again after a pause that grows with the attempts."""
        ...

    def ended(self, claimed: ClaimedReport, refused: str = "") -> bool:
        """Forget it; False where its sender said something else meanwhile."""
        ...


class Reports(Protocol):
    """Intake's door, in the name of who holds a link."""

    def send(self, holder_id: str, language: str, told: Mapping[str, Any]) -> None:
        """Report, the same twice is once; raise Away or Refused."""
        ...


class ForgetsDrafts(Protocol):
    """What was typed and is not sent."""

    def forget(self, draft: str) -> None:
        """Throw one away."""
        ...


@dataclass(frozen=True, kw_only=True)
class ReportCarrier:
    """Takes answers to intake, outside any transaction; then nothing is kept here.

    What is refused for good stays a draft: it stands in the form when it is opened.
    """

    claims: ReportClaims
    reports: Reports
    drafts: ForgetsDrafts
    sealer: Seals

    def carry_due(self) -> int:
        """Carry what waits, until intake is away; return how many reached an end."""
        ended = 0
        while ended < ROUND:
            claimed = self.claims.claim_next()
            if claimed is None or not self._carry(claimed):
                break
            ended += 1
        return ended

    def _carry(self, claimed: ClaimedReport) -> bool:
        """Carry one; say whether its story with the portal ended."""
        told = self.sealer.open(claimed.sealed, str(claimed.report_id))
        try:
            self.reports.send(told["holder"], told["language"], told)
        except Away:
            self.claims.put_back(claimed.report_id)
            return False
        except Refused as no:
            if no.status not in FINAL:
                self.claims.put_back(claimed.report_id)
                return False
            self.claims.ended(claimed, refused=no.code)
            return True
        if self.claims.ended(claimed):
            self.drafts.forget(told["draft"])
        return True
