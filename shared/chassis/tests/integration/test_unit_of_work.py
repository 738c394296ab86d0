"""State, inbox, timeline and outbox on a real PostgreSQL."""

import threading
from uuid import uuid4

import pytest
from sqlalchemy import event

from minqing_kernel.errors import NotFound
from minqing_kernel.messages import Incoming

pytestmark = pytest.mark.integration


def count(db, table):
    return db.rows(f"select count(*) as n from {table}")[0]["n"]


@pytest.fixture
def incoming(words):
    def make(code, name=None, message_id=None):
        return Incoming(
            command=words.OpenOffice(code=code, name=name or code),
            cause=words.a_cause(),
            message_id=message_id or uuid4(),
        )

    return make


def test_state_timeline_and_outbox_are_written_in_one_round_trip(db, bus, words):
    bus.handle(words.OpenOffice(code="warm", name="up"), words.a_cause())
    trips = []
    for pool in (db.engine, db.autocommit, db.units):
        event.listen(
            pool, "before_cursor_execute", lambda *given: trips.append(given[2])
        )
    bus.handle(words.OpenOffice(code="a", name="甲'\\\"%(x)s :rows"), words.a_cause())
    assert len(trips) == 1
    row = db.rows("select * from offices where code = 'a'")[0]
    assert row["name"] == "甲'\\\"%(x)s :rows"
    assert [count(db, t) for t in ("timeline", "outbox")] == [2, 2]


def test_a_handler_that_refuses_leaves_nothing_behind(db, bus, words):
    with pytest.raises(words.BadName):
        bus.handle(words.OpenOffice(code="a", name="refused"), words.a_cause())
    assert [count(db, t) for t in ("offices", "timeline", "outbox")] == [0, 0, 0]


def test_a_violated_constraint_is_refused_by_its_name(bus, words):
    bus.handle(words.OpenOffice(code="a", name="same"), words.a_cause())
    with pytest.raises(words.NameTaken):
        bus.handle(words.OpenOffice(code="b", name="same"), words.a_cause())


def test_an_aggregate_that_changed_is_written_back_and_one_that_did_not_is_not(
    db, bus, words
):
    bus.handle(words.OpenOffice(code="a", name="old"), words.a_cause())
    bus.handle(words.RenameOffice(code="a", name="new"), words.a_cause())
    row = db.rows("select name, revision from offices")[0]
    assert (row["name"], row["revision"]) == ("new", 2)
    written_by = db.rows("select xmin::text from offices")
    with words.Work(db) as work:
        work.offices.get("a")
        work.commit()
    assert db.rows("select xmin::text from offices") == written_by


def test_what_is_not_there_is_named(bus, words):
    with pytest.raises(NotFound):
        bus.handle(words.RenameOffice(code="none", name="x"), words.a_cause())


def test_a_message_that_comes_twice_has_one_effect(db, bus, incoming):
    message = incoming("a")
    assert bus.handle_group([message]) == 1
    assert bus.handle_group([message]) == 0
    assert bus.handle_group([incoming("b"), message, message]) == 1
    assert [count(db, t) for t in ("offices", "timeline", "inbox")] == [2, 2, 2]


def test_a_message_that_stands_twice_in_one_group_has_one_effect(db, bus, incoming):
    message = incoming("a")
    assert bus.handle_group([message, message]) == 1
    assert count(db, "offices") == 1


def test_one_bad_message_undoes_its_whole_group(db, bus, incoming):
    with pytest.raises(RuntimeError):
        bus.handle_group([incoming("a"), incoming("b", name="broken")])
    assert [count(db, t) for t in ("offices", "inbox", "outbox")] == [0, 0, 0]


def test_two_workers_with_the_same_message_have_one_effect(db, bus, incoming):
    message = incoming("a")
    handled = []
    workers = [
        threading.Thread(target=lambda: handled.append(bus.handle_group([message])))
        for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert sorted(handled) == [0, 0, 0, 1]
    assert count(db, "offices") == 1


def test_two_people_who_change_the_same_row_wait_for_each_other(db, bus, words):
    bus.handle(words.OpenOffice(code="a", name="0"), words.a_cause())
    workers = [
        threading.Thread(
            target=bus.handle,
            args=(words.RenameOffice(code="a", name=str(n)), words.a_cause()),
        )
        for n in range(1, 9)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=60)
    assert db.rows("select revision from offices")[0]["revision"] == 9
    assert count(db, "outbox") == 9


def test_every_fact_carries_the_cause_of_its_own_message(db, bus, incoming):
    first, second = incoming("a"), incoming("b")
    bus.handle_group([first, second])
    rows = db.rows("select subject, correlation_id, actor from timeline")
    assert {row["subject"]: row["correlation_id"] for row in rows} == {
        "a": first.cause.correlation_id,
        "b": second.cause.correlation_id,
    }
    assert {row["actor"] for row in rows} == {"clerk:staff-1"}
