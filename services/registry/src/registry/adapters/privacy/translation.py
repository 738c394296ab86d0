"""What became of requests and guardians: lines in the timeline, of no content."""

from minqing_chassis.unit_of_work import Tell, Told
from registry.adapters.translation import line
from registry.domain.privacy.events import GuardianRecorded, RequestMoved
from registry.domain.visits.events import VisitWordsForgotten


def _moved(fact: RequestMoved) -> Told:
    return Told(
        subject=f"request:{fact.request_id}",
        revision=fact.revision,
        step=f"request-{fact.step}",
        at=fact.at,
        detail={"kind": fact.kind},
    )


def _guardian(fact: GuardianRecorded) -> Told:
    return Told(
        subject=f"guardian:{fact.guardianship_id}",
        revision=fact.revision,
        step="guardian-recorded",
        at=fact.at,
        detail={"consented": fact.consented},
    )


TELL_OF_PRIVACY: Tell = {
    RequestMoved: _moved,
    GuardianRecorded: _guardian,
    VisitWordsForgotten: line("visit", "visit-forgotten"),
}
