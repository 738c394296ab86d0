"""Enterprises, their informers and the months' reports, on the wire (D-22)."""

import re
from typing import Final

from marshmallow import Schema, fields, validate

from intake.domain.informing import LONGEST_TEXT
from intake.entrypoints.schemas import ContactSchema, SubmittedSchema
from intake.entrypoints.settling import organisation_id

ENTERPRISE_ID: Final = re.compile(r"[A-Za-z0-9-]{2,32}")
INFORMER_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
MOST_ENTERPRISES: Final = 200
LARGEST_PAGE: Final = 200
PAGE: Final = 50


def _month() -> validate.Regexp:
    return validate.Regexp(r"^(19|20|21)[0-9][0-9]-(0[1-9]|1[0-2])\Z")


class EnterpriseFormSchema(Schema):
    """An enterprise of which an informer reports every month (D-22).

    `reported_from`: the first month that is owed; without it any month is.
    """

    name = fields.String(required=True, validate=validate.Length(1, 200))
    organisation_id = fields.String(required=True, validate=organisation_id())
    division_code = fields.String(
        required=True, validate=validate.Regexp(r"^[0-9]{2,12}\Z")
    )
    active = fields.Boolean(load_default=True)
    reported_from = fields.String(validate=_month())


class AnswersSchema(Schema):
    """正常生产? 正常支付工资? 重大安全隐患? An alarming answer needs words."""

    production_normal = fields.Boolean(required=True)
    wages_paid = fields.Boolean(required=True)
    hazard = fields.Boolean(required=True)
    text = fields.String(load_default="", validate=validate.Length(max=LONGEST_TEXT))


class ReportFormSchema(AnswersSchema):
    """The first answers of a month."""

    enterprise_id = fields.String(required=True, validate=organisation_id())
    month = fields.String(required=True, validate=_month())


class RevisionFormSchema(AnswersSchema):
    """Answers; `revision` is the one that was seen, 0 where there was none."""

    revision = fields.Integer(required=True, validate=validate.Range(0, 10_000))


class ReportedSchema(Schema):
    """The report is kept; `alert` is the petition that an alarming answer became."""

    enterprise_id = fields.String(required=True)
    month = fields.String(required=True)
    alert = fields.Nested(SubmittedSchema, required=True, allow_none=True)


class MonthQuerySchema(Schema):
    """Which month, and whose enterprises."""

    month = fields.String(required=True, validate=_month())
    organisation = fields.String(validate=organisation_id())


class MissingReportSchema(Schema):
    """An enterprise of which nobody reported."""

    enterprise_id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True)


class MissingReportsSchema(Schema):
    """All of them."""

    missing = fields.List(fields.Nested(MissingReportSchema), required=True)


class InformerFormSchema(Schema):
    """Of which enterprises somebody reports; without a contact the known one stays."""

    organisation_id = fields.String(required=True, validate=organisation_id())
    enterprises = fields.List(
        fields.String(validate=validate.Regexp(r"^[A-Za-z0-9-]{2,32}\Z")),
        required=True,
        validate=validate.Length(max=MOST_ENTERPRISES),
    )
    contact = fields.Nested(ContactSchema)


class OneEnterpriseFormSchema(Schema):
    """Whose the informer is; without a contact the known one stays."""

    organisation_id = fields.String(required=True, validate=organisation_id())
    contact = fields.Nested(ContactSchema)


class InformerSchema(Schema):
    """An informer; `reachable`: a telephone is known, which nobody is shown."""

    informer_id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    reachable = fields.Boolean(required=True)
    enterprises = fields.List(fields.Nested(MissingReportSchema), required=True)


class MonthReportSchema(AnswersSchema):
    """A month's answers as they stand; `mine`: the asker gave them."""

    revision = fields.Integer(required=True)
    reported_at = fields.AwareDateTime(required=True)
    mine = fields.Boolean(required=True)


class MonthSchema(Schema):
    """A month that may be reported on; until `closes_on` it may be changed."""

    month = fields.String(required=True)
    closes_on = fields.Date(required=True)
    open = fields.Boolean(required=True)


class OwnMonthSchema(Schema):
    """How one enterprise stands in a month; None: nobody reported yet."""

    month = fields.String(required=True)
    report = fields.Nested(MonthReportSchema, required=True, allow_none=True)


class OwnEnterpriseSchema(MissingReportSchema):
    """An enterprise of an informer's, with the months that may be reported on."""

    months = fields.List(fields.Nested(OwnMonthSchema), required=True)


class OwnReportsSchema(Schema):
    """All that an informer reports on."""

    months = fields.List(fields.Nested(MonthSchema), required=True)
    enterprises = fields.List(fields.Nested(OwnEnterpriseSchema), required=True)


class RevisionSchema(AnswersSchema):
    """One revision of a report, and the number of the alert that it raised."""

    revision = fields.Integer(required=True)
    reported_at = fields.AwareDateTime(required=True)
    reported_by = fields.String(required=True)
    alert = fields.String(required=True, allow_none=True)


class ReportSchema(MissingReportSchema):
    """A month of an enterprise: what was answered, the oldest revision first."""

    month = fields.String(required=True)
    closes_on = fields.Date(required=True)
    open = fields.Boolean(required=True)
    informers = fields.List(fields.String(), required=True)
    revisions = fields.List(fields.Nested(RevisionSchema), required=True)


class BoardQuerySchema(Schema):
    """Which months, whose enterprises; `state` is that of the last month."""

    until = fields.String(validate=_month())
    months = fields.Integer(load_default=6, validate=validate.Range(1, 12))
    organisation = fields.String(validate=organisation_id())
    state = fields.String(validate=validate.OneOf(["missing", "adverse"]))
    after = fields.String(load_default="", validate=validate.Length(max=32))
    limit = fields.Integer(load_default=PAGE, validate=validate.Range(1, LARGEST_PAGE))


class CountSchema(Schema):
    """A month: how many are owed, how many of them reported and adverse."""

    month = fields.String(required=True)
    enterprises = fields.Integer(required=True)
    reported = fields.Integer(required=True)
    adverse = fields.Integer(required=True)


class BoardRowSchema(MissingReportSchema):
    """An enterprise; `months`: month -> missing, reported, adverse or not-owed."""

    informers = fields.List(fields.String(), required=True)
    months = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class BoardSchema(Schema):
    """Enterprises and months; `next_after` is where the following page begins."""

    counts = fields.List(fields.Nested(CountSchema), required=True)
    enterprises = fields.List(fields.Nested(BoardRowSchema), required=True)
    next_after = fields.String(required=True, allow_none=True)


class RemindedSchema(Schema):
    """How many informers are behind: told now, told today already, without telephone.

    `unreachable` are their ids: somebody has to call on them.
    """

    reminded = fields.Integer(required=True)
    before = fields.Integer(required=True)
    unreachable = fields.List(fields.String(), required=True)
