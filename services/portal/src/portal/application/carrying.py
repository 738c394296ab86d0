"""Carries kept matters to intake: at once if it can, else later; once for sure."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from minqing_kernel.errors import TransitionRefused
from minqing_kernel.messages import ANYONE, Cause
from portal.application.commands import HandOver, TurnAway
from portal.application.ports import (
    Away,
    Claims,
    Handles,
    Refused,
    Seals,
    Submits,
    Tells,
)
from portal.application.views import Claimed

ROUND = 20
"""How many matters are carried before the carrier looks up again."""
FAULTS = frozenset({400, 413, 415, 422})
"""Answers by which intake says that the words themselves are wrong; any other that is
no success (429, 401 of a wrong proxy) may be another tomorrow, and the matter waits."""


@dataclass(frozen=True, kw_only=True)
class Carrier:
    """Takes matters to intake, outside any transaction; writes down what came of it.

    Two carriers may carry one matter at a time when a lease ran out: intake knows the
    key, and answers both with the same number.
    """

    claims: Claims
    intake: Submits
    bus: Handles
    sealer: Seals
    clock: Tells

    def carry(self, matter_id: UUID) -> None:
        """Carry one matter now, unless somebody does."""
        claimed = self.claims.claim(matter_id)
        if claimed is not None:
            self._carry(claimed)

    def carry_due(self) -> int:
        """Carry what waits, until intake is away; return how many reached an end."""
        ended = 0
        while ended < ROUND:
            claimed = self.claims.claim_next()
            if claimed is None or not self._carry(claimed):
                break
            ended += 1
        return ended

    def _carry(self, claimed: Claimed) -> bool:
        """Carry one; say whether its story with the portal ended."""
        matter_id = claimed.matter_id
        kept = self.sealer.open(claimed.sealed, str(matter_id))
        body, language = kept["body"].encode(), kept["language"]
        try:
            got = self.intake.submit(body, key_of(matter_id), language)
        except Away:
            self.claims.put_back(matter_id)
            return False
        except Refused as no:
            if no.status not in FAULTS:
                self.claims.put_back(matter_id)
                return False
            self._settle(
                TurnAway(matter_id=matter_id, reason=no.code[:64], at=self._now())
            )
            return True
        told = {"receipt": got.receipt, "code": got.code}
        answer = self.sealer.seal(told, str(matter_id))
        command = HandOver(
            matter_id=matter_id, receipt=got.receipt, answer=answer, at=self._now()
        )
        self._settle(command)
        return True

    def _settle(self, command: HandOver | TurnAway) -> None:
        # Where somebody else carried it meanwhile, intake gave both the same number.
        with suppress(TransitionRefused):
            self.bus.handle(command, cause_of(command.matter_id))

    def _now(self) -> datetime:
        return self.clock.now()


def key_of(matter_id: UUID) -> str:
    """Return the key under which intake takes a matter once."""
    return f"portal-{matter_id}"


def cause_of(matter_id: UUID) -> Cause:
    """Return the cause of what happens to a kept matter: its own story."""
    return Cause(correlation_id=uuid5(matter_id, "story"), actor=ANYONE)
