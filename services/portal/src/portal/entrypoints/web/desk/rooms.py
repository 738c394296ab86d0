"""What the pages of the rooms share: an act, its fields, and when it is offered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from marshmallow import Schema, fields, validate

from minqing_kernel.messages import Role
from portal.entrypoints.web.desk.schemas import NoForm

Said = dict[str, Any]
HANDLING: Final = frozenset({Role.HANDLER, Role.SUPERVISOR})
"""Who handles cases: routing's own list of who leads mediations."""


@dataclass(frozen=True, kw_only=True)
class RoomAct:
    """One thing to do: in which states, by whom, with which fields.

    `fields` are name and kind: line, area, date, yes, number, or a choice of words.
    """

    states: frozenset[str]
    form: type[Schema] = NoForm
    fields: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    roles: frozenset[Role] = HANDLING
    body: Callable[[Said], Said | None] = lambda said: plain(said) or None


def plain(said: Said) -> Said:
    """Return what a form says as it goes over the wire: days as they are written."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
        if value is not None
    }


def day() -> fields.Date:
    """Return a field that says a day."""
    fault = "fault.day"
    messages: dict[str, Any] = {"required": fault, "invalid": fault, "null": fault}
    return fields.Date(required=True, error_messages=messages)


def yes() -> fields.Boolean:
    """Return a box that is ticked or not."""
    return fields.Boolean(load_default=False)


def number(most: int = 1_000_000_000) -> fields.Integer:
    """Return a field that says how many, from 0 on."""
    fault = "fault.number"
    return fields.Integer(
        required=True,
        validate=validate.Range(0, most, error=fault),
        error_messages={"required": fault, "invalid": fault, "null": fault},
    )


def offered(acts: Mapping[str, RoomAct], state: str, role: Role) -> dict[str, RoomAct]:
    """Return what may be done now by somebody of a role."""
    return {
        name: act
        for name, act in acts.items()
        if state in act.states and role in act.roles
    }
