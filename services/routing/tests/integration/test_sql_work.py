"""The unit of work on PostgreSQL: every promise, and what only a database can break."""

from threading import Thread
from uuid import uuid4

import pytest
from sqlalchemy import event

from minqing_kernel.messages import Incoming
from minqing_local.waiting import wait_until
from routing.application.commands import AssignCase, ForgetAnswers, StartCase
from routing.domain.errors import CaseAlreadyOpen, CaseNotFound, RuleSetMeanwhile
from services.routing.tests.builders import (
    CLOCKS,
    NOON,
    STATION,
    a_cause,
    a_clerk,
    a_handler,
    a_rule,
    an_assigned_case,
    later,
    the_units,
    to_open,
)
from services.routing.tests.promises import *  # noqa: F403
from services.routing.tests.promises import keep

pytestmark = pytest.mark.integration


def count(store, table, where="true"):
    return store.rows(f"select count(*) as n from {table} where {where}")[0]["n"]


def messages(number):
    return [
        Incoming(command=to_open(), cause=a_cause(), message_id=uuid4())
        for _ in range(number)
    ]


@pytest.mark.usefixtures("staffed")
def test_three_hundred_petitions_cost_two_round_trips(store, bus):
    asked = []
    for engine in (store.engine, store.autocommit, store.units):
        event.listen(
            engine, "before_cursor_execute", lambda *args: asked.append(args[2])
        )
    bus.handle_group(messages(1))  # the directory is read anew once
    asked.clear()
    assert bus.handle_group(messages(300)) == 300
    assert len(asked) <= 3  # inbox, writes, and once a second the edition
    assert count(store, "cases", "state = 'assigned'") == 301
    assert count(store, "assignments") == count(store, "deadlines") == 301
    assert count(store, "outbox") == count(store, "timeline", "subject !~ 'rule'")


@pytest.mark.usefixtures("staffed")
def test_a_group_that_comes_again_changes_nothing(store, bus):
    group = messages(20)
    assert bus.handle_group(group) == 20
    assert bus.handle_group(group) == 0
    assert count(store, "cases") == count(store, "outbox") == 20


@pytest.mark.usefixtures("staffed")
def test_a_second_acceptance_of_one_petition_leaves_no_trace(store, bus):
    command = to_open()
    bus.handle(command, a_cause())
    with pytest.raises(CaseAlreadyOpen):
        bus.handle(command, a_cause())
    assert count(store, "cases") == count(store, "outbox") == 1


@pytest.mark.usefixtures("staffed")
def test_history_is_added_to_and_closed_never_rewritten(store, do):
    command = to_open()
    do(command)
    do(
        AssignCase(
            actor=a_clerk(), petition_id=command.petition_id, organisation_id=STATION
        )
    )
    do(StartCase(actor=a_handler(STATION), petition_id=command.petition_id))
    rows = store.rows("select * from assignments order by revision")
    assert [(row["organisation_id"], row["until"]) for row in rows] == [
        ("c-1", NOON),
        (STATION, None),
    ]
    assert count(store, "deadlines", "replaced_at is not null") == 1


def test_the_fact_and_its_message_share_one_identity(store, new_work):
    keep(new_work, an_assigned_case())
    [row] = store.rows(
        "select step, o.routing_key, o.body::jsonb ->> 'rule' as rule"
        " from timeline join outbox o using (message_id)"
    )
    assert tuple(row.values()) == ("assigned", "routing.case.assigned.v1", "all")


def test_who_waits_for_a_case_sees_all_that_was_done_meanwhile(store, new_work):
    case = an_assigned_case()
    keep(new_work, case)
    found = []

    def look():
        with new_work() as work:
            found.append(work.cases.get(case.petition_id))

    with new_work() as work:
        held = work.cases.get(case.petition_id)
        waiting = Thread(target=look)
        waiting.start()
        held.assign(
            STATION, None, None, CLOCKS, by=a_clerk(), units=the_units(), at=NOON
        )
        work.collect(a_cause())
        wait_until(lambda: somebody_waits(store), "the other to wait", 60)
        work.commit()
    waiting.join()
    assert (found[0].revision, found[0].organisation_id) == (2, STATION)
    assert found[0].deadline == held.deadline


def somebody_waits(store):
    return store.rows(
        "select 1 from pg_stat_activity"
        " where wait_event_type = 'Lock' and datname = current_database()"
    )


def test_two_sweepers_do_not_wait_for_each_other(new_work):
    case = an_assigned_case()
    keep(new_work, case)
    with new_work() as first, new_work() as second:
        assert first.cases.get_free([case.petition_id])
        assert second.cases.get_free([case.petition_id]) == []


def test_the_same_new_rule_set_twice_at_once_is_refused_once(new_work):
    with new_work() as first, new_work() as second:
        for work in (first, second):
            work.rules.entry("all").set(a_rule(), at=NOON)
            work.collect(a_cause())
        first.commit()
        with pytest.raises(RuleSetMeanwhile):
            second.commit()


@pytest.mark.usefixtures("staffed")
def test_old_answers_are_forgotten_and_new_ones_kept(store, do):
    command = to_open()
    do(command)
    do(StartCase(actor=a_handler(), petition_id=command.petition_id, key="k-1"))
    do(ForgetAnswers(older_than_days=1))
    assert count(store, "kept_answers") == 1
    store.rows("update kept_answers set kept_at = now() - interval '2 days'")
    do(ForgetAnswers(older_than_days=1))
    assert count(store, "kept_answers") == 0


def test_a_receipt_belongs_to_one_petition(new_work):
    keep(new_work, an_assigned_case())
    with pytest.raises(CaseAlreadyOpen):
        keep(new_work, an_assigned_case())


def test_a_case_that_vanished_is_not_found(new_work):
    with new_work() as work, pytest.raises(CaseNotFound):
        work.cases.get(uuid4())
    assert later(days=1) > NOON
