"""Requests and guardians as collections."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.privacy import tables
from registry.adapters.sealed import Seals
from registry.adapters.shelf import Shelf
from registry.domain.privacy.errors import RequestUnknown
from registry.domain.privacy.guardian import GuardianProfile, Guardianship
from registry.domain.privacy.request import (
    Asked,
    RequestKind,
    RequestState,
    RightsRequest,
    Wording,
)

ASKED_BY = """
select request_id from rights_requests where asked_by = :id order by asked_at
"""
CONSENTS = """
select guardianship_id from guardianships
where child_id = :id and since <= :day and (until is null or until > :day)
    and consented_on <= :day and (withdrawn_on is null or withdrawn_on > :day)
limit 1
"""


class SqlRequests(Shelf[RightsRequest]):
    """All requests."""

    def __init__(self, work: SqlWork, seals: Seals) -> None:
        rows = RequestRows(seals)
        super().__init__(
            work,
            tables.rights_requests,
            to_row=rows.row,
            from_row=rows.request,
            missing=RequestUnknown,
        )

    def asked_by(self, resident_id: UUID) -> Sequence[RightsRequest]:
        """Return what somebody asked for, the oldest first."""
        keys = [row["request_id"] for row in self._work.read(ASKED_BY, id=resident_id)]
        return list(self.get_many(keys).values())


class RequestRows:
    """The rows of requests; the words pass the seals."""

    def __init__(self, seals: Seals) -> None:
        self._seals = seals

    def row(self, request: RightsRequest) -> dict[str, Any]:
        """Return the row of a request."""
        return {
            "request_id": request.request_id,
            **vars(request.asked),
            "fields": list(request.asked.fields),
            "sealed": self._sealed(request),
            "state": request.state,
            "decided_by": request.decided_by,
            "decided_at": request.decided_at,
            "law": request.law,
            "agreed_by": request.agreed_by,
            "revision": request.revision,
        }

    def request(self, row: Mapping[Any, Any]) -> RightsRequest:
        """Return the request of a row."""
        return RightsRequest(
            request_id=row["request_id"],
            asked=asked_of(row),
            wording=self._wording(row),
            state=RequestState(row["state"]),
            decided_by=row["decided_by"],
            decided_at=row["decided_at"],
            law=row["law"],
            agreed_by=row["agreed_by"],
            revision=row["revision"],
        )

    def _sealed(self, request: RightsRequest) -> str | None:
        if request.wording is None:
            return None
        return self._seals.seal(dict(vars(request.wording)), request.request_id)

    def _wording(self, row: Mapping[Any, Any]) -> Wording | None:
        if row["sealed"] is None:
            return None
        return Wording(**self._seals.open(row["sealed"], row["request_id"]))


def asked_of(row: Mapping[Any, Any]) -> Asked:
    """Return what a row's request asks for."""
    return Asked(
        resident_id=row["resident_id"],
        asked_by=row["asked_by"],
        kind=RequestKind(row["kind"]),
        section=row["section"],
        fields=list(row["fields"]),
        asked_at=row["asked_at"],
        due_on=row["due_on"],
    )


class SqlGuardians(Shelf[Guardianship]):
    """All guardians."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.guardianships,
            to_row=guardianship_row,
            from_row=guardianship_of,
        )

    def consent_to(self, child_id: UUID, day: date) -> bool:
        """Tell whether a guardian's consent holds for a child on a day."""
        return bool(self._work.read(CONSENTS, id=child_id, day=day))


def guardianship_row(tie: Guardianship) -> dict[str, Any]:
    """Return the row of a guardian."""
    return {
        "guardianship_id": tie.guardianship_id,
        **vars(tie.profile),
        "revision": tie.revision,
    }


def guardianship_of(row: Mapping[Any, Any]) -> Guardianship:
    """Return the guardian of a row."""
    said = {name: row[name] for name in GuardianProfile.__dataclass_fields__}
    return Guardianship(
        guardianship_id=row["guardianship_id"],
        profile=GuardianProfile(**said),
        revision=row["revision"],
    )
