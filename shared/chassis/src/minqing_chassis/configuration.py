"""Files that an operator writes: read strictly, refused with line and field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import yaml
from marshmallow import Schema, ValidationError

from minqing_chassis.settings import SettingsError

Trail = tuple[str | int, ...]

QUICK_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Reads a file in a seventh of the time where PyYAML was built with libyaml."""


class ConfigurationError(SettingsError):
    """The file is wrong; the message names it, every line and field, and why."""


def load_checked(path: Path, schema: Schema) -> Any:  # noqa: ANN401
    """Return what a YAML file says, loaded through the schema.

    Raises ConfigurationError for a file that cannot be read, is no YAML, names a key
    twice, or does not fit.
    """
    node, said = _parsed(path)
    try:
        return schema.load(said)
    except ValidationError as error:
        faults = [
            (_line(node, trail), f"{_in_words(trail)}{why}")
            for trail, why in _flat(error.messages, ())
        ]
        _refuse(path, faults)
        raise


def _parsed(path: Path) -> tuple[yaml.Node, Any]:
    try:
        text = path.read_text("utf-8")
        try:
            return _read(path, QUICK_LOADER(text))
        except yaml.YAMLError:
            return _read(path, yaml.SafeLoader(text))  # it names the line better
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path} cannot be read: {error}") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        what = error.problem or error.context
        raise ConfigurationError(f"{path} line {line}: no YAML: {what}") from None
    except ConfigurationError:
        raise
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigurationError(f"{path}: no YAML: {error}") from None


def _read(path: Path, loader: Any) -> tuple[yaml.Node, Any]:  # noqa: ANN401
    node = loader.get_single_node()
    if node is None:
        raise ConfigurationError(f"{path} is empty")
    _refuse(path, list(_doubles(node, set())))  # before `<<` is resolved
    return node, loader.construct_document(node)


def _refuse(path: Path, faults: list[tuple[int, str]]) -> None:
    if faults:
        told = "; ".join(f"line {line}: {why}" for line, why in sorted(faults))
        raise ConfigurationError(f"mend {path}: {told}")


def _doubles(node: yaml.Node, seen: set[int]) -> Iterator[tuple[int, str]]:
    """Yield keys that are named twice: YAML would silently take the last."""
    if id(node) in seen or not isinstance(node, yaml.CollectionNode):
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        names: set[str] = set()
        for key, _ in node.value:
            if key.value in names:
                yield key.start_mark.line + 1, f"{key.value}: is named twice"
            names.add(str(key.value))
    for child in _children(node):
        yield from _doubles(child, seen)


def _children(node: yaml.CollectionNode) -> Iterator[yaml.Node]:
    for child in node.value:
        yield from child if isinstance(child, tuple) else (child,)


def _flat(messages: Any, trail: Trail) -> Iterator[tuple[Trail, str]]:  # noqa: ANN401
    if isinstance(messages, dict):
        for key, inner in messages.items():
            yield from _flat(inner, trail if key == "_schema" else (*trail, key))
        return
    for why in messages if isinstance(messages, list) else [messages]:
        yield trail, str(why)


def _line(node: yaml.Node, trail: Trail) -> int:
    """Return the line of the deepest part of a trail that the file has."""
    line = node.start_mark.line + 1
    for step in trail:
        found = _step(node, step)
        if found is None:
            break
        mark, node = found
        line = mark.line + 1
    return line


def _step(node: yaml.Node, step: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step].start_mark, node.value[step]
    return None


def _in_words(trail: Trail) -> str:
    words = "".join(
        f"[{step}]" if isinstance(step, int) else f".{step}" for step in trail
    )
    return f"{words.removeprefix('.')}: " if words else ""
