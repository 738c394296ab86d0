"""What a petition is and how it is handled, on the wire and in the domain's words."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from marshmallow import Schema, fields, validate

from intake.domain.deciding import Decision
from intake.domain.handling import MOST_CO_UNITS, CaseKind, Handling, Mode
from intake.domain.nature import MOST_ACCUSED, Flag, Kind, Nature, Path, Severity

LONGEST_LEADER = 60
LONGEST_REF = 100


def organisation_id() -> validate.Regexp:
    """Return what an organisation's id looks like."""
    return validate.Regexp(r"^[A-Za-z0-9-]{2,32}\Z")


def one_of(words: type[StrEnum]) -> validate.OneOf:
    """Return that a value is one of an enumeration's words."""
    return validate.OneOf([each.value for each in words])


def _units(most: int) -> fields.List[str]:
    return fields.List(
        fields.String(required=True, validate=organisation_id()),
        validate=validate.Length(max=most),
    )


class NatureSchema(Schema):
    """What it is: kind and path (条例第29-31条), severity, flags, whom it accuses.

    A petitioner alone may say the kind and the accused; the rest is for staff.
    """

    kind = fields.String(validate=one_of(Kind))
    path = fields.String(validate=one_of(Path))
    severity = fields.String(validate=one_of(Severity))
    flags = fields.List(
        fields.String(required=True, validate=one_of(Flag)),
        validate=validate.Length(max=len(Flag)),
    )
    representatives = fields.Integer(validate=validate.Range(0, 10_000))
    accused = _units(MOST_ACCUSED)


class HandlingSchema(Schema):
    """How it is handled: four kinds of case (B-03), five modes (B-04), a leader's date.

    promised needs `promised_on`, joint `lead_id` and `co_unit_ids`, a leader's `due_on`
    its `leader` (D-14).
    """

    case_kind = fields.String(validate=one_of(CaseKind))
    mode = fields.String(validate=one_of(Mode))
    promised_on = fields.Date()
    lead_id = fields.String(validate=organisation_id())
    co_unit_ids = _units(MOST_CO_UNITS)
    policy_ref = fields.String(validate=validate.Length(1, LONGEST_REF))
    leader = fields.String(validate=validate.Length(1, LONGEST_LEADER))
    due_on = fields.Date()


class ToldNatureSchema(Schema):
    """What it is, as it stands."""

    kind = fields.String(required=True, allow_none=True)
    path = fields.String(required=True, allow_none=True)
    severity = fields.String(required=True)
    flags = fields.List(fields.String(), required=True)
    representatives = fields.Integer(required=True, allow_none=True)


class ToldHandlingSchema(Schema):
    """How it is handled, as it stands."""

    case_kind = fields.String(required=True, allow_none=True)
    mode = fields.String(required=True, allow_none=True)
    promised_on = fields.Date(required=True, allow_none=True)
    lead_id = fields.String(required=True, allow_none=True)
    co_unit_ids = fields.List(fields.String(), required=True)
    policy_ref = fields.String(required=True, allow_none=True)
    leader = fields.String(required=True, allow_none=True)
    due_on = fields.Date(required=True, allow_none=True)


NATURE_WORDS: Mapping[str, type[StrEnum]] = {
    "kind": Kind,
    "path": Path,
    "severity": Severity,
}
HANDLING_WORDS: Mapping[str, type[StrEnum]] = {"case_kind": CaseKind, "mode": Mode}


def nature_of(body: Mapping[str, Any]) -> Nature:
    """Return the nature that a body tells; raise BrokenPetition."""
    said = _read(body.get("nature") or {}, NATURE_WORDS)
    if "flags" in said:
        said["flags"] = frozenset(Flag(each) for each in said["flags"])
    if "accused" in said:
        said["accused"] = frozenset(said["accused"])
    return Nature(**said)


def handling_of(body: Mapping[str, Any]) -> Handling:
    """Return the handling that a body tells; raise BrokenPetition."""
    said = _read(body.get("handling") or {}, HANDLING_WORDS)
    if "co_unit_ids" in said:
        said["co_unit_ids"] = frozenset(said["co_unit_ids"])
    return Handling(**said)


def decision_of(body: Mapping[str, Any]) -> Decision:
    """Return what a clerk settles; what the body leaves out stays as it was."""
    return Decision(
        nature=nature_of(body) if "nature" in body else None,
        handling=handling_of(body) if "handling" in body else None,
        despite=body.get("despite", ""),
    )


def told_nature(nature: Nature) -> dict[str, Any]:
    """Return a nature as staff see it; whom it accuses is told apart."""
    words = {**vars(nature), "flags": sorted(nature.flags)}
    del words["accused"]
    return words


def told_handling(handling: Handling) -> dict[str, Any]:
    """Return a handling as staff see it."""
    return {**vars(handling), "co_unit_ids": sorted(handling.co_unit_ids)}


def _read(
    said: Mapping[str, Any], words: Mapping[str, type[StrEnum]]
) -> dict[str, Any]:
    return {
        name: words[name](value) if name in words else value
        for name, value in said.items()
    }
