"""Dividing a matter that is written down (拆件), by HTTP."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from marshmallow import Schema, fields, validate

from intake.application.picturing import KeepPicture
from intake.application.splitting import PartSaid, SplitPetition
from intake.application.views import PetitionView, Submitted
from intake.bootstrap import Parts
from intake.domain.change import LONGEST_REASON
from intake.domain.errors import (
    BrokenPetition,
    KeyReused,
    OutsideScope,
    SplitRefused,
    StaleRevision,
    UnknownPetition,
    UnknownReference,
)
from intake.domain.pictures import MOST_PICTURES, PetitionPicture
from intake.domain.splitting import MOST_PARTS
from intake.domain.statement import LONGEST_PLACE, LONGEST_TEXT, LONGEST_TITLE
from intake.domain.tracking import PATTERN
from intake.entrypoints.channels.once import REPLAYED, once_key, receipt
from intake.entrypoints.petitions import DECIDERS
from intake.entrypoints.schemas import SubmittedSchema, a_code, a_division, up_to
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Idempotency, Reply, Request, Route
from minqing_kernel.text import Unreadable


class PartSchema(Schema):
    """One further matter; what is left out is as the first has it."""

    text = fields.String(required=True, validate=up_to(LONGEST_TEXT, 1))
    title = fields.String(validate=up_to(LONGEST_TITLE))
    category = fields.String(allow_none=True, validate=a_code())
    place = fields.String(validate=up_to(LONGEST_PLACE))
    division_code = fields.String(validate=a_division())
    pictures = fields.List(
        fields.String(validate=validate.Regexp(r"^[0-9a-f]{64}\Z")),
        validate=validate.Length(max=MOST_PICTURES),
        metadata={"description": "which of the first's pictures belong to it too"},
    )


class SplitSchema(Schema):
    """What is divided off, and why; `revision` is the one that the clerk saw."""

    parts = fields.List(
        fields.Nested(PartSchema),
        required=True,
        validate=validate.Length(1, MOST_PARTS),
    )
    reason = fields.String(required=True, validate=up_to(LONGEST_REASON, 1))
    revision = fields.Integer(required=True, validate=validate.Range(1, 1_000_000))


class GivenSchema(SubmittedSchema):
    """The receipt of a part; its code where no letter tells it to its petitioner.

    Whoever has a code acts for the petitioner: no clerk reads it without need.
    """

    tracking_code = fields.String(
        required=True, allow_none=True, validate=validate.Regexp(PATTERN)
    )


class PartsSchema(Schema):
    """The receipt of each part, in the order in which they were told."""

    receipt = fields.String(required=True)
    parts = fields.List(fields.Nested(GivenSchema), required=True)


class SplittingDoor:
    """Lets clerks divide what holds several matters."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sight = Sight(parts)

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/split",
                operation=self.split_petition,
                summary="拆件 Divide a matter that holds several",
                description=(
                    "原件文字不动；拆出的每件各有编号和查询码，来的时间同原件，期限各算。"
                    "诉求人收到一封告知，写明全部编号和查询码；通知不到的，查询码"
                    "由办理人当面告知。已答复、已撤回、已移交、已并单的"
                    "和检举控告不拆。The first keeps its words; each part has a "
                    "number, a code and a clock of its own from when the first came. "
                    "Its petitioner is told all numbers and codes at once; whom no "
                    "letter reaches hears the codes from the clerk. The same key and "
                    "body again get the same answer."
                ),
                roles=DECIDERS,
                body=SplitSchema,
                replies={201: PartsSchema},
                errors=(
                    UnknownPetition,
                    OutsideScope,
                    BrokenPetition,
                    Unreadable,
                    StaleRevision,
                    UnknownReference,
                    SplitRefused,
                    KeyReused,
                ),
                tag="诉求 Petitions",
                idempotency=Idempotency.OPTIONAL,
            )
        ]

    def split_petition(self, request: Request) -> Reply:
        """Divide, once for each key."""
        found = self._sight.seen_by(request.actor, request.params["receipt"])
        shown = _Pictures(self._parts, request, found)
        command = _command(request, found)
        keys = [each.once for each in command.parts]
        answers = self._parts.submitter.once(command, keys, request.cause)
        shown.bring_along(answers.submitted)
        silent = {"tracking_code": None} if found.reachable else {}
        told = [receipt(self._parts, each) | silent for each in answers.submitted]
        headers = REPLAYED if answers.replayed else {}
        return Reply(
            {"receipt": found.receipt, "parts": told}, status=201, headers=headers
        )


class _Pictures:
    """The first's pictures that its parts show too: the clerk says which.

    They follow once the parts are written down, and as often as the request is sent.
    """

    def __init__(self, parts: Parts, request: Request, found: PetitionView) -> None:
        """Raise BrokenPetition for one that the first does not have."""
        self._parts, self._request = parts, request
        self._chosen = [each.get("pictures", ()) for each in request.body["parts"]]
        known = parts.pictures.of(found.petition_id) if any(self._chosen) else ()
        self._known = {each.sha256: each for each in known}
        if not {name for each in self._chosen for name in each} <= self._known.keys():
            raise BrokenPetition(fields={"pictures": "not-one-of"})

    def bring_along(self, given: Sequence[Submitted]) -> None:
        """Keep for each part what was chosen for it."""
        for names, part in zip(self._chosen, given, strict=True):
            for name in dict.fromkeys(names):
                self._bring(self._known[name], part.petition_id)

    def _bring(self, known: PetitionPicture, part: UUID) -> None:
        kept = self._parts.pictures.also(known, part)
        if kept is not None:
            command = KeepPicture(
                petition_id=part,
                sha256=known.sha256,
                picture=kept,
                own=known.own,
                actor=self._request.actor,
            )
            self._parts.bus.handle(command, self._request.cause)


def _command(request: Request, found: PetitionView) -> SplitPetition:
    body = request.body
    return SplitPetition(
        petition_id=found.petition_id,
        parts=tuple(
            _part(request, found.receipt, at, told)
            for at, told in enumerate(body["parts"])
        ),
        reason=body["reason"],
        seen=body["revision"],
        actor=request.actor,
    )


def _part(request: Request, about: str, at: int, told: dict[str, Any]) -> PartSaid:
    key = request.idempotency_key
    return PartSaid(
        text=told["text"],
        title=told.get("title", ""),
        category=told.get("category"),
        place=told.get("place", ""),
        division_code=told.get("division_code", ""),
        once=None
        if key is None
        else once_key(request, f"{key}#{at}" if at else key, about),
    )
