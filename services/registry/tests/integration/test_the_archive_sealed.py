"""What is sealed in the archive: stolen, moved, taken over by a new key, forgotten."""

import json
import os
from uuid import uuid4

import pytest
from sqlalchemy import insert

from minqing_chassis.sealing import SealBroken, Sealer
from registry.adapters.archive import tables
from registry.adapters.archive.envelopes import wrap
from registry.adapters.archive.read_model import SqlArchiveReader
from registry.adapters.archive.rotation import rotate
from registry.adapters.archive.rows import entry_row
from registry.adapters.unit_of_work import SqlRegistryWork
from registry.domain.archive.errors import Erased
from registry.domain.archive.keeping import parts_of
from registry.domain.archive.record import Entry
from services.registry.tests.archive_builders import CLERK, define, edit
from services.registry.tests.builders import (
    NOON,
    a_cause,
    record_household,
    record_resident,
)
from services.registry.tests.integration.archive_place import (
    archive,
    mine,
    read,
    values_of,
)
from services.registry.tests.integration.test_the_register import everything_stored
from services.registry.tests.real import a_bus

pytestmark = pytest.mark.integration

__all__ = ["archive", "mine"]


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
