"""Files of rows, from their first line to the last one taken back."""

from dataclasses import replace

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.commands import RecordDeath
from registry.domain.access import Purpose
from registry.domain.archive.fields import FieldSpec, FieldType
from registry.domain.archive.section import SubjectKind
from registry.domain.importing.batch import ImportState
from registry.domain.importing.errors import (
    NothingToUndo,
)
from services.registry.tests.archive_builders import BEGUN, define
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    STREET,
    an_actor,
    an_identity,
    record_grid,
    record_resident,
    record_staff,
)
from services.registry.tests.importing_office import (
    CLERK,
    HEAD,
    HEALTH,
    HOMES,
    ONE,
    OPS,
    PEOPLE,
    THREE,
    TWO,
    Office,
    ends,
)


@pytest.fixture
def office():
    return Office()


def test_a13_people_come_in_once_whoever_sends_the_file_again(office):
    assert ends(office.bring("households", HOMES)) == {"created": 2}
    batch = office.bring("residents", PEOPLE)
    assert (batch.state, batch.total, ends(batch)) == ("done", 3, {"created": 3})
    assert not office.store.files
    assert ends(office.bring("residents", PEOPLE)) == {"same": 3}
    assert ends(office.bring("households", HOMES)) == {"same": 2}
    assert office.steps() == ["import-started", "import-done"] * 4
    homes = {r.profile.household_id for r in office.store.residents.values()}
    assert len(homes) == 2


def test_a_file_changes_nobody_who_is_known_and_names_the_column(office):
    office.bring("households", HOMES)
    office.bring("residents", PEOPLE)
    moved = PEOPLE.replace("白小桃", "白大桃").replace(f"{ONE},甲-1", f"{ONE},甲-2")
    assert office.codes(office.bring("residents", moved)) == [
        (2, "户编号", "known-differs"),
        (3, "姓名", "known-differs"),
    ]
    other = office.bring("households", HOMES.replace("梨花巷7号", "梨花巷8号"))
    assert office.codes(other) == [(3, "住址", "known-differs")]


def test_whoever_asks_after_people_by_a_file_leaves_a_look_at_each_of_them(office):
    office.bring("households", HOMES)
    office.bring("residents", PEOPLE)
    assert office.store.looks == []
    guesses = f"姓名,身份证号,联系电话\n白小梨,{ONE},13800138001\n无名,{THREE},\n"
    batch = office.bring("residents", guesses, dry_run=True)
    assert office.codes(batch) == [(2, "联系电话", "known-differs")]
    (look,) = office.store.looks
    assert (look.actor, look.purpose) == (CLERK, Purpose.IMPORT)
    assert look.fields == ("identity_number", "name", "telephone")
    asked = office.store.residents[look.resident_id]
    assert asked.profile.particulars.identity_number == ONE
    office.bring("residents", guesses, an_actor(Role.CLERK, OTHER))
    assert office.store.looks[1].resident_id == look.resident_id
    office.bring("households", HOMES.replace("7号", "8号"))
    assert len(office.store.looks) == 4


def test_whoever_has_died_does_not_come_back_by_a_file(office):
    office.bring("residents", PEOPLE.replace("甲-1", ""))
    dead = next(iter(office.store.residents))
    office.say(RecordDeath(actor=CLERK, resident_id=dead, died_on=BEGUN))
    again = office.bring("residents", PEOPLE.replace("甲-1", ""))
    assert office.codes(again)[0] == (2, "", "resident-closed")
    assert len(office.store.residents) == 2
    office.say(define())
    health = office.bring("section-health", HEALTH)
    assert office.codes(health) == [(2, "", "resident-closed")]


def test_each_row_that_is_refused_says_where_and_why(office):
    office.bring("households", HOMES)
    text = (
        "姓名,身份证号,户编号,所属机构编号\n"
        f"甲,{ONE},无此户,\n乙,,,\n丙,{TWO},,nowhere\n丁,{ONE[:-1]}0,,\n"
        f"戊,{TWO},,\n己,{TWO},,\n庚,5.1E+17,,\n"
    )
    assert sorted(office.codes(office.bring("residents", text))) == [
        (2, "户编号", "unknown-household"),
        (3, "身份证号码", "identity-or-household"),
        (4, "所属机构编号", "unknown-organisation"),
        (5, "身份证号码", "identity-check-digit"),
        (6, "身份证号码", "twice-in-file"),
        (7, "身份证号码", "twice-in-file"),
        (8, "身份证号码", "identity-digits-lost"),
    ]
    homes = "户编号,住址,网格编号\n乙-1,某处,nowhere\n"
    assert office.codes(office.bring("households", homes)) == [
        (2, "网格编号", "unknown-grid")
    ]


