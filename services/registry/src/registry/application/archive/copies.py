"""What the rooms beside the archive hold of somebody, for that person (第45条).

What a restricted ledger holds is told by none of it. What staff wrote in words is told
where it is about nobody else: a visit that names them alone, the plan of a household
where they are alone on file.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from registry.domain.privacy.request import RequestState, RightsRequest


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnRequest:
    """What somebody asked for, in their words, and how it was decided.

    The words are None, and the values empty, where they were forgotten.
    """

    request_id: UUID
    kind: str
    section: str
    fields: Sequence[str]
    asked_at: datetime
    due_on: date
    state: str
    statement: str | None
    values: Mapping[str, Any]
    reason: str | None
    law: str | None


def own_request(asked: RightsRequest) -> OwnRequest:
    """Return a request as whoever asked it sees it: nothing that is only proposed."""
    said, wording = asked.asked, asked.wording
    proposed = asked.state is RequestState.PROPOSED
    state = RequestState.RECEIVED if proposed else asked.state
    return OwnRequest(
        request_id=asked.request_id,
        kind=said.kind.value,
        section=said.section,
        fields=said.fields,
        asked_at=said.asked_at,
        due_on=said.due_on,
        state=state.value,
        statement=wording.statement if wording else None,
        values=wording.values if wording else {},
        reason=wording.reason if wording and not proposed else None,
        law=asked.law,
    )


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnVisit:
    """A visit that names somebody or their household; the words where it is alone."""

    visit_id: UUID
    kind: str
    held_at: datetime
    units: Sequence[str]
    outcome: str | None
    topic: str | None
    diary: str | None


@dataclass(frozen=True, kw_only=True)
class OwnItem:
    """What of an item about somebody is told: not its words, which name others."""

    item_id: UUID
    ledger: str
    category: str
    unit: str | None
    entry_reason: str
    entered_on: date
    exited_on: date | None
    exit_reason: str | None
    state: str
    due_on: date | None


@dataclass(frozen=True, kw_only=True)
class OwnOutcome:
    """What became of somebody under an edition of a rule of benefits."""

    edition: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class OwnPlacement:
    """An introduction to work."""

    kind: str
    firm_id: UUID | None
    post: str | None
    state: str
    introduced_on: date
    settled_on: date | None


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnMeasure:
    """A measure of a plan; `what` is None where others live there."""

    kind: str
    due: date
    state: str
    what: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnPlan:
    """A plan of one's household; `classes` are empty where others live there."""

    plan_id: UUID
    owner: str
    state: str
    opened_on: date
    review_on: date
    reviewed_on: date | None
    closed_on: date | None
    classes: Sequence[str]
    measures: Sequence[OwnMeasure]


@dataclass(frozen=True, kw_only=True)
class OwnPayment:
    """A line of the ledger of subsidies for one's household."""

    programme: str
    period: str
    amount: str
    state: str
    standing: bool


@dataclass(frozen=True, kw_only=True)
class OwnPairing:
    """Who is or was paired with one's household."""

    partner_kind: str
    partner_id: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnRooms:
    """All of it; what hangs on a household only of one's own."""

    visits: Sequence[OwnVisit] = ()
    ledger_items: Sequence[OwnItem] = ()
    entitlements: Sequence[OwnOutcome] = ()
    placements: Sequence[OwnPlacement] = ()
    plans: Sequence[OwnPlan] = ()
    payments: Sequence[OwnPayment] = ()
    pairings: Sequence[OwnPairing] = ()

    @property
    def named(self) -> list[str]:
        """Return which of these there are, for the log of looks."""
        return [f"{room}.own" for room, found in vars(self).items() if found]


class Copies(Protocol):
    """Where what the rooms hold of somebody is found."""

    def of(self, resident_id: UUID, household_id: UUID | None) -> OwnRooms:
        """Return what is held of somebody, and of the household where they live."""
        ...
