"""Who hears what, and who asks whom: the tables that queues and rights are made from.

All of the first is declared before anything is published, so that no fact passes by a
hearer that has not come yet.
"""

from minqing_contracts.catalogue import Event
from minqing_contracts.intake import (
    AcceptanceMissedV1,
    AcceptanceNoticedV1,
    PetitionAcceptedV1,
    PetitionReceivedV1,
    PetitionReclassifiedV1,
    PetitionReferredV1,
    PetitionRefusedV1,
    SupplementGivenV1,
    SupplementRequestedV1,
)
from minqing_contracts.intake_bookings import BookingChangedV1
from minqing_contracts.intake_data_requests import DataRequestAnsweredV1
from minqing_contracts.intake_findings import FindingAnsweredV1
from minqing_contracts.intake_informers import (
    InformerRemindedV1,
    InformerReportedV1,
)
from minqing_contracts.intake_marks import PetitionMarkedV1
from minqing_contracts.intake_repeats import (
    PetitionMergedV1,
    PetitionRepeatedV1,
    PetitionSeparatedV1,
    PetitionUnrepeatedV1,
)
from minqing_contracts.intake_reviews import ReviewRequestedV1
from minqing_contracts.intake_splits import PetitionSplitV1
from minqing_contracts.intake_standing import PetitionStandingV1
from minqing_contracts.intake_waiting import PetitionLapsedV1, SupplementRemindedV1
from minqing_contracts.intake_withdrawals import PetitionWithdrawnV1
from minqing_contracts.notify import FollowUpAnsweredV1, RevisitRelapsedV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
from minqing_contracts.registry_filed import PetitionFiledV1
from minqing_contracts.registry_findings import FindingRaisedV1
from minqing_contracts.registry_pictures import PictureKeptV1
from minqing_contracts.routing import (
    CaseAssignedV1,
    CaseClosedV1,
    CaseEscalatedV1,
    CaseGatheredV1,
    CaseMergedV1,
    CaseReopenedV1,
    CaseResolvedV1,
    CaseReturnedV1,
    CaseSeparatedV1,
    CaseStartedV1,
    CaseUnroutedV1,
)
from minqing_contracts.routing_handovers import CaseLocatedV1, HandOverMovedV1
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
from minqing_contracts.routing_turns import (
    CaseContactedV1,
    CaseDisputedV1,
    CaseExtendedV1,
    CaseReportedV1,
    CaseRescheduledV1,
    CaseResumedV1,
    CaseRetainedV1,
    CaseSharedV1,
    CaseSilentV1,
    CaseSponsoredV1,
    CaseSuspendedV1,
    CaseUrgedV1,
)
from minqing_contracts.routing_withdrawals import CaseWithdrawnV1

CASE_EVENTS: tuple[type[Event], ...] = (
    CaseUnroutedV1,
    CaseAssignedV1,
    CaseStartedV1,
    CaseReturnedV1,
    CaseEscalatedV1,
    CaseResolvedV1,
    CaseReopenedV1,
    CaseClosedV1,
    CaseMergedV1,
    CaseSeparatedV1,
    CaseGatheredV1,
    CaseWithdrawnV1,
)

CASE_TURNS: tuple[type[Event], ...] = (
    CaseExtendedV1,
    CaseRescheduledV1,
    CaseSuspendedV1,
    CaseResumedV1,
    CaseRetainedV1,
    CaseDisputedV1,
)
"""What else the petitioner may follow."""

CASE_SILENCES: tuple[type[Event], ...] = (CaseSilentV1,)
"""What the petitioner is told because nothing else was."""

CASE_PRESSURES: tuple[type[Event], ...] = (
    CaseUrgedV1,
    CaseReportedV1,
    CaseSponsoredV1,
    CaseSharedV1,
    CaseContactedV1,
)
"""What is between the units alone, and what only counts."""

ROOM_EVENTS: tuple[type[Event], ...] = (
    DocumentIssuedV1,
    ReviewAskedV1,
    ReviewAnsweredV1,
    ReviewEscalatedV1,
    ReviewDeclinedV1,
    MediationClosedV1,
    ProjectJoinedV1,
)

TIMELINES = ("intake.timeline", "routing.timeline", "notify.timeline")
"""What `cli trace` asks, which runs with its service's account."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "registry": ("intake.category_days",),
    "intake": ("registry.finding_words", *TIMELINES),
    "routing": ("intake.opened", *TIMELINES),
    "notify": ("intake.category_names", "intake.contacts"),
    "portal": ("registry.staff_pass",),
}
"""Which methods of others each service may call (RPC); the broker lets pass no more."""

SUBSCRIPTIONS: dict[str, tuple[type[Event], ...]] = {
    "registry": (
        PetitionStandingV1,
        PetitionSplitV1,
        FindingAnsweredV1,
        InformerReportedV1,
    ),
    "intake": (
        OrganisationRecordedV1,
        StaffRecordedV1,
        PetitionFiledV1,
        FindingRaisedV1,
        *CASE_EVENTS,
        *CASE_TURNS,
        *CASE_SILENCES,
        CaseContactedV1,
        *ROOM_EVENTS,
        CaseLocatedV1,
    ),
    "routing": (
        OrganisationRecordedV1,
        StaffRecordedV1,
        PictureKeptV1,
        PetitionAcceptedV1,
        PetitionMergedV1,
        PetitionSeparatedV1,
        PetitionRepeatedV1,
        PetitionUnrepeatedV1,
        PetitionReclassifiedV1,
        PetitionMarkedV1,
        PetitionWithdrawnV1,
        ReviewRequestedV1,
        PetitionRefusedV1,
        PetitionReferredV1,
        SupplementRequestedV1,
        FollowUpAnsweredV1,
        RevisitRelapsedV1,
    ),
    "notify": (
        OrganisationRecordedV1,
        StaffRecordedV1,
        BookingChangedV1,
        InformerRemindedV1,
        DataRequestAnsweredV1,
        PetitionReceivedV1,
        PetitionAcceptedV1,
        PetitionRefusedV1,
        PetitionMergedV1,
        PetitionSeparatedV1,
        PetitionSplitV1,
        PetitionRepeatedV1,
        PetitionReferredV1,
        PetitionReclassifiedV1,
        AcceptanceNoticedV1,
        AcceptanceMissedV1,
        SupplementRequestedV1,
        SupplementGivenV1,
        SupplementRemindedV1,
        PetitionLapsedV1,
        PetitionWithdrawnV1,
        *CASE_EVENTS,
        *CASE_TURNS,
        *CASE_PRESSURES,
        *ROOM_EVENTS,
        HazardFlaggedV1,
        HandOverMovedV1,
    ),
    "portal": (
        PetitionReceivedV1,
        PetitionRefusedV1,
        PetitionReferredV1,
        PetitionReclassifiedV1,
        SupplementRequestedV1,
        SupplementGivenV1,
        PetitionLapsedV1,
        PetitionWithdrawnV1,
        *CASE_EVENTS,
        CaseExtendedV1,
        CaseRescheduledV1,
        CaseSuspendedV1,
        CaseResumedV1,
        CaseLocatedV1,
    ),
}
