"""Finds in the sources every word that a refusal is known by."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
"""What the door takes for a code; anything else is told to be no valid value."""
TELLING = {"ValidationError", "Unfit", "_Unfit"}
"""Whose first argument is a code."""
CHECKS = {"Regexp", "Length", "Range", "OneOf", "Equal", "NoneOf", "ContainsOnly"}
"""Checks of a schema that may be given a code of their own."""
FOR_FILES = "adapters"
"""The floor whose schemas read policy files: their words are for who writes those."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """One code, or an expression that makes one, and the module that says it."""

    module: str
    code: str
    fixed: bool = True


@cache
def said_by(service: str) -> tuple[Said, ...]:
    """Return all that a service's refusals are called, by class or field."""
    source = ROOT / "services" / service / "src"
    return tuple(
        each
        for path in sorted(source.rglob("*.py"))
        for each in _of_module(path, path.relative_to(source).as_posix())
    )


def error_codes(path: Path) -> list[str]:
    """Return the codes of the errors that a module names."""
    return [
        value.value
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef)
        for value in _values(node, of_files=False)
        if isinstance(value, ast.Constant) and isinstance(value.value, str)
    ]


def _of_module(path: Path, module: str) -> Iterator[Said]:
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    of_files = FOR_FILES in path.parts
    for node in nodes:
        for value in _values(node, of_files=of_files):
            for each in _meant(value, nodes):
                if isinstance(each, ast.Constant):
                    if isinstance(each.value, str) and CODE.fullmatch(each.value):
                        yield Said(module=module, code=each.value)
                else:
                    yield Said(module=module, code=ast.unparse(each), fixed=False)


def _values(node: ast.AST, *, of_files: bool) -> Iterator[ast.expr]:
    if isinstance(node, ast.ClassDef):
        yield from (each.value for each in node.body if _names_itself(each))
    elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        yield from _of_call(node.exc, of_files=of_files)
    elif isinstance(node, ast.Call) and not of_files:
        if _name(node) in CHECKS:
            yield from (each.value for each in node.keywords if each.arg == "error")
        if _name(node) == "FieldError":
            yield node.args[1]


def _names_itself(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and node.targets[0].id == "code"
        and isinstance(node.value, ast.Constant)
    )


def _of_call(call: ast.Call, *, of_files: bool) -> Iterator[ast.expr]:
    yield from (each.value for each in call.keywords if each.arg == "fields")
    if _name(call) in TELLING and call.args and not of_files:
        yield call.args[0]
    if _name(call) == "Problem":
        yield from call.args[1:2]


def _meant(value: ast.expr, nodes: list[ast.AST]) -> Iterator[ast.expr]:
    """Yield what an expression can be: a name is what its module says it is."""
    for each in _choices(value):
        said = _assigned(each.id, nodes) if isinstance(each, ast.Name) else []
        if said:
            for one in said:
                yield from _choices(one)
        else:
            yield each


def _assigned(name: str, nodes: list[ast.AST]) -> list[ast.expr]:
    """Return what a module puts into a dictionary of that name."""
    found = []
    for node in nodes:
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(_is_of(target, name) for target in targets) and node.value:
                found.append(node.value)
    return [each for each in found if not isinstance(each, ast.Dict) or each.keys]


def _is_of(target: ast.expr, name: str) -> bool:
    inner = target.value if isinstance(target, ast.Subscript) else target
    return isinstance(inner, ast.Name) and inner.id == name


def _name(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def _choices(value: ast.expr) -> Iterator[ast.expr]:
    if isinstance(value, ast.Dict):
        for each in value.values:
            yield from _choices(each)
    elif isinstance(value, ast.DictComp):
        yield from _choices(value.value)
    elif isinstance(value, ast.IfExp):
        yield from _choices(value.body)
        yield from _choices(value.orelse)
    elif isinstance(value, ast.Call) and _name(value) == "fromkeys":
        yield from _choices(value.args[1])
    else:
        yield value
