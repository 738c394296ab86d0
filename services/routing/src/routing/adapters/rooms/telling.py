"""What the timeline and the others learn of what happens in the rooms."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_chassis.unit_of_work import Told
from minqing_contracts.catalogue import Event
from minqing_contracts.routing_reviews import ReviewDeclinedV1
from minqing_contracts.routing_rooms import (
    DocumentIssuedV1,
    HazardFlaggedV1,
    MediationClosedV1,
    ProjectJoinedV1,
    ReviewAnsweredV1,
    ReviewAskedV1,
    ReviewEscalatedV1,
)
from minqing_kernel.messages import DomainEvent
from routing.domain.documents.events import DocumentIssued, NoticeIssued
from routing.domain.events import CaseFact
from routing.domain.hazards.events import HazardFlagged
from routing.domain.mediations import events as mediations
from routing.domain.organs.organ import OrganSet
from routing.domain.projects.events import ProjectJoined, ProjectMoved
from routing.domain.reviews import events as reviews

Detail = dict[str, Any]


def _document_issued(fact: DocumentIssued) -> Told:
    event = DocumentIssuedV1(
        **_common(fact),
        document_id=fact.document_id,
        kind=fact.document_kind,
        number=fact.number,
        issued_by=fact.issued_by,
        addressee=fact.addressee,
        corrects=fact.corrects,
        issued_at=fact.at,
    )
    detail = {"kind": fact.document_kind, "number": fact.number}
    return _told(fact, "document-issued", event, detail)


def _notice_issued(fact: NoticeIssued) -> Told:
    return Told(
        subject=f"document:{fact.document_id}",
        revision=fact.revision,
        step="document-issued",
        at=fact.at,
        detail={
            "petition_id": str(fact.petition_id),
            "kind": fact.document_kind,
            "number": fact.number,
            "issued_by": fact.issued_by,
        },
    )


def _organ_set(fact: OrganSet) -> Told:
    return Told(
        subject=f"organ:{fact.organisation_id}"[:64],
        revision=fact.revision,
        step="organ-set",
        at=fact.at,
        detail={"mark": fact.mark, "name": fact.name},
    )


def _review_asked(fact: reviews.ReviewAsked) -> Told:
    event = ReviewAskedV1(
        **_common(fact),
        **_round(fact),
        due_at=fact.due_at,
        asked_at=fact.at,
        reviewer_name=fact.reviewer_name,
    )
    detail = {**_round(fact), "due_at": fact.due_at.isoformat()}
    return _told(fact, "review-asked", event, detail)


def _review_declined(fact: reviews.ReviewDeclined) -> Told:
    event = ReviewDeclinedV1(
        **_common(fact),
        why=fact.why,
        declined_at=fact.at,
        reviewer_id=fact.reviewer_id,
        reviewer_name=fact.reviewer_name,
        due_at=fact.due_at,
    )
    return _told(fact, "review-declined", event, {"why": fact.why})


def _review_answered(fact: reviews.ReviewAnswered) -> Told:
    outcome: Detail = {"outcome": fact.outcome, "final": fact.final}
    event = ReviewAnsweredV1(
        **_common(fact),
        **_round(fact),
        **outcome,
        answered_at=fact.at,
        reviewer_name=fact.reviewer_name,
        reply=fact.reply,
    )
    return _told(fact, "review-answered", event, {**_round(fact), **outcome})


def _review_escalated(fact: reviews.ReviewEscalated) -> Told:
    whom: Detail = {"superior_id": fact.superior_id, "level": fact.level}
    event = ReviewEscalatedV1(
        **_common(fact),
        **_round(fact),
        **whom,
        overdue_since=fact.overdue_since,
        escalated_at=fact.at,
    )
    return _told(fact, "review-escalated", event, {**_round(fact), **whom})


def _review_late(fact: reviews.ReviewLate) -> Told:
    detail = {**_round(fact), "overdue_since": fact.overdue_since.isoformat()}
    return _told(fact, "review-overdue", None, detail)


def _hearing_opened(fact: reviews.HearingOpened) -> Told:
    return _told(fact, "hearing-opened", None, _round(fact))


def _hearing_closed(fact: reviews.HearingClosed) -> Told:
    due = {"days": fact.days, "due_at": fact.due_at.isoformat()}
    return _told(fact, "hearing-closed", None, {**_round(fact), **due})


def _turned_away(fact: reviews.TurnedAway) -> Told:
    detail = {**_round(fact), "on": fact.on.isoformat()}
    return _told(fact, "not-taken-again", None, detail)


def _mediation_opened(fact: mediations.MediationOpened) -> Told:
    detail = {"mediation_id": str(fact.mediation_id), "parties": fact.parties}
    return _told(fact, "mediation-opened", None, detail)


def _mediation_moved(fact: mediations.MediationMoved) -> Told:
    detail = {"mediation_id": str(fact.mediation_id), "what": fact.what}
    return _told(fact, "mediation-moved", None, detail)


def _mediation_closed(fact: mediations.MediationClosed) -> Told:
    names = ("agreed", "days", "ended", "unsatisfied", "referred_to")
    ended: Detail = {name: getattr(fact, name) for name in names}
    event = MediationClosedV1(
        **_common(fact),
        mediation_id=fact.mediation_id,
        **ended,
        closed_at=fact.at,
        satisfied=list(fact.satisfied),
        mediation_days=fact.mediation_days,
    )
    detail = {"mediation_id": str(fact.mediation_id), **ended}
    return _told(fact, "mediation-closed", event, detail)


def _hazard_flagged(fact: HazardFlagged) -> Told:
    what: Detail = {"hazard": fact.hazard, "informed_id": fact.informed_id}
    event = HazardFlaggedV1(**_common(fact), **what, flagged_at=fact.at)
    return _told(fact, "hazard-flagged", event, what)


def _project_joined(fact: ProjectJoined) -> Told:
    event = ProjectJoinedV1(
        **_common(fact),
        project_id=fact.project_id,
        target_at=fact.target_at,
        joined_at=fact.at,
    )
    detail = {"project_id": str(fact.project_id)}
    return _told(fact, "project-joined", event, detail)


def _project_moved(fact: ProjectMoved) -> Told:
    counted = ("organisation_id", "cases", "checked", "found", "fixed")
    return Told(
        subject=f"project:{fact.project_id}",
        revision=fact.revision,
        step=f"project-{fact.what}",
        at=fact.at,
        detail={name: getattr(fact, name) for name in counted},
    )


def _round(fact: reviews.ReviewFact) -> dict[str, Any]:
    return {"stage": fact.stage, "reviewer_id": fact.reviewer_id}


def _common(fact: CaseFact) -> dict[str, Any]:
    return {
        "petition_id": fact.petition_id,
        "receipt": fact.receipt,
        "revision": fact.revision,
        "organisation_id": fact.organisation_id,
        "reachable": fact.reachable,
    }


def _told(
    fact: CaseFact,
    step: str,
    event: Event | None,
    detail: Mapping[str, Any],
) -> Told:
    return Told(
        subject=str(fact.petition_id),
        revision=fact.revision,
        step=step,
        at=fact.at,
        event=event,
        detail=detail,
    )


ROOM_TELL: Mapping[type[DomainEvent], Callable[[Any], Told]] = {
    DocumentIssued: _document_issued,
    NoticeIssued: _notice_issued,
    OrganSet: _organ_set,
    reviews.ReviewAsked: _review_asked,
    reviews.ReviewDeclined: _review_declined,
    reviews.ReviewAnswered: _review_answered,
    reviews.ReviewEscalated: _review_escalated,
    reviews.ReviewLate: _review_late,
    reviews.HearingOpened: _hearing_opened,
    reviews.HearingClosed: _hearing_closed,
    reviews.TurnedAway: _turned_away,
    HazardFlagged: _hazard_flagged,
    ProjectJoined: _project_joined,
    ProjectMoved: _project_moved,
    mediations.MediationOpened: _mediation_opened,
    mediations.MediationMoved: _mediation_moved,
    mediations.MediationClosed: _mediation_closed,
}
