"""The HTTP door: the table of routes, and the app made of it."""

import json
from importlib.resources import files
from typing import Any

from minqing_chassis.http.app import build_app
from minqing_chassis.http.policy_route import policy_route
from minqing_chassis.http.route import Route
from minqing_chassis.http.texts import Table
from notify.adapters.policies import describe
from notify.bootstrap import VERSION, Parts
from notify.entrypoints.errands import PRESS_STATUSES, ErrandDoor
from notify.entrypoints.figures.routes import FigureDoor
from notify.entrypoints.follow_ups.doors import follow_up_routes
from notify.entrypoints.notices import NoticeDoor
from notify.entrypoints.subscriptions import SubscriptionDoor
from notify.entrypoints.text_drafts import TextDraftDoor
from notify.entrypoints.texts import TextDoor


def build_door(parts: Parts) -> Any:  # noqa: ANN401
    """Return the WSGI application of notify."""
    return build_app(
        routes_of(parts),
        title="民情 告知 Minqing notify",
        version=VERSION,
        verifier=parts.verifier,
        texts=problem_texts(),
        health=parts.health,
        metrics=parts.metrics,
        statuses=PRESS_STATUSES,
    )


def routes_of(parts: Parts) -> list[Route]:
    """Return every row of the table."""
    return [
        *NoticeDoor(parts).routes(),
        *follow_up_routes(parts),
        *FigureDoor(parts).routes(),
        *ErrandDoor(parts).routes(),
        *TextDoor(parts).routes(),
        *TextDraftDoor(parts).routes(),
        *SubscriptionDoor(parts).routes(),
        policy_route(parts.policies, describe, parts.clock),
    ]


def problem_texts() -> Table:
    """Return what a refused caller reads: code -> language -> text."""
    return _texts("notify.entrypoints") | _texts("notify.entrypoints.follow_ups")


def _texts(package: str) -> dict[str, Any]:
    source = files(package).joinpath("texts.json")
    table: dict[str, Any] = json.loads(source.read_text("utf-8"))
    return table
