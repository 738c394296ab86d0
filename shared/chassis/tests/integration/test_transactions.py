"""Transactions that begin and end with what they ask, and statements planned once."""

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import column, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from minqing_chassis.database import NotCommitted
from minqing_chassis.flush import Batch
from minqing_chassis.prepared import Prepared, Script, asking

pytestmark = pytest.mark.integration

DOUBLE = Prepared(
    name="double_of", sql="select :number * 2 as n", types={"number": "integer"}
)
DOUBLED = asking(DOUBLE, columns=[column("n")])
NAMED = asking(
    Prepared(
        name="office_of",
        sql="select code, name from offices where code = :code",
        types={"code": "text"},
    ),
    columns=[column("code"), column("name")],
)
ADD = "insert into offices (code, name, revision) values (:code, :code, 1)"


def offices(db):
    return [row["code"] for row in db.rows("select code from offices order by code")]


@pytest.fixture
def journeys(db):
    made = []
    event.listen(db.units, "after_cursor_execute", lambda *given: made.append(given[2]))
    return made


def test_what_is_read_and_written_is_one_transaction_of_two_journeys(db, journeys):
    transaction = db.begin()
    transaction.read(ADD, {"code": "a"})
    assert offices(db) == []
    transaction.commit(Script(sql="insert into offices values ('b', 'b', 1)"))
    assert offices(db) == ["a", "b"]
    transaction.close()
    assert len(journeys) == 2


def test_a_transaction_that_is_closed_before_it_is_committed_leaves_nothing(db):
    transaction = db.begin()
    transaction.read(ADD, {"code": "a"})
    transaction.close()
    assert offices(db) == []


def test_one_that_only_reads_ends_with_nothing_to_write(db):
    transaction = db.begin()
    assert transaction.read("select 1 as n", {})[0]["n"] == 1
    transaction.commit(Script())
    transaction.close()
    idle = "select count(*) as n from pg_stat_activity where state like 'idle in %'"
    assert db.rows(idle + " and datname = current_database()")[0]["n"] == 0


def test_what_fails_at_the_end_is_rolled_back_whole_and_the_connection_serves_on(db):
    transaction = db.begin()
    transaction.read(ADD, {"code": "a"})
    with pytest.raises(IntegrityError):
        transaction.commit(
            Script(
                sql="insert into offices values ('b', 'b', 1); "
                "insert into offices values ('b', 'c', 1)"
            )
        )
    transaction.close()
    assert offices(db) == []
    again = db.begin()
    assert again.read("select txid_current_if_assigned() as id", {})[0]["id"] is None
    again.close()


def test_a_connection_that_was_lost_in_a_transaction_is_given_up(db):
    transaction = db.begin()
    pid = transaction.read("select pg_backend_pid() as pid", {})[0]["pid"]
    db.rows("select pg_terminate_backend(:pid, 5000)", pid=pid)
    with pytest.raises(DBAPIError):
        transaction.read(ADD, {"code": "a"})
    transaction.close()
    after = db.begin()
    assert after.read("select pg_backend_pid() as pid", {})[0]["pid"] != pid
    after.close()
    assert offices(db) == []


def test_a_statement_is_prepared_once_on_each_connection(db):
    assert [db.rows(DOUBLED, number=n)[0]["n"] for n in (2, 21)] == [4, 42]
    known = "select generic_plans, custom_plans from pg_prepared_statements"
    (row,) = db.rows(known)
    assert (row["generic_plans"], row["custom_plans"]) == (2, 0)
    mode = db.rows("select current_setting('plan_cache_mode') as mode")[0]["mode"]
    assert mode == "force_custom_plan"


def test_a_statement_that_cannot_be_prepared_opens_no_transaction(db):
    wrong = Prepared(name="wrong", sql="select from nowhere", types={})
    transaction = db.begin()
    with pytest.raises(DBAPIError):
        transaction.read(asking(wrong, columns=[]), {})
    transaction.close()
    after = db.begin()
    assert after.read(text("select 1 as n"), {})[0]["n"] == 1
    after.close()


MIGRATION = "alter table offices alter column name type text"


@pytest.mark.parametrize("change", [MIGRATION, "discard all"])
def test_a_read_outlives_a_migration_and_a_session_that_forgot(db, change):
    assert db.rows(NAMED, code="a") == []
    db.rows(change)
    assert db.rows(NAMED, code="a") == []


@pytest.mark.parametrize("change", [MIGRATION, "deallocate all"])
def test_so_does_a_transaction_that_begins_with_what_was_prepared(db, change):
    def ask(sql):
        with contextlib.closing(db.begin()) as transaction:
            found = transaction.read(sql, {"code": "a"})
            transaction.commit(Script())
            return found

    assert ask(NAMED) == []
    ask(change)
    assert ask(NAMED) == []


def test_one_that_began_otherwise_fails_once_and_the_next_does_not(db):
    with contextlib.closing(db.begin()) as transaction:
        transaction.read(NAMED, {"code": "a"})
        transaction.read("deallocate all", {})
        with pytest.raises(DBAPIError):
            transaction.read(NAMED, {"code": "a"})
    with contextlib.closing(db.begin()) as transaction:
        assert transaction.read("select 1 as n", {})[0]["n"] == 1
        assert transaction.read(NAMED, {"code": "a"}) == []


def test_what_another_wrote_while_this_one_waited_for_its_lock_is_seen(db):
    lock = "select from offices where code = :code for update"
    held = Prepared(name="hold_office", sql=lock, types={"code": "text"})
    counted = Prepared(
        name="count_offices",
        sql="select count(*) as n from offices where code <> :code",
        types={"code": "text"},
    )
    db.rows(ADD, code="a")
    first, second = db.begin(), db.begin()
    first.read(lock, {"code": "a"})
    with ThreadPoolExecutor(1) as waiting:
        asked = asking(held, counted, columns=[column("n")])
        found = waiting.submit(second.read, asked, {"code": "a"})
        waits = (
            "select 1 from pg_stat_activity"
            " where wait_event_type = 'Lock' and datname = current_database()"
        )
        while not db.rows(waits):
            assert not found.done()
        first.commit(Script(sql="insert into offices values ('b', 'b', 1)"))
        assert found.result()[0]["n"] == 1
    for each in (first, second):
        each.close()


def test_a_transaction_of_which_a_statement_failed_is_not_said_to_last(db):
    with contextlib.closing(db.begin()) as transaction:
        transaction.read(ADD, {"code": "a"})
        with pytest.raises(DBAPIError):
            transaction.read("select 1/0", {})
        with pytest.raises(NotCommitted):
            transaction.commit(Script())
    assert offices(db) == []


def test_a_writer_outlives_the_loss_of_what_its_session_had_prepared(db):
    def batch(code):
        rows = Batch()
        rows.write(INSERT, [{"code": code, "name": code, "revision": 1}])
        return rows.script()

    db.write(batch("a"))
    db.rows("deallocate all")
    db.write(batch("b"))
    assert offices(db) == ["a", "b"]


INSERT = (
    "insert into offices (code, name, revision) select code, name, revision"
    " from jsonb_populate_recordset(null::offices, :rows)"
)
