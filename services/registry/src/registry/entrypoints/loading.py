"""Organisations, places, staff, counters as data: from YAML, said through the bus.

The file is a statement of how things are: loading it again changes nothing, and what
it does not mention stays as it is. Superiors stand before those under them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid5

import yaml
from marshmallow import Schema, ValidationError, fields, validate

from minqing_kernel.errors import DomainError
from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Cause, Command, Role
from registry.application.commands import (
    AppointHead,
    RecordDuty,
    RecordGrid,
    RecordOrganisation,
    RecordStaff,
)
from registry.application.cover.commands import ClaimPremises
from registry.application.premises.commands import RecordPremises
from registry.domain.persons import person_number
from registry.domain.premises.kinds import PremisesKind
from registry.domain.premises.premises import PremisesProfile
from registry.domain.profiles import (
    DutyKind,
    DutyProfile,
    GridProfile,
    OrganisationKind,
    OrganisationProfile,
    ScopeKind,
    StaffProfile,
)
from registry.entrypoints.loading_counters import CounterEntry, counter_commands
from registry.entrypoints.schemas import STAFF_ROLE_NAMES

LOADED_DUTIES = UUID("5d3b8a64-93f5-5b58-9e0c-2f6f3f0c7a11")
"""The namespace in which a duty's words in a file give its id."""


class BadFile(Exception):
    """The file cannot be read, or an entry in it is refused; the message says which."""


class Bus(Protocol):
    """Whatever carries a command out."""

    def handle(self, command: Command, cause: Cause) -> Any:  # noqa: ANN401
        """Run one command in a transaction of its own."""
        ...


class OrganisationEntry(Schema):
    """One organisation."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.Enum(OrganisationKind, by_value=True, required=True)
    parent_id = fields.String(data_key="parent", load_default=None, allow_none=True)
    division_code = fields.String(data_key="division", required=True)
    desk_address = fields.String(data_key="desk", load_default=None, allow_none=True)
    telephone = fields.String(load_default=None, allow_none=True)
    active = fields.Boolean(load_default=True)
    area_m2 = fields.Integer(load_default=None, allow_none=True)
    population = fields.Integer(load_default=None, allow_none=True)
    since = fields.Raw(load_default=None, allow_none=True)


class PremisesEntry(Schema):
    """One estate, courtyard, building, unit or door."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.Enum(PremisesKind, by_value=True, required=True)
    parent_id = fields.String(data_key="parent", load_default=None, allow_none=True)
    organisation_id = fields.String(data_key="organisation", required=True)
    active = fields.Boolean(load_default=True)


class GridEntry(Schema):
    """One grid; its head, from a day on, and what it covers may come with it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    level = fields.Integer(required=True)
    parent_id = fields.String(data_key="parent", load_default=None, allow_none=True)
    organisation_id = fields.String(data_key="organisation", required=True)
    active = fields.Boolean(load_default=True)
    head = fields.String(load_default=None, allow_none=True)
    head_since = fields.Raw(load_default=None, allow_none=True)
    claims = fields.List(fields.String(), load_default=None, allow_none=True)


class DutyEntry(Schema):
    """One duty of the member it stands with."""

    duty = fields.Enum(DutyKind, by_value=True, required=True)
    scope_kind = fields.Enum(ScopeKind, by_value=True, data_key="scope", required=True)
    scope_id = fields.String(data_key="of", required=True)
    since = fields.Raw(required=True)
    until = fields.Raw(load_default=None, allow_none=True)


class StaffEntry(Schema):
    """One member of staff, with duties."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(data_key="organisation", required=True)
    roles = fields.List(
        fields.String(validate=validate.OneOf(STAFF_ROLE_NAMES)), required=True
    )
    active = fields.Boolean(load_default=True)
    identity_number = fields.String(load_default=None)
    person_number = fields.String(load_default=None)
    duties = fields.List(fields.Nested(DutyEntry), load_default=list)


class RegisterFile(Schema):
    """The whole file."""

    organisations = fields.List(fields.Nested(OrganisationEntry), load_default=list)
    premises = fields.List(fields.Nested(PremisesEntry), load_default=list)
    staff = fields.List(fields.Nested(StaffEntry), load_default=list)
    grids = fields.List(fields.Nested(GridEntry), load_default=list)
    counters = fields.List(fields.Nested(CounterEntry), load_default=list)


