"""Replies hold what services hold."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest

from minqing_chassis.http.writing import write_json

pytestmark = pytest.mark.unit


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class View:
    id: UUID
    at: datetime
    tags: tuple[str, ...]


def test_everything_a_view_holds_can_be_said():
    view = View(UUID(int=1), datetime(2026, 1, 31, 9, tzinfo=UTC), ("a", "b"))
    said = {
        "view": view,
        "day": date(2026, 1, 31),
        "hour": time(9),
        "money": Decimal("1.5"),
        "colour": Colour.RED,
        "set": {2, 1},
        "words": "路灯",
    }
    assert json.loads(write_json(said)) == {
        "view": {
            "id": "00000000-0000-0000-0000-000000000001",
            "at": "2026-01-31T09:00:00+00:00",
            "tags": ["a", "b"],
        },
        "day": "2026-01-31",
        "hour": "09:00:00",
        "money": 1.5,
        "colour": "red",
        "set": [1, 2],
        "words": "路灯",
    }


def test_chinese_goes_out_as_utf_8():
    assert write_json("路灯") == '"路灯"'.encode()


@pytest.mark.parametrize("unsayable", [object(), View, b"bytes"])
def test_what_json_cannot_say_is_an_error(unsayable):
    with pytest.raises(TypeError):
        write_json([unsayable])


def test_an_endless_number_is_an_error():
    with pytest.raises(ValueError, match="JSON"):
        write_json(float("nan"))
