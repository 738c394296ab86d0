"""What became of assessments: lines in the timeline, without a score."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.assessments.events import SheetRecorded


def _recorded(fact: SheetRecorded) -> Told:
    return Told(
        subject=f"assessment:{fact.sheet_id}",
        revision=fact.revision,
        step="assessed" if fact.revision == 1 else "assessment-corrected",
        at=fact.at,
        detail={"form": fact.form, "staff_id": fact.staff_id},
    )


TELL_OF_ASSESSMENTS: Tell = {SheetRecorded: _recorded}
