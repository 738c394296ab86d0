"""The HTTP door: the table of routes, and the app made of it."""

import json
from importlib.resources import files
from typing import Any

from minqing_chassis.http.app import build_app
from minqing_chassis.http.policy_route import policy_route
from minqing_chassis.http.texts import Table
from minqing_chassis.policies import PolicyBook
from routing import VERSION
from routing.adapters.policies import describe, load_policies
from routing.bootstrap import Parts
from routing.domain.policy import RoutingPolicy
from routing.entrypoints.calendar_routes import calendar_routes
from routing.entrypoints.case_routes import case_routes
from routing.entrypoints.handovers.routes import handover_routes
from routing.entrypoints.held_routes import held_routes
from routing.entrypoints.policy_routes import change_routes
from routing.entrypoints.rooms.doors import ROOM_STATUSES, room_routes
from routing.entrypoints.rule_routes import rule_routes
from routing.entrypoints.same.routes import same_routes
from routing.entrypoints.statements.routes import statement_routes
from routing.entrypoints.steering_routes import steering_routes
from routing.entrypoints.tally_routes import tally_routes


def build_door(parts: Parts) -> Any:  # noqa: ANN401
    """Return the WSGI application of routing."""
    return build_app(
        [
            *case_routes(parts),
            *steering_routes(parts),
            *rule_routes(parts),
            *held_routes(parts),
            *tally_routes(parts),
            *room_routes(parts),
            *handover_routes(parts),
            policy_route(_book(parts), describe, parts.clock),
            *change_routes(parts),
            *calendar_routes(parts),
            *statement_routes(parts),
            *same_routes(parts),
        ],
        title="民情 派单 Minqing routing",
        version=VERSION,
        verifier=parts.verifier,
        texts=problem_texts(),
        statuses=ROOM_STATUSES,
        health=parts.health,
        metrics=parts.metrics,
    )


def _book(parts: Parts) -> PolicyBook[RoutingPolicy]:
    return load_policies(parts.settings.policy_file)


def problem_texts() -> Table:
    """Return what a refused caller reads: code -> language -> text."""
    table: dict[str, Any] = {}
    for folder in (
        "routing.entrypoints",
        "routing.entrypoints.rooms",
        "routing.entrypoints.handovers",
    ):
        source = files(folder).joinpath("texts.json")
        table |= json.loads(source.read_text("utf-8"))
    return table
