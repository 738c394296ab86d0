"""Files of rows: who works through them, who may, and what templates take."""

from datetime import timedelta
from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Role
from registry.application.importing import running
from registry.application.importing.commands import (
    FinishImport,
    HoldImport,
    NoteRows,
    StartImport,
    TakeRows,
    UndoImport,
    UndoRows,
)
from registry.application.importing.results import refused_by
from registry.application.importing.running import TRIES
from registry.domain.archive.errors import SectionUnknown
from registry.domain.errors import OutOfReach, ResidentKnown, Taken
from registry.domain.importing.batch import ImportSource, ImportState
from registry.domain.importing.errors import (
    BadTable,
    ImportMoved,
    ImportUnknown,
    KindNotYours,
    TemplateUnknown,
)
from registry.domain.importing.rows import (
    Fault,
    TableRow,
    find_heading,
    read_table,
)
from registry.domain.importing.sections import section_template
from registry.domain.importing.templates import RESIDENTS, TEMPLATES
from services.registry.tests.archive_builders import BEGUN, a_version, define
from services.registry.tests.builders import (
    OTHER,
    an_actor,
)
from services.registry.tests.importing_fakes import (
    view_of,
)
from services.registry.tests.importing_office import (
    CLERK,
    HEAD,
    HEALTH,
    OPS,
    PEOPLE,
    Office,
    ends,
)


@pytest.fixture
def office():
    return Office()


def test_killed_at_any_line_an_import_goes_on_after_it(office, monkeypatch):
    monkeypatch.setattr(running, "SIZES", {"residents": 1})
    batch_id = office.start("residents", PEOPLE.replace("甲-1", ""))
    heard = []

    def die(done, total):
        heard.append((done, total))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        office.runner.run(batch_id, die)
    assert (heard, len(office.store.residents)) == ([(1, 3)], 1)
    office.runner.run(batch_id)
    batch = office.store.batches[batch_id]
    assert (batch.state, batch.rows_done, len(office.store.residents)) == ("done", 3, 2)


def test_of_two_who_work_on_one_import_one_lets_go(office):
    batch_id = office.start("residents", PEOPLE.replace("甲-1", ""))
    stale = office.desk.batch(batch_id)
    office.runner.run(batch_id)
    office.desk.batch = lambda _: stale
    office.store.files[batch_id] = PEOPLE.encode()
    office.runner.run(batch_id)
    assert len(office.store.residents) == 2
    with pytest.raises(ImportMoved):
        office.say(
            NoteRows(actor=CLERK, batch_id=batch_id, results=(), seen=0, position=9)
        )
    with pytest.raises(ImportMoved):
        office.say(UndoRows(actor=CLERK, batch_id=batch_id, limit=1))
    with pytest.raises(TransitionRefused):
        office.say(FinishImport(actor=CLERK, batch_id=batch_id))
    office.desk.batch = lambda _: view_of(office.store.batches[batch_id])
    office.runner.run(batch_id)
    assert len(office.store.residents) == 2


def test_what_no_column_holds_is_told_of_the_row():
    row = TableRow(no=2, values={})
    told = refused_by(Invalid(fields={"values.outcomes": "required"}), row, RESIDENTS)
    assert told.faults == (Fault(column="", shown="", code="required"),)


@pytest.mark.parametrize("faster", [ResidentKnown, Taken])
def test_who_was_slower_with_somebody_tries_again_and_knows_them(office, faster):
    real, tries = office.bus.handle, []

    def busy(command, cause):
        if isinstance(command, TakeRows) and len(tries) < office.rivals:
            tries.append(command)
            raise faster
        return real(command, cause)

    office.bus.handle = busy
    office.rivals = TRIES - 1
    assert ends(office.bring("residents", PEOPLE.replace("甲-1", "")))["created"] == 2
    tries.clear()
    office.rivals = TRIES
    batch = office.bring("residents", PEOPLE.replace("甲-1", ""))
    assert (batch.state, batch.why) == (ImportState.WAITING, faster.__name__)


def test_who_may_bring_in_and_undo_is_decided_by_role_and_place(office):
    with pytest.raises(KindNotYours):
        office.start("grids", "网格编号\n")
    for kind in ("nothing", "section-nothing"):
        with pytest.raises(TemplateUnknown):
            office.start(kind, "a\n")
    office.say(define(valid_from=NOT_YET))
    with pytest.raises(SectionUnknown):
        office.start("section-health", HEALTH)
    batch = office.bring("residents", PEOPLE.replace("甲-1", ""))
    with pytest.raises(OutOfReach):
        office.undo(batch, an_actor(Role.CLERK, OTHER))
    with pytest.raises(ImportUnknown):
        office.say(UndoImport(actor=OPS, batch_id=uuid4()))
    assert office.undo(batch, OPS).state is ImportState.UNDONE
    assert office.undo(batch, HEAD).state is ImportState.UNDONE


