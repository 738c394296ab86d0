"""What else happens at the door, as contracts and lines of the timeline."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from intake.domain import events
from intake.domain.consenting import ConsentChanged
from intake.domain.events import PetitionFact
from intake.domain.handling import UNSETTLED, Handling
from intake.domain.nature import PLAIN, Nature
from intake.domain.reviewing import ReviewRequested
from intake.domain.withdrawing import PetitionWithdrawn
from minqing_chassis.unit_of_work import Told
from minqing_contracts.catalogue import Event
from minqing_contracts.intake import (
    AcceptanceMissedV1,
    AcceptanceNoticedV1,
    PetitionReclassifiedV1,
    PetitionReferredV1,
    SupplementGivenV1,
    SupplementRequestedV1,
)
from minqing_contracts.intake_reviews import ReviewRequestedV1
from minqing_contracts.intake_waiting import PetitionLapsedV1, SupplementRemindedV1
from minqing_contracts.intake_withdrawals import PetitionWithdrawnV1
from minqing_kernel.messages import DomainEvent


def shared(fact: PetitionFact) -> dict[str, Any]:
    """Return what every contract about a petition carries."""
    return {
        "petition_id": fact.petition_id,
        "receipt": fact.receipt,
        "revision": fact.revision,
        "channel": fact.channel,
        "division_code": fact.division_code,
        "organisation_id": fact.organisation_id,
        "reachable": fact.reachable,
        "accused": list(fact.accused),
    }


def settled(nature: Nature, handling: Handling) -> dict[str, Any]:
    """Return what was settled of a petition, as its contracts say it."""
    return {**_nature(nature), **_handling(handling)}


def _nature(nature: Nature) -> dict[str, Any]:
    if nature is PLAIN:
        return {}
    return {
        "kind": nature.kind,
        "path": nature.path,
        "severity": nature.severity,
        "flags": sorted(nature.flags),
        "representatives": nature.representatives,
    }


def _handling(handling: Handling) -> dict[str, Any]:
    if handling is UNSETTLED:
        return {}
    return {**vars(handling), "co_unit_ids": sorted(handling.co_unit_ids)}


def _told(
    fact: PetitionFact,
    step: str,
    at: datetime,
    event: Event | None = None,
    **detail: Any,  # noqa: ANN401
) -> Told:
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step=step,
        at=at,
        event=event,
        detail=detail,
    )


def _noticed(fact: events.AcceptanceNoticed) -> Told:
    event = AcceptanceNoticedV1(
        **shared(fact),
        category=fact.category,
        owed=fact.owed,
        accepted_at=fact.accepted_at,
    )
    return _told(fact, "acceptance-noticed", fact.accepted_at, event, owed=fact.owed)


def _referred(fact: events.PetitionReferred) -> Told:
    event = PetitionReferredV1(
        **shared(fact),
        path=fact.path,
        explanation=fact.explanation,
        referred_at=fact.referred_at,
        decided_by_unit=fact.decided_by_unit,
    )
    shown = {"path": fact.path, "basis": fact.path.basis}
    return _told(fact, "referred", fact.referred_at, event, **shown)


def _noted(fact: events.PetitionNoted) -> Told:
    return _told(fact, "noted", fact.noted_at, channel=fact.channel)


def _requested(fact: events.SupplementRequested) -> Told:
    event = SupplementRequestedV1(
        **shared(fact),
        missing=list(fact.missing),
        answer_by=fact.answer_by,
        requested_at=fact.requested_at,
        decided_by_unit=fact.decided_by_unit,
    )
    items = len(fact.missing)
    return _told(fact, "supplement-requested", fact.requested_at, event, items=items)


def _given(fact: events.SupplementGiven) -> Told:
    event = SupplementGivenV1(
        **shared(fact),
        accept_by=fact.accept_by,
        given_at=fact.given_at,
        reopened=fact.reopened,
    )
    return _told(fact, "supplement-given", fact.given_at, event)


def _reminded(fact: events.SupplementReminded) -> Told:
    event = SupplementRemindedV1(
        **shared(fact),
        missing=list(fact.missing),
        close_by=fact.close_by,
        reminded_at=fact.reminded_at,
    )
    due = fact.close_by.isoformat()
    return _told(fact, "supplement-reminded", fact.reminded_at, event, close_by=due)


def _lapsed(fact: events.PetitionLapsed) -> Told:
    event = PetitionLapsedV1(**shared(fact), rule=fact.rule, lapsed_at=fact.lapsed_at)
    return _told(fact, "lapsed", fact.lapsed_at, event, rule=fact.rule)


def _missed(fact: events.AcceptanceMissed) -> Told:
    event = AcceptanceMissedV1(
        **shared(fact),
        accept_by=fact.accept_by,
        superior_id=fact.superior_id,
        missed_at=fact.missed_at,
    )
    due = fact.accept_by.isoformat()
    return _told(fact, "acceptance-missed", fact.missed_at, event, accept_by=due)


def _reclassified(fact: events.PetitionReclassified) -> Told:
    at = fact.reclassified_at
    event = PetitionReclassifiedV1(
        **shared(fact),
        category=fact.category,
        **settled(fact.nature, fact.handling),
        reclassified_at=at,
    )
    return _told(fact, "reclassified", at, event, category=fact.category)


def _contacted(fact: events.PetitionContacted) -> Told:
    return _told(fact, "contacted", fact.contacted_at, by=fact.by)


def _withdrawn(fact: PetitionWithdrawn) -> Told:
    event = PetitionWithdrawnV1(
        **shared(fact), accepted=fact.accepted, withdrawn_at=fact.withdrawn_at
    )
    at, accepted = fact.withdrawn_at, fact.accepted
    return _told(fact, "withdrawn", at, event, accepted=accepted)


def _consent_changed(fact: ConsentChanged) -> Told:
    step = "consent-given" if fact.holds else "consent-ended"
    return _told(fact, step, fact.changed_at)


def _review_requested(fact: ReviewRequested) -> Told:
    event = ReviewRequestedV1(
        **shared(fact),
        answer_received_on=fact.answer_received_on,
        reason=fact.reason,
        requested_at=fact.requested_at,
        code_check=fact.code_check or None,
    )
    at, stage = fact.requested_at, fact.stage
    return _told(fact, "review-requested", at, event, stage=stage)


TELL_AT_THE_DOOR: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    events.AcceptanceNoticed: _noticed,
    events.PetitionReferred: _referred,
    events.PetitionNoted: _noted,
    events.SupplementRequested: _requested,
    events.SupplementGiven: _given,
    events.SupplementReminded: _reminded,
    events.PetitionLapsed: _lapsed,
    events.AcceptanceMissed: _missed,
    events.PetitionReclassified: _reclassified,
    events.PetitionContacted: _contacted,
    PetitionWithdrawn: _withdrawn,
    ReviewRequested: _review_requested,
    ConsentChanged: _consent_changed,
}
