"""What a policy file says of rights and retention, strictly read."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from marshmallow import Schema, ValidationError, fields, post_load, validate

from registry.domain.archive.section import SECTION_CODE
from registry.domain.privacy.policy import (
    DECISION_BASIS,
    DECISION_DAYS,
    EVERY_SECTION,
    KeptByLaw,
    PrivacyPolicy,
    RetentionRule,
    Since,
    can_count,
)
from registry.domain.sensitivity import Sensitivity

LONGEST_YEARS = 100


def _basis() -> fields.String:
    return fields.String(required=True, validate=validate.Length(min=2))


def _section(value: str) -> bool:
    return value == EVERY_SECTION or bool(SECTION_CODE.match(value))


class DecisionSchema(Schema):
    """Within how many working days a request is decided."""

    working_days = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, 365)
    )
    basis = _basis()


class RuleSchema(Schema):
    """How many years a class of a section is kept, and from when."""

    section = fields.String(required=True, validate=_section)
    sensitivity = fields.Integer(
        data_key="class", strict=True, required=True, validate=validate.OneOf([2, 3])
    )
    since = fields.Enum(Since, by_value=True, data_key="after", required=True)
    years = fields.Integer(
        strict=True, required=True, validate=validate.Range(0, LONGEST_YEARS)
    )
    basis = _basis()

    @post_load
    def as_rule(self, said: dict[str, Any], **_: object) -> RetentionRule:
        """Return the rule; refuse years that count from what is no such beginning."""
        if not can_count(said["section"], said["since"]):
            fault = f"years of {said['section']} do not count from there"
            raise ValidationError({"after": [fault]})
        sensitivity = Sensitivity(said.pop("sensitivity"))
        return RetentionRule(sensitivity=sensitivity, **said)


class KeptSchema(Schema):
    """A section that a law orders to be kept."""

    section = fields.String(required=True, validate=validate.Regexp(SECTION_CODE))
    law = _basis()


class PrivacySchema(Schema):
    """Of rights and retention; what it leaves out is the statute's."""

    requests = fields.Nested(DecisionSchema)
    retention = fields.List(fields.Nested(RuleSchema))
    kept_by_law = fields.List(fields.Nested(KeptSchema))


def describe_privacy(policy: PrivacyPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    yield f"policy: {policy.code}"
    yield f"requests: {policy.decision_days} working days — {policy.decision_basis}"
    for rule in policy.retention:
        yield say_rule(rule)
    for each in policy.kept:
        yield f"kept by law: {each.section} — {each.law}"


def unsaid_of(policy: PrivacyPolicy) -> Iterator[str]:
    """Say in a line of its own what no rule of retention is about (第19条)."""
    for section, since in policy.unsaid:
        yield (
            f"retention: nothing is said of {section} after {since}:"
            " it is never forgotten (个人信息保护法第19条)"
        )


def say_rule(rule: RetentionRule) -> str:
    """Say one rule of retention in a line."""
    return (
        f"retention: {rule.section} class {int(rule.sensitivity)},"
        f" {rule.years} years after {rule.since} — {rule.basis}"
    )


def privacy_policy(code: str, said: Mapping[str, Any]) -> PrivacyPolicy:
    """Return the rules of rights and retention, under the name of their edition."""
    decided = said.get("requests", {})
    kept = tuple(KeptByLaw(**each) for each in said.get("kept_by_law", ()))
    besides = frozenset(each.section for each in kept)
    return PrivacyPolicy(
        code=code,
        decision_days=decided.get("working_days", DECISION_DAYS),
        decision_basis=decided.get("basis", DECISION_BASIS),
        retention=tuple(
            replace(rule, besides=besides) for rule in said.get("retention", ())
        ),
        kept=kept,
    )
