"""Patterns as every client reads them: ECMA-262, as JSON Schema asks, not Python."""

import re
from typing import Any

_PYTHON_ONLY = re.compile(
    r"""
      (?P<start>\\A)
    | (?P<end>\\Z)
    | (?P<naming>\(\?P<)
    | \(\?P=(?P<named>\w+)\)
    | (?P<alien>\(\?[a-zA-Z#(>-])
    | \\.
    """,
    re.VERBOSE | re.DOTALL,
)


def publish_patterns(node: Any) -> Any:  # noqa: ANN401
    """Return a document whose patterns any client can read.

    Raises ValueError for a pattern that ECMA-262 cannot say.
    """
    if isinstance(node, list):
        return [publish_patterns(each) for each in node]
    if not isinstance(node, dict):
        return node
    told = {name: publish_patterns(each) for name, each in node.items()}
    if isinstance(told.get("pattern"), str):
        told["pattern"] = ecma_pattern(told["pattern"])
    return told


def ecma_pattern(pattern: str) -> str:
    """Return what a marshmallow `Regexp` of this pattern accepts, in ECMA-262.

    Its values are matched from their beginning, so the pattern is anchored there.
    Raises ValueError for what only Python knows (flags, conditions, comments).
    """
    said = _PYTHON_ONLY.sub(_translated, pattern)
    if said.startswith("^"):
        return said
    return f"^(?:{said})" if "|" in said else f"^{said}"


def _translated(found: re.Match[str]) -> str:
    if found["alien"]:
        raise ValueError(f"only Python knows {found[0]!r} in a pattern")
    if found["start"]:
        return "^"
    if found["end"]:
        return "$"
    if found["naming"]:
        return "(?<"
    return f"\\k<{found['named']}>" if found["named"] else found[0]
