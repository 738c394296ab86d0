"""Cells of a table in words."""

from typing import Any, Final

YES_NO: Final = {True: "是", False: "否"}


def said_of(cell: Any) -> str:  # noqa: ANN401
    """Return a cell in words."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return YES_NO[cell]
    if isinstance(cell, list):
        return "、".join(said_of(each) for each in cell)
    if isinstance(cell, dict):
        return " ".join(said_of(each) for each in cell.values())
    return str(cell)
