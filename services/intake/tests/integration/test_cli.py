"""Operator commands: what they print, and what they refuse in a sentence."""

import argparse

import pytest

from intake.entrypoints import cli
from minqing_kernel.errors import NotFound

pytestmark = pytest.mark.integration

MAPPING = """
source: old
petition:
  external_ref: {column: "no"}
  text: {column: text}
  received_at: {column: at}
  channel: {value: letter}
  category: {value: general}
"""


@pytest.fixture
def run(intake):
    parser = argparse.ArgumentParser()
    cli.add_commands(parser, lambda: intake)

    def run(*arguments):
        told = parser.parse_args([str(each) for each in arguments])
        return told.run(told)

    return run


@pytest.fixture
def file(tmp_path):
    (tmp_path / "map.yml").write_text(MAPPING, "utf-8")
    path = tmp_path / "old.csv"
    path.write_text("no,text,at\n1,路灯,2020-01-06 12:00:00\n2,,never\n", "utf-8")
    return path


def test_an_import_says_what_became_of_the_rows(run, file, capsys):
    run("import", file, "--mapping", file.with_name("map.yml"), "--quiet")
    told = capsys.readouterr()
    assert told.out == "imported 1, there before 0, faulty 1\n"
    assert "record 2 (2): text: required" in told.err
    run("import", file, "--mapping", file.with_name("map.yml"))
    assert "imported 0, there before 1, faulty 1\n" in capsys.readouterr().out


def test_a_row_of_an_absurd_date_is_a_bad_row(run, file, capsys):
    file.write_text(
        "no,text,at\n1,路灯,0001-01-01 00:00:00\n2,路灯,2020-01-06 12:00:00\n"
    )
    run("import", file, "--mapping", file.with_name("map.yml"), "--quiet")
    told = capsys.readouterr()
    assert told.out == "imported 1, there before 0, faulty 1\n"
    assert "record 1 (1): received_at: moment-out-of-range" in told.err


def test_a_report_says_where_and_why_but_not_what(run, file, tmp_path):
    report = tmp_path / "report.csv"
    mapping = file.with_name("map.yml")
    run("import", file, "--mapping", mapping, "--report", report, "--quiet")
    assert report.read_text("utf-8").splitlines() == [
        "line,external_ref,field,fault",
        "2,2,text,required",
        "2,2,received_at,not-a-datetime",
    ]


def test_a_wrong_mapping_or_file_is_told_of_in_a_sentence(run, file, tmp_path):
    wrong = tmp_path / "wrong.yml"
    wrong.write_text("source: x", "utf-8")
    with pytest.raises(cli.CannotDo, match=r"wrong\.yml"):
        run("import", file, "--mapping", wrong)
    picture = tmp_path / "a.png"
    picture.write_text("")
    with pytest.raises(cli.CannotDo, match=r"a\.png"):
        run("import", picture, "--mapping", file.with_name("map.yml"))


def test_categories_are_loaded_and_listed(run, tmp_path, capsys):
    listed = tmp_path / "categories.yml"
    listed.write_text(
        "categories:\n  roads:\n    names: {zh-CN: 道路, zh-TW: 道路, en: Roads}\n"
        "    guide: {words: [坑洼], materials: [照片]}\n"
        "    valid_from: 2010-01-01\n",
        "utf-8",
    )
    for _ in range(2):
        run("categories", "load", listed)
    run("categories", "list")
    assert "roads\t道路\t\n" in capsys.readouterr().out
    run("categories", "history", "roads")
    [change] = capsys.readouterr().out.splitlines()
    assert change.endswith("Z\tops:operator\t2010-01-01..\t道路")
    listed.write_text("roads: []", "utf-8")
    with pytest.raises(cli.CannotDo, match=r"categories\.yml"):
        run("categories", "load", listed)


def test_an_unknown_number_is_not_traced(run):
    with pytest.raises(NotFound):
        run("trace", "MQ-2611-0000000")


def test_after_a_restore_no_number_of_the_lost_time_is_given_to_another(
    run, intake, capsys
):
    numbers = "select nextval('receipt_numbers') as first"
    before = intake.database.rows(numbers)[0]["first"]
    run("numbers", "restored")
    told = capsys.readouterr().out
    assert f"{before + 100:06d} to {before + 100 + 100_099:06d}" in told
    assert intake.database.rows(numbers)[0]["first"] == before + 100 + 100_100
