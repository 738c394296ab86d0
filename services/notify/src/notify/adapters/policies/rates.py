"""The part `rates` of notify's section of a policy file, strictly read."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate
from marshmallow import validates_schema as checks

from notify.domain.figures.measures import Aside
from notify.domain.figures.policy import (
    RULES,
    RatesPolicy,
    Rating,
)

_WORD = validate.Regexp(r"[a-z][a-z0-9-]{0,31}\Z")
_SOURCE = validate.Length(min=2, max=200)


class ExclusionSchema(Schema):
    """What the rates leave out, and by which rule."""

    what = fields.String(
        required=True, validate=validate.OneOf([each.value for each in Aside])
    )
    basis = fields.String(required=True, validate=_SOURCE)


class RatesSchema(Schema):
    """The rules of the rates; what is left out is the house's."""

    weights = fields.Dict(
        keys=fields.String(validate=validate.OneOf([each.value for each in Rating])),
        values=fields.Decimal(allow_none=True, validate=validate.Range(0, 1)),
    )
    exclusions = fields.List(fields.Nested(ExclusionSchema))
    contact_hours = fields.Integer(strict=True, validate=validate.Range(1, 24 * 60))
    sources = fields.Dict(
        keys=fields.String(validate=_WORD), values=fields.String(validate=_WORD)
    )
    bases = fields.Dict(
        keys=fields.String(validate=validate.OneOf(RULES)),
        values=fields.String(validate=_SOURCE),
    )

    @checks
    def cites_what_it_sets(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a rule without its source, and weights that leave an answer out."""
        missing = sorted(set(RULES) & said.keys() - said.get("bases", {}).keys())
        if missing:
            named = ", ".join(missing)
            raise ValidationError({"bases": [f"names no source for {named}"]})
        unsaid = sorted(set(Rating) - said.get("weights", dict.fromkeys(Rating)).keys())
        if unsaid:
            raise ValidationError({"weights": [f"says nothing of {', '.join(unsaid)}"]})


def describe(policy: RatesPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    weights = ", ".join(f"{each}={policy.weights[each]}" for each in Rating)
    yield f"weights: {weights} — {policy.basis('weights')}"
    for aside, basis in policy.exclusions.items():
        yield f"excluded: {aside} — {basis}"
    yield f"contact_hours: {policy.contact_hours} — {policy.basis('contact_hours')}"
    for channel, source in sorted(policy.sources.items()):
        yield f"source of {channel}: {source} — {policy.basis('sources')}"


def build(code: str, said: Mapping[str, Any]) -> RatesPolicy:
    """Return the rules that the schema loaded; `code` names the edition."""
    rates = dict(said)
    if "weights" in rates:
        rates["weights"] = _weights(rates["weights"])
    if "exclusions" in rates:
        rates["exclusions"] = MappingProxyType(
            {Aside(each["what"]): each["basis"] for each in rates["exclusions"]}
        )
    return RatesPolicy(**rates | {"code": code})


def _weights(said: Mapping[str, Decimal | None]) -> Mapping[Rating, Decimal | None]:
    return MappingProxyType({Rating(name): weight for name, weight in said.items()})
