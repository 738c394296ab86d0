"""The part of the notify section that says how results are followed up."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from notify.domain.follow_ups.policy import (
    LOWEST_SAMPLE,
    FollowUpPolicy,
    Objecting,
    RestDay,
)

DAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


def _whole(lowest: int, highest: int) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(lowest, highest))


class FollowUpSchema(Schema):
    """How results are followed up; every line may be left out."""

    sample_percent = _whole(LOWEST_SAMPLE, 100)
    weekday = fields.String(validate=validate.OneOf(DAYS))
    rest_day = fields.Enum(RestDay, by_value=True)
    attempts = _whole(1, 20)
    attempt_hours = _whole(0, 80)
    objections = fields.Enum(Objecting, by_value=True)
    explain_days = _whole(1, 60)
    supervisor_checks = fields.Boolean(truthy={True}, falsy={False})
    link_days = _whole(1, 90)
    spot_minutes = _whole(1, 1440)


def build(said: Mapping[str, Any]) -> FollowUpPolicy:
    """Return the rules that the schema loaded."""
    rules = dict(said)
    if "weekday" in rules:
        rules["weekday"] = DAYS.index(rules["weekday"])
    return FollowUpPolicy(**rules)


def describe(policy: FollowUpPolicy) -> Iterator[str]:
    """Say every rule of following up in a line of its own."""
    yield f"called back by lot: {policy.sample_percent} % of what was closed"
    yield f"weekly call-back day: {DAYS[policy.weekday]}; at rest: {policy.rest_day}"
    yield f"not reached after {policy.attempts} calls"
    if policy.objections is Objecting.REOPEN:
        yield "not satisfied: the case is reopened at once"
    else:
        yield f"not satisfied: a supervisor decides in {policy.explain_days} days"
    yield f"supervisor_checks: {policy.supervisor_checks}"
    yield f"rating codes: {policy.link_days} days sent, {policy.spot_minutes} min shown"
