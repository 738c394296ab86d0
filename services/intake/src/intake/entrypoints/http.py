"""Intake's HTTP door: every row of its table."""

import json
from importlib.resources import files

import falcon

from intake.bootstrap import VERSION, Parts
from intake.domain.errors import TooManyTries
from intake.entrypoints import categories
from intake.entrypoints.channels import courtyard, device, petition
from intake.entrypoints.door import Door
from intake.entrypoints.merging import MergingDoor
from intake.entrypoints.petitions import PetitionDoor
from intake.entrypoints.repeating import RepeatDoor
from intake.entrypoints.similar import SimilarDoor
from minqing_chassis.http.app import build_app
from minqing_chassis.http.auth import Verifier
from minqing_chassis.http.route import Route


def routes(parts: Parts) -> list[Route]:
    """Return the whole table; a new channel adds its rows here."""
    return [
        *petition.routes(parts),
        *courtyard.routes(parts),
        *device.routes(parts),
        *PetitionDoor(parts).routes(),
        *SimilarDoor(parts).routes(),
        *MergingDoor(parts).routes(),
        *RepeatDoor(parts).routes(),
        *Door(parts).routes(),
        *categories.routes(parts),
    ]


def build(parts: Parts) -> falcon.App[falcon.Request, falcon.Response]:
    """Return the application."""
    settings = parts.settings
    texts = files("intake.entrypoints").joinpath("texts.json").read_text("utf-8")
    return build_app(
        routes(parts),
        title="民情 收件 Minqing intake",
        version=VERSION,
        verifier=Verifier(
            settings.jwt_public_key_file.read_bytes(), issuer=settings.agency
        ),
        texts=json.loads(texts),
        statuses={TooManyTries: 429},
        health=parts.health,
        metrics=parts.metrics,
    )
