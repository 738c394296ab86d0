"""What a refused caller reads, gathered from every room."""

import json
from importlib.resources import files
from typing import Any

from minqing_chassis.http.texts import Table

ROOMS = (
    "registry.entrypoints",
    "registry.entrypoints.aid",
    "registry.entrypoints.archive",
    "registry.entrypoints.assessments",
    "registry.entrypoints.checks",
    "registry.entrypoints.exporting",
    "registry.entrypoints.figures",
    "registry.entrypoints.importing",
    "registry.entrypoints.ledgers",
    "registry.entrypoints.lives",
    "registry.entrypoints.plans",
    "registry.entrypoints.obligations",
    "registry.entrypoints.privacy",
    "registry.entrypoints.steering",
    "registry.entrypoints.visits",
)
"""Where the words for refusals stand."""


def problem_texts() -> Table:
    """Return what a refused caller reads: code -> language -> text."""
    table: dict[str, Any] = {}
    for folder in ROOMS:
        source = files(folder).joinpath("texts.json")
        table |= json.loads(source.read_text("utf-8"))
    return table
