"""The measures of the house: short functions, short files, every module introduced."""

import ast
import statistics
from pathlib import Path

import pytest

pytestmark = [pytest.mark.architecture, pytest.mark.unit]

HOUSE = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    file
    for rooms in ("shared", "services", "deploy", "deploy/template")
    for file in (HOUSE / rooms).glob("*/src/**/*.py")
)
"""The template's are measured here, so that no service made of it needs to be."""


@pytest.fixture(scope="module")
def trees():
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in SOURCES}


@pytest.fixture(scope="module")
def functions(trees):
    """Every function by its place."""
    return {
        f"{file.relative_to(HOUSE)}:{node.lineno} {node.name}": node
        for file, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@pytest.fixture(scope="module")
def lengths(functions):
    """Lines of every function's body by place; its docstring is not counted."""
    return {place: _length(node) for place, node in functions.items()}


def _length(function):
    body = function.body
    if ast.get_docstring(function, clean=False) is not None and len(body) > 1:
        body = body[1:]
    return body[-1].end_lineno - body[0].lineno + 1


def test_there_is_something_to_measure(lengths):
    assert len(SOURCES) > 100
    assert len(lengths) > 500


def test_half_of_all_functions_have_at_most_eight_lines(lengths):
    assert statistics.median(lengths.values()) <= 8


def test_nine_of_ten_functions_have_at_most_25_lines(lengths):
    assert statistics.quantiles(lengths.values(), n=10)[-1] <= 25


def test_no_function_has_more_than_fifty_lines(lengths):
    assert not {place: n for place, n in lengths.items() if n > 50}


def test_no_file_has_more_than_300_lines():
    counts = {
        str(file.relative_to(HOUSE)): len(file.read_text(encoding="utf-8").splitlines())
        for file in SOURCES
    }
    assert not {file: n for file, n in counts.items() if n > 300}


def test_every_module_says_in_its_first_line_what_it_is_for(trees):
    silent = [
        str(file.relative_to(HOUSE))
        for file, tree in trees.items()
        if tree.body and not ast.get_docstring(tree)
    ]
    assert not silent


def test_every_argument_and_answer_has_a_type(functions):
    assert not [place for place, node in functions.items() if not _is_typed(node)]


def _is_typed(function):
    takes = function.args
    named = [*takes.posonlyargs, *takes.args, *takes.kwonlyargs]
    others = [each for each in (takes.vararg, takes.kwarg) if each is not None]
    silent = [a for a in named + others if a.annotation is None]
    owners = {"self", "cls"}
    answers = function.returns is not None or function.name == "__init__"
    return answers and all(a.arg in owners for a in silent)


@pytest.mark.parametrize("name", ["utils", "util", "common", "helpers", "misc"])
def test_no_module_has_a_name_that_says_nothing(name):
    assert not [file for file in SOURCES if name in (file.stem, file.parent.name)]


def test_the_clock_is_read_in_clock_modules_only(trees):
    """Time is an argument; only `clock.py` and technical times read the wall clock."""
    guilty = [
        f"{file.relative_to(HOUSE)}:{node.lineno}"
        for file, tree in trees.items()
        if {"domain", "application"} & set(file.parts)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"}
        if isinstance(node.value, ast.Name) and node.value.id in {"datetime", "date"}
    ]
    assert not guilty


def test_nothing_happens_when_a_module_is_imported(trees):
    """Only definitions, constants and imports; a class of the module may be set up."""
    guilty = [
        f"{file.relative_to(HOUSE)}:{node.lineno}"
        for file, tree in trees.items()
        if file.name != "__main__.py"
        for node in tree.body
        if _happens(node, {n.name for n in tree.body if isinstance(n, ast.ClassDef)})
    ]
    assert not guilty


def _happens(node, own_classes):
    if isinstance(node, ast.For | ast.While | ast.With | ast.Try):
        return True
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    called = node.value.func
    owner = called.value if isinstance(called, ast.Attribute) else None
    return not (isinstance(owner, ast.Name) and owner.id in own_classes)
