"""A place's dated rules: the edition in force, strictly read; the commands."""

import argparse
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from marshmallow import Schema, fields

from minqing_chassis.configuration import ConfigurationError
from minqing_chassis.policies import read_policies
from minqing_chassis.policy_cli import add_policy

pytestmark = pytest.mark.unit

FILE = """
code: laocheng
title: 老城办事处
editions:
  - valid_from: 2026-03-01
    routing: {days: 30}
    intake: {anything: 1}
  - valid_from: 2025-07-01
    routing: {days: 60}
    note: 第一版
  - valid_from: 2026-06-01
"""


@dataclass(frozen=True)
class Rules:
    name: str
    days: int


class RulesSchema(Schema):
    days = fields.Integer(strict=True, load_default=90)


STATUTE = Rules("statute", 90)


def read(path):
    return read_policies(
        path, "routing", RulesSchema(), lambda code, said: Rules(code, **said), STATUTE
    )


@pytest.fixture
def a_file(tmp_path):
    def write(text=FILE):
        path = tmp_path / "place.yml"
        path.write_text(text, "utf-8")
        return path

    return write


@pytest.mark.parametrize(
    ("at", "rules"),
    [
        (datetime(2025, 6, 30, 15, 59, 59, tzinfo=UTC), STATUTE),
        (datetime(2025, 6, 30, 16, tzinfo=UTC), Rules("laocheng@2025-07-01", 60)),
        (datetime(2026, 3, 10, tzinfo=UTC), Rules("laocheng@2026-03-01", 30)),
        (datetime(2031, 1, 1, tzinfo=UTC), Rules("laocheng@2026-06-01", 90)),
    ],
)
def test_an_edition_holds_from_its_day_in_china_until_the_next_begins(
    a_file, at, rules
):
    assert read(a_file()).at(at) == rules


def test_without_a_file_the_statute_holds():
    book = read(None)
    assert book.at(datetime(2026, 1, 1, tzinfo=UTC)) == STATUTE
    assert book.editions == ()


def test_the_editions_stand_in_order(a_file):
    days = [edition.valid_from for edition in read(a_file()).editions]
    assert days == [date(2025, 7, 1), date(2026, 3, 1), date(2026, 6, 1)]
    assert read(a_file()).editions[0].note == "第一版"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("30", "'30'"), "line 6: editions[0].routing.days: Not a valid integer."),
        (("days: 30", "day: 30"), "line 6: editions[0].routing.day: Unknown field."),
        (("laocheng", "Laocheng"), "line 2: code: String does not match"),
        (("2026-03-01", "2025-07-01"), "another edition begins on 2025-07-01"),
        (("2026-03-01", "soon"), "editions[0].valid_from: Not a valid date."),
        (("intake", "outtake"), "line 7: editions[0].outtake: Unknown field."),
        (("title", "titel"), "title: Missing data"),
        (("routing: {days: 60}", "valid_from: 2020-01-01"), "is named twice"),
    ],
)
def test_a_wrong_file_is_refused_with_line_and_field(a_file, change, told):
    with pytest.raises(ConfigurationError) as refused:
        read(a_file(FILE.replace(*change)))
    assert told in str(refused.value)


def test_a_file_without_editions_is_refused(a_file):
    with pytest.raises(ConfigurationError, match="editions: Shorter"):
        read(a_file("code: x\ntitle: y\neditions: []"))


def test_another_service_s_section_is_not_judged_here(a_file):
    book = read_policies(
        a_file(),
        "intake",
        Schema.from_dict({"anything": fields.Integer()})(),
        lambda code, said: (code, dict(said)),
        ("statute", {}),
    )
    at = datetime(2026, 3, 10, tzinfo=UTC)
    assert book.at(at) == ("laocheng@2026-03-01", {"anything": 1})


# -- the operator's commands -----------------------------------------------------------


@pytest.fixture
def run(monkeypatch, capsys):
    monkeypatch.delenv("POLICY_FILE", raising=False)
    monkeypatch.delenv("CALENDAR_FILE", raising=False)

    def run(*words):
        parser = argparse.ArgumentParser()
        add_policy(parser.add_subparsers(), read, lambda rules: [f"days {rules.days}"])
        told = parser.parse_args(["policy", *map(str, words)])
        told.run(told)
        return capsys.readouterr().out

    return run


def test_check_says_that_a_file_is_right_and_from_when(run, a_file):
    said = run("check", a_file())
    assert (
        "is right: laocheng (老城办事处), in force from 2025-07-01, 2026-03-01" in said
    )
    assert "no calendar file is named: the calendar is official from 2018" in said


def test_check_without_files_says_that_the_statute_holds(run):
    assert "the statutory numbers hold" in run("check")


def test_check_takes_the_files_of_the_environment(run, a_file, monkeypatch, tmp_path):
    calendar = tmp_path / "calendar.yml"
    calendar.write_text("title: 二〇二六")
    monkeypatch.setenv("POLICY_FILE", str(a_file()))
    monkeypatch.setenv("CALENDAR_FILE", str(calendar))
    said = run("check")
    assert "place.yml is right" in said
    assert "calendar.yml is right" in said


def test_check_names_the_faults_of_both_files(run, a_file):
    wrong = a_file("code: x")
    with pytest.raises(ConfigurationError) as refused:
        run("check", wrong, "--calendar", wrong)
    assert "title: Missing data" in str(refused.value)
    assert "code: Unknown field" in str(refused.value)


def test_show_tells_the_rules_of_a_day(run, a_file):
    assert (
        run("show", a_file(), "--at", "2026-03-10") == "laocheng 老城办事处\ndays 30\n"
    )
    assert run("show", "--at", "2026-03-10") == "statute\ndays 90\n"


def test_show_tells_the_rules_of_today_unless_asked(run, a_file):
    assert "days 90" in run("show", a_file())
