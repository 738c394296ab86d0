"""The shapes of requests about what may happen to a case on its way, and of replies."""

from decimal import Decimal
from typing import Any

from marshmallow import Schema, fields, post_load, validate

from minqing_contracts.moments import Moment
from routing.domain.dossier import Feasible, Ground, Measure, Severity
from routing.domain.resolution import Figure, Qualifier
from routing.entrypoints.schemas import NAME, WORDS, LeftOutSchema, PageQuerySchema

AMOUNT = r"^[0-9]{1,13}(\.[0-9]{1,2})?$"
REMARK = validate.Length(max=2_000)
CARDS = [Measure.SUPERVISE.value, Measure.YELLOW.value, Measure.RED.value]


class DecisionSchema(Schema):
    """Yes or no, and why."""

    granted = fields.Boolean(required=True)
    reason = fields.String(load_default="", validate=REMARK)


class DesignateSchema(Schema):
    """The unit that is to answer, perhaps with a date."""

    organisation_id = fields.String(required=True, validate=NAME)
    due_at = Moment(allow_none=True)


class TransferSchema(DesignateSchema):
    """Where the case goes, and whether the result is owed in return."""

    report_back = fields.Boolean(required=True)
    handler_id = fields.String(allow_none=True, validate=NAME)


class CoHandlerSchema(DesignateSchema):
    """Which unit is to contribute, and what."""

    asks = fields.String(required=True, validate=WORDS)


class CoAnswerSchema(Schema):
    """What the unit contributes, for the petitioner's eyes."""

    answer = fields.String(required=True, validate=validate.Length(1, 20_000))


class ReasonSchema(Schema):
    """Why."""

    reason = fields.String(required=True, validate=WORDS)


class ExtensionSchema(ReasonSchema):
    """How many calendar days more; the petitioner is told the reason."""

    days = fields.Integer(required=True, validate=validate.Range(min=1, max=30))


class SuspensionSchema(ReasonSchema):
    """Why it stands still; a legacy case has a leader and a time for its reviews."""

    ground = fields.Enum(Ground, by_value=True, required=True)
    leader_id = fields.String(allow_none=True, validate=NAME)
    review_months = fields.Integer(
        allow_none=True, validate=validate.Range(min=1, max=24)
    )


class PeriodicReviewSchema(Schema):
    """What was found."""

    note = fields.String(required=True, validate=WORDS)


class SupervisionSchema(ReasonSchema):
    """Supervision with its date, or a card."""

    measure = fields.Enum(
        Measure,
        by_value=True,
        required=True,
        validate=validate.OneOf([Measure.SUPERVISE, Measure.YELLOW, Measure.RED]),
        metadata={"enum": CARDS},
    )
    due_at = Moment(allow_none=True)


class SponsorSchema(Schema):
    """Which leader takes it."""

    leader_id = fields.String(required=True, validate=NAME)
    note = fields.String(load_default="", validate=REMARK)


class OwnersSchema(Schema):
    """The three names."""

    leader_id = fields.String(required=True, validate=NAME)
    section_id = fields.String(required=True, validate=NAME)
    community_id = fields.String(required=True, validate=NAME)


