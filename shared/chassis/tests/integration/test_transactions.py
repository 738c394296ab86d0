"""Transactions that begin and end with what they ask, and statements planned once."""

import pytest
from sqlalchemy import column, event, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from minqing_chassis.prepared import Prepared, Script, asking

pytestmark = pytest.mark.integration

DOUBLE = Prepared(
    name="double_of", sql="select :number * 2 as n", types={"number": "integer"}
)
DOUBLED = asking(DOUBLE, columns=[column("n")])
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
