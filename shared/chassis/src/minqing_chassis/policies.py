"""A place's rules: a dated YAML file, and the edition that is in force at a moment.

One file (`POLICY_FILE`) serves every service; each reads a section of its own:

    code: laocheng
    title: 安康市汉滨区 老城办事处
    editions:
      - valid_from: 2022-05-01
        routing: {…}
        intake: {…}
        notify: {…}
        registry: {…}

An edition holds from its day on until the next begins, whole: nothing is handed down
from the one before. What it leaves out, and all before the first, is the statute's.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Generic, TypeVar

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from minqing_chassis.calendars import Day
from minqing_chassis.configuration import load_checked
from minqing_kernel.working_time import local_day

P = TypeVar("P")
Q = TypeVar("Q")

SECTIONS = ("registry", "routing", "intake", "notify")
"""The services that read a policy file."""


@dataclass(frozen=True, kw_only=True)
class Edition(Generic[P]):
    """The rules from a day on."""

    valid_from: date
    policy: P
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class PolicyBook(Generic[P]):
    """All editions of a place's rules, the earliest first.

    `statute` is what holds before the first.
    """

    code: str
    title: str
    statute: P
    editions: tuple[Edition[P], ...] = ()

    def at(self, moment: datetime) -> P:
        """Return the rules in force at that moment, by the day in China."""
        day, found = local_day(moment), self.statute
        for edition in self.editions:
            if edition.valid_from <= day:
                found = edition.policy
        return found

    def part(self, select: Callable[[P], Q]) -> "PolicyBook[Q]":
        """Return the same editions of a part of the rules."""
        return PolicyBook(
            code=self.code,
            title=self.title,
            statute=select(self.statute),
            editions=tuple(
                Edition(
                    valid_from=each.valid_from,
                    policy=select(each.policy),
                    note=each.note,
                )
                for each in self.editions
            ),
        )


def read_policies(
    path: Path | None,
    section: str,
    schema: Schema,
    build: Callable[[str, Mapping[str, Any]], P],
    statute: P,
) -> PolicyBook[P]:
    """Read one service's section of every edition; without a file the statute holds.

    `build` makes the rules of a name such as `laocheng@2022-05-01` and of what the
    schema loaded. Raises ConfigurationError, which names the file, line and field.
    """
    if path is None:
        return PolicyBook(code="statute", title="", statute=statute)
    said = load_checked(path, _file_schema(section, schema))
    editions = [
        Edition(
            valid_from=each["valid_from"],
            note=each["note"],
            policy=build(f"{said['code']}@{each['valid_from']}", each[section]),
        )
        for each in sorted(said["editions"], key=lambda each: str(each["valid_from"]))
    ]
    return PolicyBook(
        code=said["code"],
        title=said["title"],
        statute=statute,
        editions=tuple(editions),
    )


def _file_schema(section: str, schema: Schema) -> Schema:
    sections: dict[str, fields.Field[Any]] = {
        name: fields.Dict(keys=fields.String()) for name in SECTIONS
    }
    nothing = lambda: schema.load({})  # noqa: E731
    sections[section] = fields.Nested(schema, load_default=nothing)
    edition = Schema.from_dict(
        {
            "valid_from": Day(required=True),
            "note": fields.String(load_default=""),
            **sections,
        },
        name="EditionSchema",
    )
    return _FileSchema.from_dict(
        {
            "editions": fields.List(
                fields.Nested(edition), required=True, validate=validate.Length(min=1)
            )
        },
        name="PolicyFileSchema",
    )()


class _FileSchema(Schema):
    code = fields.String(
        required=True, validate=validate.Regexp(r"[a-z][a-z0-9-]{0,31}\Z")
    )
    title = fields.String(required=True, validate=validate.Length(min=1))

    @validates_schema
    def has_one_edition_a_day(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two editions that begin on one day."""
        begun = [each["valid_from"] for each in said["editions"]]
        for number, day in enumerate(begun):
            if day in begun[:number]:
                why = {"valid_from": [f"another edition begins on {day}"]}
                raise ValidationError({"editions": {number: why}})
