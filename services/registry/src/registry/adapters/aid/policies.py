"""What a policy file says of help, strictly read: conditions are data, not code."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from minqing_chassis.calendars import Day
from registry.domain.aid.conditions import (
    AllOf,
    AnyOf,
    Check,
    Condition,
    Op,
    PersonFact,
)
from registry.domain.aid.rules import (
    STATUTORY_HELP,
    BenefitRule,
    HelpClass,
    HelpPolicy,
    Programme,
)

CODE: Final = validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z")
BASIS: Final = validate.Length(min=2)
FACT: Final = re.compile(r"[a-z][a-z-]{1,19}\.[a-z][a-z0-9_]{0,39}\Z")
DEEPEST: Final = 5
MOST_PARTS: Final = 20
MOST_RULES: Final = 100
KINDS: Final[Mapping[str, Callable[..., Condition]]] = {"all": AllOf, "any": AnyOf}


def _text(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, str) and 1 <= len(value) <= 80


def _whole(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, int) and not isinstance(value, bool)


def _texts(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, list) and bool(value) and all(map(_text, value))


def _single(value: Any) -> bool:  # noqa: ANN401
    return isinstance(value, bool) or _whole(value) or _text(value)


FITS: Final[Mapping[Op, Callable[[Any], bool]]] = {
    Op.IS: _single,
    Op.IS_NOT: _single,
    Op.ONE_OF: _texts,
    Op.HAS: _text,
    Op.AT_LEAST: _whole,
    Op.AT_MOST: _whole,
}


class ConditionField(fields.Field[Condition]):
    """`{fact, op, value}`, `{all: […]}` or `{any: […]}`, one inside another."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> Condition:  # noqa: ANN401
        return condition_of(value)


def condition_of(said: Any, depth: int = 1) -> Condition:  # noqa: ANN401
    """Return a condition; raises ValidationError for whatever is none."""
    if not isinstance(said, dict) or depth > DEEPEST:
        raise ValidationError("no condition, or too deep")
    if said.keys() == {"fact", "op", "value"}:
        return _check(said)
    if len(said) != 1 or not said.keys() <= KINDS.keys():
        raise ValidationError("say fact, op and value; or all; or any")
    ((kind, parts),) = said.items()
    if not isinstance(parts, list) or not 1 <= len(parts) <= MOST_PARTS:
        raise ValidationError(f"{kind}: 1 to {MOST_PARTS} conditions")
    return KINDS[kind](parts=tuple(condition_of(each, depth + 1) for each in parts))


def _check(said: Mapping[str, Any]) -> Check:
    fact, value = said["fact"], said["value"]
    known = isinstance(fact, str) and (FACT.match(fact) or fact in set(PersonFact))
    if not known:
        raise ValidationError(f"no such fact: {fact}")
    try:
        op = Op(said["op"])
    except ValueError:
        raise ValidationError(f"no such op: {said['op']}") from None
    if not FITS[op](value):
        raise ValidationError(f"{op}: the value does not fit")
    return Check(fact=fact, op=op, value=tuple(value) if op is Op.ONE_OF else value)


def _title() -> fields.String:
    return fields.String(required=True, validate=validate.Length(1, 80))


class ClassSchema(Schema):
    """A class of households for whom a plan is a must."""

    code = fields.String(required=True, validate=CODE)
    title = _title()
    when = ConditionField(required=True)
    basis = fields.String(required=True, validate=BASIS)

    @post_load
    def as_class(self, said: dict[str, Any], **_: object) -> HelpClass:
        """Return the class."""
        return HelpClass(**said)


class BenefitSchema(Schema):
    """An edition of a rule: who may have a benefit, and how it shows that one has."""

    code = fields.String(required=True, validate=CODE)
    title = _title()
    valid_from = Day(required=True)
    when = ConditionField(required=True)
    held = ConditionField()
    programme = fields.String(validate=CODE)
    basis = fields.String(required=True, validate=BASIS)

    @post_load
    def as_rule(self, said: dict[str, Any], **_: object) -> BenefitRule:
        """Return the rule."""
        return BenefitRule(**said)