def test_rows_of_nobody_need_an_organisation(office):
    nobody = office.bring("households", HOMES, OPS)
    assert office.codes(nobody)[0] == (2, "所属机构编号", "required")
    chosen = office.bring("households", HOMES, OPS, organisation_id=COMMUNITY)
    assert ends(chosen) == {"created": 2}
    with pytest.raises(Invalid):
        office.start("households", HOMES, OPS, organisation_id="nowhere")


def test_somebody_elses_people_are_neither_written_nor_told_of(office):
    office.bring("residents", PEOPLE.replace("甲-1", ""))
    stranger = an_actor(Role.CLERK, OTHER)
    batch = office.bring("residents", PEOPLE.replace("甲-1", ""), stranger)
    assert office.codes(batch)[0] == (2, "", "resident-known")
    batch = office.bring("households", HOMES, stranger, organisation_id=COMMUNITY)
    assert office.codes(batch) == [(2, "", "out-of-reach"), (3, "", "out-of-reach")]


def test_who_lives_behind_one_door_is_known_by_name_without_a_number(office):
    office.bring("households", HOMES)
    text = "姓名,户编号\n白小梅,甲-1\n白小梅,甲-1\n白小兰,甲-1\n"
    assert ends(office.bring("residents", text)) == {"created": 2, "same": 1}
    assert ends(office.bring("residents", text)) == {"same": 3}


ORGANISATIONS = (
    "机构编号,机构名称,机构类型,上级机构编号,区划代码,人口\n"
    f"510106040021,南园,社区,{STREET},510106040021,\n"
    "nanyuan-desk,南园代办点,代办点,510106040021,510106040021,\n"
    f"{COMMUNITY},金科苑社区,社区,,{COMMUNITY},10504\n"
    f"lost,无主,社区,nowhere,{COMMUNITY},\n"
)


def test_a_dry_run_finds_what_a_run_would_find_and_keeps_nothing(office):
    tried = office.bring("organisations", ORGANISATIONS, HEAD, dry_run=True)
    assert ends(tried) == {"created": 2, "changed": 1, "faulty": 1}
    assert "510106040021" not in office.store.organisations
    real = office.bring("organisations", ORGANISATIONS, HEAD)
    assert ends(real) == ends(tried)
    assert office.codes(real) == [(5, "上级机构编号", "unknown-organisation")]
    again = office.bring("organisations", ORGANISATIONS, HEAD)
    assert ends(again) == {"same": 3, "faulty": 1}
    people = office.bring("residents", PEOPLE.replace("甲-1", ""), dry_run=True)
    assert ends(people) == {"created": 2, "faulty": 1}
    assert not office.store.residents
    with pytest.raises(NothingToUndo):
        office.undo(people)


def test_structure_goes_back_to_what_was_said_before(office):
    office.say(record_staff("li-lei"))
    office.say(record_grid("g-1"))
    grids = (
        "网格编号,网格名称,网格级别,上级网格编号\ng-1,新名,大网格,\ng-2,里,小网格,g-1\n"
    )
    staff = (
        "工号,工作姓名,角色,身份证号码,人员统一编号\n"
        f"li-lei,李雷,受理、主管,{an_identity()},\nhan-mei,韩梅,承办,,gh-7\n"
    )
    chosen = {"organisation_id": COMMUNITY}
    both = [
        office.bring("grids", grids, HEAD, **chosen),
        office.bring("staff", staff, HEAD, **chosen),
    ]
    assert [ends(each) for each in both] == [{"created": 1, "changed": 1}] * 2
    persons = [each.profile.person for each in office.store.staff.values()]
    assert persons == [f"identity:{an_identity()}", "number:GH-7"]
    for each in both:
        assert ends(office.undo(each, HEAD))["undone"] == 2
    store = office.store
    assert store.grids["g-1"].profile.name == "第一网格"
    assert not store.grids["g-2"].profile.active
    former = store.staff["li-lei"].profile
    assert (former.roles, former.person) == ({Role.CLERK}, None)


