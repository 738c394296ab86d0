"""Where rules come from: what a place cites in `bases`, beside the rules themselves."""

from collections.abc import Collection, Mapping
from typing import Any, Final

from marshmallow import fields, validate

UNNAMED: Final = "本地规定（未注明出处）"
CITED: Final = validate.Length(min=2, max=200)


def bases_of_rules(rules: Collection[str]) -> fields.Dict:
    """Return the field in which a place cites its rules, each by its name."""
    return fields.Dict(
        keys=fields.String(validate=validate.OneOf(sorted(rules))),
        values=fields.String(validate=CITED),
    )


def cited(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules that a place said, each with its source."""
    rules = {name: value for name, value in said.items() if name != "bases"}
    named = said.get("bases", {})
    return rules | {"bases": {name: named.get(name, UNNAMED) for name in rules}}
