"""The register on a real database: the promises, the seals, the looks, the facts."""

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy.exc import DBAPIError

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer, new_key
from minqing_chassis.timeline import TimelineReader
from minqing_kernel.bus import CommandBus
from minqing_kernel.clock import FrozenClock
from minqing_kernel.messages import Role
from registry.adapters.read_model import SqlRegistryReader
from registry.adapters.tables import metadata
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.application.commands import FindResidents, ReadResident, RecordDeath
from registry.application.queries import household_card, resident_card
from registry.bootstrap import HANDLERS
from registry.domain.access import Purpose
from registry.domain.errors import ResidentKnown, Taken
from registry.domain.profiles import OrganisationKind
from services.registry.tests.builders import (
    ADDRESS,
    COMMUNITY,
    DEPARTMENT,
    DISTRICT,
    NAME,
    NOON,
    OTHER,
    STREET,
    TELEPHONE,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    appoint_head,
    record_duty,
    record_grid,
    record_household,
    record_organisation,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.promises import Promises

pytestmark = pytest.mark.integration

CLERK = an_actor(Role.CLERK)


@pytest.fixture
def sealer():
    return Sealer([bytes(range(32))])


@pytest.fixture
def db(database) -> Iterator[Database]:
    opened = Database(database("registry"), pool_size=2)
    yield opened
    opened.close()


def a_bus(db: Database, sealer: Sealer) -> CommandBus:
    handlers = {
        command: partial(handler, clock=FrozenClock(NOON))
        for command, handler in HANDLERS.items()
    }
    work = partial(SqlRegistryWork, db, sealer, source="test/registry")
    return CommandBus(work, handlers)


@pytest.fixture
def bus(db, sealer):
    return a_bus(db, sealer)


@pytest.fixture
def reader(db, sealer):
    return SqlRegistryReader(db, sealer)


@pytest.fixture
def say(bus):
    for command in the_tree():
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause(command.actor))


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


def test_a_newer_key_takes_over_when_a_file_changes(db, say, reader):
    mine = uuid4()
    say(record_resident(mine))
    newer = Sealer.from_file(a_key_file(new_key(), bytes(range(32))))
    bus = a_bus(db, newer)
    bus.handle(record_resident(mine, name="白大梨"), a_cause())
    resident = SqlRegistryReader(db, newer).resident(mine)
    assert resident.profile.particulars.name == "白大梨"
    with pytest.raises(ValueError, match="not known"):
        reader.resident(mine)
    asked = FindResidents(actor=CLERK, identity_number=an_identity())
    assert len(bus.handle(asked, a_cause(CLERK))) == 1