def load_register(path: Path, bus: Bus) -> Mapping[str, int]:
    """Say everything in the file; return how many entries of each kind it has.

    Raises BadFile at the first entry that is refused.
    """
    data = _read(path)
    cause = Cause(correlation_id=new_id())
    for what, command in _commands(data):
        try:
            bus.handle(command(), cause)
        except DomainError as error:
            wrong = ", ".join(f"{path}: {code}" for path, code in error.fields.items())
            raise BadFile(f"{what}: {error.code} {wrong}".rstrip()) from error
    return {kind: len(entries) for kind, entries in data.items()}


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        document = yaml.safe_load(path.read_text("utf-8"))
        data: dict[str, list[dict[str, Any]]] = RegisterFile().load(
            {} if document is None else document
        )
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadFile(f"{path.name} cannot be read: {error}") from error
    except ValidationError as error:
        raise BadFile(f"{path.name}: {error.messages}") from error
    return data


def _commands(data: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield a name and a maker for each command, in an order in which each can hold."""
    for entry in data["organisations"]:
        yield f"organisation {entry['id']}", lambda e=entry: _organisation(e)
    for entry in data["premises"]:
        yield f"premises {entry['id']}", lambda e=entry: _premises(e)
    for entry in data["staff"]:
        yield f"staff {entry['id']}", lambda e=entry: _member(e)
    for entry in data["grids"]:
        yield from _grid_commands(entry)
    for entry in data["counters"]:
        yield from counter_commands(entry)
    for entry in data["staff"]:
        for duty in entry["duties"]:
            yield f"duty of {entry['id']}", lambda e=entry, d=duty: _duty(e, d)


def _grid_commands(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield f"grid {entry['id']}", lambda: _grid(entry)
    if entry["head"]:
        yield f"head of grid {entry['id']}", lambda: _head(entry)
    if entry["claims"] is not None:
        yield f"claims of grid {entry['id']}", lambda: _claims(entry)


def _organisation(entry: dict[str, Any]) -> Command:
    apart = {"id", "since", "telephone"}
    said = {key: each for key, each in entry.items() if key not in apart}
    return RecordOrganisation(
        actor=SYSTEM,
        organisation_id=entry["id"],
        telephone=entry["telephone"],
        since=None if entry["since"] is None else _day(entry["since"]),
        profile=OrganisationProfile(**said),
    )


def _premises(entry: dict[str, Any]) -> Command:
    said = {key: each for key, each in entry.items() if key != "id"}
    return RecordPremises(
        actor=SYSTEM, premises_id=entry["id"], profile=PremisesProfile(**said)
    )


def _member(entry: dict[str, Any]) -> Command:
    return RecordStaff(
        actor=SYSTEM,
        staff_id=entry["id"],
        number=person_number(dict(entry)),
        profile=StaffProfile(
            name=entry["name"],
            organisation_id=entry["organisation_id"],
            roles=frozenset(Role(role) for role in entry["roles"]),
            active=entry["active"],
        ),
    )


def _grid(entry: dict[str, Any]) -> Command:
    keys = ("name", "level", "parent_id", "organisation_id", "active")
    return RecordGrid(
        actor=SYSTEM,
        grid_id=entry["id"],
        profile=GridProfile(**{key: entry[key] for key in keys}),
    )


def _head(entry: dict[str, Any]) -> Command:
    return AppointHead(
        actor=SYSTEM,
        grid_id=entry["id"],
        staff_id=entry["head"],
        since=_day(entry["head_since"]),
    )


def _claims(entry: dict[str, Any]) -> Command:
    claimed = frozenset(entry["claims"])
    return ClaimPremises(actor=SYSTEM, grid_id=entry["id"], premises_ids=claimed)


def _duty(member: dict[str, Any], entry: dict[str, Any]) -> Command:
    words = [member["id"], entry["duty"], entry["scope_kind"], entry["scope_id"]]
    return RecordDuty(
        actor=SYSTEM,
        duty_id=uuid5(LOADED_DUTIES, "/".join([*words, str(entry["since"])])),
        profile=DutyProfile(
            staff_id=member["id"],
            duty=entry["duty"],
            scope_kind=entry["scope_kind"],
            scope_id=entry["scope_id"],
            since=_day(entry["since"]),
            until=None if entry["until"] is None else _day(entry["until"]),
        ),
    )


def _day(value: object) -> date:
    """Return a day; YAML reads an unquoted 2014-09-01 as one already."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise BadFile(f"{value!r} is not a day such as 2014-09-01") from None
