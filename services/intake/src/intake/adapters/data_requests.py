"""Requests about data in their table: kept, asked for, and told of."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from intake.adapters.data_request_tables import DATA_REQUESTS
from intake.adapters.tables import ACCESS_LOG
from intake.domain.data_errors import UnknownDataRequest
from intake.domain.data_request import (
    ContactChanged,
    DataRequest,
    DataRequestMoved,
    DataState,
)
from intake.domain.data_words import Checked, DataKind, Part, Verdict, in_order
from minqing_chassis.access_log import AccessLog
from minqing_chassis.database import Database, fetch
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork, Tell, Told
from minqing_contracts.intake_data_requests import DataRequestAnsweredV1
from minqing_kernel.messages import Actor

OPEN = "state in ('received', 'proposed')"
OPEN_OF = f"select count(*) as n from data_requests where petition_id = :id and {OPEN}"
FORGET = """
update data_requests d set sealed = null,
    verdict = jsonb_set(verdict, '{reason}', '"***"')
from jsonb_to_recordset(:rows) as old(moment timestamptz)
where d.answered_at < old.moment and d.sealed is not null
"""
BY_NUMBER = """
select d.*, p.receipt from data_requests d join petitions p using (petition_id)
where d.number = :number
"""
OF_PETITION = """
select * from data_requests where petition_id = :id order by asked_at desc limit 50
"""
OWNER = "c.facts -> c.revision::text ->> 'organisation_id'"
CONCERNS = f"""
({OWNER} is null or {OWNER} = any(cast(:units as varchar[]))
    or p.organisation_id = any(cast(:units as varchar[])))
and (p.accused is null or not p.accused && cast(:line as varchar[]))
"""
LISTED = f"""
select d.*, p.receipt from data_requests d join petitions p using (petition_id)
    left join case_progress c using (petition_id)
where {{which}} and {CONCERNS} and (cast(:after as varchar) = '' or {{beyond}})
order by {{order}} limit :limit
"""
WAITING = LISTED.format(
    which=f"d.{OPEN}",
    beyond="(d.due_on, d.number) > (select a.due_on, a.number"
    " from data_requests a where a.number = :after)",
    order="d.due_on, d.number",
)
ANSWERED = LISTED.format(
    which=f"not d.{OPEN}",
    beyond="(d.answered_at, d.number) < (select a.answered_at, a.number"
    " from data_requests a where a.number = :after)",
    order="d.answered_at desc, d.number desc",
)
LATE_HERE = f"""
select count(*) as n from data_requests d join petitions p using (petition_id)
    left join case_progress c using (petition_id)
where d.due_on < :today and d.{OPEN} and {CONCERNS}
"""
LATE = f"select count(*) as n from data_requests where due_on < :today and {OPEN}"
READ = """
select * from data_requests where request_id = :id and sealed is not null
"""


class SqlDataRequests(Repository[DataRequest]):
    """The requests of petitioners about their data."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            DATA_REQUESTS,
            to_row=request_row,
            from_row=request_from,
            missing=UnknownDataRequest,
        )
        self._unit = work

    def open_of(self, petition_id: UUID) -> int:
        """Return how many of a petition, locked by this unit, wait for an answer."""
        rows = self._unit.read(OPEN_OF, id=petition_id)
        found: int = rows[0]["n"]
        return found

    def forget_before(self, moment: datetime) -> None:
        """Forget the words of what was answered before a moment."""
        self._unit.write(FORGET, [{"moment": moment}])


