"""What is shown of requests and guardians."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from registry.domain.privacy.request import RequestState, RightsRequest


@dataclass(frozen=True, kw_only=True)
class RequestCard:
    """A request without its words: what of whose file, until when, how it stands."""

    request_id: UUID
    resident_id: UUID
    asked_by: UUID
    kind: str
    section: str
    fields: Sequence[str]
    asked_at: datetime
    due_on: date
    state: str
    decided_by: str | None
    decided_at: datetime | None
    law: str | None
    agreed_by: str | None = None


@dataclass(frozen=True, kw_only=True, repr=False)
class RequestView:
    """A request with its words; they are None where they were forgotten."""

    request: RequestCard
    statement: str | None
    values: Mapping[str, Any]
    reason: str | None


@dataclass(frozen=True, kw_only=True)
class GuardianView:
    """A guardian of a child; both are residents' ids, no names."""

    child_id: UUID
    guardian_id: UUID
    since: date
    until: date | None
    consented_on: date | None
    withdrawn_on: date | None
    revision: int


def request_card(request: RightsRequest) -> RequestCard:
    """Return a request without its words."""
    return RequestCard(
        request_id=request.request_id,
        **vars(request.asked),
        state=request.state,
        decided_by=request.decided_by,
        decided_at=request.decided_at,
        law=request.law,
        agreed_by=request.agreed_by,
    )


def request_view(request: RightsRequest) -> RequestView:
    """Return a request with its words."""
    wording = request.wording
    return RequestView(
        request=request_card(request),
        statement=wording.statement if wording else None,
        values=wording.values if wording else {},
        reason=wording.reason if wording else None,
    )


def own_view(request: RightsRequest) -> RequestView:
    """Return what whoever asked is shown: nothing of what is only proposed."""
    told = request_view(request)
    if request.state is not RequestState.PROPOSED:
        return told
    silent: dict[str, Any] = {"decided_by": None, "decided_at": None}
    card = replace(told.request, state=RequestState.RECEIVED, **silent)
    return replace(told, request=card, reason=None)
