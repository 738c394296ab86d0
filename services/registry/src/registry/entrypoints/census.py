"""A census from a file of JSON lines, said through the bus, many lines at once.

Each line is an object of one key, which names what it speaks of: `{"household": {…}}`.
What a line refers to stands in a line before it. Loading a file again changes nothing,
and a file whose loading was broken off is simply loaded again.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields

from minqing_kernel.errors import DomainError
from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Cause
from registry.application.archive.commands import EditSection, RecordTenancy
from registry.application.census.commands import TakeCensus
from registry.application.commands import (
    RecordHousehold,
    RecordResident,
    RegistryCommand,
)
from registry.application.firms.commands import RecordFirm
from registry.application.lives.commands import AppointHouseholdHead
from registry.application.premises.commands import RecordPremises
from registry.domain.archive.section import SubjectKind
from registry.domain.archive.tenancy import TenancyProfile
from registry.domain.firms.firm import FirmKind, FirmProfile
from registry.domain.premises.premises import PremisesProfile
from registry.domain.profiles import HouseholdProfile
from registry.entrypoints.loading import BadFile, Bus, PremisesEntry

AT_ONCE: Final = 600
"""Lines of one kind that are carried out in one transaction."""


class HouseholdLine(Schema):
    """One household, behind a door."""

    id = fields.UUID(required=True)
    organisation_id = fields.String(required=True, data_key="organisation")
    grid_id = fields.String(data_key="grid", load_default=None, allow_none=True)
    address = fields.String(required=True)
    premises_id = fields.String(data_key="premises", load_default=None, allow_none=True)


class ResidentLine(Schema):
    """One resident."""

    id = fields.UUID(required=True)
    organisation_id = fields.String(required=True, data_key="organisation")
    household_id = fields.UUID(data_key="household", load_default=None, allow_none=True)
    registered_division = fields.String(load_default=None, allow_none=True)
    name = fields.String(required=True)
    identity_number = fields.String(load_default=None, allow_none=True)
    telephone = fields.String(load_default=None, allow_none=True)
    registered_address = fields.String(load_default=None, allow_none=True)
    readmit = fields.Boolean(load_default=False)


class HeadLine(Schema):
    """Who heads a household (户主), if nobody does yet."""

    household_id = fields.UUID(required=True, data_key="household")
    resident_id = fields.UUID(required=True, data_key="resident")


class TenancyLine(Schema):
    """Which household rents from which resident."""

    id = fields.UUID(required=True)
    household_id = fields.UUID(required=True, data_key="household")
    owner_id = fields.UUID(required=True, data_key="owner")
    since = fields.Date(required=True)
    until = fields.Date(load_default=None, allow_none=True)


class FirmLine(Schema):
    """One firm."""

    id = fields.UUID(required=True)
    kind = fields.Enum(FirmKind, by_value=True, required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True, data_key="organisation")
    address = fields.String(required=True)
    credit_code = fields.String(load_default=None, allow_none=True)
    premises_id = fields.String(data_key="premises", load_default=None, allow_none=True)


class SectionLine(Schema):
    """What stands in one section of a resident's file, if nothing stood there."""

    id = fields.UUID(required=True)
    section = fields.String(required=True)
    values = fields.Dict(keys=fields.String(), required=True)


def load_census(path: Path, bus: Bus) -> Mapping[str, int]:
    """Say everything in the file; return how many lines of each kind it has.

    Raises BadFile, which names the line, for what cannot be read, and names the first
    of the lines that were tried together where one of them is refused.
    """
    counts: dict[str, int] = {}
    cause = Cause(correlation_id=new_id())
    for first, kind, said in _groups(path):
        try:
            bus.handle(TakeCensus(actor=SYSTEM, said=said), cause)
        except DomainError as error:
            tried = f"{first} to {first + len(said) - 1}"
            raise _refused(path, tried, error) from error
        counts[kind] = counts.get(kind, 0) + len(said)
    return counts


def _groups(path: Path) -> Iterator[tuple[int, str, list[RegistryCommand]]]:
    """Yield runs of lines of one kind, none too long, each with where it begins."""
    first, last, run = 0, "", list[RegistryCommand]()
    for number, kind, command in _lines(path):
        if run and (kind != last or len(run) == AT_ONCE):
            yield first, last, run
            run = []
        if not run:
            first, last = number, kind
        run.append(command)
    if run:
        yield first, last, run


def _lines(path: Path) -> Iterator[tuple[int, str, RegistryCommand]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                yield number, *_read(path, number, text)
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{path.name} cannot be read: {error}") from error


def _read(path: Path, number: int, text: str) -> tuple[str, RegistryCommand]:
    try:
        [(kind, said)] = json.loads(text).items()
        schema, command = KINDS[kind]
        return kind, command(schema.load(said))
    except ValidationError as error:
        raise BadFile(f"{path.name}, line {number}: {error.messages}") from error
    except DomainError as error:
        raise _refused(path, str(number), error) from error
    except (ValueError, KeyError, AttributeError):
        raise BadFile(f"{path.name}, line {number}: no line of a census") from None


def _refused(path: Path, where: str, error: DomainError) -> BadFile:
    wrong = ", ".join(f"{field}: {code}" for field, code in error.fields.items())
    return BadFile(f"{path.name}, line {where}: {error.code} {wrong}".rstrip())


def _premises(said: dict[str, Any]) -> RegistryCommand:
    return RecordPremises(
        actor=SYSTEM, premises_id=said.pop("id"), profile=PremisesProfile(**said)
    )


def _household(said: dict[str, Any]) -> RegistryCommand:
    return RecordHousehold(
        actor=SYSTEM, household_id=said.pop("id"), profile=HouseholdProfile(**said)
    )


def _resident(said: dict[str, Any]) -> RegistryCommand:
    return RecordResident(actor=SYSTEM, resident_id=said.pop("id"), **said)


def _head(said: dict[str, Any]) -> RegistryCommand:
    return AppointHouseholdHead(actor=SYSTEM, **said)


def _tenancy(said: dict[str, Any]) -> RegistryCommand:
    return RecordTenancy(
        actor=SYSTEM, tenancy_id=said.pop("id"), profile=TenancyProfile(**said)
    )


def _firm(said: dict[str, Any]) -> RegistryCommand:
    return RecordFirm(actor=SYSTEM, firm_id=said.pop("id"), profile=FirmProfile(**said))


def _section(said: dict[str, Any]) -> RegistryCommand:
    return EditSection(
        actor=SYSTEM,
        subject=SubjectKind.RESIDENT,
        subject_id=said["id"],
        section=said["section"],
        values=said["values"],
        seen=0,
    )


Make = Callable[[dict[str, Any]], RegistryCommand]
KINDS: Final[Mapping[str, tuple[Schema, Make]]] = {
    "premises": (PremisesEntry(), _premises),
    "household": (HouseholdLine(), _household),
    "resident": (ResidentLine(), _resident),
    "head": (HeadLine(), _head),
    "tenancy": (TenancyLine(), _tenancy),
    "firm": (FirmLine(), _firm),
    "section": (SectionLine(), _section),
}
