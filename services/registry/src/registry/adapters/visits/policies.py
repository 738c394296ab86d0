"""The kinds of visits in a policy file, strictly read."""

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

from registry.domain.visits.checklist import MOST_POINTS, CheckPoint
from registry.domain.visits.kinds import (
    STATUTORY_VISITS,
    Door,
    Item,
    Need,
    SubjectKind,
    VisitedClass,
    VisitKind,
    VisitPolicy,
)
from registry.domain.visits.weekly import OnHoliday, WeeklyDay

BASIS: Final = validate.Length(min=2)
MOST_KINDS: Final = 50
SETS: Final = ("subjects", "requires", "closes_with")


class PointSchema(Schema):
    """One point of a kind's list (D-30)."""

    code = fields.String(
        required=True, validate=validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z")
    )
    title = fields.String(required=True, validate=validate.Length(1, 200))

    @post_load
    def as_point(self, said: dict[str, Any], **_: object) -> CheckPoint:
        """Return the point."""
        return CheckPoint(**said)


class KindSchema(Schema):
    """A kind: whom it may name, what must be told, whether who is named was visited."""

    code = fields.String(
        required=True, validate=validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z")
    )
    title = fields.String(required=True, validate=validate.Length(1, 80))
    subjects = fields.List(fields.Enum(SubjectKind, by_value=True), required=True)
    requires = fields.List(fields.Enum(Item, by_value=True), required=True)
    covers = fields.Boolean(load_default=False)
    closes_with = fields.List(fields.Enum(Need, by_value=True), load_default=list)
    door = fields.Enum(Door, by_value=True, load_default=Door.HOME_VISIT)
    checklist = fields.List(
        fields.Nested(PointSchema),
        load_default=tuple,
        validate=validate.Length(max=MOST_POINTS),
    )
    basis = fields.String(required=True, validate=BASIS)

    @validates_schema(skip_on_field_errors=True)
    def asks_for_a_list_that_there_is(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a point named twice, and a list that is asked for and is none."""
        codes = [each.code for each in said["checklist"]]
        if len(set(codes)) < len(codes):
            raise ValidationError({"checklist": ["a point is said twice"]})
        if Need.CHECKLIST in said["closes_with"] and not codes:
            raise ValidationError({"checklist": ["asked for, and empty"]})

    @post_load
    def as_kind(self, said: dict[str, Any], **_: object) -> VisitKind:
        """Return the kind."""
        said |= {name: frozenset(said[name]) for name in SETS}
        return VisitKind(**said)


class ClassSchema(Schema):
    """Who is to be told of by all five items: whose file says one of these (C-08)."""

    code = fields.String(
        required=True, validate=validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z")
    )
    title = fields.String(required=True, validate=validate.Length(1, 80))
    section = fields.String(required=True, validate=validate.Length(2, 20))
    field = fields.String(required=True, validate=validate.Length(1, 40))
    values = fields.List(
        fields.String(), required=True, validate=validate.Length(1, 50)
    )
    basis = fields.String(required=True, validate=BASIS)

    @post_load
    def as_class(self, said: dict[str, Any], **_: object) -> VisitedClass:
        """Return the class."""
        return VisitedClass(**said | {"values": frozenset(said["values"])})


class WeeklySchema(Schema):
    """The day of each week on which every cadre goes out (B-24)."""

    weekday = fields.Integer(strict=True, required=True, validate=validate.Range(1, 7))
    kind = fields.String(required=True, validate=validate.Length(2, 32))
    on_holiday = fields.Enum(OnHoliday, by_value=True, required=True)
    basis = fields.String(required=True, validate=BASIS)

    @post_load
    def as_day(self, said: dict[str, Any], **_: object) -> WeeklyDay:
        """Return the day."""
        return WeeklyDay(**said)


class OpenSchema(Schema):
    """For how many days a visit may stay open."""

    days = fields.Integer(strict=True, required=True, validate=validate.Range(0, 365))
    basis = fields.String(required=True, validate=BASIS)


class LateSchema(Schema):
    """After how many days an entry is late."""

    after_days = fields.Integer(
        strict=True, required=True, validate=validate.Range(0, 365)
    )
    basis = fields.String(required=True, validate=BASIS)


class VisitsSchema(Schema):
    """Of visits; what it leaves out is the house's."""

    kinds = fields.List(
        fields.Nested(KindSchema), validate=validate.Length(1, MOST_KINDS)
    )
    classes = fields.List(
        fields.Nested(ClassSchema), validate=validate.Length(max=MOST_KINDS)
    )
    open = fields.Nested(OpenSchema)
    weekly = fields.Nested(WeeklySchema)
    late = fields.Nested(LateSchema)

    @validates_schema(skip_on_field_errors=True)
    def has_each_kind_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two kinds or two classes of one code."""
        for name in ("kinds", "classes"):
            codes = [each.code for each in said.get(name, ())]
            twice = sorted({code for code in codes if codes.count(code) > 1})
            if twice:
                raise ValidationError({name: [f"said twice: {', '.join(twice)}"]})

    @validates_schema(skip_on_field_errors=True)
    def plans_a_kind_that_there_is(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a common day of a kind that the place does not know."""
        kinds = said.get("kinds", STATUTORY_VISITS.kinds)
        weekly = said.get("weekly")
        if weekly is not None and weekly.kind not in {each.code for each in kinds}:
            raise ValidationError({"weekly": [f"no such kind: {weekly.kind}"]})


def visit_policy(said: Mapping[str, Any]) -> VisitPolicy:
    """Return the rules of visits."""
    late, left = said.get("late", {}), said.get("open", {})
    return VisitPolicy(
        classes=tuple(said.get("classes", STATUTORY_VISITS.classes)),
        weekly=said.get("weekly", STATUTORY_VISITS.weekly),
        open_days=left.get("days", STATUTORY_VISITS.open_days),
        open_basis=left.get("basis", STATUTORY_VISITS.open_basis),
        kinds=tuple(said.get("kinds", STATUTORY_VISITS.kinds)),
        late_after_days=late.get("after_days", STATUTORY_VISITS.late_after_days),
        late_basis=late.get("basis", STATUTORY_VISITS.late_basis),
    )


def describe_visits(policy: VisitPolicy) -> Iterator[str]:
    """Say every kind in a line of its own, with its basis."""
    yield f"visits: late after {policy.late_after_days} days — {policy.late_basis}"
    yield f"visits: closed within {policy.open_days} days — {policy.open_basis}"
    if policy.weekly is not None:
        day = policy.weekly
        yield (
            f"visits: {day.kind} on day {day.weekday} of each week,"
            f" on a holiday {day.on_holiday} — {day.basis}"
        )
    for one in policy.classes:
        yield f"visited class: {one.code} {one.title}, all five items — {one.basis}"
    for each in policy.kinds:
        subjects, items = sorted(each.subjects), sorted(each.requires)
        covers = ", covers" if each.covers else ""
        yield (
            f"visit: {each.code} {each.title}, of {'/'.join(subjects)},"
            f" tells {'/'.join(items)}{covers}, by {each.door}{_closing(each)}"
            f" — {each.basis}"
        )


def _closing(kind: VisitKind) -> str:
    needs = "/".join(sorted(kind.closes_with))
    points = f", a list of {len(kind.checklist)}" if kind.checklist else ""
    return points + (f", closed with {needs}" if needs else "")
