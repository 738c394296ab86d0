"""Findings as a collection, and what devices have sent before."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.adapters.visits import tables
from registry.adapters.visits.finding_rows import FindingRows
from registry.application.visits.records import DeviceRecord
from registry.domain.visits.errors import FindingUnknown
from registry.domain.visits.finding import Finding

OF_VISIT = "select finding_id from visit_findings where visit_id = :id order by 1"
LOCK_MATTER = "select pg_advisory_xact_lock(hashtextextended(:key, 80))"
SAME_MATTER = """
select f.finding_id from visit_findings f
left join petition_standings s using (petition_id)
where f.household_id = :home and f.matter = :matter and f.finding_id <> :finding
    and (not :raised or f.outcome = 'raised')
    and f.state in ('due', 'registered') and (f.joins is null or exists (
        select from visit_findings h
        where h.finding_id = f.joins and h.state = 'refused'
            and h.finding_id <> :finding
    ))
    and coalesce(s.case_state, s.intake_state, 'received')
        not in (
            'closed', 'withdrawn', 'refused', 'referred', 'noted', 'lapsed'
        )
    and not coalesce(s.accused && cast(:line as text[]), false)
order by f.recorded_at, f.finding_id limit 1
"""
SENT = "select 1 from visit_device_records where record_id = :id"
RUNS = """
select run, began_at from visit_device_runs where actor = :actor and device_id = :device
"""


class SqlFindings(Shelf[Finding]):
    """All findings."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        rows = FindingRows(seals)
        super().__init__(
            work,
            tables.visit_findings,
            to_row=rows.row,
            from_row=rows.finding,
            missing=FindingUnknown,
        )

    def of_visit(self, visit_id: UUID) -> Sequence[Finding]:
        """Return for change what a visit found, in the order of their ids."""
        found = self._work.read(OF_VISIT, id=visit_id)
        return self._with_new([row["finding_id"] for row in found], visit_id)

    def of_same_matter(
        self,
        household_id: UUID,
        matter: str,
        besides: UUID,
        line: Sequence[str],
        *,
        raised: bool,
    ) -> UUID | None:
        """Return the finding whose open petition is of the same matter of a home.

        Nobody else asks for a petition of it until the unit ends (D-06). What is
        raised joins only what was raised: else nobody above would hear of it. One
        that accuses somebody of the `line` is not there (条例第30条).
        """
        self._work.read(LOCK_MATTER, key=f"{household_id}/{matter}")
        found = self._work.read(
            SAME_MATTER,
            home=household_id,
            matter=matter,
            finding=besides,
            line=list(line),
            raised=raised,
        )
        return found[0]["finding_id"] if found else None

    def _with_new(self, keys: list[Any], visit_id: UUID) -> Sequence[Finding]:
        """Return these and those of the visit that this unit holds already."""
        stored = self.get_many(keys)
        held = {
            key: each for key, each in self._held.items() if each.visit_id == visit_id
        }
        both = {**stored, **held}
        return [both[key] for key in sorted(both)]


class SqlDeviceRecords:
    """What devices sent and was taken; its primary key decides who was first."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def knows(self, record_id: UUID) -> bool:
        """Tell whether a record was taken before."""
        return bool(self._work.read(SENT, id=record_id))

    def add(self, record: DeviceRecord) -> None:
        """Keep that it was taken; at commit Taken if another was first."""
        self._work.insert(tables.visit_device_records, vars(record))


class SqlDeviceRuns:
    """When the runs of devices began; its primary key decides who was first."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def of(self, actor: str, device_id: str) -> Mapping[int, datetime]:
        """Return when each known run of somebody's device began."""
        rows = self._work.read(RUNS, actor=actor, device=device_id)
        return {row["run"]: row["began_at"] for row in rows}

    def add(self, actor: str, device_id: str, run: int, began_at: datetime) -> None:
        """Keep when a run began, for ever; at commit Taken if it is known already."""
        row = {"actor": actor, "device_id": device_id, "run": run}
        self._work.insert(tables.visit_device_runs, row | {"began_at": began_at})
