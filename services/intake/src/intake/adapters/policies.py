"""The intake section of a policy file (minqing_chassis.policies), strictly read."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from intake.adapters.category_lists import CategoryListsSchema, describe_lists
from intake.adapters.published import (
    ReceptionSchema,
    WaySchema,
    reception_from,
    say_reception,
    say_way,
    way_from,
)
from intake.domain.channel import Channel
from intake.domain.policy import (
    RULES,
    STATUTORY_ACCEPTANCE,
    STATUTORY_POLICY,
    STATUTORY_REPRESENTATIVES,
    IntakePolicy,
    Requirement,
)
from intake.domain.requirements import KNOWN
from minqing_chassis.policies import PolicyBook, read_policies
from minqing_kernel.pictures import LARGEST_FILE, MOST_PAGES

KINDS = ("suggestion", "accusation", "claim", "consultation", "thanks")
CASE_KINDS = ("immediate", "promised", "joint", "reply")
MODES = ("direct", "committed", "joint", "declared", "assembled")
FIELDS = tuple(KNOWN)
"""What a petition can be asked to have: no more than the door can look for."""


def _number(lowest: int, highest: int) -> fields.Integer:
    return fields.Integer(strict=True, validate=validate.Range(lowest, highest))


def _flag() -> fields.Boolean:
    return fields.Boolean(truthy={True}, falsy={False})


class RequirementSchema(Schema):
    """Fields asked of some petitions, and by which rule."""

    fields_ = fields.List(
        fields.String(validate=validate.OneOf(FIELDS)),
        data_key="fields",
        required=True,
        validate=validate.Length(min=1),
    )
    basis = fields.String(required=True, validate=validate.Length(min=2))
    kind = fields.String(validate=validate.OneOf(KINDS))
    case_kind = fields.String(validate=validate.OneOf(CASE_KINDS))
    mode = fields.String(validate=validate.OneOf(MODES))
    channel = fields.String(validate=validate.OneOf([each.value for each in Channel]))


class IntakeSchema(Schema):
    """The whole section; what it leaves out is the statute's."""

    acceptance_days = _number(1, STATUTORY_ACCEPTANCE)
    notice_needs_identity = _flag()
    representatives_at_most = _number(1, STATUTORY_REPRESENTATIVES)
    correction_days = _number(1, 365)
    silence_days = _number(1, 365)
    same_text_score = _number(1, 100)
    same_person_score = _number(1, 100)
    same_person_days = _number(1, 3650)
    same_place_days = _number(1, 3650)
    concentrated_from = _number(2, 1000)
    device_window_minutes = _number(1, 1440)
    device_presses_at_most = _number(2, 1000)
    unknown_presses_at_most = _number(1, 10_000)
    pictures_kept_days = _number(1, 3650)
    paper_mib_at_most = _number(1, LARGEST_FILE // (1024 * 1024))
    paper_pages_at_most = _number(1, MOST_PAGES)
    data_request_days = _number(1, 60)
    file_kept_by = fields.String(validate=validate.Length(2, 200))
    joinable = fields.List(
        fields.String(validate=validate.Regexp(r"^[a-z0-9-]{1,64}\Z")),
        validate=validate.Length(max=100),
    )
    nearby_tries = _number(1, 10_000)
    nearby_tries_of_address = _number(1, 1_000_000)
    labour_unit = fields.String(validate=validate.Length(min=1))
    labour_category = fields.String(validate=validate.Length(min=1))
    informer_closing_day = _number(1, 28)
    requirements = fields.List(fields.Nested(RequirementSchema))
    channels = fields.List(fields.Nested(WaySchema))
    receptions = fields.List(fields.Nested(ReceptionSchema))
    category_lists = fields.Nested(CategoryListsSchema)
    bases = fields.Dict(
        keys=fields.String(validate=validate.OneOf(RULES)),
        values=fields.String(validate=validate.Length(min=2)),
    )

    @validates_schema
    def asks_less_of_the_same_person(self, said: dict[str, Any], **_: object) -> None:
        """Refuse that words must be more alike where the person is the same."""
        text = said.get("same_text_score", STATUTORY_POLICY.same_text_score)
        person = said.get("same_person_score", STATUTORY_POLICY.same_person_score)
        if person > text:
            fault = f"is {person}, above same_text_score, {text}"
            raise ValidationError({"same_person_score": [fault]})

    @validates_schema
    def cites_what_it_sets(self, said: dict[str, Any], **_: object) -> None:
        """Refuse a rule without its source."""
        missing = sorted(set(RULES) & said.keys() - said.get("bases", {}).keys())
        if missing:
            raise ValidationError(
                {"bases": [f"names no source for {', '.join(missing)}"]}
            )


def load_policies(path: Path | None = None) -> PolicyBook[IntakePolicy]:
    """Return the place's rules of intake; without a file the statute's.

    Raises ConfigurationError, which names the file, the line and the field.
    """
    return read_policies(path, "intake", IntakeSchema(), _policy, STATUTORY_POLICY)


def describe(policy: IntakePolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    yield f"policy: {policy.code}"
    for rule in RULES:
        value = getattr(policy, rule)
        told = len(value) if isinstance(value, tuple) else value
        yield f"{rule}: {told} — {policy.basis(rule)}"
    for each in policy.requirements:
        when = {"kind", "case_kind", "mode", "channel"}
        asked = {name: said for name, said in vars(each).items() if name in when}
        of = " ".join(f"{name}={said}" for name, said in asked.items() if said)
        names = ", ".join(sorted(each.fields))
        yield f"required {of}".rstrip() + f": {names} — {each.basis}"
    yield from map(say_way, policy.ways)
    yield from map(say_reception, policy.receptions)
    yield from describe_lists(policy.category_lists)


def _policy(code: str, said: Mapping[str, Any]) -> IntakePolicy:
    own = tuple(_requirement(each) for each in said.get("requirements", ()))
    rules = {name: value for name, value in said.items() if name != "channels"} | {
        "code": code,
        "requirements": STATUTORY_POLICY.requirements + own,
        "bases": MappingProxyType(dict(said.get("bases", {}))),
        "ways": tuple(map(way_from, said.get("channels", ()))),
        "receptions": tuple(map(reception_from, said.get("receptions", ()))),
        "joinable": tuple(said.get("joinable", ())),
    }
    return IntakePolicy(**rules)


def _requirement(said: Mapping[str, Any]) -> Requirement:
    rest = {name: value for name, value in said.items() if name != "fields_"}
    return Requirement(fields=frozenset(said["fields_"]), **rest)