class DataRequestReader:
    """Queries about requests; nothing is locked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._log = AccessLog(ACCESS_LOG)

    def find(self, number: str) -> tuple[DataRequest, str]:
        """Return a request and its petition's number; raise UnknownDataRequest."""
        rows = self._database.rows(BY_NUMBER, number=number)
        if not rows:
            raise UnknownDataRequest
        return request_from(rows[0]), rows[0]["receipt"]

    def of(self, petition_id: UUID) -> list[DataRequest]:
        """Return the requests of a petition, the newest first."""
        rows = self._database.rows(OF_PETITION, id=petition_id)
        return [request_from(row) for row in rows]

    def listed(
        self,
        *,
        waiting: bool,
        units: Collection[str],
        line: Collection[str],
        after: str = "",
        limit: int = 50,
    ) -> list[tuple[DataRequest, str]]:
        """Return what waits, what is due first first, or the answered; with receipts.

        Those about petitions of these units, or of none yet, that accuse none of the
        line (条例第30条); `after` is the number of the last one seen.
        """
        sql = WAITING if waiting else ANSWERED
        asked = {"units": sorted(units), "line": sorted(line)}
        rows = self._database.rows(sql, **asked, after=after, limit=limit)
        return [(request_from(row), row["receipt"]) for row in rows]

    def late_in(
        self, today: date, units: Collection[str], line: Collection[str]
    ) -> int:
        """Return how many of these units should have been answered before a day."""
        asked = {"units": sorted(units), "line": sorted(line)}
        found: int = self._database.rows(LATE_HERE, today=today, **asked)[0]["n"]
        return found

    def late(self, today: date) -> int:
        """Return how many should have been answered before a day."""
        found: int = self._database.rows(LATE, today=today)[0]["n"]
        return found

    def sealed(
        self, request: DataRequest, *, at: datetime, actor: Actor, purpose: str
    ) -> str | None:
        """Return what is sealed of a request; the look is noted under its petition."""
        with self._database.engine.begin() as connection:
            rows = fetch(connection, READ, {"id": request.request_id})
            if not rows:
                return None
            self._log.note(
                connection,
                at=at,
                actor=actor,
                purpose=purpose,
                subject=str(request.petition_id),
                fields=["data-request.statement", "data-request.values"],
            )
            sealed: str = rows[0]["sealed"]
            return sealed


def request_row(request: DataRequest) -> dict[str, Any]:
    """Return the columns of a request."""
    return {
        "request_id": request.request_id,
        "number": request.number,
        "petition_id": request.petition_id,
        "kind": request.kind,
        "parts": [part.value for part in in_order(request.parts)],
        "sealed": request.sealed,
        "asked_at": request.asked_at,
        "due_on": request.due_on,
        "provisional": request.provisional,
        "state": request.state,
        "verdict": None if request.verdict is None else _verdict_words(request.verdict),
        "agreed_by": request.agreed_by,
        "answered_at": request.answered_at,
        "revision": request.revision,
    }


def request_from(row: Mapping[Any, Any]) -> DataRequest:
    """Return the request of a row."""
    said = {each.name: row[each.name] for each in DATA_REQUESTS.columns}
    verdict = said.pop("verdict")
    return DataRequest(
        **{
            **said,
            "kind": DataKind(said["kind"]),
            "parts": frozenset(map(Part, said["parts"])),
            "state": DataState(said["state"]),
            "verdict": None if verdict is None else _verdict_from(verdict),
        }
    )


def _verdict_words(verdict: Verdict) -> dict[str, Any]:
    return {
        "by": verdict.by,
        "at": verdict.at.isoformat(),
        "granted": [part.value for part in in_order(verdict.granted)],
        "reason": verdict.reason,
        "checked": verdict.checked,
        "law": verdict.law,
    }


def _verdict_from(said: Mapping[str, Any]) -> Verdict:
    return Verdict(
        by=said["by"],
        at=datetime.fromisoformat(said["at"]),
        granted=frozenset(map(Part, said["granted"])),
        reason=said["reason"],
        checked=Checked(said["checked"]),
        law=said["law"],
    )


def _moved(fact: DataRequestMoved) -> Told:
    answered = DataRequestAnsweredV1(
        request_id=fact.request_id,
        number=fact.number,
        petition_id=fact.petition_id,
        receipt=fact.receipt,
        revision=fact.revision,
        kind=fact.kind,
        outcome=fact.step,
        reachable=fact.reachable,
        organisation_id=fact.organisation_id,
        answered_at=fact.at,
    )
    return Told(
        subject=f"data-request:{fact.request_id}",
        revision=fact.revision,
        step=f"data-request-{fact.step}",
        at=fact.at,
        event=answered if fact.answered else None,
        detail={"number": fact.number, "kind": fact.kind, "parts": list(fact.parts)},
    )


def _contact_changed(fact: ContactChanged) -> Told:
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step=f"contact-{fact.kind}",
        at=fact.changed_at,
        detail={"number": fact.number, "parts": list(fact.parts)},
    )


DATA_REQUEST_TELL: Tell = {
    DataRequestMoved: _moved,
    ContactChanged: _contact_changed,
}
