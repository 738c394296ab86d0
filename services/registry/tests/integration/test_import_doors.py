"""Files of rows through the real door and into a real register."""

import io
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from services.registry.tests.archive_builders import define
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

pytestmark = pytest.mark.integration

CLERK = ("clerk", COMMUNITY)
HEAD = ("supervisor", STREET)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HOMES = "户编号,住址\n甲-1,金科苑东街65号9栋2单元4号\n甲-2,梨花巷7号3栋2单元5号\n"
PEOPLE = (
    "姓名,身份证号,电话,户编号,户籍所在地\n"
    f"白小梨,{an_identity()},138 0013 8000,甲-1,梨花巷7号\n"
    f"張　三,{an_identity(order='456').lower()},,甲-1,\n"
    "白小桃,,,甲-2,\n"
)


@pytest.fixture
def bring(call, parts):
    """Send a file, let it be worked through, return what became of it."""

    def send(kind, content, who=CLERK, *, query="", status=202):
        body = content if isinstance(content, bytes) else content.encode()
        path = f"/v1/imports?kind={kind}&name=book.csv{query}"
        sent = call("POST", path, who, body=body, media_type="text/csv")
        assert sent.status_code == status, sent.text
        if status != 202:
            return sent.json
        parts.runner.run_due()
        return call("GET", f"/v1/imports/{sent.json['batch_id']}", who).json

    return send


def faults(call, batch, who=CLERK):
    found = call("GET", f"/v1/imports/{batch['batch_id']}/faults", who).json["items"]
    return [(each["row"], each["column"], each["code"]) for each in found]


def test_a13_a_paper_book_comes_in_once_and_is_found(say, call, bring):
    homes = bring("households", HOMES)
    assert homes["counts"]["created"] == 2
    first = bring("residents", PEOPLE)
    assert (first["state"], first["percent"], first["rows_done"]) == ("done", 100, 3)
    assert first["counts"]["created"] == 3
    found = call("POST", "/v1/residents/find", CLERK, {"text": "张三"}).json["items"]
    assert [each["name"] for each in found] == ["張*三"] or len(found) == 1
    again = bring("residents", PEOPLE)
    assert again["seen_before"] == first["batch_id"]
    assert (again["counts"]["created"], again["counts"]["same"]) == (0, 3)


def test_a13_each_fault_names_row_column_and_reason_and_shows_no_value(
    say, call, bring, parts
):
    spoilt = (
        "姓名,身份证号,电话,户编号\n"
        f"甲,{an_identity()[:-1]}0,,\n"
        "乙,5.10106E+17,,\n"
        ",,,\n"
        "丙,,1.38E+10,甲-1\n"
        f"丁,{an_identity()},abc,\n"
        "戊,,,\n"
    )
    batch = bring("residents", spoilt)
    assert faults(call, batch) == [
        (2, "身份证号码", "identity-check-digit"),
        (3, "身份证号码", "identity-digits-lost"),
        (5, "联系电话", "scientific-notation"),
        (6, "联系电话", "bad-telephone"),
        (7, "身份证号码", "identity-or-household"),
    ]
    shown = parts.database.rows("select shown from import_faults order by row_no")
    shapes = [row["shown"] for row in shown]
    assert shapes == ["*" * 18, "*.******+**", "*.***+**", "***", ""]
    path = f"/v1/imports/{batch['batch_id']}/faults"
    told = call("GET", path, CLERK).json["items"][1]
    assert "末几位" in told["message"]
    file = call("GET", f"{path}.csv", CLERK).text.splitlines()
    assert file[1] == "行号,列名,内容（脱敏）,原因"
    assert file[2] == f"2,身份证号码,{'*' * 18},身份证号码校验位不符"


def test_a_dry_run_changes_nothing_and_tells_what_would_be(say, bring, parts):
    tried = bring("organisations", ORGANISATIONS, HEAD, query="&dry_run=true")
    assert tried["counts"]["created"] == 2, tried
    assert not parts.database.rows("select 1 from organisations where name = '南园'")
    real = bring("organisations", ORGANISATIONS, HEAD)
    assert real["counts"]["created"] == 2


