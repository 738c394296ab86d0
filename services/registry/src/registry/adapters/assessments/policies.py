"""Assessment forms in a policy file, strictly read."""

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

from registry.domain.assessments.form import (
    USUAL_ASSESSMENTS,
    AssessmentPolicy,
    Form,
    Item,
    Part,
)
from registry.domain.periods import PeriodKind
from registry.domain.profiles import DutyKind

CODE: Final = validate.Regexp(r"[a-z0-9][a-z0-9-]{0,31}\Z")
WORDS: Final = validate.Length(1, 80)


class ItemSchema(Schema):
    """One thing that is scored."""

    code = fields.String(required=True, validate=CODE)
    text = fields.String(required=True, validate=WORDS)

    @post_load
    def as_item(self, said: dict[str, Any], **_: object) -> Item:
        """Return the item."""
        return Item(**said)


class PartSchema(Schema):
    """Items under one heading."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=WORDS)
    items = fields.List(
        fields.Nested(ItemSchema), required=True, validate=validate.Length(1, 30)
    )

    @post_load
    def as_part(self, said: dict[str, Any], **_: object) -> Part:
        """Return the heading."""
        return Part(**said | {"items": tuple(said["items"])})


class FormSchema(Schema):
    """A form: who is assessed, how often, by which items."""

    code = fields.String(required=True, validate=CODE)
    title = fields.String(required=True, validate=WORDS)
    rated = fields.Enum(DutyKind, by_value=True, required=True)
    period = fields.Enum(PeriodKind, by_value=True, required=True)
    highest = fields.Integer(
        strict=True, required=True, validate=validate.Range(1, 100)
    )
    parts = fields.List(
        fields.Nested(PartSchema), required=True, validate=validate.Length(1, 20)
    )
    basis = fields.String(required=True, validate=validate.Length(min=2))

    @post_load
    def as_form(self, said: dict[str, Any], **_: object) -> Form:
        """Return the form; each item stands in it once."""
        form = Form(**said | {"parts": tuple(said["parts"])})
        codes = [each.code for each in form.items()]
        if len(set(codes)) < len(codes):
            raise ValidationError({"parts": ["two items have the same code"]})
        return form


class AssessmentsSchema(Schema):
    """Of assessments; what it leaves out is the house's."""

    forms = fields.List(fields.Nested(FormSchema), validate=validate.Length(1, 20))

    @validates_schema(skip_on_field_errors=True)
    def has_each_form_once(self, said: dict[str, Any], **_: object) -> None:
        """Refuse two forms of one code."""
        codes = [each.code for each in said.get("forms", ())]
        if len(set(codes)) < len(codes):
            raise ValidationError({"forms": ["two have the same code"]})


def assessment_policy(said: Mapping[str, Any]) -> AssessmentPolicy:
    """Return the forms."""
    return AssessmentPolicy(forms=tuple(said.get("forms", USUAL_ASSESSMENTS.forms)))


def describe_assessments(policy: AssessmentPolicy) -> Iterator[str]:
    """Say every form in a line of its own, with its basis."""
    for form in policy.forms:
        parts = " ".join(f"{each.title}{len(each.items)}" for each in form.parts)
        yield (
            f"assessment: {form.code} {form.title}, of {form.rated} a {form.period},"
            f" 0-{form.highest}: {parts} — {form.basis}"
        )