class PartiesSchema(Schema):
    """The ids of people or units that have a part in the matter."""

    parties = fields.List(
        fields.String(validate=NAME), required=True, validate=validate.Length(max=50)
    )

    @post_load
    def as_set(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """Return each party once."""
        return {"parties": frozenset(data["parties"])}


class DateSchema(Schema):
    """The leader's date, and whose it is."""

    due_at = Moment(required=True)
    leader_id = fields.String(required=True, validate=NAME)


class FeasibilitySchema(Schema):
    """Feasible with owner and date, anything else with an explanation."""

    verdict = fields.Enum(Feasible, by_value=True, required=True)
    owner_id = fields.String(allow_none=True, validate=NAME)
    due_at = Moment(allow_none=True)
    explanation = fields.String(load_default="", validate=REMARK)


class SeveritySchema(Schema):
    """How grave it is."""

    severity = fields.Enum(Severity, by_value=True, required=True)


class RemarkSchema(Schema):
    """A remark."""

    text = fields.String(required=True, validate=WORDS)


class FigureSchema(Schema):
    """What was achieved, as a number; `said` where the source is approximate."""

    kind = fields.String(required=True, validate=NAME)
    unit = fields.String(required=True, validate=NAME)
    amount = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(AMOUNT, error="pattern"),
    )
    qualifier = fields.Enum(Qualifier, by_value=True, load_default=Qualifier.EXACT)
    said = fields.String(load_default="", validate=validate.Length(max=120))

    @post_load
    def as_figure(self, data: dict[str, Any], **_: object) -> Figure:
        """Return the figure; raise BadFigure for one that says nothing."""
        said = data["amount"]
        return Figure(**data | {"amount": None if said is None else Decimal(said)})


class InterestSchema(Schema):
    """Whose interest, in which party, and why; without `staff_id` the caller's own."""

    staff_id = fields.String(allow_none=True, validate=NAME)
    party = fields.String(required=True, validate=NAME)
    reason = fields.String(required=True, validate=WORDS)


class InterestShownSchema(Schema):
    """An interest as it is kept."""

    staff_id = fields.String(required=True)
    party = fields.String(required=True)
    reason = fields.String(required=True)
    declared_by = fields.String(required=True)
    declared_at = fields.AwareDateTime(required=True)


class CompetenceShownSchema(Schema):
    """Who decides: the unit itself, or a superior, and by which limit."""

    local = fields.Boolean(required=True)
    organisation_id = fields.String(required=True, allow_none=True)
    rule = fields.String(required=True, allow_none=True)


class CoTasksQuerySchema(PageQuerySchema):
    """Whose tasks; `organisation` means a unit and all below it."""

    organisation = fields.String(validate=NAME)


class CoTaskRowSchema(Schema):
    """One co-handling task that is still owed."""

    petition_id = fields.UUID(required=True)
    receipt = fields.String(required=True)
    category = fields.String(required=True)
    lead_id = fields.String(required=True, allow_none=True)
    organisation_id = fields.String(required=True)
    task = fields.Integer(required=True)
    due_at = fields.AwareDateTime(required=True)
    overdue = fields.Boolean(required=True)


class CoTaskPageSchema(Schema):
    """Some tasks; `next` asks for those after them."""

    items = fields.List(fields.Nested(CoTaskRowSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class FigureSumSchema(Schema):
    """What was achieved of one kind; exact and approximate are never added up."""

    kind = fields.String(required=True)
    unit = fields.String(required=True)
    exact = fields.Decimal(required=True, as_string=True)
    approximate = fields.Decimal(required=True, as_string=True)
    words = fields.Integer(required=True)


class OutcomesSchema(Schema):
    """Solved, explained and referred, each counted for itself; and 三到位 (第27条)."""

    cases = fields.Integer(required=True)
    resolved = fields.Integer(required=True)
    explained = fields.Integer(required=True)
    referred = fields.Integer(required=True)
    waiting = fields.Integer(required=True)
    suspended = fields.Integer(required=True)
    supported = fields.Integer(required=True)
    supported_solved = fields.Integer(required=True)
    lacking_basis = fields.Integer(required=True)
    not_supported = fields.Integer(required=True)
    in_need = fields.Integer(required=True)
    aided = fields.Integer(required=True)
    unjudged = fields.Integer(required=True)
    figures = fields.List(fields.Nested(FigureSumSchema), required=True)
    excluded = fields.List(fields.Nested(LeftOutSchema), required=True)


class OutcomesQuerySchema(Schema):
    """Which cases are counted."""

    organisation = fields.String(validate=NAME)
    category = fields.String(validate=NAME)
    received_from = Moment()
    received_to = Moment()
    from_archive = fields.Boolean()
