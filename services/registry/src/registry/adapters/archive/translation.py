"""What the archive's facts become: lines in the timeline that tell of no content."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.domain.archive.events import SectionDefined, SectionWritten


def _defined(fact: SectionDefined) -> Told:
    return Told(
        subject=f"archive:{fact.code}",
        revision=fact.revision,
        step="section-defined",
        at=fact.at,
    )


def _written(fact: SectionWritten) -> Told:
    return Told(
        subject=f"{fact.section}:{fact.subject_id}",
        revision=fact.revision,
        step="section-written",
        at=fact.at,
        detail={"version": fact.version, "visit_id": fact.visit_id},
    )


TELL_OF_ARCHIVE: Tell = {SectionDefined: _defined, SectionWritten: _written}
