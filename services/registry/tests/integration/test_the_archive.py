"""The archive on a real database: sealed at rest, chained looks, keys that rotate."""

import json
import os
from dataclasses import replace
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from minqing_chassis.database import Database
from minqing_chassis.sealing import SealBroken, Sealer
from minqing_kernel.errors import DomainError
from minqing_kernel.messages import SYSTEM, Incoming, Role
from registry.adapters.access_log import SqlAccessTrail
from registry.adapters.archive import tables
from registry.adapters.archive.envelopes import wrap
from registry.adapters.archive.read_model import SqlArchiveReader
from registry.adapters.archive.rotation import rotate
from registry.adapters.archive.rows import entry_row
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.application.archive.commands import (
    FilePetition,
    HearPetition,
    ReadHousehold,
    ReadSection,
    RecordTenancy,
)
from registry.application.archive.household import household_file
from registry.application.archive.queries import section_edits, section_views
from registry.application.commands import ReadResident, RecordDeath
from registry.bootstrap import migrations_folder
from registry.domain.access import Purpose
from registry.domain.archive.errors import Erased, Stale, TenancyOpen
from registry.domain.archive.fields import FieldType
from registry.domain.archive.keeping import parts_of
from registry.domain.archive.petitions import (
    Outcome,
    PetitionState,
    Standing,
    Told,
)
from registry.domain.archive.record import Entry
from registry.domain.archive.section import SubjectKind
from registry.domain.archive.tenancy import TenancyProfile
from registry.domain.chain import Break, Head
from registry.domain.errors import Taken
from services.registry.tests.archive_builders import (
    CARER,
    CLERK,
    CONDITION,
    LEVEL,
    define,
    edit,
)
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    an_actor,
    record_household,
    record_resident,
    the_tree,
)
from services.registry.tests.integration.test_the_register import everything_stored
from services.registry.tests.real import a_bus

pytestmark = pytest.mark.integration

RESIDENT = SubjectKind.RESIDENT


@pytest.fixture
def archive(db, sealer):
    return SqlArchiveReader(db, sealer)


@pytest.fixture
def mine(say):
    resident_id = uuid4()
    say(record_resident(resident_id))
    say(define())
    return resident_id


def read(subject_id, **changes) -> ReadSection:
    said = {"section": "health", "purpose": Purpose.VISIT, "on": None}
    return ReadSection(
        actor=CLERK, subject=RESIDENT, subject_id=subject_id, **said | changes
    )


def values_of(section) -> dict:
    return {each.code: each.value for each in section.fields}


def test_a_stolen_dump_gives_no_value_of_any_class(db, say, mine):
    say(edit(mine, disability_level="三级", illness="红斑狼疮", carer="冯一二"))
    say(read(mine))
    stored = everything_stored(db)
    assert str(mine) in stored
    for secret in ("红斑狼疮", "冯一二"):
        assert secret not in stored
        assert json.dumps(secret).strip('"') not in stored
    (row,) = db.rows("select * from section_entries")
    assert not any("level" in str(value) for value in row.values())
    with pytest.raises(SealBroken):
        Sealer([bytes(32)]).open(row["sensitive"], f"{mine}/health/1/3")


def test_what_was_written_is_read_back_whole_only_for_a_purpose(db, say, archive, mine):
    said = {"disability_level": "三级", "condition": "慢性病", "carer": "冯小一"}
    say(edit(mine, **said))
    assert values_of(say(read(mine))) == said
    (masked,) = section_views(archive, RESIDENT, mine, CLERK)
    assert values_of(masked) == {
        "condition": "慢性病",
        "disability_level": "***",
        "carer": "冯*一",
    }
    assert archive.entries(mine)[0].withheld == {"disability_level"}


def test_a_sealed_entry_opens_in_no_other_row_and_by_no_other_file(db, say, archive):
    say(define())
    first, second = uuid4(), uuid4()
    for each in (first, second):
        say(record_resident(each, identity_number=None))
        say(edit(each, illness="糖尿病"))
    with db.engine.begin() as connection:
        connection.exec_driver_sql(
            "update section_keys set wrapped = (select wrapped from section_keys"
            f" where subject_id = '{first}' and kind = 'common')"
            f" where subject_id = '{second}' and kind = 'common'"
        )
    with pytest.raises(SealBroken):
        archive.entries(second)


def test_a06_the_file_as_of_a_day_and_its_edits(say, archive, mine):
    say(edit(mine, condition="健康"))
    say(edit(mine, 1, condition="重病", illness="糖尿病"))
    (stands,) = section_views(archive, RESIDENT, mine, CLERK, TODAY)
    assert (stands.revision, values_of(stands)["condition"]) == (2, "重病")
    before = TODAY.replace(day=1)
    assert section_views(archive, RESIDENT, mine, CLERK, before) == []
    told = section_edits(archive, RESIDENT, mine, "health", CLERK)
    assert [each.changed for each in told] == [["condition"], ["condition", "illness"]]


