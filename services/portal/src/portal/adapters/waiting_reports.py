"""Informers' answers that intake does not have yet, sealed; and how they are sent."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from portal.adapters.captain_door import asker_by
from portal.adapters.informer_door import InformerDoor
from portal.application.ports import Refused
from portal.application.report_carrying import ClaimedReport
from portal.application.signing_in import Vouches

log = logging.getLogger(__name__)

ADD: Final = """
insert into waiting_reports (report_id, sealed) values (:report_id, :sealed)
on conflict (report_id) do update
set sealed = excluded.sealed, attempts = 0, next_at = now()
"""
WAITS: Final = "select from waiting_reports where report_id = :report_id"
FORGET: Final = "delete from waiting_reports where report_id = :report_id"
CLAIM_NEXT: Final = """
update waiting_reports
set attempts = attempts + 1, next_at = now() + interval '30 seconds'
where report_id = (
    select report_id from waiting_reports where next_at <= now()
    order by next_at limit 1 for update skip locked
)
returning report_id, sealed
"""
PUT_BACK: Final = """
update waiting_reports
set next_at = now() + least(power(2, least(attempts, 10)), 300) * interval '1 second'
where report_id = :report_id
"""
ENDED: Final = """
delete from waiting_reports where report_id = :report_id and sealed = :sealed
returning report_id
"""
GIVEN_UP: Final = """
delete from waiting_reports where kept_at < now() - interval '7 days'
returning report_id
"""
"""As long as a draft waits for its sender."""


class SqlReports:
    """Keeps them, and lets the database decide who carries which."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def add(self, report_id: UUID, told: Mapping[str, Any]) -> None:
        """Keep answers, in the place of what waited of the same month."""
        sealed = self._sealer.seal(dict(told), str(report_id))
        self._database.rows(ADD, report_id=report_id, sealed=sealed)

    def waits(self, report_id: UUID) -> bool:
        """Tell whether answers wait to be sent."""
        return bool(self._database.rows(WAITS, report_id=report_id))

    def forget(self, report_id: UUID) -> None:
        """Throw away what waits: its sender has sent something else."""
        self._database.rows(FORGET, report_id=report_id)

    def claim_next(self) -> ClaimedReport | None:
        """Take the one that has waited longest of those that may go; or None."""
        rows = self._database.rows(CLAIM_NEXT)
        return ClaimedReport(**rows[0]) if rows else None

    def put_back(self, report_id: UUID) -> None:
        """Let it be taken again: after 2 s, then 4, 8 … five minutes at most."""
        self._database.rows(PUT_BACK, report_id=report_id)

    def ended(self, claimed: ClaimedReport, refused: str = "") -> bool:
        """Forget it; False where its sender said something else meanwhile."""
        if refused:
            log.warning("intake refused report %s: %s", claimed.report_id, refused)
        return bool(self._database.rows(ENDED, **vars(claimed)))

    def sweep(self) -> None:
        """Throw away what nobody took in the days that its draft waits."""
        lost = self._database.rows(GIVEN_UP)
        if lost:
            log.error("intake took %d reports in no try of seven days", len(lost))


@dataclass(frozen=True)
class LinkReports:
    """Sends answers in the name of who holds the link, as registry says it now."""

    passes: Vouches
    informers: InformerDoor

    def send(self, holder_id: str, language: str, told: Mapping[str, Any]) -> None:
        """Report; raise Away, or Refused, 404 for who serves no more."""
        issued = self.passes.pass_for(holder_id)
        if issued is None:
            raise Refused("link-closed", status=404)
        asker = asker_by(issued, language)
        about = (told["enterprise"], told["month"])
        self.informers.send(asker, *about, told["answers"])
