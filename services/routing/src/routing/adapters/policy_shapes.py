"""How the routing section of a policy file must read, and its words as the domain's."""

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from minqing_kernel.working_time import Span, SpanUnit
from routing.domain.hazards.hazard import EVERY_OTHER, HazardKind
from routing.domain.policy import (
    STATUTE,
    Circumstances,
    Exclusion,
    Reminder,
    Term,
    TermKind,
    exceeds_statute,
)

SEVERITIES = ("ordinary", "major", "urgent")
WORDS = {
    "case_kind": ("immediate", "promised", "joint", "reply"),
    "kind": ("suggestion", "accusation", "claim", "consultation"),
    "path": ("duty", "petition"),
    "mode": ("direct", "committed", "joint", "declared", "assembled"),
    "severity": SEVERITIES,
}
"""What intake's acceptance says of a case."""
REMINDED = (
    TermKind.HANDLING,
    TermKind.SIGN,
    TermKind.CONTACT,
    TermKind.CO_HANDLING,
    TermKind.SUPERVISION,
)
"""The clocks that a unit can be reminded of."""
UNITS = {unit.value.replace("-", "_"): unit for unit in SpanUnit}


def _number(lowest: int, highest: int) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(lowest, highest))


def _text() -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=2))


def _flag() -> fields.Boolean:
    return fields.Boolean(truthy={True}, falsy={False})


def _clock(kinds: Iterable[TermKind] = TermKind) -> fields.String:
    return fields.String(
        required=True, data_key="clock", validate=validate.OneOf([*kinds])
    )


class WhenSchema(Schema):
    """The circumstances that a term asks for."""

    case_kind = fields.String(validate=validate.OneOf(WORDS["case_kind"]))
    kind = fields.String(validate=validate.OneOf(WORDS["kind"]))
    path = fields.String(validate=validate.OneOf(WORDS["path"]))
    mode = fields.String(validate=validate.OneOf(WORDS["mode"]))
    severity = fields.String(validate=validate.OneOf(WORDS["severity"]))
    channel = fields.String(validate=validate.Regexp(r"[a-z][a-z0-9-]*\Z"))


class LengthSchema(Schema):
    """A length of time: exactly one of its units."""

    hours = _number(1, 3650)
    days = _number(1, 3650)
    working_days = _number(1, 3650)
    working_hours = _number(1, 3650)

    @validates_schema
    def has_one_unit(self, said: dict[str, Any], **_: object) -> None:
        """Refuse none, and several."""
        if len(UNITS.keys() & said.keys()) != 1:
            raise ValidationError(f"give exactly one of {', '.join(UNITS)}")


class TermSchema(LengthSchema):
    """A term: what for, how long, by which rule, for which cases."""

    kind = _clock()
    basis = _text()
    rolls = fields.Boolean(truthy={True}, falsy={False}, load_default=False)
    when = fields.Nested(WhenSchema, load_default=dict)

    @validates_schema(skip_on_field_errors=True)
    def is_within_the_statute(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a term that is longer than the statute allows."""
        if len(UNITS.keys() & said.keys()) != 1:
            return
        limit = exceeds_statute(term_of(said))
        if limit is not None:
            raise ValidationError(
                f"{said['kind']} may not exceed"
                f" {limit.span.amount} {limit.span.unit} ({limit.basis})"
            )


class ReminderSchema(Schema):
    """So long before the end of a clock, or after it."""

    kind = _clock(REMINDED)
    before = fields.Nested(LengthSchema)
    after = fields.Nested(LengthSchema)

    @validates_schema
    def is_one_of_both(self, said: dict[str, Any], **_: object) -> None:
        """Refuse neither, and both."""
        if ("before" in said) == ("after" in said):
            raise ValidationError("give either before or after")


class EscalationSchema(Schema):
    """From one superior to the next, in calendar days."""

    grace_days = _number(0, 365)
    step_days = _number(1, 365)


class GatheringSchema(Schema):
    """How many open cases of one category in one division call for a project (A-13)."""

    count = _number(2, 10_000)
    within_days = _number(1, 3650)
    category = fields.String(validate=validate.Length(min=1, max=64))


class RoutingSchema(Schema):
    """The whole section; what it leaves out is the statute's."""

    terms = fields.List(fields.Nested(TermSchema))
    escalation = fields.Nested(EscalationSchema)
    levels = fields.List(_text(), validate=validate.Length(min=1))
    lowest_level = fields.Dict(
        keys=fields.String(validate=validate.OneOf(SEVERITIES)), values=fields.String()
    )
    reminders = fields.List(fields.Nested(ReminderSchema))
    returns_need_approval = _flag()
    extensions = _number(0, 1)
    legacy_review_months = _number(1, 24)
    no_news_days = _number(0, 365)
    excluded = fields.List(fields.String(validate=validate.OneOf([*Exclusion])))
    first_receiver_supervises = _flag()
    urgent_tells_leader_at_once = _flag()
    upward_needs_approval = _flag()
    completion_photo = _flag()
    hazards = fields.Dict(
        keys=fields.String(validate=validate.OneOf([*HazardKind, EVERY_OTHER])),
        values=fields.List(_text(), validate=validate.Length(min=1)),
    )
    gathered = fields.Nested(GatheringSchema, data_key="gathered_cases")

    @validates_schema
    def knows_its_levels(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a lowest level that is none of the levels."""
        levels = said.get("levels", STATUTE.levels)
        for severity, level in said.get("lowest_level", {}).items():
            if level not in levels:
                why = [f"must be one of the levels: {', '.join(levels)}"]
                raise ValidationError({"lowest_level": {severity: why}})


def term_of(said: Mapping[str, Any]) -> Term:
    """Return the term that a file tells of."""
    return Term(
        kind=TermKind(said["kind"]),
        span=_span(said),
        basis=said["basis"],
        when=Circumstances(**said["when"]),
    )


def reminder_of(said: Mapping[str, Any]) -> Reminder:
    """Return the reminder that a file tells of."""
    span = _span(said.get("before") or said["after"])
    return Reminder(kind=TermKind(said["kind"]), span=span, after="after" in said)


def _span(said: Mapping[str, Any]) -> Span:
    (name,) = UNITS.keys() & said.keys()
    return Span(said[name], UNITS[name], said.get("rolls", False))
