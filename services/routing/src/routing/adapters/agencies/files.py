"""The directory of agencies as files: one YAML file for each, strictly read."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields, validate

from minqing_chassis.calendars import Day
from minqing_chassis.configuration import ConfigurationError, load_checked
from minqing_contracts.moments import Moment
from routing.domain.agencies.checking import faults
from routing.domain.agencies.directory import (
    Agency,
    Directory,
    Grant,
    Key,
    Kind,
    Level,
    TakenOver,
)
from routing.domain.handover.forms import Form
from routing.domain.rule import ANYTHING

AGENCY_ID = validate.Regexp(
    r"[a-z][a-z0-9-]{1,62}\Z", error="must be small letters, digits and hyphens"
)
PREFIX = validate.Regexp(
    r"[A-Z][A-Z0-9]{0,7}\Z", error="must be capital letters and digits, 8 at most"
)
EVERY = "all"
"""How a grant says that it lets through whatever the matter is about."""
UNIT = validate.Length(min=1, max=32)
NAME = validate.Length(min=1, max=100)


class Instant(Moment):
    """A moment, as YAML reads it or as text; one without an offset is refused."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> datetime:  # noqa: ANN401
        plain = value.isoformat() if isinstance(value, datetime) else value
        return super()._deserialize(plain, *args, **kwargs)


class _KeySchema(Schema):
    id = fields.String(required=True, validate=AGENCY_ID)
    public = fields.String(required=True, validate=validate.Length(max=64))
    valid_from = Day(required=True)
    valid_until = Day(load_default=None)
    revoked_at = Instant(load_default=None)


class _Categories(fields.List[str]):
    """`all`, or a list of codes and beginnings of codes that end in `*`."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> list[Any]:  # noqa: ANN401
        if value == EVERY:
            return [ANYTHING]
        return super()._deserialize(value, *args, **kwargs)


class _GrantSchema(Schema):
    sender = fields.String(required=True, data_key="from", validate=AGENCY_ID)
    forms = fields.List(fields.Enum(Form, by_value=True), required=True)
    categories = _Categories(fields.String(), load_default=lambda: [ANYTHING])


class _TakenOverSchema(Schema):
    agency = fields.String(required=True, validate=AGENCY_ID)
    since = Day(required=True)


class _AgencySchema(Schema):
    id = fields.String(required=True, validate=AGENCY_ID)
    name = fields.String(required=True, validate=NAME)
    kind = fields.Enum(Kind, by_value=True, load_default=Kind.GOVERNMENT)
    level = fields.Enum(Level, by_value=True, required=True)
    parent = fields.String(load_default=None, allow_none=True, validate=AGENCY_ID)
    keys = fields.List(fields.Nested(_KeySchema), required=True)
    grants = fields.List(fields.Nested(_GrantSchema), load_default=list)
    broker = fields.String(load_default=None, validate=validate.Length(max=400))
    contact = fields.String(load_default=None, validate=NAME)
    unit = fields.String(load_default=None, validate=UNIT)
    compares = fields.List(fields.String(validate=AGENCY_ID), load_default=list)
    receipts = fields.List(fields.String(validate=PREFIX), load_default=list)
    division = fields.String(load_default=None, allow_none=True)
    took_over = fields.List(fields.Nested(_TakenOverSchema), load_default=list)


def load_agencies(folder: Path, day: date) -> Directory:
    """Return the directory that a folder's `*.yml` files tell.

    Raises ConfigurationError that names every file, line or field that is wrong, and
    what does not fit together on that day.
    """
    agencies, wrong = [], []
    for path in sorted(folder.glob("*.yml")):
        try:
            agencies.append(_read(path))
        except ConfigurationError as error:
            wrong.append(str(error))
    if not agencies and not wrong:
        raise ConfigurationError(f"{folder} holds no agency (*.yml)")
    # With a file unread, what names its agency would be blamed for it.
    if not wrong:
        wrong = [
            f"{each.agency_id}: {each.field}: {each.why}"
            for each in faults(agencies, day)
        ]
    if wrong:
        raise ConfigurationError("\n".join(wrong))
    return Directory(agencies)


def _read(path: Path) -> Agency:
    said: Mapping[str, Any] = load_checked(path, _AgencySchema())
    if said["id"] != path.stem:
        raise ConfigurationError(f"mend {path}: id: must be the file's name")
    return Agency(
        agency_id=said["id"],
        name=said["name"],
        kind=said["kind"],
        level=said["level"],
        parent=said["parent"],
        keys=tuple(_key(each) for each in said["keys"]),
        grants=tuple(
            Grant(
                sender=each["sender"],
                forms=frozenset(each["forms"]),
                categories=tuple(each["categories"]),
            )
            for each in said["grants"]
        ),
        broker=said["broker"],
        contact=said["contact"],
        unit=said["unit"],
        compares=tuple(said["compares"]),
        receipts=tuple(said["receipts"]),
        division=said["division"],
        took_over=tuple(
            TakenOver(agency_id=each["agency"], since=each["since"])
            for each in said["took_over"]
        ),
    )


def _key(said: Mapping[str, Any]) -> Key:
    return Key(
        key_id=said["id"],
        public=said["public"],
        valid_from=said["valid_from"],
        valid_until=said["valid_until"],
        revoked_at=said["revoked_at"],
    )