def a_key_file(newest: str, oldest: bytes) -> Path:
    import base64
    import tempfile

    path = Path(tempfile.mkdtemp()) / "keys"
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
        say(ReadResident(actor=CLERK, resident_id=mine, purpose=Purpose.VISIT))
    assert (
        looks(db)
        == [
            {
                "actor": "wang-li",
                "role": "clerk",
                "organisation_id": STREET,
                "purpose": "visit",
                "subject": str(mine),
                "fields": [
                    "name",
                    "identity_number",
                    "telephone",
                    "registered_address",
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


def test_organisations_are_found_by_parent_division_and_kind(say, reader):
    assert reader.lineage(COMMUNITY) == [COMMUNITY, STREET, DISTRICT]
    assert reader.lineage("999999") == []
    assert (reader.seat_of(DEPARTMENT), reader.seat_of(STREET)) == (DISTRICT, STREET)
    assert reader.seat_of("999999") is reader.seat_of(None) is None
    ids = lambda found: [each.organisation_id for each in found]  # noqa: E731
    under = reader.organisations(parent=DISTRICT)
    assert sorted(ids(under)) == sorted([STREET, DEPARTMENT])
    assert ids(reader.organisations(division="6109")) == [OTHER]
    assert ids(reader.organisations(kind="department")) == [DEPARTMENT]
    everyone = ids(reader.organisations())
    assert ids(reader.organisations(after=everyone[1], limit=2)) == everyone[2:4]
    assert reader.organisation(COMMUNITY).name == "金科苑社区"
    assert reader.organisation("999999") is None


def test_staff_are_found_by_place_and_role(say, reader):
    say(record_staff("wang-li"))
    say(record_staff("li-na", roles=frozenset({Role.HANDLER, Role.SUPERVISOR})))
    ids = lambda found: [each.staff_id for each in found]  # noqa: E731
    assert ids(reader.staff(organisation=COMMUNITY)) == ["li-na", "wang-li"]
    assert ids(reader.staff(role="handler")) == ["li-na"]
    assert ids(reader.staff(organisation=STREET)) == []
    assert reader.staff_member("li-na").roles == ["handler", "supervisor"]
    assert reader.staff_member("nobody") is None


def test_b18_grids_without_a_head_are_listed(say, reader):
    say(record_staff())
    say(record_grid("g-1"))
    say(record_grid("g-2", level=2, parent_id="g-1"))
    say(appoint_head(grid_id="g-1"))
    ids = lambda found: [each.grid_id for each in found]  # noqa: E731
    assert ids(reader.grids(headless=True)) == ["g-2"]
    assert ids(reader.grids(headless=False, organisation=COMMUNITY)) == ["g-1"]
    assert ids(reader.grids(parent="g-1")) == ["g-2"]
    assert reader.grid("g-1").head_id == "wang-li"
    assert reader.grid("g-1").head_since == TODAY
    assert reader.grid("g-9") is None


def test_b18_a_grids_history_names_every_head(say, reader):
    for staff_id in ("wang-li", "li-na"):
        say(record_staff(staff_id))
    say(record_grid())
    say(appoint_head("wang-li"))
    say(appoint_head("li-na", since=date(2026, 4, 1)))
    history = [
        (duty.staff_id, duty.since, duty.until) for duty in reader.duties(grid_id="g-1")
    ]
    assert history == [
        ("wang-li", TODAY, date(2026, 4, 1)),
        ("li-na", date(2026, 4, 1), None),
    ]


def test_a_household_is_read_with_its_members(say, reader):
    home, mine = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    card = household_card(reader, home, CLERK)
    assert card.address == "梨花巷7号3栋***"
    assert [member.name for member in card.members] == ["白*梨"]
    assert reader.household(uuid4()) is None
    assert reader.resident(uuid4()) is None


def test_every_change_stands_in_the_timeline_once(db, say):
    say(record_organisation(COMMUNITY, an_actor(), name="金科苑"))
    say(record_organisation(COMMUNITY, an_actor(), name="金科苑"))
    steps = TimelineReader(db, "registry").of(f"organisation:{COMMUNITY}")
    assert [(step["revision"], step["actor"]) for step in steps] == [
        (1, "system:system"),
        (2, "supervisor:wang-li"),
    ]


def test_every_kind_of_fact_has_a_line_in_the_timeline(db, say):
    duty = uuid4()
    say(record_staff())
    say(record_grid())
    say(record_duty(duty))
    home, mine = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    say(RecordDeath(actor=CLERK, resident_id=mine, died_on=TODAY))
    timeline = TimelineReader(db, "registry")
    steps = {
        "staff:wang-li": ["staff-recorded"],
        "grid:g-1": ["grid-recorded"],
        f"duty:{duty}": ["duty-recorded"],
        f"household:{home}": ["household-recorded"],
        f"resident:{mine}": ["resident-recorded", "resident-closed"],
    }
    for subject, expected in steps.items():
        assert [step["step"] for step in timeline.of(subject)] == expected


def test_c01_a_cooperative_stands_beside_a_community(say, reader):
    say(
        record_organisation(
            "510106040-gf", kind=OrganisationKind.COOPERATIVE, name="股份经济合作社"
        )
    )
    kinds = [each.kind for each in reader.organisations(parent=STREET)]
    assert sorted(kinds) == ["community", "cooperative"]