@pytest.mark.parametrize("table", ["section_entries", "section_versions"])
def test_nobody_changes_what_was_written(db, say, mine, table):
    say(edit(mine, condition="健康"))
    with (
        pytest.raises(DBAPIError, match=f"{table} is only ever added to"),
        db.engine.begin() as connection,
    ):
        connection.exec_driver_sql(f"delete from {table}")


def at_once(*acts) -> list[DomainError]:
    """Do all of them at the same moment; return what was refused."""
    refused: list[DomainError] = []
    start = Barrier(len(acts))

    def run(act) -> None:
        start.wait(10)
        try:
            act()
        except DomainError as error:
            refused.append(error)

    threads = [Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    return refused


def test_of_two_who_edit_at_once_one_is_told_and_nothing_is_lost(say, archive, mine):
    refused = at_once(
        lambda: say(edit(mine, condition="健康")),
        lambda: say(edit(mine, carer="冯小一")),
    )
    assert [type(error) for error in refused] == [Stale]
    assert [each.revision for each in archive.history(mine, "health")] == [1]


def test_of_two_who_define_at_once_both_editions_or_one_stand(say, archive, mine):
    refused = at_once(
        lambda: say(define("health", CONDITION)),
        lambda: say(define("health", CARER)),
    )
    assert {type(error) for error in refused} <= {Taken}
    numbers = [each.number for each in archive.section("health").versions]
    assert numbers == list(range(1, 4 - len(refused)))


def test_sections_survive_being_stored(say, archive, mine):
    fields = (CONDITION, replace(LEVEL, required=True))
    said = define("health", *fields, readers=frozenset({Role.SUPERVISOR}))
    say(said)
    say(said)
    (found,) = archive.sections()
    assert [each.number for each in found.versions] == [1, 2]
    assert found.latest.spec == said.spec
    assert archive.section("zz") is None


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


def test_a_new_sealing_key_takes_over_by_one_command(db, sealer, say, mine):
    home = uuid4()
    say(record_household(home))
    say(edit(mine, illness="糖尿病"))
    both = Sealer([bytes(32), bytes(range(32))])
    done = rotate(db, both)
    assert (done.section_keys, done.residents, done.households) == (2, 1, 1)
    assert rotate(db, both).residents == 0
    alone = Sealer([bytes(32)])
    reader = SqlArchiveReader(db, alone)
    assert reader.resident(mine).profile.particulars.name
    assert reader.household(home).profile.address
    section = a_bus(db, both).handle(read(mine), a_cause(CLERK))
    assert values_of(section) == {"illness": "糖尿病"}
    assert reader.entries(mine)
    with pytest.raises(SealBroken):
        SqlArchiveReader(db, sealer).entries(mine)


def test_a_file_whose_key_is_destroyed_is_gone_for_good(db, say, archive, mine):
    say(edit(mine, illness="糖尿病"))
    with db.engine.begin() as connection:
        connection.exec_driver_sql("delete from section_keys")
    (entry,) = archive.entries(mine)
    assert (entry.erased, entry.values) == (True, {})
    with pytest.raises(Erased):
        say(read(mine))
    say(edit(mine, 1, illness="高血压"))
    assert values_of(say(read(mine))) == {"illness": "高血压"}


def test_what_was_sealed_before_parts_had_keys_opens_and_is_forgotten(
    db, sealer, say, archive, mine
):
    key = os.urandom(32)
    entry = Entry(
        subject_id=mine,
        section="health",
        revision=1,
        version=1,
        values={"illness": "糖尿病", "condition": "慢性病"},
        sensitive=frozenset({"illness"}),
        at=NOON,
        by=CLERK,
    )
    row = entry_row(entry, lambda _: Sealer([key]))
    with db.engine.begin() as connection:
        connection.execute(insert(tables.section_entries).values(row))
        wrapped = wrap(sealer, key, mine)
        kept = {"subject_id": mine, "wrapped": wrapped}
        connection.execute(insert(tables.subject_keys).values(kept))
    assert values_of(say(read(mine)))["illness"] == "糖尿病"
    say(edit(mine, 1, condition="良好"))
    assert [each.erased for each in archive.history(mine, "health")] == [False] * 2
    work = SqlRegistryWork(db, sealer, source="test/registry")
    with work:
        for part in parts_of("health"):
            work.records.forget(mine, part, before=2)
        work.records.forget_file_key(mine)
        work.commit()
    assert [each.erased for each in archive.history(mine, "health")] == [True, True]
    assert not db.rows("select * from subject_keys")


def test_no_fact_and_no_timeline_tells_what_stands_in_a_file(db: Database, say, mine):
    say(edit(mine, illness="红斑狼疮", actor=an_actor()))
    told = db.rows(
        "select t::text as said from timeline t where subject like 'file:health%'"
    )
    assert len(told) == 1
    kept = db.rows("select t::text as said from outbox t")
    for row in [*told, *kept]:
        assert "红斑狼疮" not in row["said"]
        assert "illness" not in row["said"]


def test_a05_words_of_petitions_are_joined_by_the_database_in_any_order(
    db, sealer, say, archive, mine
):
    say(define("petitions", CONDITION, holds_petitions=True))
    outcome = replace(CONDITION, code="outcomes", type=FieldType.OUTCOMES)
    say(define("assistance", outcome))
    petition = uuid4()

    def told(**changes) -> HearPetition:
        said = {"petition_id": petition, "receipt": "MQ-1"}
        return HearPetition(actor=SYSTEM, standing=Standing(**said | changes))

    answer = Outcome(revision=2, outcome="resolved", at=NOON)
    words = [
        told(case=Told(revision=3, state=PetitionState.CLOSED)),
        told(case=Told(revision=2, state=PetitionState.RESOLVED), outcome=answer),
        told(intake=Told(revision=1, state=PetitionState.ACCEPTED)),
        told(case=Told(revision=1, state=PetitionState.ASSIGNED)),
    ]
    for word in words:
        say(word)
    say(
        FilePetition(
            actor=CLERK, resident_id=mine, petition_id=petition, section="petitions"
        )
    )
    ((section, standing),) = archive.petitions(mine)
    assert (section, standing.state) == ("petitions", PetitionState.CLOSED)
    assert (standing.outcome, standing.accused) == (answer, [])
    (entry,) = archive.history(mine, "assistance")
    assert entry.values["outcomes"][0]["outcome"] == "resolved"
    again = Outcome(revision=5, outcome="explained", at=NOON)
    say(told(case=Told(revision=5, state=PetitionState.RESOLVED), outcome=again))
    assert len(archive.history(mine, "assistance")) == 2
    group = [Incoming(command=word, cause=a_cause()) for word in words]
    assert a_bus(db, sealer).handle_group(group) == 4
    assert archive.petitions(mine)[0][1].outcome == again


def test_a02_a_household_is_read_whole_with_its_members(say, archive, mine):
    home, son = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(mine, household_id=home))
    say(record_resident(son, household_id=home, identity_number=None))
    say(edit(mine, illness="糖尿病", carer="冯小一"))
    masked = household_file(archive, home, CLERK)
    look = ReadHousehold(actor=CLERK, household_id=home, purpose=Purpose.VISIT)
    whole = say(look)
    for found, illness in ((masked, "***"), (whole, "糖尿病")):
        files = {each.resident.resident_id: each for each in found.members}
        assert set(files) == {mine, son}
        (section,) = files[mine].sections
        assert values_of(section)["illness"] == illness
        assert files[son].sections == []


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


