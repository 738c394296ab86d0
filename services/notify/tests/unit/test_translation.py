"""Every contract that notify hears becomes a command of its own words."""

import dataclasses
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from minqing_contracts import intake, intake_repeats, registry, routing
from minqing_contracts import intake_waiting as waiting
from minqing_contracts import routing_rooms as rooms
from minqing_contracts import routing_turns as turns
from minqing_contracts.envelope import Envelope
from minqing_contracts.notify import FollowUpAnsweredV1
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Cause
from notify.adapters.figures.sightings import Sightings
from notify.adapters.policies import load_policies, rates_of
from notify.adapters.telling import TELL
from notify.adapters.translation import COMMANDS
from notify.application.commands import RecordOrganisation, TellOfStep
from notify.domain.events import FollowUpAnswered
from notify.domain.notice import Audience, notices_for
from notify.domain.occurrence import Step
from services.notify.tests.builders import COMMUNITY, NOON, PETITION, STORY, STREET

pytestmark = pytest.mark.unit

SAMPLES = {
    "petition_id": PETITION,
    "receipt": "DEMO-2603-0003474",
    "revision": 2,
    "channel": "web",
    "division_code": COMMUNITY,
    "organisation_id": COMMUNITY,
    "reachable": True,
    "handler_id": "staff-7",
    "superior_id": STREET,
    "level": 2,
    "task": 3,
    "unit_id": STREET,
    "previous_due_at": None,
    "review_at": None,
    "parent_id": None,
    "active": True,
    "desk_address": None,
    "document_id": PETITION,
    "mediation_id": PETITION,
    "project_id": PETITION,
    "corrects": None,
    "target_at": None,
    "final": False,
    "agreed": True,
    "days": 27,
    "lead_petition_id": UUID(int=7),
    "owed": True,
    "missing": ["合同", "照片"],
}


def sample(event_type):
    values = {}
    for name, kind in event_type.__annotations__.items() | {
        (name, kind)
        for base in event_type.__mro__[1:]
        for name, kind in getattr(base, "__annotations__", {}).items()
    }:
        if name in SAMPLES:
            values[name] = SAMPLES[name]
        elif kind in (datetime, datetime | None):
            values[name] = NOON + timedelta(days=1)
        elif kind is str:
            values[name] = f"a {name}"
    return event_type(**values)


def hear(event, at=NOON):
    envelope = Envelope(
        message_id=uuid4(),
        source="test/x",
        type=event.routing_key(),
        occurred_at=at,
        subject=event.subject(),
        cause=Cause(correlation_id=STORY),
    )
    return COMMANDS[type(event)](envelope, event)


def test_notify_hears_exactly_what_its_queue_is_bound_to():
    heard = Sightings(book=rates_of(load_policies())).counted(COMMANDS)
    assert set(heard) == set(SUBSCRIPTIONS["notify"])


