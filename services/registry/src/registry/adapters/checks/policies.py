"""Spot checks in a policy file, strictly read."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from minqing_kernel.messages import Role
from registry.domain.checks.rules import (
    MOST_DRAWN,
    USUAL_CHECKS,
    CheckPolicy,
    CheckRule,
)
from registry.domain.periods import PeriodKind
from registry.domain.profiles import STAFF_ROLES, DutyKind, OrganisationKind
from registry.domain.workers import Meant

BASIS: Final = validate.Length(min=2)
CODE: Final = validate.Regexp(r"[a-z0-9][a-z0-9-]{1,31}\Z")
MOST_RULES: Final = 50


def _staff_role(role: Role) -> None:
    if role not in STAFF_ROLES:
        raise ValidationError("is no role of staff")


def units_field(**options: Any) -> fields.List[Any]:  # noqa: ANN401
    """Return a field for kinds of units."""
    return fields.List(fields.Enum(OrganisationKind, by_value=True), **options)


class MeantSchema(Schema):
    """Whom a rule means: of which units, with which roles and duties."""

    units = units_field(load_default=list)
    roles = fields.List(
        fields.Enum(Role, by_value=True, validate=_staff_role), load_default=list
    )
    duties = fields.List(fields.Enum(DutyKind, by_value=True), load_default=list)

    @post_load
    def as_meant(self, said: dict[str, Any], **_: object) -> Meant:
        """Return whom it means; nobody is meant by nothing said."""
        if not any(said.values()):
            raise ValidationError("means anybody: name units, roles or duties")
        return Meant(**{name: frozenset(each) for name, each in said.items()})


class RuleSchema(Schema):
    """A check: who checks whose visits, drawn where, how many, how often."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=validate.Length(1, 80))
    places = units_field(required=True, validate=validate.Length(min=1))
    checkers = fields.Nested(MeantSchema, required=True)
    checked = fields.Nested(MeantSchema, required=True)
    kinds = fields.List(fields.String(), load_default=list)
    period = fields.Enum(PeriodKind, by_value=True, required=True)
    sample = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, MOST_DRAWN)
    )
    percent = fields.Integer(
        strict=True, load_default=0, validate=validate.Range(0, 100)
    )
    due_days = fields.Integer(
        strict=True, load_default=15, validate=validate.Range(1, 366)
    )
    apart = fields.Boolean(load_default=True, truthy={True}, falsy={False})
    basis = fields.String(required=True, validate=BASIS)

    @post_load
    def as_rule(self, said: dict[str, Any], **_: object) -> CheckRule:
        """Return the rule."""
        said |= {name: frozenset(said[name]) for name in ("places", "kinds")}
        return CheckRule(**said)


class ChecksSchema(Schema):
    """Of spot checks; what it leaves out is the house's."""

    rules = fields.List(
        fields.Nested(RuleSchema), validate=validate.Length(1, MOST_RULES)
    )

    @validates_schema(skip_on_field_errors=True)
    def has_each_rule_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two rules of one code."""
        codes = [each.code for each in said.get("rules", ())]
        twice = sorted({code for code in codes if codes.count(code) > 1})
        if twice:
            raise ValidationError({"rules": [f"said twice: {', '.join(twice)}"]})


def check_policy(said: Mapping[str, Any]) -> CheckPolicy:
    """Return the rules of spot checks."""
    return CheckPolicy(rules=tuple(said.get("rules", USUAL_CHECKS.rules)))


def describe_checks(policy: CheckPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    for each in policy.rules:
        yield (
            f"check: {each.code} {each.title}, at {'/'.join(sorted(each.places))},"
            f" {_said(each.checkers)} of {_said(each.checked)}, a {each.period},"
            f" {each.sample} or {each.percent} % — {each.basis}"
        )


def _said(meant: Meant) -> str:
    """Return whom a rule means in words."""
    named = (meant.units, meant.roles, meant.duties)
    return "+".join("|".join(sorted(each)) for each in named if each)
