"""The HTTP door: the table of routes, and the app made of it."""

import json
from importlib.resources import files
from typing import Any

from minqing_chassis.http.app import build_app
from minqing_chassis.http.texts import Table
from notify.bootstrap import VERSION, Parts
from notify.entrypoints.figures.routes import FigureDoor
from notify.entrypoints.follow_ups import FollowUpDoor
from notify.entrypoints.notices import NoticeDoor


def build_door(parts: Parts) -> Any:  # noqa: ANN401
    """Return the WSGI application of notify."""
    return build_app(
        [
            *NoticeDoor(parts).routes(),
            *FollowUpDoor(parts).routes(),
            *FigureDoor(parts).routes(),
        ],
        title="民情 告知 Minqing notify",
        version=VERSION,
        verifier=parts.verifier,
        texts=problem_texts(),
        health=parts.health,
        metrics=parts.metrics,
    )


def problem_texts() -> Table:
    """Return what a refused caller reads: code -> language -> text."""
    source = files("notify.entrypoints").joinpath("texts.json")
    table: Table = json.loads(source.read_text("utf-8"))
    return table
