"""The requirements page tells which tests show a row, and is the newest."""

from pathlib import Path

import pytest

from minqing_docs.__main__ import main
from minqing_docs.requirements import (
    HOUSE,
    Result,
    Row,
    Section,
    Shown,
    find_tests,
    page,
    read_report,
    read_rows,
    without_results,
)

pytestmark = pytest.mark.unit

ROWS = (
    Section(
        "一 · one", (Row("D-14", "限期", "a date"), Row("D-15", "专项", "project"))
    ),
    Section(
        "条 · law", (Row("第20条", "五人", "five"), Row("第30条", "不得", "never"))
    ),
)
TESTS = """
import pytest

def test_d14_a_leaders_date_wins(): ...
def test_art20_art30_what_does_not_fit_is_refused(): ...
def test_plain(): ...
def helper_d15_is_no_test(): ...

class TestMore:
    def test_d14_in_a_class(self): ...
"""
REPORT = """<?xml version="1.0"?><testsuites><testsuite>
<testcase classname="services.x.test_it" name="test_d14_a_leaders_date_wins[1]"/>
<testcase classname="services.x.test_it" name="test_d14_a_leaders_date_wins[2]"/>
<testcase classname="services.x.test_it" name="{name}">{inside}</testcase>
</testsuite></testsuites>"""
DATE = Shown("services/x/test_it.py", "test_d14_a_leaders_date_wins")
BOTH = Shown("services/x/test_it.py", "test_art20_art30_what_does_not_fit_is_refused")


@pytest.fixture
def house(tmp_path):
    file = tmp_path / "services/x/test_it.py"
    file.parent.mkdir(parents=True)
    file.write_text(TESTS)
    return tmp_path


def a_report(folder, inside="", name="test_d14_in_a_class"):
    file = folder / "tests.xml"
    file.write_text(REPORT.format(inside=inside, name=name))
    return file


def test_tests_are_found_by_their_names(house):
    found = find_tests(house, ["services"])
    assert {test.name for test in found} == {
        "test_d14_a_leaders_date_wins",
        "test_d14_in_a_class",
        "test_art20_art30_what_does_not_fit_is_refused",
    }
    assert BOTH.rows == ("第20条", "第30条")
    assert DATE.rows == ("D-14",)
    assert DATE.sentence == "a leaders date wins"


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("test_articles_20_30_what_does_not_fit", ("第20条", "第30条")),
        ("test_article_30_d14_a_date", ("第30条", "D-14")),
        ("test_d14_art20_a_date", ("D-14", "第20条")),
        ("test_article_of_a_newspaper", ()),
    ],
)
def test_articles_may_be_named_in_full(name, rows):
    assert Shown("services/x/test_it.py", name).rows == rows


def test_a_row_without_tests_is_not_yet(house):
    text = page(ROWS, find_tests(house, ["services"]))
    assert "| D-15 | 专项 · project | not yet |  |" in text
    assert "| 一 · one | 2 | 0 | 0 | 1 | 1 |" in text


def test_a_row_passes_when_all_its_tests_do(house):
    text = page(ROWS, [DATE], read_report(a_report(house)))
    told = "[services/x/test_it.py](../services/x/test_it.py): a leaders date wins"
    assert f"| D-14 | 限期 · a date | passes | {told} |" in text


@pytest.mark.parametrize(
    ("inside", "result"),
    [
        ("<failure/>", Result.FAILS),
        ("<error/>", Result.FAILS),
        ("<skipped/>", Result.NOT_RUN),
    ],
)
def test_the_worst_case_of_a_test_counts(house, inside, result):
    name = "test_d14_a_leaders_date_wins[3]"
    report = read_report(a_report(house, inside, name))
    assert report[DATE] is result
    assert f"| {result} |" in page(ROWS, [DATE], report)


def test_a_test_that_the_report_does_not_know_was_not_run(house):
    text = page(ROWS, [DATE, BOTH], read_report(a_report(house)))
    assert "| 第20条 | 五人 · five | not run |" in text
    assert "| 第30条 | 不得 · never | not run |" in text


def test_a_test_named_by_a_row_that_does_not_exist_is_refused():
    stranger = Shown("tests/test_it.py", "test_d99_nothing")
    with pytest.raises(ValueError, match="D-99: test_d99_nothing"):
        page(ROWS, [stranger])


def test_what_is_no_report_is_refused(tmp_path, capsys):
    file = tmp_path / "tests.xml"
    file.write_text("not xml")
    assert main(["requirements", "--report", str(file)]) == 1
    assert "is no JUnit report" in capsys.readouterr().err


def test_results_can_be_left_out_of_a_comparison(house):
    passed = page(ROWS, [DATE], read_report(a_report(house)))
    never_run = page(ROWS, [DATE])
    assert passed != never_run
    assert without_results(passed) == without_results(never_run)
    assert without_results(passed) != without_results(page(ROWS, [DATE, BOTH]))


def test_every_row_of_the_sources_is_there():
    ids = [row.id for section in read_rows() for row in section.rows]
    counts = {"A": 32, "B": 34, "C": 26, "D": 32}
    for site, count in counts.items():
        assert len([each for each in ids if each.startswith(f"{site}-")]) == count
    assert ids[-25:] == [f"第{number}条" for number in range(17, 42)]
    assert len(ids) == len(set(ids))


def test_every_row_says_what_it_is_in_both_languages():
    for section in read_rows():
        for row in section.rows:
            assert any("\u4e00" <= sign <= "\u9fff" for sign in row.zh)
            assert row.en.isascii()
            assert "|" not in row.zh + row.en


def test_the_committed_page_is_the_newest():
    committed = (HOUSE / "docs/requirements.md").read_text("utf-8")
    fresh = page(read_rows(), find_tests())
    assert without_results(committed) == without_results(fresh), "make requirements"


def test_the_command_prints_the_page(capsys):
    assert main(["requirements"]) == 0
    assert capsys.readouterr().out == page(read_rows(), find_tests())


def test_the_house_is_the_repository():
    assert (Path(HOUSE) / "Makefile").is_file()
