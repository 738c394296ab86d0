"""Queries about informers: who is behind, what they see, what was reported (D-22)."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import RowMapping

from intake.adapters.tables import ACCESS_LOG
from minqing_chassis.access_log import AccessLog
from minqing_chassis.database import Database, fetch
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor

ALARMING: Final = "(not r.production_normal or not r.wages_paid or r.hazard)"
OWED: Final = "(e.reported_from is null or e.reported_from <= m.month)"
MISSING: Final = """
select e.enterprise_id, e.name, e.organisation_id from enterprises e
left join informer_reports r on r.enterprise_id = e.enterprise_id and r.month = :month
where e.active and r.enterprise_id is null and e.organisation_id = any(:organisations)
    and (e.reported_from is null or e.reported_from <= :month)
order by e.enterprise_id
"""
COUNTS: Final = f"""
select m.month, count(*) as enterprises, count(r.month) as reported,
    count(*) filter (where {ALARMING}) as adverse
from unnest(cast(:months as text[])) as m (month)
join enterprises e on e.active and e.organisation_id = any(:organisations) and {OWED}
left join informer_reports r
    on r.enterprise_id = e.enterprise_id and r.month = m.month
group by m.month order by m.month
"""
PAGE: Final = f"""
select e.enterprise_id, e.name, e.organisation_id, e.reported_from, array(
    select informer_id from informer_enterprises x
    where x.enterprise_id = e.enterprise_id and x.until is null
    order by informer_id) as informers,
    coalesce((select jsonb_object_agg(r.month, jsonb_build_object(
        'alarming', {ALARMING}, 'revision', r.revision, 'reported_at', r.reported_at))
    from informer_reports r where r.enterprise_id = e.enterprise_id
        and r.month = any(:months)), '{{}}') as reports
from enterprises e
where e.active and e.organisation_id = any(:organisations) and e.enterprise_id > :after
    and (cast(:month as text) is null or exists (
        select 1 from (select cast(:month as text) as month) m
        left join informer_reports r
            on r.enterprise_id = e.enterprise_id and r.month = m.month
        where {OWED} and case cast(:state as text)
            when 'missing' then r.month is null
            when 'adverse' then {ALARMING} else true end))
order by e.enterprise_id limit :limit
"""
OF_INFORMER: Final = """
select e.enterprise_id, e.name, e.organisation_id, e.reported_from
from informer_enterprises x join enterprises e using (enterprise_id)
where x.informer_id = :informer_id and x.until is null and e.active
order by e.name, e.enterprise_id
"""
REPORTS: Final = """
select * from informer_reports
where enterprise_id = any(:enterprises) and month = any(:months)
"""
REVISIONS: Final = """
select v.*, p.receipt as alert from informer_revisions v
left join petitions p on p.petition_id = v.alert_id
    and (p.accused is null or not p.accused && cast(:line as varchar[]))
where v.enterprise_id = :enterprise_id and v.month = :month order by v.revision
"""
ENTERPRISE: Final = "select * from enterprises where enterprise_id = :enterprise_id"
INFORMERS_OF: Final = """
select informer_id from informer_enterprises
where enterprise_id = :enterprise_id and until is null order by informer_id
"""
INFORMER: Final = """
select informer_id, organisation_id, contact is not null as reachable
from informers where informer_id = :informer_id
"""
CONTACTS: Final = """
select m.reminder_id, i.informer_id, i.contact from informer_reminders m
join informers i using (informer_id)
where m.reminder_id = any(:ids) and i.contact is not null
"""


class InformerReader:
    """Answers in a round trip each; months are YYYY-MM.

    An enterprise that is not active is in no list; `line` hides the numbers of alerts
    that accuse one of its units (条例第30条), `clock` says when somebody looked.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._log = AccessLog(ACCESS_LOG)

    def missing(self, month: str, organisations: Sequence[str]) -> list[RowMapping]:
        """Return the enterprises of which nobody reported in a month."""
        asked = {"month": month, "organisations": list(organisations)}
        return list(self._database.rows(MISSING, **asked))

    def counts(
        self, months: Sequence[str], organisations: Sequence[str]
    ) -> list[RowMapping]:
        """Return for each month how many are owed, reported and adverse."""
        asked = {"months": list(months), "organisations": list(organisations)}
        return list(self._database.rows(COUNTS, **asked))

    def page(
        self,
        months: Sequence[str],
        organisations: Sequence[str],
        *,
        state: str | None,
        month: str | None,
        after: str,
        limit: int,
    ) -> list[RowMapping]:
        """Return enterprises with their reports of some months, by id.

        `state` (missing, adverse) is that of `month`.
        """
        return list(
            self._database.rows(
                PAGE,
                months=list(months),
                organisations=list(organisations),
                state=state,
                month=month,
                after=after,
                limit=limit,
            )
        )

    def of_informer(self, informer_id: str) -> list[RowMapping]:
        """Return the enterprises on which somebody reports."""
        return list(self._database.rows(OF_INFORMER, informer_id=informer_id))

    def reports(
        self, enterprises: Sequence[str], months: Sequence[str]
    ) -> dict[tuple[str, str], RowMapping]:
        """Return the reports as they stand, by enterprise and month."""
        asked = {"enterprises": list(enterprises), "months": list(months)}
        rows = self._database.rows(REPORTS, **asked)
        return {(row["enterprise_id"], row["month"]): row for row in rows}

    def revisions(
        self, enterprise_id: str, month: str, line: Sequence[str]
    ) -> list[RowMapping]:
        """Return every revision of a report, oldest first, with its alert's number."""
        asked = {"enterprise_id": enterprise_id, "month": month, "line": list(line)}
        return list(self._database.rows(REVISIONS, **asked))

    def enterprise(self, enterprise_id: str) -> RowMapping | None:
        """Return one enterprise."""
        rows = self._database.rows(ENTERPRISE, enterprise_id=enterprise_id)
        return rows[0] if rows else None

    def informers_of(self, enterprise_id: str) -> list[str]:
        """Return who reports on an enterprise."""
        rows = self._database.rows(INFORMERS_OF, enterprise_id=enterprise_id)
        return [row["informer_id"] for row in rows]

    def informer(self, informer_id: str) -> RowMapping | None:
        """Return where an informer belongs, and whether a telephone is known."""
        rows = self._database.rows(INFORMER, informer_id=informer_id)
        return rows[0] if rows else None

    def contacts(
        self, ids: Sequence[UUID], *, actor: Actor, purpose: str
    ) -> dict[UUID, tuple[str, str]]:
        """Return whom those reminders are for: their id and what is sealed to it.

        Every look is noted.
        """
        with self._database.engine.begin() as connection:
            rows = fetch(connection, CONTACTS, {"ids": list(ids)})
            for row in rows:
                self._log.note(
                    connection,
                    at=self._clock.now(),
                    actor=actor,
                    purpose=purpose,
                    subject=f"informer:{row['informer_id']}",
                    fields=["contact"],
                )
        return {
            row["reminder_id"]: (row["informer_id"], row["contact"]) for row in rows
        }
