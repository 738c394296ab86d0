"""Intake's HTTP door: every row of its table."""

import json
from importlib.resources import files
from typing import Any

import falcon

from intake import VERSION
from intake.adapters.policies import describe
from intake.bootstrap import Parts
from intake.domain.errors import TooManyPresses, TooManyTries
from intake.entrypoints import categories, code_checks, titles
from intake.entrypoints.arrivals import ArrivalDoor
from intake.entrypoints.arrivals_seen import SeenArrivalDoor
from intake.entrypoints.booking import BookingDoor
from intake.entrypoints.booking_day import BookingDayDoor
from intake.entrypoints.callers import CallerDoor
from intake.entrypoints.calls import CallDoor
from intake.entrypoints.category_lists import CategoryListDoor
from intake.entrypoints.channels import (
    courtyard,
    device,
    hotline,
    instruction,
    letter,
    petition,
    thanks,
    window,
)
from intake.entrypoints.channels.informer import InformerDoor
from intake.entrypoints.conduct import ConductDoor
from intake.entrypoints.consenting import ConsentDoor
from intake.entrypoints.data_request_desk import DataRequestDesk
from intake.entrypoints.data_requests import DataRequestDoor
from intake.entrypoints.door import Door
from intake.entrypoints.groups import GroupDoor
from intake.entrypoints.guides import GuideDoor
from intake.entrypoints.informer_reports_seen import InformerReportDoor
from intake.entrypoints.informers import InformerListDoor
from intake.entrypoints.mappings import MappingDoor
from intake.entrypoints.merging import MergingDoor
from intake.entrypoints.nearby import NearbyDoor
from intake.entrypoints.own_data import OwnDataDoor
from intake.entrypoints.petitions import PetitionDoor
from intake.entrypoints.pictures import PictureDoor
from intake.entrypoints.publishing import PublicDoors
from intake.entrypoints.quarters import QuarterDoor
from intake.entrypoints.refusal_words import (
    PATHS,
    REFUSALS,
)
from intake.entrypoints.repeating import RepeatDoor
from intake.entrypoints.reviewing import ReviewingDoor
from intake.entrypoints.searching import SearchDoor
from intake.entrypoints.similar import SimilarDoor
from intake.entrypoints.splitting import SplittingDoor
from intake.entrypoints.withdrawing import WithdrawingDoor
from minqing_chassis.http.app import build_app
from minqing_chassis.http.auth import Verifier
from minqing_chassis.http.policy_route import policy_route
from minqing_chassis.http.route import Route
from minqing_chassis.http.texts import Table


def routes(parts: Parts) -> list[Route]:
    """Return the whole table; a new channel adds its rows here."""
    return [
        *petition.routes(parts),
        *courtyard.routes(parts),
        *device.routes(parts),
        *window.routes(parts),
        *hotline.routes(parts),
        *letter.routes(parts),
        *instruction.routes(parts),
        *thanks.routes(parts),
        *InformerDoor(parts).routes(),
        *InformerListDoor(parts).routes(),
        *InformerReportDoor(parts).routes(),
        *ArrivalDoor(parts).routes(),
        *SeenArrivalDoor(parts).routes(),
        *ConductDoor(parts).routes(),
        *QuarterDoor(parts).routes(),
        *PublicDoors(parts).routes(),
        *BookingDoor(parts).routes(),
        *BookingDayDoor(parts).routes(),
        *GroupDoor(parts).routes(),
        *PetitionDoor(parts).routes(),
        *titles.routes(parts),
        *code_checks.routes(parts),
        *SimilarDoor(parts).routes(),
        *CallerDoor(parts).routes(),
        *SearchDoor(parts).routes(),
        *CallDoor(parts).routes(),
        *GuideDoor(parts).routes(),
        *NearbyDoor(parts).routes(),
        *MergingDoor(parts).routes(),
        *SplittingDoor(parts).routes(),
        *WithdrawingDoor(parts).routes(),
        *ConsentDoor(parts).routes(),
        *ReviewingDoor(parts).routes(),
        *OwnDataDoor(parts).routes(),
        *DataRequestDoor(parts).routes(),
        *DataRequestDesk(parts).routes(),
        *PictureDoor(parts).routes(),
        *RepeatDoor(parts).routes(),
        *Door(parts).routes(),
        *categories.routes(parts),
        *MappingDoor(parts).routes(),
        *CategoryListDoor(parts).routes(),
        policy_route(parts.policies, describe, parts.clock),
    ]


def build(parts: Parts) -> falcon.App[falcon.Request, falcon.Response]:
    """Return the application."""
    settings = parts.settings
    return build_app(
        routes(parts),
        title="民情 受理 Minqing intake",
        version=VERSION,
        verifier=Verifier(
            settings.jwt_public_key_file.read_bytes(), issuer=settings.agency
        ),
        texts=problem_texts(),
        statuses={TooManyTries: 429, TooManyPresses: 429},
        health=parts.health,
        metrics=parts.metrics,
    )


def problem_texts() -> Table:
    """Return what a refused caller reads: code -> language -> text."""
    source = files("intake.entrypoints").joinpath("texts.json")
    table: dict[str, Any] = json.loads(source.read_text("utf-8"))
    choices = [*REFUSALS.items(), *PATHS.items()]
    return table | {f"choice.{each}": words for each, words in choices}
