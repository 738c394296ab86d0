"""The routing section of a policy file (minqing_chassis.policies), strictly read."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from minqing_chassis.policies import PolicyBook, read_policies
from minqing_kernel.working_time import Span, SpanUnit
from routing.domain.policy import (
    STATUTE,
    Circumstances,
    Reminder,
    RoutingPolicy,
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
UNITS = {unit.value.replace("-", "_"): unit for unit in SpanUnit}


def _number(lowest: int, highest: int) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(lowest, highest))


def _text() -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=2))


def _flag() -> fields.Boolean:
    return fields.Boolean(truthy={True}, falsy={False})


def _clock() -> fields.String:
    return fields.String(
        required=True, data_key="clock", validate=validate.OneOf(list(TermKind))
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
        limit = exceeds_statute(_term(said))
        if limit is not None:
            raise ValidationError(
                f"{said['kind']} may not exceed"
                f" {limit.span.amount} {limit.span.unit} ({limit.basis})"
            )


class ReminderSchema(Schema):
    """So long before the end of a clock, or after it."""

    kind = _clock()
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
    excluded = fields.List(_text())
    first_receiver_supervises = _flag()
    urgent_tells_leader_at_once = _flag()
    upward_needs_approval = _flag()

    @validates_schema
    def knows_its_levels(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a lowest level that is none of the levels."""
        levels = said.get("levels", STATUTE.levels)
        for severity, level in said.get("lowest_level", {}).items():
            if level not in levels:
                why = [f"must be one of the levels: {', '.join(levels)}"]
                raise ValidationError({"lowest_level": {severity: why}})


def load_policies(path: Path | None = None) -> PolicyBook[RoutingPolicy]:
    """Return the place's rules of routing; without a file the statute's.

    Raises ConfigurationError, which names the file, the line and the field.
    """
    return read_policies(path, "routing", RoutingSchema(), _policy, STATUTE)


def describe(policy: RoutingPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, a term with its basis."""
    yield f"policy: {policy.code}"
    for term in _holding(policy):
        when = " ".join(f"{name}={said}" for name, said in term.when.asked.items())
        rolls = " (rolls to a working day)" if term.span.rolls else ""
        of = f"term {term.kind} {when}".rstrip()
        yield f"{of}: {term.span.amount} {term.span.unit}{rolls} — {term.basis}"
    yield f"escalation: after {policy.grace.days} days, then every {policy.step.days}"
    yield f"levels: {' → '.join(policy.levels)}"
    for severity, level in policy.lowest_level.items():
        yield f"lowest level for {severity}: {level}"
    for each in policy.reminders:
        side = "after" if each.after else "before"
        yield f"reminder: {each.span.amount} {each.span.unit} {side} {each.kind}"
    for name in (
        "returns_need_approval",
        "extensions",
        "legacy_review_months",
        "first_receiver_supervises",
        "urgent_tells_leader_at_once",
        "upward_needs_approval",
    ):
        yield f"{name}: {getattr(policy, name)}"
    yield f"excluded from rates: {', '.join(sorted(policy.excluded)) or 'nothing'}"


def _holding(policy: RoutingPolicy) -> list[Term]:
    """Return the terms that some case can have, by what they are for."""
    order = list(TermKind)
    held = [term for term in policy.terms if policy.term(term.kind, term.when) is term]
    return sorted(held, key=lambda term: order.index(term.kind))


def _policy(code: str, said: Mapping[str, Any]) -> RoutingPolicy:
    rules: dict[str, Any] = dict(said) | {"code": code}
    own = tuple(_term(each) for each in said.get("terms", ()))
    rules["terms"] = STATUTE.terms + own
    escalation = rules.pop("escalation", {})
    for name in ("grace", "step"):
        if f"{name}_days" in escalation:
            rules[name] = timedelta(days=escalation[f"{name}_days"])
    rules["reminders"] = tuple(_reminder(each) for each in said.get("reminders", ()))
    rules["levels"] = tuple(said.get("levels", STATUTE.levels))
    rules["lowest_level"] = MappingProxyType(dict(said.get("lowest_level", {})))
    rules["excluded"] = frozenset(said.get("excluded", ()))
    return RoutingPolicy(**rules)


def _term(said: Mapping[str, Any]) -> Term:
    return Term(
        kind=TermKind(said["kind"]),
        span=_span(said),
        basis=said["basis"],
        when=Circumstances(**said["when"]),
    )


def _reminder(said: Mapping[str, Any]) -> Reminder:
    span = _span(said.get("before") or said["after"])
    return Reminder(kind=TermKind(said["kind"]), span=span, after="after" in said)


def _span(said: Mapping[str, Any]) -> Span:
    (name,) = UNITS.keys() & said.keys()
    return Span(said[name], UNITS[name], said.get("rolls", False))
