"""The requirements page: each row, the tests that are named by it, and their results.

A test shows a row by its name: `test_d14_…`, `test_art23_…`, `test_article_23_…`, or
several rows at once, `test_art20_art30_…`, `test_articles_23_24_…`. Results come from
pytest's JUnit report, where one is given.
"""

import ast
import re
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

HOUSE = Path(__file__).resolve().parents[4]
ROWS = Path(__file__).with_name("requirements.yml")
PLACES = ("shared", "services", "deploy", "tests")
NAMED = re.compile(
    r"test_((?:(?:[a-e]\d{2}|art\d{2}|articles?(?:_\d{2})+)_)+)([a-z]\w+)"
)
ROW = re.compile(r"[a-e]\d{2}|\d{2}")


class Result(StrEnum):
    """What became of a row's tests; `untested`: none is named by it."""

    PASSES = "passes"
    FAILS = "fails"
    NOT_RUN = "not run"
    UNTESTED = "not yet"


@dataclass(frozen=True)
class Row:
    """One requirement, and what it says in short."""

    id: str
    zh: str
    en: str


@dataclass(frozen=True)
class Section:
    """The rows of one source."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, order=True)
class Shown:
    """One test that shows rows; `place` is its file below the house."""

    place: str
    name: str

    @property
    def sentence(self) -> str:
        """What the test's name says, without the rows."""
        found = NAMED.fullmatch(self.name)
        return (found.group(2) if found else self.name).replace("_", " ")

    @property
    def rows(self) -> tuple[str, ...]:
        """The ids of the rows that it is named by."""
        found = NAMED.fullmatch(self.name)
        return tuple(map(_row_id, ROW.findall(found.group(1)))) if found else ()


def _row_id(word: str) -> str:
    if word.isdecimal():
        return f"第{word}条"
    return f"{word[0].upper()}-{word[1:]}"


def read_rows(file: Path = ROWS) -> tuple[Section, ...]:
    """Return the rows in their order."""
    said: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return tuple(
        Section(
            title=f"{part['title']['zh']} · {part['title']['en']}",
            rows=tuple(Row(id=key, **words) for key, words in part["rows"].items()),
        )
        for part in said.values()
    )


def find_tests(house: Path = HOUSE, places: Sequence[str] = PLACES) -> list[Shown]:
    """Return every test below these places that is named by a row, in order."""
    return sorted(
        Shown(file.relative_to(house).as_posix(), name)
        for place in places
        for file in (house / place).rglob("test_*.py")
        if ".venv" not in file.parts
        for name in _names(ast.parse(file.read_text("utf-8")))
        if NAMED.fullmatch(name)
    )


def _names(tree: ast.Module) -> Iterator[str]:
    """Yield the functions that pytest would collect."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            yield from _names(ast.Module(body=node.body, type_ignores=[]))


def read_report(file: Path) -> dict[Shown, Result]:
    """Return what became of each test by a JUnit report, the worst of its cases.

    Raises OSError or ValueError for what is no such report.
    """
    try:
        cases = list(ET.parse(file).iter("testcase"))
    except ET.ParseError as error:
        raise ValueError(f"{file} is no JUnit report: {error}") from None
    found: dict[Shown, Result] = {}
    for case in cases:
        place = case.get("classname", "").replace(".", "/") + ".py"
        test = Shown(place, case.get("name", "").partition("[")[0])
        found[test] = _worst([found.get(test, Result.PASSES), _result(case)])
    return found


def _result(case: ET.Element) -> Result:
    kinds = {child.tag for child in case}
    if kinds & {"failure", "error"}:
        return Result.FAILS
    return Result.NOT_RUN if "skipped" in kinds else Result.PASSES


def _worst(results: Iterable[Result]) -> Result:
    order = [Result.FAILS, Result.NOT_RUN, Result.PASSES]
    return min(results, key=order.index)


def page(
    sections: Sequence[Section],
    tests: Iterable[Shown],
    report: Mapping[Shown, Result] | None = None,
) -> str:
    """Return the page in Markdown; without a report a row with tests was not run.

    Raises ValueError for a test that is named by a row that does not exist.
    """
    by_row: dict[str, list[Shown]] = defaultdict(list)
    for test in tests:
        for row in test.rows:
            by_row[row].append(test)
    known = {row.id for section in sections for row in section.rows}
    if strangers := sorted(by_row.keys() - known):
        named = ", ".join(f"{row}: {by_row[row][0].name}" for row in strangers)
        raise ValueError(f"tests are named by rows that do not exist: {named}")
    states = {row: _state(by_row[row], report or {}) for row in known}
    lines = [*HEAD, *_summary(sections, states)]
    for section in sections:
        lines += ["", f"## {section.title}", "", *TABLE_HEAD]
        lines += [_line(row, states[row.id], by_row[row.id]) for row in section.rows]
    return "\n".join(lines) + "\n"


HEAD = (
    "# What is required, and what shows it",
    "",
    "Written by `make requirements` from minqing_docs' `requirements.yml`, the names of"
    + " the tests and the report of the last `make test`. Do not edit it.",
    "",
)
TABLE_HEAD = ("| row | what it says | state | tests |", "|---|---|---|---|")


def _state(tests: Sequence[Shown], report: Mapping[Shown, Result]) -> Result:
    if not tests:
        return Result.UNTESTED
    return _worst(report.get(test, Result.NOT_RUN) for test in tests)


def _summary(
    sections: Sequence[Section], states: Mapping[str, Result]
) -> Iterator[str]:
    words = " | ".join(Result)
    yield f"| | rows | {words} |"
    yield "|---|" + "---|" * (len(Result) + 1)
    for section in sections:
        counts = Counter(states[row.id] for row in section.rows)
        numbers = " | ".join(str(counts[each]) for each in Result)
        yield f"| {section.title} | {len(section.rows)} | {numbers} |"


def _line(row: Row, state: Result, tests: Sequence[Shown]) -> str:
    by_place: dict[str, list[str]] = defaultdict(list)
    for test in tests:
        by_place[test.place].append(test.sentence)
    told = "<br>".join(
        f"[{place}](../{place}): {'; '.join(sentences)}"
        for place, sentences in by_place.items()
    )
    return f"| {row.id} | {row.zh} · {row.en} | {state} | {told} |"


def without_results(text: str) -> str:
    """Return a page as it would be had no test been run: to compare two by."""
    kept = []
    for line in text.splitlines():
        cells = line.split(" | ")
        if len(cells) == 4 and cells[2] in {Result.PASSES, Result.FAILS}:
            cells[2] = Result.NOT_RUN
        elif len(cells) == len(Result) + 2:
            cells = cells[:2]
        kept.append(" | ".join(cells))
    return "\n".join(kept)
