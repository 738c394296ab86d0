"""The archive on a real database: what is read back, by whom, as of which day."""

from dataclasses import replace
from uuid import uuid4

import pytest
from sqlalchemy.exc import DBAPIError

from minqing_chassis.database import Database
from minqing_kernel.messages import SYSTEM, Incoming, Role
from registry.application.archive.commands import (
    FilePetition,
    HearPetition,
    ReadHousehold,
    RecordTenancy,
)
from registry.application.archive.household import household_file
from registry.application.archive.queries import section_edits, section_views
from registry.application.commands import RecordDeath
from registry.domain.access import Purpose
from registry.domain.archive.errors import Stale, TenancyOpen
from registry.domain.archive.fields import FieldType
from registry.domain.archive.petitions import Outcome, PetitionState, Standing, Told
from registry.domain.archive.tenancy import TenancyProfile
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
)
from services.registry.tests.integration.archive_place import (
    RESIDENT,
    archive,
    at_once,
    mine,
    read,
    values_of,
)
from services.registry.tests.real import a_bus

pytestmark = pytest.mark.integration

__all__ = ["archive", "mine"]


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