ORGANISATIONS = (
    "机构编号,机构名称,机构类型,上级机构编号,区划代码\n"
    f"510106040021,南园,社区,{STREET},510106040021\n"
    "nanyuan-desk,南园代办点,代办點,510106040021,510106040021\n"
)


def test_an_import_is_undone_but_for_what_was_changed_since(say, call, bring, parts):
    bring("households", HOMES)
    batch = bring("residents", PEOPLE)
    rows = parts.database.rows(
        "select resident_id, household_id from residents order by resident_id"
    )
    say(
        record_resident(
            rows[0]["resident_id"],
            actor=an_actor(),
            household_id=None,
            identity_number=None,
        )
    )
    path = f"/v1/imports/{batch['batch_id']}"
    assert call("POST", path + "/undo", CLERK).status_code == 202
    parts.runner.run_due()
    after = call("GET", path, CLERK).json
    assert after["state"] == "undone"
    assert (after["counts"]["undone"], after["counts"]["kept"]) == (2, 1)
    kept = call("GET", path + "/kept", CLERK).json["items"]
    assert [each["subject"] for each in kept] == [str(rows[0]["resident_id"])]
    assert bring("residents", PEOPLE)["counts"]["created"] >= 2


def test_whoever_became_a_guardian_a_head_or_asked_for_something_stays(
    say, call, bring, parts
):
    bring("households", HOMES)
    more = f"白小兰,{an_identity(order='789')},,甲-1,\n"
    batch = bring("residents", PEOPLE + more)
    child, mother, head, asker = parts.database.rows(
        "select resident_id as id, household_id as home from residents order by 1"
    )
    tie = f"/v1/residents/{child['id']}/guardians/{mother['id']}"
    assert call("PUT", tie, CLERK, {"since": "2026-03-01"}).status_code == 200
    first = f"/v1/households/{head['home']}/head"
    assert call("PUT", first, CLERK, {"resident_id": str(head["id"])}).status_code < 300
    asked = {
        "kind": "correction",
        "section": "particulars",
        "statement": "换了号码",
        "values": {"telephone": "13800138001"},
    }
    me = ("resident", None, str(asker["id"]))
    assert call("PUT", f"/v1/own/requests/{uuid4()}", me, asked).status_code == 200
    path = f"/v1/imports/{batch['batch_id']}"
    call("POST", path + "/undo", CLERK)
    parts.runner.run_due()
    after = call("GET", path, CLERK).json
    assert (after["state"], after["counts"]["kept"]) == ("undone", 4)


def test_structure_goes_back_to_what_stood_before(say, call, bring, parts):
    say(record_staff("li-lei"))
    number = an_identity()
    staff = (
        "工号,工作姓名,角色,身份证号码\n"
        f"li-lei,李雷,受理、主管,{number}\nhan,韩梅,承办,{number}\n"
    )
    batch = bring("staff", staff, HEAD, query=f"&organisation={COMMUNITY}")
    assert (batch["counts"]["created"], batch["counts"]["changed"]) == (1, 1)
    one = "select count(*) as n, count(distinct person) as persons from staff"
    assert tuple(parts.database.rows(one)[0].values()) == (2, 1)
    call("POST", f"/v1/imports/{batch['batch_id']}/undo", HEAD)
    parts.runner.run_due()
    told = {
        row["staff_id"]: (row["name"], row["active"])
        for row in parts.database.rows("select staff_id, name, active from staff")
    }
    assert told == {"li-lei": ("王丽", True), "han": ("韩梅", False)}


def test_who_may_bring_in_what_is_decided_by_role_and_place(say, call, bring):
    refused = bring("grids", "网格编号\ng-1\n", CLERK, status=403)
    assert refused["type"].endswith("kind-not-yours")
    nobody = PEOPLE.replace("甲-1", "").replace("甲-2", "甲")
    place = f"&organisation={COMMUNITY}"
    stranger = bring("residents", nobody, ("clerk", OTHER), query=place)
    assert stranger["counts"]["faulty"] == 3
    assert call("GET", f"/v1/imports/{stranger['batch_id']}", CLERK).status_code == 404
    assert call("GET", "/v1/imports", HEAD).json["items"] == []


