"""What became of visits: lines in the timeline, of no content."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.visits.events import VisitRecorded


def _recorded(fact: VisitRecorded) -> Told:
    return Told(
        subject=f"visit:{fact.visit_id}",
        revision=fact.revision,
        step="visit-recorded" if fact.revision == 1 else "visit-corrected",
        at=fact.at,
        detail={"kind": fact.kind, "late_days": fact.late_days},
    )


TELL_OF_VISITS: Tell = {VisitRecorded: _recorded}
