"""The register on a real database: the promises, the seals, the looks, the facts."""

import base64
import json
from pathlib import Path
from threading import Thread
from uuid import uuid4

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from minqing_chassis.database import Database
from minqing_chassis.migrations import migrate
from minqing_chassis.sealing import Sealer, new_key
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Role
from minqing_local.waiting import wait_until
from registry.adapters.read_model import SqlRegistryReader
from registry.adapters.tables import metadata
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.application.commands import (
    FindResidents,
    ReadResident,
    RecordDeath,
    RecordOrganisation,
)
from registry.application.queries import resident_card
from registry.bootstrap import migrations_folder
from registry.bootstrap.handling import HANDLERS
from registry.domain.access import Purpose
from registry.domain.errors import ResidentKnown, Taken, WouldCircle
from services.registry.tests.builders import (
    ADDRESS,
    NAME,
    NOON,
    STREET,
    TELEPHONE,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    record_household,
    record_organisation,
    record_resident,
    record_staff,
)
from services.registry.tests.promises import Promises
from services.registry.tests.real import a_bus

pytestmark = pytest.mark.integration

CLERK = an_actor(Role.CLERK)


class TestSql(Promises):
    """The real unit of work."""

    @pytest.fixture
    def bus(self, db, sealer):
        return a_bus(db, sealer)


def everything_stored(db: Database) -> str:
    """Return every row of every table as text, as plain SQL shows it."""
    names = [table.name for table in metadata.sorted_tables]
    rows = [
        row["r"]
        for name in names
        for row in db.rows(f"select t::text as r from {name} t")
    ]
    return "\n".join(rows)


def test_the_migrations_make_what_the_tables_say(db):
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_nothing_personal_is_stored_in_the_clear(db, say):
    home, mine = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    say(ReadResident(actor=CLERK, resident_id=mine, purpose=Purpose.VISIT))
    say(FindResidents(actor=CLERK, telephone=TELEPHONE))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=TODAY))
    stored = everything_stored(db)
    assert str(mine) in stored
    assert str(home) in stored
    for secret in (NAME, TELEPHONE, an_identity(), ADDRESS, "梨花巷"):
        assert secret not in stored
        assert json.dumps(secret).strip('"') not in stored


def test_no_fact_and_no_timeline_tells_anything_personal(db, say):
    mine = uuid4()
    say(record_household(uuid4()))
    say(record_resident(mine))
    say(record_staff())
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=TODAY))
    told = db.rows("select headers || body as said, routing_key from outbox")
    assert {row["routing_key"] for row in told} == {
        "registry.organisation.recorded.v1",
        "registry.staff.recorded.v1",
    }
    kept = db.rows("select t::text as said from timeline t")
    for said in [row["said"] for row in [*told, *kept]]:
        for secret in (NAME, "王丽", TELEPHONE, an_identity(), ADDRESS):
            assert secret not in said


def test_a_sealed_file_does_not_open_under_another_id(db, say, reader):
    mine, other = uuid4(), uuid4()
    say(record_resident(mine))
    say(record_resident(other, identity_number=None))
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "update residents set sealed = (select sealed from residents"
            f" where resident_id = '{mine}') where resident_id = '{other}'"
        )
    with pytest.raises(ValueError, match="does not open"):
        reader.resident(other)


def test_a_file_that_did_not_change_is_not_sealed_again(db, say):
    again = record_resident()
    say(again)
    before = db.rows("select sealed from residents")[0]["sealed"]
    say(again)
    assert db.rows("select sealed from residents")[0]["sealed"] == before


def test_a_newer_key_takes_over_when_a_file_changes(db, say, reader, tmp_path):
    mine = uuid4()
    say(record_resident(mine))
    newer = Sealer.from_file(a_key_file(tmp_path, new_key(), bytes(range(32))))
    bus = a_bus(db, newer)
    bus.handle(record_resident(mine, name="白大梨"), a_cause())
    resident = SqlRegistryReader(db, newer).resident(mine)
    assert resident.profile.particulars.name == "白大梨"
    with pytest.raises(ValueError, match="not known"):
        reader.resident(mine)
    asked = FindResidents(actor=CLERK, identity_number=an_identity())
    assert len(bus.handle(asked, a_cause(CLERK))) == 1


def a_key_file(folder: Path, newest: str, oldest: bytes) -> Path:
    path = folder / "keys"
    path.write_text(f"{newest}\n{base64.urlsafe_b64encode(oldest).decode()}\n")
    return path


