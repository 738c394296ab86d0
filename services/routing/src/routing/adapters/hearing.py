"""What others say, in the published language, as routing's own commands."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_contracts.catalogue import Event
from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import PetitionAcceptedV1, PetitionReclassifiedV1
from minqing_contracts.intake_reviews import ReviewRequestedV1
from minqing_contracts.intake_withdrawals import PetitionWithdrawnV1
from minqing_contracts.notify import FollowUpAnsweredV1, RevisitRelapsedV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_contracts.registry_pictures import PictureKeptV1
from minqing_kernel.messages import Command
from routing.adapters.documents.hearing import DOOR_COMMANDS
from routing.adapters.merges import MERGE_COMMANDS
from routing.adapters.repeats import REPEAT_COMMANDS
from routing.adapters.same.telling import MARK_COMMANDS
from routing.adapters.settling import settled_by
from routing.application.commands import (
    HearAnswer,
    HearRelapse,
    OpenCase,
    RecordOrganisation,
    RecordStaff,
)
from routing.application.projects.commands import HearPicture
from routing.application.resettling import ResettleCase
from routing.application.reviews.commands import HearReview
from routing.application.taking_back import TakeCaseBack
from routing.domain.errors import UnknownVerdict
from routing.domain.organisation import Organisation, StaffMember
from routing.domain.projects.project import Photo
from routing.domain.resettling import Resettlement
from routing.domain.resolution import Answer, Verdict
from routing.domain.rule import Matter


def open_case(_: Envelope, event: PetitionAcceptedV1) -> OpenCase:
    """Read intake's acceptance."""
    return OpenCase(
        petition_id=event.petition_id,
        receipt=event.receipt,
        matter=Matter(
            category=event.category,
            division_code=event.division_code,
            organisation_id=event.organisation_id,
            accused=tuple(event.accused or ()),
        ),
        received_at=event.received_at,
        accepted_at=event.accepted_at,
        reachable=event.reachable,
        from_archive=event.from_archive,
        external_ref=event.external_ref,
        channel=event.channel,
        **settled_by(event),
    )


def resettle_case(_: Envelope, event: PetitionReclassifiedV1) -> ResettleCase:
    """Read what intake settled anew."""
    said = settled_by(event)
    return ResettleCase(
        petition_id=event.petition_id,
        said=Resettlement(
            revision=event.revision,
            category=event.category,
            severity=said["severity"],
            settled=said["settled"],
            accused=tuple(event.accused or ()),
        ),
    )


def take_case_back(_: Envelope, event: PetitionWithdrawnV1) -> TakeCaseBack | None:
    """Read that a petition was taken back; what was never accepted has no case."""
    return TakeCaseBack(petition_id=event.petition_id) if event.accepted else None


def hear_review(_: Envelope, event: ReviewRequestedV1) -> HearReview:
    """Read a petitioner's own request for 复查 or 复核."""
    return HearReview(
        petition_id=event.petition_id,
        answer_received_on=event.answer_received_on,
        reason=event.reason,
        requested_at=event.requested_at,
        code_check=event.code_check or "",
    )


def hear_answer(_: Envelope, event: FollowUpAnsweredV1) -> HearAnswer:
    """Read notify's follow-up; raise UnknownVerdict for a word not known here."""
    if event.verdict not in set(Verdict):
        raise UnknownVerdict(event.verdict)
    answer = Answer(
        case_revision=event.case_revision,
        verdict=Verdict(event.verdict),
        reason=event.reason,
        answered_at=event.answered_at,
    )
    return HearAnswer(petition_id=event.petition_id, answer=answer)


def hear_relapse(_: Envelope, event: RevisitRelapsedV1) -> HearRelapse:
    """Read what notify's visits found."""
    found = Answer(
        case_revision=event.case_revision,
        verdict=Verdict.REOPEN,
        reason=event.reason,
        answered_at=event.found_at,
    )
    return HearRelapse(petition_id=event.petition_id, found=found)


def record_organisation(
    _: Envelope, event: OrganisationRecordedV1
) -> RecordOrganisation:
    """Read registry's word on an organisation."""
    return RecordOrganisation(
        unit=Organisation(
            organisation_id=event.organisation_id,
            revision=event.revision,
            name=event.name,
            kind=event.kind,
            parent_id=event.parent_id,
            division_code=event.division_code,
            active=event.active,
        )
    )


def record_staff(_: Envelope, event: StaffRecordedV1) -> RecordStaff:
    """Read registry's word on a member of staff."""
    return RecordStaff(
        member=StaffMember(
            staff_id=event.staff_id,
            revision=event.revision,
            organisation_id=event.organisation_id,
            roles=frozenset(event.roles),
            active=event.active,
            person=event.person,
        )
    )


def hear_picture(_: Envelope, event: PictureKeptV1) -> HearPicture:
    """Read that registry keeps a picture of a project."""
    return HearPicture(
        project_id=event.project_id,
        photo=Photo(
            picture_id=event.picture_id,
            kind=event.kind,
            organisation_id=event.organisation_id,
            kept_at=event.kept_at,
        ),
    )


COMMANDS: Mapping[type[Event], Callable[[Envelope, Any], Command | None]] = {
    PetitionAcceptedV1: open_case,
    PetitionReclassifiedV1: resettle_case,
    PetitionWithdrawnV1: take_case_back,
    ReviewRequestedV1: hear_review,
    FollowUpAnsweredV1: hear_answer,
    RevisitRelapsedV1: hear_relapse,
    OrganisationRecordedV1: record_organisation,
    StaffRecordedV1: record_staff,
    PictureKeptV1: hear_picture,
    **DOOR_COMMANDS,
    **MERGE_COMMANDS,
    **REPEAT_COMMANDS,
    **MARK_COMMANDS,
}
"""What each fact that routing hears asks of it; the topology's table names the same."""
