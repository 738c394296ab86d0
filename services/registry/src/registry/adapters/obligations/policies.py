"""Obligations in a policy file; a rule that contradicts itself is refused."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from marshmallow import (
    Schema,
    ValidationError,
    fields,
    post_load,
    validate,
    validates_schema,
)

from minqing_chassis.calendars import WEEKDAYS, Day
from minqing_kernel.messages import Role
from registry.domain.firms.firm import FirmKind
from registry.domain.obligations.faults import faults_of
from registry.domain.obligations.forms import INFORMER
from registry.domain.obligations.periods import Every
from registry.domain.obligations.rules import (
    Bearer,
    Cell,
    Counts,
    Inherit,
    Measure,
    ObligationPolicy,
    OnRest,
    Owes,
    Reach,
    Rule,
    Source,
    Target,
    Whom,
)
from registry.domain.obligations.tagging import TAG
from registry.domain.premises.kinds import PremisesKind
from registry.domain.profiles import DutyKind, OrganisationKind

MOST_RULES: Final = 100
LARGEST_AMOUNT: Final = 100_000
LONGEST_GRACE: Final = 92
CODE: Final = validate.Regexp(TAG, error="bad-code")
BASIS: Final = validate.Length(min=2)
TYPES: Final = {
    Target.FIRM: frozenset(FirmKind),
    Target.ORGANISATION: frozenset(OrganisationKind),
    Target.PREMISES: frozenset(PremisesKind),
    Target.GRID: frozenset({"1", "2", "3"}),
}
"""What there is of each; residents and households have no types."""


def _codes(**options: Any) -> fields.List[Any]:  # noqa: ANN401
    return fields.List(
        fields.String(validate=CODE), validate=validate.Length(1), **options
    )


def _enum(kind: type, **options: Any) -> fields.Enum[Any]:  # noqa: ANN401
    return fields.Enum(kind, by_value=True, **options)


class OwesSchema(Schema):
    """Who owes."""

    bearer = _enum(Bearer, data_key="who", required=True)
    duty = _enum(DutyKind)
    tag = fields.String(validate=CODE)
    role = _enum(Role)
    types = fields.List(_enum(OrganisationKind), load_default=list)
    levels = fields.List(fields.Integer(validate=validate.OneOf([1, 2, 3])))

    @post_load
    def as_owes(self, said: dict[str, Any], **_: object) -> Owes:
        """Return who owes."""
        types, levels = said.pop("types"), said.pop("levels", ())
        return Owes(types=frozenset(types), levels=frozenset(levels), **said)


class WhomSchema(Schema):
    """To whom."""

    kind = _enum(Target, required=True)
    reach = _enum(Reach, data_key="of", load_default=Reach.ANY)
    types = fields.List(fields.String(), load_default=list)
    tag = fields.String(validate=CODE)
    floating = fields.Boolean()

    @post_load
    def as_whom(self, said: dict[str, Any], **_: object) -> Whom:
        """Return to whom; refuse types that such subjects do not have."""
        types = frozenset(said.pop("types"))
        unknown = sorted(types - TYPES.get(said["kind"], frozenset()))
        if unknown:
            raise ValidationError({"types": [f"unknown: {', '.join(unknown)}"]})
        return Whom(types=types, **said)


class CellSchema(Schema):
    """A cell of a matrix."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=validate.Length(1, 80))
    kinds = _codes(data_key="visits", required=True)

    @post_load
    def as_cell(self, said: dict[str, Any], **_: object) -> Cell:
        """Return the cell."""
        return Cell(kinds=frozenset(said.pop("kinds")), **said)


class CountsSchema(Schema):
    """What counts: visits, sections, duties, forms, or the cells of a matrix."""

    visits = _codes()
    sections = _codes()
    duties = fields.List(_enum(DutyKind), validate=validate.Length(1))
    forms = fields.List(
        fields.String(validate=validate.OneOf([INFORMER])), validate=validate.Length(1)
    )
    cells = fields.List(fields.Nested(CellSchema), validate=validate.Length(1, 20))
    start = fields.Time(data_key="from")
    end = fields.Time(data_key="to")
    off_tag = fields.String(validate=CODE)
    by_tag = fields.String(validate=CODE)
    closed_only = fields.Boolean()

    @post_load
    def as_counts(self, said: dict[str, Any], **_: object) -> Counts:
        """Return what counts; one source, and no other."""
        named = [each.value for each in Source if each.value in said]
        cells = tuple(said.pop("cells", ()))
        if len(named) + bool(cells) != 1:
            raise ValidationError("names one of visits, sections, duties, forms, cells")
        source = Source(named[0]) if named else Source.VISITS
        codes = frozenset(str(each) for name in named for each in said.pop(name))
        return Counts(source=source, codes=codes, cells=cells, **said)