def looks(db: Database) -> list[dict]:
    sql = (
        "select actor, role, organisation_id, purpose, subject, fields from access_log"
    )
    return [dict(row) for row in db.rows(sql + " order by id")]


def test_each_full_look_leaves_exactly_one_row(db, say):
    mine = uuid4()
    say(record_resident(mine))
    for _ in range(3):
        say(ReadResident(actor=CLERK, resident_id=mine, purpose=Purpose.BENEFIT_CHECK))
    assert (
        looks(db)
        == [
            {
                "actor": "wang-li",
                "role": "clerk",
                "organisation_id": STREET,
                "purpose": "benefit-check",
                "subject": str(mine),
                "fields": [
                    "name",
                    "telephone",
                    "registered_address",
                    "identity_number",
                ],
            }
        ]
        * 3
    )


def test_a_look_up_leaves_a_row_whether_or_not_it_finds_somebody(db, say):
    mine = uuid4()
    say(record_resident(mine))
    say(FindResidents(actor=CLERK, telephone=TELEPHONE))
    say(FindResidents(actor=CLERK, telephone="12345"))
    assert [(row["subject"], row["purpose"]) for row in looks(db)] == [
        (str(mine), "look-up"),
        ("nobody", "look-up"),
    ]


def test_masked_looks_leave_no_row(db, say, reader):
    mine = uuid4()
    say(record_resident(mine))
    assert resident_card(reader, mine, CLERK).name == "白*梨"
    assert looks(db) == []


@pytest.mark.parametrize(
    "act", ["update access_log set purpose = 'x'", "delete from access_log"]
)
def test_nobody_changes_what_was_looked_at(db, say, act):
    mine = uuid4()
    say(record_resident(mine))
    say(ReadResident(actor=CLERK, resident_id=mine, purpose=Purpose.VISIT))
    with (
        pytest.raises(DBAPIError, match="access_log is only ever added to"),
        db.engine.begin() as connection,
    ):
        connection.exec_driver_sql(act)
    assert len(looks(db)) == 1


def test_one_person_stands_once_whoever_writes_first(db, sealer, say):
    """Both have looked before either has written: the constraint decides."""
    first, second = (SqlRegistryWork(db, sealer, source="t/registry") for _ in "ab")
    clock = FrozenClock(NOON)
    record = HANDLERS[type(record_resident())]
    with first, second:
        for work in (first, second):
            record(record_resident(), work, clock=clock)
            work.collect(a_cause())
        first.commit()
        with pytest.raises(ResidentKnown):
            second.commit()
    assert len(db.rows("select 1 from residents")) == 1


def test_two_who_record_the_same_place_at_once_do_not_both_succeed(db, sealer, say):
    first, second = (SqlRegistryWork(db, sealer, source="t/registry") for _ in "ab")
    with first, second:
        for work in (first, second):
            HANDLERS[type(record_staff())](
                record_staff(), work, clock=FrozenClock(NOON)
            )
            work.collect(a_cause())
        first.commit()
        with pytest.raises(Taken):
            second.commit()


WAITING = """
select count(*) as n from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())
"""


def test_two_moves_at_once_make_no_circle(db, sealer, say):
    """Each alone would hold; the second waits for the first, then sees it."""
    say(record_organisation("51-a", parent_id=STREET))
    say(record_organisation("51-b", parent_id=STREET))
    move = HANDLERS[RecordOrganisation]
    clock, refused = FrozenClock(NOON), []

    def second() -> None:
        try:
            a_bus(db, sealer).handle(
                record_organisation("51-b", parent_id="51-a"), a_cause()
            )
        except WouldCircle as error:
            refused.append(error)

    with SqlRegistryWork(db, sealer, source="t/registry") as work:
        move(record_organisation("51-a", parent_id="51-b"), work, clock=clock)
        work.collect(a_cause())
        other = Thread(target=second)
        other.start()
        wait_until(lambda: db.rows(WAITING)[0]["n"], "the second move to wait", 60)
        work.commit()
    other.join(10)
    assert len(refused) == 1


def test_the_first_shape_can_be_taken_back(postgres):
    url = postgres.empty("registry")
    migrate(url, migrations_folder())
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    config.attributes["url"] = url.replace("postgresql://", "postgresql+psycopg2://")
    command.downgrade(config, "base")
    emptied = Database(url, pool_size=1)
    tables = "select tablename from pg_tables where schemaname = 'public'"
    assert [row["tablename"] for row in emptied.rows(tables)] == ["alembic_version"]
    emptied.close()
    postgres.give_back(url)
