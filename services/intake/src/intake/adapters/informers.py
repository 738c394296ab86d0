"""What informers write: enterprises, whose they are, reports and reminders (D-22)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Table

from intake.adapters.informer_tables import (
    INFORMER_REMINDERS,
    INFORMER_REPORTS,
    INFORMER_REVISIONS,
)
from intake.domain.informers import Behind, Informer, Reminder
from intake.domain.informing import Alarm, Alert, Enterprise, InformerReport
from minqing_chassis.unit_of_work import SqlWork

PUT_ENTERPRISES: Final = """
insert into enterprises
select * from jsonb_populate_recordset(null::enterprises, :rows)
on conflict (enterprise_id) do update set
    name = excluded.name, organisation_id = excluded.organisation_id,
    division_code = excluded.division_code, active = excluded.active,
    reported_from = excluded.reported_from
"""
ENTERPRISE: Final = """
select * from enterprises where enterprise_id = :enterprise_id for update
"""
REPORT: Final = """
select * from informer_reports
where enterprise_id = :enterprise_id and month = :month for update
"""
INFORMER: Final = """
select informer_id, organisation_id, contact, array(
    select enterprise_id from informer_enterprises e
    where e.informer_id = i.informer_id and until is null) as enterprises
from informers i where informer_id = :informer_id for update
"""
INFORMERS_OF: Final = """
select informer_id from informer_enterprises
where enterprise_id = :enterprise_id and until is null
"""
PUT_INFORMERS: Final = """
insert into informers select * from jsonb_populate_recordset(null::informers, :rows)
on conflict (informer_id) do update set
    organisation_id = excluded.organisation_id, contact = excluded.contact
"""
END_OTHERS: Final = """
update informer_enterprises e set until = told.at, ended_by = told.by
from jsonb_to_recordset(:rows)
    as told (informer_id text, enterprises text[], at timestamptz, by text)
where e.informer_id = told.informer_id and e.until is null
    and not e.enterprise_id = any(told.enterprises)
"""
END_ONE: Final = """
update informer_enterprises e set until = told.at, ended_by = told.by
from jsonb_to_recordset(:rows)
    as told (informer_id text, enterprise_id text, at timestamptz, by text)
where e.informer_id = told.informer_id and e.enterprise_id = told.enterprise_id
    and e.until is null
"""
SILENCE: Final = """
update informers i set contact = null
from jsonb_to_recordset(:rows) as told (informer_id text)
where i.informer_id = told.informer_id and not exists (
    select from informer_enterprises e
    where e.informer_id = i.informer_id and e.until is null
)
"""
GIVE: Final = """
insert into informer_enterprises (informer_id, enterprise_id, since, given_by)
select told.informer_id, given.enterprise_id, told.at, told.by
from jsonb_to_recordset(:rows)
    as told (informer_id text, enterprises text[], at timestamptz, by text)
cross join unnest(told.enterprises) as given (enterprise_id)
on conflict do nothing
"""
BEHIND: Final = """
select i.informer_id, i.organisation_id, i.contact is not null as reachable,
    m.reminder_id is not null as reminded,
    array_agg(e.name order by e.enterprise_id) as enterprises
from enterprises e
join informer_enterprises x on x.enterprise_id = e.enterprise_id and x.until is null
join informers i using (informer_id)
left join informer_reports r on r.enterprise_id = e.enterprise_id and r.month = :month
left join informer_reminders m on m.informer_id = i.informer_id
    and m.month = :month and m.day = :day
where e.active and r.enterprise_id is null and e.organisation_id = any(:organisations)
    and (e.reported_from is null or e.reported_from <= :month)
group by i.informer_id, i.organisation_id, i.contact, m.reminder_id
order by i.informer_id
"""


class SqlEnterprises:
    """The enterprises that are reported on."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def put(self, enterprise: Enterprise) -> None:
        """Keep an enterprise, in the place of what was known of it."""
        self._work.write(PUT_ENTERPRISES, [vars(enterprise)])

    def get(self, enterprise_id: str) -> Enterprise | None:
        """Return one enterprise, locked until the unit ends."""
        rows = self._work.read(ENTERPRISE, enterprise_id=enterprise_id)
        return Enterprise(**rows[0]) if rows else None


