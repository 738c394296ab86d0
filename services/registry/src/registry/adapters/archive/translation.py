"""What the archive's facts become: lines in the timeline that tell of no content."""

from minqing_chassis.unit_of_work import Tell, Told
from minqing_contracts.registry_filed import PetitionFiledV1
from registry.domain.archive.events import (
    PetitionFiled,
    SectionDefined,
    SectionWritten,
    TenancyRecorded,
)


def _defined(fact: SectionDefined) -> Told:
    return Told(
        subject=f"archive:{fact.code}",
        revision=fact.revision,
        step="section-defined",
        at=fact.at,
    )


def _written(fact: SectionWritten) -> Told:
    return Told(
        subject=f"file:{fact.section}:{fact.subject_id}",
        revision=fact.revision,
        step="section-written",
        at=fact.at,
        detail={"version": fact.version, "visit_id": fact.visit_id},
    )


def _filed(fact: PetitionFiled) -> Told:
    return Told(
        subject=f"filed:{fact.link_id}",
        revision=fact.revision,
        step="petition-filed" if fact.section else "petition-taken-out",
        at=fact.at,
        event=PetitionFiledV1(petition_id=fact.petition_id) if fact.asks else None,
        detail={"petition_id": fact.petition_id, "section": fact.section},
    )


def _tenancy(fact: TenancyRecorded) -> Told:
    return Told(
        subject=f"tenancy:{fact.tenancy_id}",
        revision=fact.revision,
        step="tenancy-recorded",
        at=fact.at,
        detail={"household_id": fact.household_id},
    )


TELL_OF_ARCHIVE: Tell = {
    SectionDefined: _defined,
    SectionWritten: _written,
    PetitionFiled: _filed,
    TenancyRecorded: _tenancy,
}
