"""Whoever has a petition in a file hears where it stands; of others nobody is told."""

import json
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest

from intake.application.commands import (
    AcceptPetition,
    FollowPetition,
    NoteCaseFact,
    RefusePetition,
)
from intake.application.consenting import ChangeConsent
from intake.domain.progress import CaseStep
from intake.domain.refusal import RefusalReason
from minqing_contracts.envelope import read_envelope, read_event
from minqing_contracts.intake_standing import PetitionStandingV1
from minqing_kernel.messages import Incoming
from services.intake.tests.builders import (
    COMMUNITY,
    NOON,
    STORY,
    a_clerk,
    a_fact,
    a_submission,
    a_waiting_submission,
)

pytestmark = pytest.mark.integration


def standings(intake) -> list[PetitionStandingV1]:
    rows = intake.database.rows("select headers, body from outbox order by seq")
    told = [
        read_event(read_envelope(json.loads(row["headers"])), row["body"])
        for row in rows
    ]
    return [event for event in told if isinstance(event, PetitionStandingV1)]


def submit(intake, command=None):
    [answer] = intake.submitter.submit([command or a_submission()], STORY).submitted
    return answer.petition_id


def hear(intake, petition_id, *facts) -> None:
    commands = [NoteCaseFact(petition_id=petition_id, fact=fact) for fact in facts]
    handle(intake, *commands)


def handle(intake, *commands) -> None:
    intake.bus.handle_group(
        [Incoming(command=one, cause=STORY, message_id=uuid4()) for one in commands]
    )


def test_who_follows_hears_that_consent_was_taken_back(intake):
    petition_id = submit(intake, a_submission(agrees=True))
    handle(intake, FollowPetition(petition_id=petition_id))
    intake.bus.handle(ChangeConsent(petition_id=petition_id, holds=False), STORY)
    first, then = standings(intake)
    assert (first.consent_holds, then.consent_holds) == (True, False)
    assert then.consent_ended_at is not None
    assert then.revision > first.revision


def resolved(revision):
    return a_fact(revision, CaseStep.RESOLVED, reply="修好了", outcome="resolved")


def test_a05_who_begins_to_follow_hears_all_that_is_known(intake):
    petition_id = submit(intake)
    hear(intake, petition_id, a_fact(1, CaseStep.ASSIGNED, due_at=NOON), resolved(2))
    assert standings(intake) == []
    handle(intake, FollowPetition(petition_id=petition_id))
    [told] = standings(intake)
    assert (told.known, told.state, told.revision) == (True, "accepted", 1)
    assert (told.case_state, told.case_revision) == ("resolved", 2)
    assert (told.outcome, told.outcome_revision) == ("resolved", 2)


def test_a05_each_later_change_is_told_and_nothing_of_others(intake):
    petition_id = submit(intake, a_waiting_submission(organisation_id=COMMUNITY))
    other = submit(intake)
    handle(intake, FollowPetition(petition_id=petition_id))
    intake.bus.handle(
        AcceptPetition(
            petition_id=petition_id,
            category="street-lighting",
            division_code=COMMUNITY,
            actor=a_clerk(),
        ),
        STORY,
    )
    hear(intake, other, a_fact(1, CaseStep.ASSIGNED, due_at=NOON))
    hear(intake, petition_id, a_fact(1, CaseStep.ASSIGNED, due_at=NOON))
    hear(intake, petition_id, a_fact(2, CaseStep.EXTENDED, due_at=NOON))
    first, accepted, assigned = standings(intake)
    assert {each.petition_id for each in standings(intake)} == {petition_id}
    assert first.state == "received"
    assert (accepted.state, accepted.case_revision) == ("accepted", 0)
    assert (assigned.revision, assigned.case_state) == (0, "assigned")


def test_what_nobody_registered_is_said_to_be_unknown_and_not_followed(intake):
    nobody = uuid4()
    handle(intake, FollowPetition(petition_id=nobody))
    [told] = standings(intake)
    assert (told.petition_id, told.known, told.revision) == (nobody, False, 0)
    assert intake.database.rows("select * from followed_petitions") == []


def test_a_change_in_the_same_unit_is_told_with_the_rest(intake):
    petition_id = submit(intake)
    fact = NoteCaseFact(petition_id=petition_id, fact=a_fact(1, CaseStep.STARTED))
    handle(intake, FollowPetition(petition_id=petition_id), fact)
    assert {each.case_state for each in standings(intake)} == {None, "started"}


def test_a_refusal_at_the_counter_is_told(intake):
    petition_id = submit(intake, a_waiting_submission(organisation_id=COMMUNITY))
    handle(intake, FollowPetition(petition_id=petition_id))
    intake.bus.handle(
        RefusePetition(
            petition_id=petition_id,
            reason=RefusalReason.IN_LEGAL_PROCEDURE,
            explanation="请向法院起诉。",
            actor=a_clerk(),
        ),
        STORY,
    )
    assert standings(intake)[-1].state == "refused"


def test_who_reads_everything_for_a_backup_holds_nobody_off(intake):
    petition_id = submit(intake)
    backup = intake.database.begin()
    backup.read("select count(*) from followed_petitions", {})
    fact = a_fact(1, CaseStep.STARTED)
    with ThreadPoolExecutor(1) as pool:
        try:
            follows = FollowPetition(petition_id=petition_id)
            pool.submit(handle, intake, follows).result(timeout=60)
            pool.submit(hear, intake, petition_id, fact).result(timeout=60)
        finally:
            backup.close()
    assert [each.case_state for each in standings(intake)] == [None, "started"]


def test_no_change_falls_between_following_and_telling(intake):
    """Whoever follows and whoever changes meet in any order: the change is heard."""
    for _ in range(12):
        petition_id = submit(intake)
        both = Barrier(2)

        def follow(petition_id=petition_id, both=both) -> None:
            both.wait()
            handle(intake, FollowPetition(petition_id=petition_id))

        def change(petition_id=petition_id, both=both) -> None:
            both.wait()
            hear(intake, petition_id, a_fact(1, CaseStep.STARTED))

        with ThreadPoolExecutor(2) as pool:
            for ended in [pool.submit(follow), pool.submit(change)]:
                ended.result(timeout=20)
        mine = [e for e in standings(intake) if e.petition_id == petition_id]
        assert "started" in {each.case_state for each in mine}
