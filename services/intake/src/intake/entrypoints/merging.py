"""Merging petitions and undoing it, by HTTP."""

from marshmallow import Schema, fields, validate

from intake.application.merging import MergePetition, SeparatePetition
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.errors import (
    BrokenPetition,
    MergeRefused,
    NotMerged,
    OutsideScope,
    StaleRevision,
    UnknownPetition,
)
from intake.domain.merging import LONGEST_REASON
from intake.entrypoints.deciding_schemas import (
    DecidedSchema,
)
from intake.entrypoints.petitions import DECIDERS
from intake.entrypoints.sight import Sight
from minqing_chassis.http.route import Reply, Request, Route
from minqing_kernel.text import Unreadable

TAG = "诉求 Petitions"
REFUSALS = (
    UnknownPetition,
    OutsideScope,
    BrokenPetition,
    Unreadable,
    StaleRevision,
)


class SeparateSchema(Schema):
    """Why it stands for itself again; `revision` is the one that the clerk saw."""

    reason = fields.String(
        required=True, validate=validate.Length(min=1, max=LONGEST_REASON)
    )
    revision = fields.Integer(validate=validate.Range(1, 1_000_000))


class MergeSchema(SeparateSchema):
    """Into which one, by its receipt number, and why."""

    lead = fields.String(required=True, validate=validate.Length(min=1, max=64))


class MergingDoor:
    """Lets clerks join petitions about one matter, and undo it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._sight = Sight(parts)

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/merge",
                operation=self.merge_petition,
                summary="并单 Merge into another petition about the same matter",
                description=(
                    "并入的诉求随主件办理，期限取最早；每一位诉求人照样被告知。"
                    "The lead answers for both by the earliest date; all are told."
                ),
                roles=DECIDERS,
                body=MergeSchema,
                replies={200: DecidedSchema},
                errors=(*REFUSALS, MergeRefused),
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/petitions/{receipt}/separate",
                operation=self.separate_petition,
                summary="拆分 Undo a merging; both stand as before",
                roles=DECIDERS,
                body=SeparateSchema,
                replies={200: DecidedSchema},
                errors=(*REFUSALS, NotMerged),
                tag=TAG,
            ),
        ]

    def merge_petition(self, request: Request) -> Reply:
        """Merge."""
        found = self._seen(request, request.params["receipt"])
        lead = self._seen(request, request.body["lead"])
        command = MergePetition(
            petition_id=found.petition_id,
            lead_petition_id=lead.petition_id,
            reason=request.body["reason"],
            seen=request.body.get("revision"),
            actor=request.actor,
        )
        revision = self._parts.bus.handle(command, request.cause)
        return _decided(found, "merged", revision)

    def separate_petition(self, request: Request) -> Reply:
        """Separate."""
        found = self._seen(request, request.params["receipt"])
        command = SeparatePetition(
            petition_id=found.petition_id,
            reason=request.body["reason"],
            seen=request.body.get("revision"),
            actor=request.actor,
        )
        revision = self._parts.bus.handle(command, request.cause)
        return _decided(found, found.state, revision)

    def _seen(self, request: Request, receipt: str) -> PetitionView:
        return self._sight.seen_by(request.actor, receipt)


def _decided(petition: PetitionView, state: str, revision: int) -> Reply:
    told = {"receipt": petition.receipt, "state": state, "revision": revision}
    return Reply(told)
