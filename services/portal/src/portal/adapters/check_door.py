"""Registry's door for spot checks (抽查): what is drawn, and what was found."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply


def _maybe() -> fields.String:
    return fields.String(load_default=None, allow_none=True)


class DrawReply(Reply):
    """A draw: `size` of `population`, and what was found of those `checked`."""

    draw_id = fields.UUID(required=True)
    title = fields.String(required=True)
    basis = fields.String(load_default="")
    organisation_id = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)
    due_on = fields.Date(required=True)
    drawn_by = fields.String(required=True)
    drawn_at = fields.AwareDateTime(required=True)
    population = fields.Integer(required=True)
    size = fields.Integer(required=True)
    checked = fields.Integer(required=True)
    confirmed = fields.Integer(required=True)
    differs = fields.Integer(required=True)
    not_found = fields.Integer(required=True)
    confirmed_rate = _maybe()


class DrawsReply(Reply):
    """The draws of a place and below, the latest period first."""

    items = fields.List(fields.Nested(DrawReply), required=True)


class FoundReply(Reply):
    """What a check found."""

    found = fields.String(required=True)
    means = fields.String(required=True)
    checked_on = fields.Date(required=True)
    differs_in = fields.List(fields.String(), load_default=list)
    by = fields.String(required=True)


class FrozenReply(Reply):
    """What was said of a visit when lots were drawn, but its words."""

    kind = fields.String(required=True)
    held_at = fields.AwareDateTime(required=True)
    units = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)


class CheckReply(Reply):
    """One drawn visit, as it stood."""

    visit_id = fields.UUID(required=True)
    rank = fields.Integer(required=True)
    changed = fields.Boolean(load_default=False)
    facts = fields.Nested(FrozenReply, required=True)
    digest = fields.String(required=True)
    checker_id = _maybe()
    findings = fields.List(fields.Nested(FoundReply), load_default=list)


class WholeDrawReply(Reply):
    """A draw with all that is needed to draw the lots again."""

    draw = fields.Nested(DrawReply, required=True)
    seed = fields.String(required=True)
    population_digest = fields.String(required=True)
    algorithm = fields.String(required=True)
    checks = fields.List(fields.Nested(CheckReply), required=True)


class DebtReply(Reply):
    """How many checks somebody has yet to make; nobody: none may."""

    checker_id = _maybe()
    open = fields.Integer(required=True)
    overdue = fields.Integer(load_default=0)
    due_on = fields.Date(required=True)


class UndrawnReply(Reply):
    """A rule of whose last period nobody drew lots yet."""

    rule = fields.String(required=True)
    title = fields.String(required=True)
    since = fields.Date(required=True)
    until = fields.Date(required=True)


class DebtsReply(Reply):
    """Who has yet to check, and what nobody drew."""

    items = fields.List(fields.Nested(DebtReply), required=True)
    undrawn = fields.List(fields.Nested(UndrawnReply), required=True)


class CheckDoor:
    """Draws, their frozen visits, and what checks found."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def draws(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the draws of the asker's place and below."""
        told = self._door.read("/v1/check-draws", asker, DrawsReply, _place(asker))
        found: list[dict[str, Any]] = told["items"]
        return found

    def debts(self, asker: Asker) -> dict[str, Any]:
        """Return who has yet to check, and what nobody drew."""
        return self._door.read("/v1/check-debts", asker, DebtsReply, _place(asker))

    def one(self, asker: Asker, draw: UUID) -> dict[str, Any]:
        """Return a draw whole; raise Refused 404 for none."""
        return self._door.read(f"/v1/check-draws/{draw}", asker, WholeDrawReply)

    def draw(self, asker: Asker, draw: UUID, rule: str, since: str) -> None:
        """Draw lots for the asker's place; once a rule and period, twice is refused."""
        unit = asker.who.organisation_id
        said = {"rule": rule, "organisation_id": unit, "since": since}
        self._door.write(f"/v1/check-draws/{draw}", asker, said, "", method="PUT")

    def record(
        self, asker: Asker, draw: UUID, visit: UUID, said: Mapping[str, Any]
    ) -> None:
        """Say what a check found; registry decides who may."""
        path = f"/v1/check-draws/{draw}/visits/{visit}/finding"
        self._door.write(path, asker, said, "", method="PUT")


def _place(asker: Asker) -> dict[str, str]:
    return {"organisation": asker.who.organisation_id}