class ProgrammeSchema(Schema):
    """What subsidies are paid for, and when."""

    code = fields.String(required=True, validate=CODE)
    title = _title()
    since = Day(required=True)
    until = Day()
    basis = fields.String(required=True, validate=BASIS)

    @post_load
    def as_programme(self, said: dict[str, Any], **_: object) -> Programme:
        """Return the programme; refuse one that ends before it begins."""
        until = said.get("until")
        if until is not None and until < said["since"]:
            raise ValidationError({"until": ["before since"]})
        return Programme(**said)


class SmallestSchema(Schema):
    """How many households a group has at least that is made public."""

    households = fields.Integer(
        strict=True, required=True, validate=validate.Range(3, 1000)
    )
    basis = fields.String(required=True, validate=BASIS)


class ReviewSchema(Schema):
    """Within how many days a plan is reviewed again."""

    within_days = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, 731)
    )
    basis = fields.String(required=True, validate=BASIS)


class PlansSchema(Schema):
    """Of plans; what it leaves out is the house's."""

    classes = fields.List(
        fields.Nested(ClassSchema), validate=validate.Length(1, MOST_RULES)
    )
    review = fields.Nested(ReviewSchema)

    @validates_schema(skip_on_field_errors=True)
    def has_each_class_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two classes of one code."""
        _once("classes", [each.code for each in said.get("classes", ())])


class AidSchema(Schema):
    """Of benefits, programmes and jobs; what it leaves out is the house's."""

    benefits = fields.List(
        fields.Nested(BenefitSchema), validate=validate.Length(max=MOST_RULES)
    )
    programmes = fields.List(
        fields.Nested(ProgrammeSchema), validate=validate.Length(max=MOST_RULES)
    )
    seekers = ConditionField()
    smallest_group = fields.Nested(SmallestSchema)

    @validates_schema(skip_on_field_errors=True)
    def holds_together(self, said: dict[str, Any], **_: object) -> None:
        """Refuse what is said twice, and a benefit of a programme that there is not."""
        benefits = said.get("benefits", ())
        programmes = [each.code for each in said.get("programmes", ())]
        _once("benefits", [each.edition for each in benefits])
        _once("programmes", programmes)
        paid = {each.programme for each in benefits if each.programme}
        if paid - set(programmes):
            strange = ", ".join(sorted(paid - set(programmes)))
            raise ValidationError({"benefits": [f"no such programme: {strange}"]})


def _once(name: str, codes: Sequence[str]) -> None:
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise ValidationError({name: [f"said twice: {', '.join(twice)}"]})


def help_policy(plans: Mapping[str, Any], aid: Mapping[str, Any]) -> HelpPolicy:
    """Return the rules of help."""
    house, review = STATUTORY_HELP, plans.get("review", {})
    smallest = aid.get("smallest_group", {})
    return HelpPolicy(
        classes=tuple(plans.get("classes", house.classes)),
        review_days=review.get("within_days", house.review_days),
        review_basis=review.get("basis", house.review_basis),
        benefits=tuple(aid.get("benefits", ())),
        programmes=tuple(aid.get("programmes", ())),
        seekers=aid.get("seekers", house.seekers),
        smallest_group=smallest.get("households", house.smallest_group),
        smallest_group_basis=smallest.get("basis", house.smallest_group_basis),
    )


def describe_help(policy: HelpPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    yield f"plans: reviewed within {policy.review_days} days — {policy.review_basis}"
    for each in policy.classes:
        names = ", ".join(sorted(each.when.names()))
        yield f"plan class: {each.code} {each.title}, by {names} — {each.basis}"
    for rule in policy.benefits:
        names = ", ".join(sorted(rule.when.names()))
        yield f"benefit: {rule.edition} {rule.title}, by {names} — {rule.basis}"
    for paid in policy.programmes:
        span = f"{paid.since} to {paid.until or 'open'}"
        yield f"programme: {paid.code} {paid.title}, {span} — {paid.basis}"
    yield (
        f"public sums: no group below {policy.smallest_group} households"
        f" — {policy.smallest_group_basis}"
    )