class DueSchema(Schema):
    """On which day: a weekday, or a day of the month."""

    weekday = fields.String(validate=validate.OneOf(WEEKDAYS))
    day = fields.Integer(strict=True, validate=validate.Range(1, 31))

    @validates_schema
    def is_one_of_both(self, said: dict[str, Any], **_: object) -> None:
        """Refuse both and neither."""
        if len(said) != 1:
            raise ValidationError("give either weekday or day")


class ObligationRuleSchema(Schema):
    """A rule; `measure` and its amount are said in one: `measure: {distinct: 50}`."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=validate.Length(1, 80))
    owes = fields.Nested(OwesSchema, required=True)
    whom = fields.Nested(WhomSchema)
    counts = fields.Nested(CountsSchema, required=True)
    every = _enum(Every, data_key="period", required=True)
    measure = fields.Dict(
        keys=_enum(Measure),
        values=fields.Integer(strict=True, validate=validate.Range(1, LARGEST_AMOUNT)),
        required=True,
        validate=validate.Length(equal=1),
    )
    at_most = fields.Integer(strict=True, validate=validate.Range(1, LARGEST_AMOUNT))
    due = fields.Nested(DueSchema)
    on_rest = _enum(OnRest, data_key="holiday", load_default=OnRest.STAY)
    grace_days = fields.Integer(
        strict=True, load_default=0, validate=validate.Range(0, LONGEST_GRACE)
    )
    inherit = _enum(Inherit, data_key="hand_over", load_default=Inherit.POST)
    basis = fields.String(required=True, validate=BASIS)
    valid_from = Day()
    valid_to = Day()

    @post_load
    def as_rule(self, said: dict[str, Any], **_: object) -> Rule:
        """Return the rule; refuse one that contradicts itself."""
        [(measure, amount)] = said.pop("measure").items()
        due = said.pop("due", {})
        weekday = WEEKDAYS.index(due["weekday"]) if "weekday" in due else None
        rule = Rule(
            measure=measure,
            amount=amount,
            weekday=weekday,
            month_day=due.get("day"),
            **said,
        )
        if faults := faults_of(rule):
            raise ValidationError({rule.code: list(faults)})
        return rule


class ObligationsSchema(Schema):
    """What is owed; without it nobody owes anything."""

    week_starts = fields.String(validate=validate.OneOf(WEEKDAYS))
    rules = fields.List(
        fields.Nested(ObligationRuleSchema),
        load_default=list,
        validate=validate.Length(max=MOST_RULES),
    )

    @validates_schema(skip_on_field_errors=True)
    def has_each_code_once_a_day(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two rules of one code that hold on the same day."""
        for no, one in enumerate(said["rules"]):
            for other in said["rules"][:no]:
                first = max(one.valid_from, other.valid_from)
                if one.code == other.code and first <= min(
                    one.valid_to, other.valid_to
                ):
                    raise ValidationError({"rules": [f"said twice: {one.code}"]})


def obligation_policy(said: Mapping[str, Any]) -> ObligationPolicy:
    """Return what is owed."""
    starts = said.get("week_starts", WEEKDAYS[0])
    rules = tuple(said.get("rules", ()))
    return ObligationPolicy(rules=rules, week_starts=WEEKDAYS.index(starts))


def describe_obligations(policy: ObligationPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    for each in policy.rules:
        yield say_obligation(each)


def say_obligation(rule: Rule) -> str:
    """Say a rule in a line."""
    often = "always" if rule.every is Every.ALWAYS else f"every {rule.every}"
    on = "" if not rule.dayed else f" on {_day(rule)} (rest day: {rule.on_rest})"
    most = "" if rule.at_most is None else f", at most {rule.at_most}"
    closed = ", closed visits alone" if rule.counts.closed_only else ""
    span = "" if rule.valid_from == date.min else f" from {rule.valid_from}"
    return (
        f"obligation: {rule.code} {rule.title}, {rule.owes.bearer} {often}"
        f"{on}: {rule.measure} {rule.amount}{most} of"
        f" {'/'.join(sorted(rule.counts.kinds))}{closed}{span} — {rule.basis}"
    )


def _day(rule: Rule) -> str:
    return str(rule.month_day) if rule.weekday is None else WEEKDAYS[rule.weekday]