def test_a_stolen_dump_of_an_import_holds_no_word_of_it(say, call, bring, parts):
    sent = call(
        "POST",
        "/v1/imports?kind=residents",
        CLERK,
        body=PEOPLE.encode(),
        media_type="text/csv",
    )
    assert sent.status_code == 202
    (part,) = parts.database.rows("select sealed from import_parts")
    assert part["sealed"].startswith("s1.")
    parts.runner.run_due()
    assert not parts.database.rows("select 1 from import_parts")


def test_what_is_no_table_is_refused_and_says_why(say, call, bring):
    assert bring("residents", b"\x00\x01", status=422)["type"].endswith("bad-table")
    assert bring("residents", "a,b\n1,2\n")["why"] == "no-heading"
    assert bring("residents", PEOPLE.splitlines()[0] + "\n")["message"].startswith(
        "文件只有表头"
    )
    (wrong,) = bring("residents", "  \n", status=422)["errors"]
    assert wrong["message"] == "文件是空的，请检查后重新上传"
    assert bring("nobody", PEOPLE, status=404)["type"].endswith("template-unknown")
    assert bring("residents", b"PK\x03\x04 xl/workbook.xml")["state"] == "refused"


def test_a_workbook_made_of_the_template_is_read_back(say, call, bring):
    given = call("GET", "/v1/import-templates/residents.xlsx", CLERK)
    assert given.headers["content-type"] == XLSX
    book = load_workbook(io.BytesIO(given.content))
    assert book.sheetnames == ["填写", "说明", "可选值"]
    book["填写"].append(["白小梨", an_identity(), 13800138000])
    out = io.BytesIO()
    book.save(out)
    batch = bring("residents", out.getvalue())
    assert (batch["counts"]["created"], batch["counts"]["faulty"]) == (1, 0)
    given = call("GET", "/v1/import-templates/residents.csv", CLERK)
    assert given.content.decode("utf-8-sig").startswith("姓名*,身份证号码,")


def test_a06_a_section_comes_in_by_file_and_goes_back(say, call, bring, parts):
    say(define())
    bring("households", HOMES)
    bring("residents", PEOPLE)
    text = f"身份证号码,健康状况\n{an_identity()},良好\n"
    batch = bring("section-health", text)
    assert batch["counts"]["created"] == 1
    assert bring("section-health", text)["counts"]["same"] == 1
    changed = bring("section-health", text.replace("良好", "欠佳"))
    assert changed["counts"]["changed"] == 1
    for each in (changed, batch):
        call("POST", f"/v1/imports/{each['batch_id']}/undo", CLERK)
    parts.runner.run_due()
    (row,) = parts.database.rows("select subject_id as id from section_entries limit 1")
    path = f"/v1/residents/{row['id']}/sections"
    (section,) = call("GET", path, CLERK).json["items"]
    told = {each["code"]: each["value"] for each in section["fields"]}
    assert (section["revision"], told) == (3, {"condition": "良好"})
    templates = call("GET", "/v1/import-templates", CLERK).json["items"]
    assert templates[-1]["kind"] == "section-health"
    given = call("GET", "/v1/import-templates/section-health.csv", CLERK)
    assert "健康状况" in given.content.decode("utf-8-sig")


def test_a_household_is_named_by_number_or_by_id_and_leaves_when_empty(
    say, call, bring, parts
):
    say(record_grid())
    gridded = HOMES.replace("住址", "住址,网格编号").replace("号\n", "号,g-1\n")
    homes = bring("households", gridded)
    assert homes["counts"]["created"] == 2, homes
    rows = parts.database.rows("select household_id from households order by 1")
    text = f"姓名,户编号\n白小梨,{rows[0]['household_id']}\n"
    assert bring("residents", text)["counts"]["created"] == 1
    again = bring("residents", text)
    assert again["counts"]["same"] == 1
    path = f"/v1/imports/{homes['batch_id']}"
    call("POST", path + "/undo", CLERK)
    parts.runner.run_due()
    counts = call("GET", path, CLERK).json["counts"]
    assert (counts["undone"], counts["kept"]) == (1, 1)
