"""At the telephone: as what a call may be filed; calls of which no matter came."""

from typing import Final
from uuid import UUID, uuid5

from marshmallow import Schema, fields, validate

from intake.application.calling import RecordCall
from intake.bootstrap import Parts
from intake.domain.calls import CallOutcome
from intake.domain.channel import STAFF_ROLES
from intake.domain.errors import OutsideScope, UnknownReference
from intake.domain.statement import LONGEST_TEXT
from intake.entrypoints.channel_schemas import PeriodQuerySchema
from intake.entrypoints.finding import below
from intake.entrypoints.settling import one_of, organisation_id
from intake.entrypoints.spans import span_of
from minqing_chassis.http.route import Idempotency, Reply, Request, Route
from minqing_kernel.identity import new_id

TAG: Final = "来电 Calls"
NAMESPACE: Final = UUID("7a0d7c8c-6f0b-5a65-9a3d-0b9a0c6f5d31")


class WordsSchema(Schema):
    """What a caller says; nothing of it is kept."""

    text = fields.String(required=True, validate=validate.Length(1, LONGEST_TEXT))


class SuggestedSchema(Schema):
    """A category: `matters` of the `of` most alike earlier matters were filed as it.

    `words` are the category's own that stand in what was said.
    """

    category = fields.String(required=True)
    matters = fields.Integer(required=True)
    of = fields.Integer(required=True)
    words = fields.List(fields.String(), required=True)


class SuggestedCategoriesSchema(Schema):
    """At most three, the likeliest first, out of `compared` earlier matters."""

    compared = fields.Integer(required=True)
    suggestions = fields.List(fields.Nested(SuggestedSchema), required=True)


class MereCallSchema(Schema):
    """A call of which no matter came, at whose desk."""

    outcome = fields.String(required=True, validate=one_of(CallOutcome))
    organisation_id = fields.String(required=True, validate=organisation_id())


class CallsCountedSchema(Schema):
    """How many calls came to nothing, by outcome; what never happened is 0."""

    outcomes = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)


class CallDoor:
    """What the hotline's desk asks beside writing calls down."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def routes(self) -> list[Route]:
        """Return this door's rows of the table."""
        return [
            Route(
                method="POST",
                path="/v1/category-suggestions",
                operation=self.suggest_categories,
                summary="类别建议 As what words may be filed",
                description=(
                    "按以往最相近的诉求归为何类、类别自己的用语；只建议，由人选。"
                    "By what the most alike earlier matters were filed as, and by the "
                    "categories' own words; a person chooses. Keeps nothing."
                ),
                roles=STAFF_ROLES,
                body=WordsSchema,
                replies={200: SuggestedCategoriesSchema},
                tag=TAG,
            ),
            Route(
                method="POST",
                path="/v1/mere-calls",
                operation=self.count_call,
                summary="登记无诉求来电 Count a call of which no matter came",
                description=(
                    "没接通、骚扰、当场转 110/119/120；不记来电人。"
                    "Who called is not kept."
                ),
                roles=STAFF_ROLES,
                body=MereCallSchema,
                replies={204: None},
                errors=(OutsideScope, UnknownReference),
                tag=TAG,
                idempotency=Idempotency.OPTIONAL,
            ),
            Route(
                method="GET",
                path="/v1/reports/calls",
                operation=self.report_calls,
                summary="无诉求来电统计 Calls of which no matter came",
                roles=STAFF_ROLES,
                query=PeriodQuerySchema,
                replies={200: CallsCountedSchema},
                errors=(OutsideScope,),
                tag=TAG,
            ),
        ]

    def suggest_categories(self, request: Request) -> Reply:
        """Answer with what is likely."""
        found, compared = self._parts.suggesting.suggest(request.body["text"])
        return Reply(
            {"compared": compared, "suggestions": [vars(each) for each in found]}
        )

    def count_call(self, request: Request) -> Reply:
        """Count it, once for each key."""
        command = RecordCall(
            call_id=_id_for(request),
            outcome=CallOutcome(request.body["outcome"]),
            organisation_id=request.body["organisation_id"],
            actor=request.actor,
        )
        self._parts.bus.handle(command, request.cause)
        return Reply(status=204)

    def report_calls(self, request: Request) -> Reply:
        """Answer with the figures of some days."""
        query = request.query
        units = below(self._parts, request.actor, query.get("organisation"))
        period = span_of(query, self._parts.settings.time_zone)
        known = self._parts.call_reader.counted(*period, units)
        told = {each.value: known.get(each, 0) for each in CallOutcome}
        return Reply({"outcomes": told})


def _id_for(request: Request) -> UUID:
    """Return the id of a call: the same for the same key and asker."""
    if request.idempotency_key is None:
        return new_id()
    by = request.actor
    asked = (by.role, by.id, by.organisation_id or "", request.idempotency_key)
    return uuid5(NAMESPACE, "\n".join(asked))
