"""The part of the notify section that says how results are followed up."""

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema, fields, validate

from notify.adapters.policies.bases import bases_of_rules, cited
from notify.adapters.policies.scores import (
    ScoresSchema,
    build_scores,
    describe_scores,
)
from notify.domain.follow_ups.policy import (
    BASES,
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
    survey_smallest = _whole(3, 1000)
    scores = fields.Nested(ScoresSchema)
    bases = bases_of_rules(BASES)


def build(said: Mapping[str, Any]) -> FollowUpPolicy:
    """Return the rules that the schema loaded."""
    scores = build_scores(said.get("scores", {}))
    rules = cited({name: rule for name, rule in said.items() if name != "scores"})
    if "weekday" in rules:
        rules["weekday"] = DAYS.index(rules["weekday"])
    return FollowUpPolicy(**rules, scores=scores)


def describe(policy: FollowUpPolicy) -> Iterator[str]:
    """Say every rule of following up in a line of its own."""
    decides = "the case is reopened at once"
    if policy.objections is not Objecting.REOPEN:
        decides = "a supervisor decides"
    told = {
        "sample_percent": f"by lot: {policy.sample_percent} % of what was closed",
        "weekday": f"weekly call-back day: {DAYS[policy.weekday]}",
        "rest_day": f"a call-back day at rest goes: {policy.rest_day}",
        "attempts": f"not reached after {policy.attempts} vain calls that count",
        "attempt_hours": f"office hours between two: {policy.attempt_hours}",
        "objections": f"not satisfied: {decides}",
        "explain_days": f"a supervisor decides in {policy.explain_days} days",
        "supervisor_checks": f"supervisor_checks: {policy.supervisor_checks}",
        "link_days": f"rating codes sent are good for {policy.link_days} days",
        "spot_minutes": f"rating codes shown: {policy.spot_minutes} minutes",
        "survey_smallest": f"answers are told from {policy.survey_smallest} on",
    }
    for rule, words in told.items():
        yield f"{words} — {policy.basis(rule)}"
    yield from describe_scores(policy.scores)