def test_a19_registered_here_or_not_a_tenant_or_not_each_person_counts_once(
    say, archive
):
    home, owner = uuid4(), uuid4()
    say(record_household(home))
    say(record_resident(owner, household_id=None))
    for registered in (COMMUNITY, "610902", None):
        person = {"household_id": home, "identity_number": None}
        say(record_resident(registered_division=registered, **person))
    dead = uuid4()
    say(record_resident(dead, household_id=home, identity_number=None))
    say(RecordDeath(actor=CLERK, resident_id=dead, died_on=TODAY))
    profile = TenancyProfile(household_id=home, owner_id=owner, since=TODAY)
    rent = RecordTenancy(actor=CLERK, tenancy_id=uuid4(), profile=profile)
    say(rent)
    with pytest.raises(TenancyOpen):
        say(replace(rent, tenancy_id=uuid4()))
    (kept,) = archive.tenancies(home)
    assert (kept.owner_id, kept.until, kept.revision) == (owner, None, 1)
    counted = {
        "present": 4,
        "registered_here": 2,
        "registered_elsewhere": 1,
        "registered_unknown": 1,
        "tenants": 3,
    }
    for place in (COMMUNITY, STREET):
        assert vars(archive.population(place, TODAY)) == counted
    before = TODAY.replace(day=1)
    assert archive.population(STREET, before).tenants == 0
    assert archive.population(OTHER, TODAY).present == 0
    say(replace(rent, profile=replace(profile, until=TODAY)))
    assert archive.population(COMMUNITY, TODAY).tenants == 0
    say(replace(rent, tenancy_id=uuid4()))
