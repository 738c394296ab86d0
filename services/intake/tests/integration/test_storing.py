"""How intake stores: in one round trip, decided by keys, facts in the outbox."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DatabaseError

from intake.adapters.gauges import PetitionGauge
from intake.adapters.numbers import ReceiptNumbers
from intake.adapters.tables import METADATA, NUMBER_BLOCK
from intake.application.commands import (
    ForgetOldKeys,
    NoteCaseFact,
    RecordOrganisation,
)
from intake.domain.access import Purpose
from intake.domain.errors import UnknownReference
from intake.domain.progress import CaseStep
from minqing_chassis.observability.metrics import Metrics
from minqing_contracts.envelope import read_envelope, read_event
from minqing_kernel.messages import Incoming
from services.intake.tests.builders import (
    COMMUNITY,
    DAY,
    NOON,
    STORY,
    STREET,
    a_category,
    a_clerk,
    a_fact,
    a_key,
    a_listing,
    a_submission,
    a_supervisor,
    a_waiting_submission,
    an_old_record,
    an_organisation,
)

pytestmark = pytest.mark.integration


def told(intake):
    """Return the events in the outbox, oldest first."""
    rows = intake.database.rows("select headers, body from outbox order by seq")
    return [
        read_event(read_envelope(json.loads(row["headers"])), row["body"])
        for row in rows
    ]


def test_the_migrations_make_exactly_the_tables_that_the_code_knows(intake):
    with intake.database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_a_submission_with_a_key_is_one_round_trip(intake, statements):
    intake.submitter.submit([a_submission(once=a_key("warm"))], STORY)
    statements.seen.clear()
    intake.submitter.submit([a_submission(once=a_key())], STORY)
    assert len(statements) == 1


def test_three_hundred_case_facts_are_three_round_trips(intake, statements):
    group = [
        Incoming(
            command=NoteCaseFact(
                petition_id=uuid4(), fact=a_fact(1, CaseStep.ASSIGNED, due_at=NOON)
            ),
            cause=STORY,
            message_id=uuid4(),
        )
        for _ in range(300)
    ]
    statements.seen.clear()
    assert intake.bus.handle_group(group) == 300
    assert len(statements) == 3
    rows = intake.database.rows("select count(*) as n from case_progress")
    assert rows[0]["n"] == 300


def test_the_fact_leaves_with_the_petition(intake):
    command = a_submission(organisation_id=COMMUNITY)
    [answer] = intake.submitter.submit([command], STORY).submitted
    [event] = told(intake)
    assert event.routing_key() == "intake.petition.accepted.v1"
    assert (event.petition_id, event.receipt) == (answer.petition_id, answer.receipt)
    assert (event.revision, event.reachable, event.from_archive) == (1, True, False)
    assert (event.organisation_id, event.division_code) == (COMMUNITY, COMMUNITY)


def test_a_waiting_petition_is_told_of_as_received(intake):
    intake.submitter.submit([a_waiting_submission()], STORY)
    assert [event.routing_key() for event in told(intake)] == [
        "intake.petition.received.v1"
    ]


def test_an_old_record_is_told_of_with_its_number_there(intake):
    intake.bus.handle(an_old_record("2759"), STORY)
    [event] = told(intake)
    assert (event.from_archive, event.external_ref) == (True, "2759")
    assert event.accepted_at == an_old_record().received_at


def test_no_personal_data_is_told_or_kept_in_the_open(intake):
    intake.submitter.submit([a_submission()], STORY)
    for table in ("outbox", "timeline", "petitions", "once_keys"):
        for row in intake.database.rows(f"select t::text as all from {table} t"):
            assert "13800008000" not in row["all"]
            assert "周某某" not in row["all"]


def test_a_refused_submission_writes_and_tells_nothing(intake):
    with pytest.raises(UnknownReference):
        intake.submitter.submit([a_submission(category="nothing")], STORY)
    for table in ("petitions", "outbox", "timeline", "once_keys"):
        assert intake.database.rows(f"select 1 from {table}") == []


def test_a_race_for_a_key_is_won_once_and_everyone_gets_the_winners_answer(intake):
    def submit(_):
        return intake.submitter.submit([a_submission(once=a_key())], STORY)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(submit, range(24)))
    assert len({each.submitted for each in answers}) == 1
    assert [each.replayed for each in answers].count(False) == 1
    assert len(intake.database.rows("select 1 from petitions")) == 1
    assert len(told(intake)) == 1


def test_two_processes_never_hand_out_the_same_number(intake):
    first, second = ReceiptNumbers(intake.database), ReceiptNumbers(intake.database)
    numbers = [each.next() for _ in range(NUMBER_BLOCK + 5) for each in (first, second)]
    assert len(set(numbers)) == len(numbers)


def test_greenthreads_share_a_block_without_a_double(intake):
    numbers = ReceiptNumbers(intake.database)
    with ThreadPoolExecutor(8) as pool:
        handed_out = list(pool.map(lambda _: numbers.next(), range(500)))
    assert len(set(handed_out)) == 500


def test_only_the_highest_revision_of_an_organisation_is_kept(intake):
    def tell(*organisations):
        commands = [RecordOrganisation(organisation=each) for each in organisations]
        intake.bus.handle_group([Incoming(command=c, cause=STORY) for c in commands])

    newest = an_organisation("new", None, revision=3, name="新名")
    tell(newest, an_organisation("new", None, revision=2, name="旧名"))
    tell(an_organisation("new", None, revision=1, name="更旧"))
    assert intake.reference.organisation("new") == newest


def test_a_just_recorded_organisation_is_known_at_once(intake):
    assert intake.reference.organisation("new") is None
    fresh = RecordOrganisation(organisation=an_organisation("new", None))
    intake.bus.handle(fresh, STORY)
    assert intake.reference.organisation("new") is not None


def test_every_reading_of_a_contact_leaves_a_row_that_nobody_can_change(intake):
    [answer] = intake.submitter.submit([a_submission()], STORY).submitted
    ids = [answer.petition_id, uuid4()]
    found = intake.contacts.read(ids, actor=a_clerk(), purpose=Purpose.VISIT)
    assert found[answer.petition_id].telephone == "13800008000"
    [row] = intake.database.rows("select * from access_log")
    assert (row["subject"], row["purpose"]) == (str(answer.petition_id), "visit")
    assert (row["actor"], row["role"]) == ("clerk-1", "clerk")
    for change in ("delete from access_log", "update access_log set actor = 'x'"):
        with pytest.raises(DatabaseError, match="only ever added to"):
            intake.database.rows(change)


def test_a_reading_is_dated_by_the_real_clock(intake, steered):
    steered.move_to(NOON - 400 * DAY)
    [answer] = intake.submitter.submit([a_submission()], STORY).submitted
    ids = [answer.petition_id]
    intake.contacts.read(ids, actor=a_clerk(), purpose=Purpose.VISIT)
    sql = "select 1 from access_log where at > now() - interval '1 hour'"
    assert intake.database.rows(sql)


def test_a_key_that_was_taken_in_a_rehearsal_is_let_go_in_real_time(intake, steered):
    for at, key in ((NOON - 400 * DAY, "past"), (NOON + 400 * DAY, "future")):
        steered.move_to(at)
        intake.submitter.submit([a_submission(once=a_key(key))], STORY)
    intake.bus.handle(ForgetOldKeys(), STORY)
    assert set(intake.reader.answered("anyone", ["past", "future"])) == {
        "past",
        "future",
    }
    sql = "select 1 from once_keys where taken_at between now() - interval '1 hour' "
    assert len(intake.database.rows(f"{sql} and now()")) == 2


def test_each_change_of_a_category_leaves_a_row_that_nobody_can_change(intake):
    ended = a_category(valid_to=date(2030, 1, 1))
    for category in (ended, ended, a_category()):
        intake.bus.handle(a_listing(category, a_supervisor()), STORY)
    sql = "select * from category_changes where code = 'street-lighting' order by id"
    rows = intake.database.rows(sql)
    assert [row["valid_to"] for row in rows] == [None, date(2030, 1, 1), None]
    assert [row["actor"] for row in rows] == ["operator", "boss-1", "boss-1"]
    assert (rows[1]["role"], rows[1]["organisation_id"]) == ("supervisor", STREET)
    for change in ("delete from", "update"):
        sql = f"{change} category_changes" + (" set code = 'x'" * (change == "update"))
        with pytest.raises(DatabaseError, match="only ever added to"):
            intake.database.rows(sql)


def test_nobody_reads_a_contact_for_nothing(intake):
    with pytest.raises(ValueError, match="nobody looks for nothing"):
        intake.contacts.read([uuid4()], actor=a_clerk(), purpose=" ")


def test_the_worklist_pages_through_what_the_organisation_is_to_see(intake):
    mine = [a_waiting_submission(organisation_id=COMMUNITY) for _ in range(3)]
    intake.submitter.submit([*mine, a_waiting_submission()], STORY)
    intake.submitter.submit([a_waiting_submission(organisation_id=None)], STORY)
    seen, after = [], None
    while True:
        page = intake.reader.worklist(
            organisations=[COMMUNITY], state="received", after=after, limit=2
        )
        seen += [row.petition_id for row in page.rows]
        after = page.next_after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == 5
    assert seen == sorted(seen)


def test_the_worklist_finds_petitions_by_what_became_of_their_case(intake):
    answers = intake.submitter.submit([a_submission(), a_submission()], STORY).submitted
    fact = a_fact(1, CaseStep.ESCALATED)
    command = NoteCaseFact(petition_id=answers[1].petition_id, fact=fact)
    intake.bus.handle(command, STORY)
    page = intake.reader.worklist(organisations=[], state="escalated")
    assert [row.petition_id for row in page.rows] == [answers[1].petition_id]
    assert page.rows[0].state == "escalated"


def test_a_document_told_before_its_case_moves_nothing(intake):
    [answer] = intake.submitter.submit([a_submission()], STORY).submitted
    for fact in (
        a_fact(3, CaseStep.DOCUMENT_ISSUED),
        a_fact(2, CaseStep.ESCALATED),
        a_fact(4, CaseStep.DOCUMENT_ISSUED),
    ):
        command = NoteCaseFact(petition_id=answer.petition_id, fact=fact)
        intake.bus.handle(command, STORY)
    [row] = intake.reader.worklist(organisations=[], state="escalated").rows
    assert (row.petition_id, row.state) == (answer.petition_id, "escalated")


def test_the_gauge_counts_petitions_by_state_and_channel(intake):
    intake.submitter.submit([a_submission(), a_waiting_submission()], STORY)
    intake.gauges.refresh()
    told = intake.metrics.render().decode()
    assert (
        'minqing_petitions{channel="web",service="intake",state="received"} 1.0' in told
    )
    assert "minqing_outbox_rows" in told


def test_counting_rests_fifty_times_as_long_as_it_took(intake):
    times = iter([10.0, 12.0, 109.0, 111.0, 111.0])
    gauge = PetitionGauge(
        intake.reader, Metrics("intake-again"), monotonic=lambda: next(times)
    )
    gauge()  # takes 2 s: nothing before 110
    counted = []
    intake.reader.counts = lambda: counted.append(1) or []
    gauge()
    assert not counted
    gauge()
    assert counted
