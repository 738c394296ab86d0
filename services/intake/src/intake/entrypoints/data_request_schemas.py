"""Requests about one's data, on the wire."""

from marshmallow import Schema, fields, validate

from intake.domain.data_request import DataState
from intake.domain.data_words import (
    LONGEST_REASON,
    LONGEST_STATEMENT,
    Checked,
    DataKind,
    Part,
)
from intake.entrypoints.schemas import ContactSchema, MaskedContactSchema
from intake.entrypoints.settling import one_of
from minqing_contracts.moments import Moment


def _parts() -> fields.List[str]:
    return fields.List(
        fields.String(validate=one_of(Part)),
        required=True,
        validate=validate.Length(max=len(Part)),
    )


class DataAskSchema(Schema):
    """What shall be corrected (`values`: what shall stand there) or deleted (`parts`).

    `file` is what was said, its pictures and how it was handled: deleted it cannot be
    while a law keeps it, but it may be asked for. The tracking code stands in no
    address.
    """

    code = fields.String(required=True, validate=validate.Length(1, 64))
    kind = fields.String(required=True, validate=one_of(DataKind))
    parts = _parts()
    values = fields.Nested(ContactSchema, load_default=dict)
    statement = fields.String(
        load_default="", validate=validate.Length(max=LONGEST_STATEMENT)
    )


class OwnDataRequestSchema(Schema):
    """A request as who asked sees it: what somebody only proposes is not told.

    `due_on` is the last day for the answer, counted in working days; `provisional`:
    over days whose calendar nobody announced yet. `law` says why something is kept.
    """

    number = fields.String(required=True)
    kind = fields.String(required=True, validate=one_of(DataKind))
    parts = _parts()
    state = fields.String(required=True, validate=one_of(DataState))
    asked_at = Moment(required=True)
    due_on = fields.Date(required=True)
    provisional = fields.Boolean(required=True)
    answered_at = Moment(required=True, allow_none=True)
    granted = _parts()
    reason = fields.String(required=True)
    law = fields.String(required=True)


class DataListQuerySchema(Schema):
    """What waits for its answer, or what was answered, a page at a time."""

    waiting = fields.Boolean(load_default=True)
    after = fields.String(load_default="", validate=validate.Length(max=40))
    limit = fields.Integer(load_default=50, validate=validate.Range(1, 200))


class DataCardSchema(Schema):
    """One line of the desk's list: nothing personal."""

    number = fields.String(required=True)
    receipt = fields.String(required=True)
    title = fields.String(required=True)
    kind = fields.String(required=True, validate=one_of(DataKind))
    parts = _parts()
    state = fields.String(required=True, validate=one_of(DataState))
    asked_at = Moment(required=True)
    due_on = fields.Date(required=True)
    provisional = fields.Boolean(required=True)
    late = fields.Boolean(required=True)
    answered_at = Moment(required=True, allow_none=True)


class DataListSchema(Schema):
    """What is due first first; `late` counts all that are overdue there.

    `next` is what to go on after, null at the end.
    """

    late = fields.Integer(required=True)
    requests = fields.List(fields.Nested(DataCardSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class DataVerdictSchema(Schema):
    """How it was answered, or is proposed to be."""

    by = fields.String(required=True)
    at = Moment(required=True)
    granted = _parts()
    reason = fields.String(required=True)
    checked = fields.String(required=True, validate=one_of(Checked))
    law = fields.String(required=True)


class DataRequestSchema(DataCardSchema):
    """One request at the desk: the contact masked, its words for `full` alone.

    `kept_by` is the law by which the file is kept; `mine`: the caller proposed it, and
    another must agree. `revision` counts what happened to it.
    """

    contact = fields.Nested(MaskedContactSchema, required=True, allow_none=True)
    verdict = fields.Nested(DataVerdictSchema, required=True, allow_none=True)
    agreed_by = fields.String(required=True, allow_none=True)
    kept_by = fields.String(required=True)
    mine = fields.Boolean(required=True)
    revision = fields.Integer(required=True)


class DataWordsSchema(Schema):
    """What was asked in which words, and what stands there now; the look is logged."""

    number = fields.String(required=True)
    statement = fields.String(required=True)
    values = fields.Dict(
        keys=fields.String(), values=fields.String(), required=True, allow_none=True
    )
    contact = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class DataDecideSchema(Schema):
    """Which parts are granted, and why; a refused deletion cites its law.

    `checked` says how it was made sure that the petitioner asks.
    """

    granted = _parts()
    reason = fields.String(required=True, validate=validate.Length(1, LONGEST_REASON))
    law = fields.String(load_default="", validate=validate.Length(max=LONGEST_REASON))
    checked = fields.String(required=True, validate=one_of(Checked))


class DataSettleSchema(Schema):
    """Whether a second pair of eyes agrees to the proposal, or sends it back.

    `revision` is the one that they saw: another proposal is not agreed to unseen.
    """

    agreed = fields.Boolean(required=True)
    revision = fields.Integer(validate=validate.Range(1, 1_000_000))
