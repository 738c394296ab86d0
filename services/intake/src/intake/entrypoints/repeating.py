"""Repeat visits by HTTP: noting one, and counting 件 and 次."""

from typing import Any

from marshmallow import Schema, fields, validate

from intake.application.repeating import RepeatPetition, UnrepeatPetition
from intake.bootstrap import Parts
from intake.domain.authority import acts_for
from intake.domain.change import LONGEST_REASON
from intake.domain.errors import (
    BrokenPetition,
    NoRepeat,
    NotARepeat,
    OutsideScope,
    UnknownPetition,
)
from intake.entrypoints.deciding_schemas import (
    DecidedSchema,
)
from intake.entrypoints.petitions import DECIDERS
from intake.entrypoints.sight import Sight
from intake.entrypoints.spans import DayOrMoment, span_of
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.text import Unreadable

TAG = "诉求 Petitions"


class RepeatSchema(Schema):
    """The first petition about the matter, by its receipt number."""

    first = fields.String(required=True, validate=validate.Length(min=1, max=64))


class UnrepeatSchema(Schema):
    """Why it was no repeat visit after all."""

    reason = fields.String(required=True, validate=validate.Length(1, LONGEST_REASON))


class RepeatedSchema(Schema):
    """Which visit of the matter it is: the first repeat is 2."""

    receipt = fields.String(required=True)
    first = fields.String(required=True)
    visit = fields.Integer(required=True)


class VisitsQuerySchema(Schema):
    """The organisation with all below it, and the time: `until` is excluded."""

    organisation = fields.String(validate=validate.Regexp(r"^[A-Za-z0-9-]{2,32}\Z"))
    since = DayOrMoment(required=True)
    until = DayOrMoment(required=True)


class VisitsSchema(Schema):
    """Matters (件) and visits (次)."""

    matters = fields.Integer(required=True)
    visits = fields.Integer(required=True)
    repeats = fields.Integer(required=True)


class RepeatDoor:
    """Lets clerks note that somebody came again."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sight = Sight(parts)

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/repeat",
                operation=self.repeat_petition,
                summary="登记重复访 Note a repeat visit about the same matter",
                description=(
                    "同一人同一事项再次来访，由首访单位办理（首访督办）。"
                    "Who received the first visit receives this one too."
                ),
                roles=DECIDERS,
                body=RepeatSchema,
                replies={200: RepeatedSchema},
                errors=(UnknownPetition, OutsideScope, NotARepeat),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/unrepeat",
                operation=self.unrepeat_petition,
                summary="撤销重复访 Undo a wrong note of a repeat visit",
                description=(
                    "撤销后两件各自独立，其余各次编号不变。"
                    "Each stands for itself again; the other visits keep their numbers."
                ),
                roles=DECIDERS,
                body=UnrepeatSchema,
                replies={200: DecidedSchema},
                errors=(
                    UnknownPetition,
                    OutsideScope,
                    NoRepeat,
                    BrokenPetition,
                    Unreadable,
                ),
                tag=TAG,
            ),
            Route(
                method="GET",
                path="/v1/reports/visits",
                operation=self.count_visits,
                summary="件次统计 Matters and visits",
                roles=DECIDERS,
                query=VisitsQuerySchema,
                replies={200: VisitsSchema},
                errors=(OutsideScope,),
                tag="统计 Reports",
            ),
        ]

    def repeat_petition(self, request: Request) -> Reply:
        """Note a repeat visit."""
        actor = request.actor
        found = self._sight.seen_by(actor, request.params["receipt"])
        first = self._sight.petition(actor, request.body["first"])
        command = RepeatPetition(
            petition_id=found.petition_id,
            first_petition_id=first.petition_id,
            actor=actor,
        )
        repeated = self._parts.bus.handle(command, request.cause)
        told: dict[str, Any] = {"receipt": found.receipt, "first": first.receipt}
        return Reply({**told, "visit": repeated.visit})

    def unrepeat_petition(self, request: Request) -> Reply:
        """Undo a wrong note."""
        found = self._sight.seen_by(request.actor, request.params["receipt"])
        command = UnrepeatPetition(
            petition_id=found.petition_id,
            reason=request.body["reason"],
            actor=request.actor,
        )
        revision = self._parts.bus.handle(command, request.cause)
        told = {"receipt": found.receipt, "state": found.live_state}
        return Reply({**told, "revision": revision})

    def count_visits(self, request: Request) -> Reply:
        """Answer with 件 and 次 of what the caller's organisation is to see."""
        query, actor = request.query, request.actor
        tree = self._parts.reference.tree()
        top = query.get("organisation") or actor.organisation_id
        if top is None or not acts_for(actor, top, tree):
            raise OutsideScope
        counted = self._parts.visits.count(
            sorted(tree.below(top)),
            sorted(tree.line(actor.organisation_id or "")),
            *span_of(query, self._parts.settings.time_zone),
        )
        return Reply(counted)
