"""Sections as data: read from YAML, said through the bus; doing it again is safe."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from marshmallow import Schema, fields, validate

from minqing_chassis.calendars import Day
from minqing_chassis.configuration import load_checked
from minqing_kernel.errors import DomainError
from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Cause
from registry.application.archive.commands import DefineSection
from registry.domain.archive.section import SECTION_CODE, SectionDefinition
from registry.entrypoints.archive.schemas import SectionBody, spec_of
from registry.entrypoints.loading import BadFile, Bus

ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""When a file is only tried, it does not matter when it is defined."""


class SectionEntry(SectionBody):
    """One section, or its next edition."""

    code = fields.String(
        required=True, validate=validate.Regexp(SECTION_CODE, error="bad-code")
    )
    valid_from = Day(required=True)


class SectionFile(Schema):
    """The whole file; the editions of a section stand in the order of their days."""

    sections = fields.List(
        fields.Nested(SectionEntry), required=True, validate=validate.Length(min=1)
    )


def read_sections(path: Path) -> Sequence[DefineSection]:
    """Return what a file defines, tried in memory; no database is needed.

    Raises ConfigurationError, which names line and field, and BadFile.
    """
    commands = [
        _command(each) for each in load_checked(path, SectionFile())["sections"]
    ]
    tried: dict[str, SectionDefinition] = {}
    for command in commands:
        definition = tried.setdefault(
            command.section, SectionDefinition(code=command.section)
        )
        try:
            definition.define(command.spec, at=ANY_TIME)
        except DomainError as error:
            raise _bad(command.section, error) from error
    return commands


def load_sections(path: Path, bus: Bus) -> int:
    """Define every section of a file; return how many editions it has."""
    commands = read_sections(path)
    cause = Cause(correlation_id=new_id())
    for command in commands:
        try:
            bus.handle(command, cause)
        except DomainError as error:
            raise _bad(command.section, error) from error
    return len(commands)


def _command(said: dict[str, Any]) -> DefineSection:
    try:
        spec = spec_of(said)
    except DomainError as error:
        raise _bad(said["code"], error) from error
    return DefineSection(actor=SYSTEM, section=said["code"], spec=spec)


def _bad(code: str, error: DomainError) -> BadFile:
    wrong = ", ".join(f"{path}: {why}" for path, why in error.fields.items())
    return BadFile(f"section {code}: {error.code} {wrong}".rstrip())
