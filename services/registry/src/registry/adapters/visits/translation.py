"""What became of visits: lines in the timeline, and a message of no content."""

from collections.abc import Callable
from typing import Any

from minqing_chassis.unit_of_work import Tell, Told
from minqing_contracts.registry_filed import PetitionFiledV1
from minqing_contracts.registry_findings import FindingRaisedV1
from registry.domain.visits.events import (
    FindingAnswered,
    FindingRaised,
    FindingRecorded,
    FindingWordsForgotten,
    VisitClosed,
    VisitRecorded,
    VisitReopened,
)


def _recorded(fact: VisitRecorded) -> Told:
    return Told(
        subject=f"visit:{fact.visit_id}",
        revision=fact.revision,
        step="visit-recorded" if fact.revision == 1 else "visit-corrected",
        at=fact.at,
        detail={"kind": fact.kind, "late_days": fact.late_days},
    )


def _visit(step: str) -> Callable[[Any], Told]:
    def told(fact: Any) -> Told:  # noqa: ANN401
        subject = f"visit:{fact.visit_id}"
        return Told(subject=subject, revision=fact.revision, step=step, at=fact.at)

    return told


def _finding(step: str, *detail: str) -> Callable[[Any], Told]:
    def told(fact: Any) -> Told:  # noqa: ANN401
        return Told(
            subject=f"finding:{fact.finding_id}",
            revision=fact.revision,
            step=step,
            at=fact.at,
            detail={name: getattr(fact, name) for name in detail},
        )

    return told


def _raised(fact: FindingRaised) -> Told:
    return Told(
        subject=f"finding:{fact.finding_id}",
        revision=fact.revision,
        step="finding-raised",
        at=fact.at,
        event=FindingRaisedV1(
            finding_id=fact.finding_id,
            visit_id=fact.visit_id,
            revision=fact.revision,
            attempt=fact.attempt,
            channel=fact.door,
            organisation_id=fact.organisation_id,
            category=fact.matter,
            raised=fact.raised,
            reported_by=fact.reported_by,
            joins=fact.joins,
            held_at=fact.held_at,
            raised_at=fact.at,
        ),
        detail={"attempt": fact.attempt, "organisation_id": fact.organisation_id},
    )


def _answered(fact: FindingAnswered) -> Told:
    """Tell what came of it; where its petition stands is asked from now on."""
    petition_id = fact.petition_id
    return Told(
        subject=f"finding:{fact.finding_id}",
        revision=fact.revision,
        step="finding-answered",
        at=fact.at,
        event=PetitionFiledV1(petition_id=petition_id) if petition_id else None,
        detail={"state": fact.state},
    )


TELL_OF_VISITS: Tell = {
    VisitRecorded: _recorded,
    VisitClosed: _visit("visit-closed"),
    VisitReopened: _visit("visit-reopened"),
    FindingRecorded: _finding("finding-recorded", "outcome"),
    FindingRaised: _raised,
    FindingAnswered: _answered,
    FindingWordsForgotten: _finding("finding-words-forgotten"),
}