@pytest.mark.parametrize(
    ("event_type", "step", "params"),
    [
        (intake.PetitionReceivedV1, Step.RECEIVED, {"channel", "received_at"}),
        (intake.PetitionRefusedV1, Step.REFUSED, {"reason", "explanation"}),
        (intake.PetitionReferredV1, Step.REFERRED, {"reason", "explanation"}),
        (intake.PetitionReclassifiedV1, Step.RECLASSIFIED, {"category"}),
        (intake.AcceptanceNoticedV1, Step.NOTICED, set()),
        (intake.AcceptanceMissedV1, Step.LATE, {"overdue_since"}),
        (intake.SupplementRequestedV1, Step.ASKED, {"missing"}),
        (intake.SupplementGivenV1, Step.ANSWERED, set()),
        (waiting.SupplementRemindedV1, Step.REMINDED, {"missing", "due_at"}),
        (waiting.PetitionLapsedV1, Step.LAPSED, {"reason"}),
        (routing.CaseUnroutedV1, Step.UNROUTED, {"reason"}),
        (routing.CaseAssignedV1, Step.ASSIGNED, {"handler_id", "due_at"}),
        (routing.CaseStartedV1, Step.STARTED, set()),
        (routing.CaseReturnedV1, Step.RETURNED, {"returned_by"}),
        (routing.CaseEscalatedV1, Step.ESCALATED, {"level", "overdue_since"}),
        (routing.CaseResolvedV1, Step.RESOLVED, {"outcome"}),
        (routing.CaseReopenedV1, Step.REOPENED, {"due_at"}),
        (routing.CaseClosedV1, Step.CLOSED, set()),
        (routing.CaseMergedV1, Step.MERGED, set()),
        (routing.CaseSeparatedV1, Step.SEPARATED, set()),
        (routing.CaseGatheredV1, Step.GATHERED, {"due_at"}),
        (turns.CaseExtendedV1, Step.EXTENDED, {"days", "reason", "due_at"}),
        (turns.CaseRescheduledV1, Step.RESCHEDULED, {"due_at"}),
        (turns.CaseSuspendedV1, Step.SUSPENDED, {"ground"}),
        (turns.CaseResumedV1, Step.RESUMED, {"due_at"}),
        (turns.CaseRetainedV1, Step.RETAINED, set()),
        (turns.CaseDisputedV1, Step.DISPUTED, {"returned_by"}),
        (turns.CaseUrgedV1, Step.URGED, {"measure", "clock"}),
        (turns.CaseReportedV1, Step.REPORTED, {"severity"}),
        (turns.CaseSponsoredV1, Step.SPONSORED, {"leader_id"}),
        (turns.CaseSharedV1, Step.SHARED, {"due_at"}),
        (rooms.DocumentIssuedV1, Step.DOCUMENT_ISSUED, {"document", "number"}),
        (rooms.ReviewAskedV1, Step.REVIEW_ASKED, {"stage", "due_at"}),
        (rooms.ReviewAnsweredV1, Step.REVIEW_ANSWERED, {"stage", "review_outcome"}),
        (
            rooms.ReviewEscalatedV1,
            Step.REVIEW_ESCALATED,
            {"stage", "level", "overdue_since"},
        ),
        (rooms.MediationClosedV1, Step.MEDIATION_CLOSED, {"days", "mediation_days"}),
        (rooms.HazardFlaggedV1, Step.HAZARD_FLAGGED, {"hazard"}),
        (rooms.ProjectJoinedV1, Step.PROJECT_JOINED, set()),
    ],
)
def test_each_fact_becomes_its_step_and_shows_no_free_text_about_people(
    event_type, step, params
):
    command = hear(sample(event_type))
    assert isinstance(command, TellOfStep)
    occurrence = command.occurrence
    assert (occurrence.step, set(occurrence.params)) == (step, params)
    assert (occurrence.petition_id, occurrence.correlation_id) == (PETITION, STORY)
    assert occurrence.reachable
    assert "reply" not in occurrence.params


def test_a_case_fact_carries_its_revision_and_an_intake_fact_carries_none():
    assert hear(sample(routing.CaseResolvedV1)).occurrence.case_revision == 2
    assert hear(sample(intake.PetitionRefusedV1)).occurrence.case_revision is None


def test_a_fact_of_a_room_outdates_no_question_about_an_answer():
    assert hear(sample(rooms.DocumentIssuedV1)).occurrence.case_revision is None


def test_art22_a_letter_to_another_unit_is_not_told_to_the_petitioner():
    letter = dataclasses.replace(sample(rooms.DocumentIssuedV1), addressee="unit")
    assert not hear(letter).occurrence.reachable


def test_art35_a_review_is_told_to_the_reviewer_or_who_stands_above():
    assert hear(sample(rooms.ReviewAskedV1)).occurrence.superior_id == "a reviewer_id"
    assert hear(sample(rooms.ReviewEscalatedV1)).occurrence.superior_id == STREET


def test_a31_a_hazard_names_who_is_informed():
    occurrence = hear(sample(rooms.HazardFlaggedV1)).occurrence
    assert occurrence.informed_id == "a informed_id"


def test_an_assignment_names_its_handler_and_an_escalation_the_superior():
    assert hear(sample(routing.CaseAssignedV1)).occurrence.handler_id == "staff-7"
    escalated = hear(sample(routing.CaseEscalatedV1)).occurrence
    assert (escalated.superior_id, escalated.params["level"]) == (STREET, 2)
    assert escalated.params["overdue_since"] == "2026-03-03T12:00:00+00:00"