NOT_YET = BEGUN + timedelta(days=365 * 40)


def test_of_two_who_find_an_import_that_waits_one_begins(office):
    batch_id = office.start("residents", PEOPLE.replace("甲-1", ""))
    office.say(HoldImport(actor=OPS, batch_id=batch_id))
    due = iter([batch_id, None])
    office.desk.due = lambda: next(due)
    assert office.runner.run_due() == 0
    assert office.store.batches[batch_id].state is ImportState.WAITING
    office.runner.run(batch_id)
    office.say(UndoImport(actor=CLERK, batch_id=batch_id, held=True))
    with pytest.raises(ImportMoved):
        office.say(HoldImport(actor=OPS, batch_id=batch_id))


def test_whoever_sends_and_works_at_once_holds_the_import(office):
    source = ImportSource(
        kind="residents", file_name="", fingerprint="f", by=CLERK, organisation_id=None
    )
    command = StartImport(
        actor=CLERK, batch_id=uuid4(), source=source, content=b"x", held=True
    )
    office.say(command)
    assert office.store.batches[command.batch_id].held_until is not None


def test_what_is_no_table_is_refused_whole(office):
    batch = office.bring("residents", "甲,乙\n1,2\n")
    assert (batch.state, batch.why) == (ImportState.REFUSED, "no-heading")
    assert office.undo(batch).state is ImportState.UNDONE


def test_a_table_of_a_heading_alone_is_refused_by_name(office):
    batch = office.bring("residents", "姓名,身份证号码\n,\n")
    assert (batch.state, batch.why) == (ImportState.REFUSED, "no-rows")


def test_e1_e2_headings_are_known_by_other_names_widths_and_scripts():
    heading = find_heading(["姓 名＊", "身份證號", "手機", 7, "姓名"], RESIDENTS)
    assert [c.code for c in heading.places.values()] == [
        "name",
        "identity_number",
        "telephone",
    ]
    assert find_heading(["电话"], RESIDENTS) is None


def test_a_title_may_stand_above_the_heading_and_empty_lines_below():
    lines = [("2026年居民名册",), ("姓名", "电话"), ("", None), ("白小梨",)]
    rows = list(read_table(enumerate(lines, start=1), RESIDENTS))
    assert [(row.no, dict(row.values)) for row in rows] == [(4, {"name": "白小梨"})]
    with pytest.raises(BadTable):
        list(read_table(enumerate([("x",)] * 9, start=1), RESIDENTS))
    with pytest.raises(BadTable):
        list(read_table(iter(()), RESIDENTS))


def test_a04_a_sections_template_follows_its_edition():
    columns = section_template("health", a_version()).columns
    assert [c.title for c in columns][:4] == [
        "身份证号码",
        "所属机构编号",
        "健康状况",
        "残疾等级",
    ]
    assert columns[3].options == {"一级": "一级", "二级": "二级", "三级": "三级"}


def test_every_template_has_its_key_and_no_heading_twice():
    for template in TEMPLATES.values():
        codes = [column.code for column in template.columns]
        names = [name for column in template.columns for name in column.names]
        assert template.key[0] in codes
        assert len(names) == len(set(names)), template.kind


def test_progress_is_told_in_per_cent(office):
    batch_id = office.start("residents", PEOPLE.replace("甲-1", ""))
    batch = office.store.batches[batch_id]
    assert office.desk.batch(batch_id).percent == 0
    batch.total, batch.rows_done = 4, 3
    assert office.desk.batch(batch_id).percent == 75
    batch.total = batch.rows_done = 0
    office.runner.run_due()
    assert office.desk.batch(batch_id).percent == 100
    office.say(UndoImport(actor=CLERK, batch_id=batch_id))
    assert office.desk.batch(batch_id).percent == 0


def test_what_is_not_all_in_yet_is_given_up(office, monkeypatch):
    monkeypatch.setattr(running, "SIZES", {"residents": 1})
    batch_id = office.start("residents", PEOPLE.replace("甲-1", ""))

    def give_up(done, total):
        if done == 1:
            office.say(UndoImport(actor=CLERK, batch_id=batch_id))

    office.runner.run(batch_id, give_up)
    assert (len(office.store.residents), len(office.store.files)) == (1, 0)
    office.runner.run_due()
    batch = office.store.batches[batch_id]
    assert (batch.state, batch.counts.undone) == (ImportState.UNDONE, 1)
    assert not office.store.residents
