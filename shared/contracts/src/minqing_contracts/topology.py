"""Who hears what: the one table that queues and bindings are declared from.

Every service declares the whole of it at its start, so that no fact is published
before the queue of each of its hearers exists.
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
from minqing_contracts.intake_repeats import (
    PetitionMergedV1,
    PetitionRepeatedV1,
    PetitionSeparatedV1,
)
from minqing_contracts.notify import FollowUpAnsweredV1
from minqing_contracts.registry import OrganisationRecordedV1, StaffRecordedV1
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
)

SUBSCRIPTIONS: dict[str, tuple[type[Event], ...]] = {
    "registry": (),
    "intake": (OrganisationRecordedV1, *CASE_EVENTS),
    "routing": (
        OrganisationRecordedV1,
        StaffRecordedV1,
        PetitionAcceptedV1,
        PetitionMergedV1,
        PetitionSeparatedV1,
        PetitionRepeatedV1,
        FollowUpAnsweredV1,
    ),
    "notify": (
        OrganisationRecordedV1,
        PetitionReceivedV1,
        PetitionRefusedV1,
        PetitionMergedV1,
        PetitionSeparatedV1,
        PetitionReferredV1,
        PetitionReclassifiedV1,
        AcceptanceNoticedV1,
        AcceptanceMissedV1,
        SupplementRequestedV1,
        SupplementGivenV1,
        *CASE_EVENTS,
    ),
}