class SqlReports:
    """What informers answered, each revision kept."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def add(self, report: InformerReport) -> None:
        """Keep a report; the primary key refuses a second of its month."""
        self._work.insert(INFORMER_REPORTS, self._as_it_stands(report))
        self._keep(report)

    def revise(self, report: InformerReport) -> None:
        """Keep a later revision in the place of the last; that one stays beside it."""
        self._work.update(INFORMER_REPORTS, self._as_it_stands(report))
        self._keep(report)

    def get(self, enterprise_id: str, month: str) -> InformerReport | None:
        """Return the report of a month as it stands, locked until the unit ends."""
        rows = self._work.read(REPORT, enterprise_id=enterprise_id, month=month)
        return _report(dict(rows[0])) if rows else None

    def _as_it_stands(self, report: InformerReport) -> dict[str, Any]:
        alerts = [
            {"petition_id": str(each.petition_id), "answers": sorted(each.answers)}
            for each in report.alerts
        ]
        return _row(INFORMER_REPORTS, report) | {"alerts": alerts}

    def _keep(self, report: InformerReport) -> None:
        self._work.insert(INFORMER_REVISIONS, _row(INFORMER_REVISIONS, report))
        self._work.watch(report)


class SqlInformers:
    """Who reports on what, and who was reminded."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def put(self, informer: Informer, *, by: str, at: datetime) -> None:
        """Keep an informer; what they no longer report on has an end and its author."""
        self._write(informer, by, at, END_OTHERS)

    def give(self, informer: Informer, *, by: str, at: datetime) -> None:
        """Keep an informer, who reports on these as well."""
        self._write(informer, by, at)

    def take(
        self, informer_id: str, enterprise_id: str, *, by: str, at: datetime
    ) -> None:
        """Let them report on one no more; who is left none has no contact."""
        told = {"informer_id": informer_id, "enterprise_id": enterprise_id}
        self._work.write(END_ONE, [told | {"at": at, "by": by}])
        self._work.write(SILENCE, [told])

    def _write(self, informer: Informer, by: str, at: datetime, *ends: str) -> None:
        who = {"informer_id": informer.informer_id}
        told = {"enterprises": sorted(informer.enterprises), "at": at, "by": by}
        home = {
            "organisation_id": informer.organisation_id,
            "contact": informer.contact,
        }
        self._work.write(PUT_INFORMERS, [who | home])
        for each in (*ends, GIVE):
            self._work.write(each, [who | told])

    def get(self, informer_id: str) -> Informer | None:
        """Return one informer, locked until the unit ends."""
        rows = self._work.read(INFORMER, informer_id=informer_id)
        if not rows:
            return None
        row = dict(rows[0])
        return Informer(**row | {"enterprises": frozenset(row["enterprises"])})

    def of(self, enterprise_id: str) -> frozenset[str]:
        """Return who reports on an enterprise."""
        rows = self._work.read(INFORMERS_OF, enterprise_id=enterprise_id)
        return frozenset(row["informer_id"] for row in rows)

    def behind(
        self, month: str, day: date, organisations: Collection[str]
    ) -> Sequence[Behind]:
        """Return who has not reported on all of a month, with what is missing."""
        asked = {"month": month, "day": day, "organisations": list(organisations)}
        rows = self._work.read(BEHIND, **asked)
        return [
            Behind(**{**row, "enterprises": tuple(row["enterprises"])}) for row in rows
        ]

    def remind(self, reminder: Reminder) -> None:
        """Keep a reminder; the index refuses a second of its day."""
        self._work.insert(INFORMER_REMINDERS, _row(INFORMER_REMINDERS, reminder))
        self._work.watch(reminder)


def _row(table: Table, told: InformerReport | Reminder) -> dict[str, Any]:
    return {each.name: getattr(told, each.name) for each in table.columns}


def _report(row: dict[str, Any]) -> InformerReport:
    alerts = tuple(
        Alert(
            petition_id=UUID(each["petition_id"]),
            answers=frozenset(map(Alarm, each["answers"])),
        )
        for each in row["alerts"]
    )
    return InformerReport(**{**row, "alerts": alerts})
