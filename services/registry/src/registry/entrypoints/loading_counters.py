"""Service counters as data: what they do, when they are open, what they claim."""

from collections.abc import Callable, Iterator, Mapping
from datetime import time
from functools import partial
from typing import Any

from marshmallow import Schema, fields, validate

from minqing_kernel.messages import SYSTEM, Command
from registry.application.counters.commands import (
    RecordClaimed,
    RecordHours,
    RecordItem,
)
from registry.domain.counters.hours import Claimed, Span
from registry.domain.counters.item import ItemProfile
from registry.entrypoints.counters.schemas import A_TIME

Said = tuple[str, Callable[[], Command]]


class ClaimedEntry(Schema):
    """What a station says of itself, and where."""

    windows = fields.Integer(load_default=None)
    items = fields.Integer(load_default=None)
    source = fields.String(required=True)


class HoursEntry(Schema):
    """From when to when on which days of the week."""

    days = fields.List(fields.Integer(), required=True)
    opens = fields.String(required=True, validate=A_TIME)
    closes = fields.String(required=True, validate=A_TIME)


class ItemsEntry(Schema):
    """The items of one class: each item's id, and its name."""

    category = fields.String(data_key="class", required=True)
    names = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        data_key="items",
        required=True,
        validate=validate.Length(min=1),
    )


class CounterEntry(Schema):
    """One station or window."""

    organisation_id = fields.String(data_key="of", required=True)
    claimed = fields.Nested(ClaimedEntry, load_default=None)
    hours = fields.List(fields.Nested(HoursEntry), load_default=None)
    catalogue = fields.List(fields.Nested(ItemsEntry), load_default=list)


def counter_commands(entry: Mapping[str, Any]) -> Iterator[Said]:
    """Yield a name and a maker for each command of one counter."""
    place = entry["organisation_id"]
    if entry["claimed"] is not None:
        yield f"claim of {place}", lambda: _claimed(place, entry["claimed"])
    if entry["hours"] is not None:
        yield f"hours of {place}", lambda: _hours(place, entry["hours"])
    for group in entry["catalogue"]:
        for item_id, name in group["names"].items():
            said = partial(_item, place, item_id, name, group["category"])
            yield f"item {item_id}", said


def _claimed(place: str, said: dict[str, Any]) -> Command:
    return RecordClaimed(actor=SYSTEM, claimed=Claimed(organisation_id=place, **said))


def _hours(place: str, said: list[dict[str, Any]]) -> Command:
    spans = tuple(
        Span(
            weekday=day,
            opens=time.fromisoformat(each["opens"]),
            closes=time.fromisoformat(each["closes"]),
        )
        for each in said
        for day in each["days"]
    )
    return RecordHours(actor=SYSTEM, organisation_id=place, spans=spans)


def _item(place: str, item_id: str, name: str, category: str) -> Command:
    profile = ItemProfile(name=name, category=category, organisation_id=place)
    return RecordItem(actor=SYSTEM, item_id=item_id, profile=profile)