def test_the_same_unit_by_the_same_date_is_no_news_to_the_petitioner():
    again = dataclasses.replace(sample(routing.CaseAssignedV1), repeats=True)
    occurrence = hear(again).occurrence
    assert not occurrence.reachable
    told = [each.audience for each in notices_for(occurrence, wall=NOON)]
    assert told == [Audience.OWNER, Audience.HANDLER]


def test_another_unit_is_told_to_petitioners_by_a_text_of_its_own():
    moved = dataclasses.replace(sample(routing.CaseAssignedV1), moved=True)
    told = notices_for(hear(moved).occurrence, wall=NOON)
    assert [each.template for each in told] == [
        *("assigned.owner", "assigned.handler", "moved.petitioner"),
    ]
    [*_, first] = notices_for(
        hear(sample(routing.CaseAssignedV1)).occurrence, wall=NOON
    )
    assert first.template == "assigned.petitioner"


def test_who_is_owed_the_result_of_a_case_hears_of_the_answer_as_a_superior():
    answered = dataclasses.replace(sample(routing.CaseResolvedV1), report_to=STREET)
    assert hear(answered).occurrence.superior_id == STREET
    assert hear(sample(routing.CaseResolvedV1)).occurrence.superior_id is None


def test_a_helper_is_a_unit_that_need_not_answer_for_the_case():
    assert hear(sample(turns.CaseSharedV1)).occurrence.unit_id == STREET


def test_an_organisation_becomes_a_copy():
    command = hear(sample(registry.OrganisationRecordedV1))
    assert isinstance(command, RecordOrganisation)
    assert command.organisation.organisation_id == COMMUNITY


def test_an_answer_becomes_a_contract_and_a_line_without_the_reason():
    told = TELL[FollowUpAnswered](
        FollowUpAnswered(
            petition_id=PETITION,
            receipt="DEMO-2603-0003474",
            case_revision=3,
            solved=None,
            satisfied=False,
            verdict="reopen",
            reason="冯一说还是不亮",
            by="clerk:c",
            at=NOON,
        )
    )
    assert isinstance(told.event, FollowUpAnsweredV1)
    assert (told.event.reason, told.event.answered_at) == ("冯一说还是不亮", NOON)
    assert (UUID(told.subject), told.revision) == (PETITION, 3)
    assert "冯一" not in str(told.detail)


@pytest.mark.parametrize("year", [1, 1899, 2200, 9999])
def test_a_step_of_another_age_is_refused_before_it_is_a_row(year):
    with pytest.raises(Invalid) as refused:
        hear(sample(routing.CaseStartedV1), at=NOON.replace(year=year))
    assert refused.value.fields == {"at": "moment-out-of-range"}


def test_who_resolved_is_known_to_the_question():
    event = sample(routing.CaseResolvedV1)
    assert hear(event).occurrence.resolved_by is None
    known = dataclasses.replace(event, resolved_by="li-na")
    assert hear(known).occurrence.resolved_by == "li-na"


def test_12345_a_merging_and_its_undoing_are_two_halves_of_one_following():
    given = {
        name: SAMPLES[name]
        for name in (
            "petition_id",
            "receipt",
            "channel",
            "division_code",
            "organisation_id",
            "reachable",
            "lead_petition_id",
        )
    }
    merged = intake_repeats.PetitionMergedV1(
        **given, revision=2, lead_receipt="DEMO-2603-0000001", merged_at=NOON
    )
    separated = intake_repeats.PetitionSeparatedV1(
        **given, revision=3, merge_revision=2, separated_at=NOON
    )
    one, other = hear(merged).following, hear(separated).following
    assert (one.petition_id, one.revision) == (other.petition_id, other.revision)
    assert one.joined(other) == other.joined(one)
    assert one.lead_petition_id == UUID(int=7)


@pytest.mark.parametrize(
    "event_type", [intake.PetitionReceivedV1, intake.PetitionRefusedV1]
)
def test_art30_of_an_accusation_only_the_agencys_own_desk_is_told(event_type):
    accusing = dataclasses.replace(sample(event_type), accused=[STREET])
    assert hear(sample(event_type)).occurrence.organisation_id == COMMUNITY
    assert hear(accusing).occurrence.organisation_id is None
