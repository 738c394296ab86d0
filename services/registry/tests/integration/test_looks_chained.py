"""Looks into files are linked: whoever changes or removes one is found."""

from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import DBAPIError

from minqing_chassis.database import Database
from registry.adapters.access_log import SqlAccessTrail
from registry.application.commands import ReadResident
from registry.bootstrap import migrations_folder
from registry.domain.access import Purpose
from registry.domain.chain import Break, Head
from services.registry.tests.archive_builders import CLERK, define, edit
from services.registry.tests.builders import a_cause, record_resident, the_tree
from services.registry.tests.integration.archive_place import at_once, mine, read
from services.registry.tests.real import a_bus

pytestmark = pytest.mark.integration

__all__ = ["mine"]


def test_looks_are_linked_and_whoever_changes_one_is_found(db, sealer, say, mine):
    say(edit(mine, condition="健康"))
    trail = SqlAccessTrail(db, sealer)
    assert (trail.head(), trail.first_break(trail.head())) == (Head(), None)
    for _ in range(2):
        say(read(mine))
        say(ReadResident(actor=CLERK, resident_id=mine, purpose=Purpose.VISIT))
    at_once(*[lambda: say(read(mine))] * 3)
    head = trail.head()
    assert head.no == 7
    assert trail.first_break(head) is None
    with db.engine.begin() as connection:
        connection.exec_driver_sql("alter table access_log disable trigger user")
        connection.exec_driver_sql("update access_log set actor = 'x' where no = 3")
    assert trail.first_break(head) == Break(no=3, why="changed")
    with db.engine.begin() as connection:
        connection.exec_driver_sql("delete from access_log where no >= 3")
    assert trail.first_break(head) == Break(no=3, why="missing")


def test_no_look_stands_beside_the_chain(db, say):
    with (
        pytest.raises(DBAPIError, match="access_log_is_linked"),
        db.engine.begin() as connection,
    ):
        connection.exec_driver_sql(
            "insert into access_log (at, actor, role, purpose, subject, fields)"
            " values (now(), 'x', 'clerk', 'visit', 'y', '{name}')"
        )


def test_looks_from_before_the_chain_stay_and_the_chain_begins_after_them(
    postgres, sealer
):
    url = postgres.empty("registry")
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["url"] = url.replace("postgresql://", "postgresql+psycopg2://")
    command.upgrade(config, "0001")
    opened = Database(url, pool_size=1)
    with opened.engine.begin() as connection:
        connection.exec_driver_sql(
            "insert into access_log (at, actor, role, purpose, subject, fields)"
            " values (now(), 'x', 'clerk', 'visit', 'y', '{name}')"
        )
    command.upgrade(config, "head")
    bus, mine = a_bus(opened, sealer), uuid4()
    for said in (*the_tree(), record_resident(mine), define()):
        bus.handle(said, a_cause())
    bus.handle(edit(mine, condition="健康"), a_cause(CLERK))
    bus.handle(read(mine), a_cause(CLERK))
    trail = SqlAccessTrail(opened, sealer)
    assert (trail.head().no, trail.first_break(trail.head())) == (1, None)
    assert len(opened.rows("select 1 from access_log")) == 2
    opened.close()
    postgres.give_back(url)