def test_what_was_changed_since_stays_and_is_listed(office):
    batch = office.bring("organisations", ORGANISATIONS, HEAD)
    later = f"机构编号,机构名称,机构类型,区划代码\n{COMMUNITY},又名,社区,{COMMUNITY}\n"
    office.bring("organisations", later, HEAD)
    assert ends(office.undo(batch, HEAD)) == ends(batch) | {"undone": 2, "kept": 1}
    people = office.bring("residents", PEOPLE.replace("甲-1", ""))
    known = next(iter(office.store.residents))
    office.say(record_resident(known, name="白小莉", identity_number=None))
    undone = office.undo(people)
    assert (undone.counts.undone, undone.counts.kept) == (1, 1)
    assert list(office.store.residents) == [known]
    assert office.store.facts[-2].entry_id not in office.store.residents
    again = office.undo(people)
    assert again.state is ImportState.UNDONE


def test_what_can_no_more_be_said_stays_as_it_is(office):
    office.say(record_grid("g-0"))
    office.say(record_grid("g-1", level=2, parent_id="g-0"))
    text = "网格编号,网格名称,网格级别\ng-1,里,小网格\n"
    batch = office.bring("grids", text, HEAD, organisation_id=COMMUNITY)
    office.say(record_grid("g-0", level=3))
    undone = office.undo(batch, HEAD)
    assert (undone.counts.undone, undone.counts.kept) == (0, 1)


def test_a06_a_section_comes_in_as_edits_and_goes_back_as_edits(office):
    office.say(define())
    office.bring("residents", PEOPLE.replace("甲-1", ""))
    batch = office.bring("section-health", HEALTH)
    assert ends(batch) == {"created": 2}
    assert ends(office.bring("section-health", HEALTH)) == {"same": 2}
    changed = office.bring("section-health", HEALTH.replace("良好", "欠佳"))
    assert ends(changed) == {"changed": 1, "same": 1}
    assert ends(office.undo(batch))["kept"] == 1
    assert ends(office.undo(changed))["undone"] == 1
    said = [[e.values for e in entries] for entries in office.store.entries.values()]
    good, bad, fair = ({"condition": w} for w in ("良好", "欠佳", "尚可"))
    assert said == [[good, bad, good], [fair, {}]]


def test_a_section_is_not_put_back_in_a_closed_file_nor_over_what_was_forgotten(office):
    office.say(define())
    office.bring("residents", PEOPLE.replace("甲-1", ""))
    office.bring("section-health", HEALTH)
    worse = HEALTH.replace("良好", "欠佳").replace("尚可", "不详")
    batch = office.bring("section-health", worse)
    dead, forgotten = (key for key, _ in office.store.entries)
    office.say(RecordDeath(actor=CLERK, resident_id=dead, died_on=BEGUN))
    entries = office.store.entries[forgotten, "health"]
    entries[0] = replace(entries[0], values={}, erased=True)
    undone = office.undo(batch)
    assert (undone.counts.undone, undone.counts.kept) == (0, 2)
    assert [len(each) for each in office.store.entries.values()] == [2, 2]


def test_a_section_of_households_is_found_by_their_number(office):
    office.say(
        define(
            "house",
            FieldSpec(code="rooms", title="间数", type=FieldType.NUMBER),
            subject=SubjectKind.HOUSEHOLD,
        )
    )
    office.bring("households", HOMES)
    batch = office.bring("section-house", "户编号,间数\n甲-1,3\n丙-9,2\n甲-2,两间\n")
    assert sorted(office.codes(batch)) == [
        (3, "户编号", "unknown-household"),
        (4, "间数", "not-an-integer"),
    ]
    unknown = f"身份证号码,健康状况\n{ONE},好\n"
    office.say(define())
    assert office.codes(office.bring("section-health", unknown)) == [
        (2, "身份证号码", "unknown-resident")
    ]
