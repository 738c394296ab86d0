"""What is asked of a visit on paper that has no end: its forms, and what they say."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from marshmallow import ValidationError, fields, validate, validates_schema

from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional
from portal.entrypoints.web.pages.tracking import loaded

OUTCOMES: Final = ("settled", "taken-back", "raised")
FAMILIES: Final = ("confirmed", "changed", "unasked")
ITEMS: Final = ("basics", "living", "thinking", "contact", "help")
"""五个要: what a visit is to tell of certain homes (C-08)."""
FOUND: Final = (1, 2, 3)
"""So many findings fit on the form; more are added on the visit's own page."""
POINTS: Final = ("fine", "hazard", "absent")
"""How a point of a list may be answered (D-30)."""
ASKED: Final = frozenset({"household", "firm", "diary", "subjects", "outcome"})
"""What the form asks: kinds that need more are not offered on it."""
DAY: Final = "%Y-%m-%dT%H:%M"
PARTS: Final = ("text", "outcome", "how", "place", "matter", "about")
"""What the form says of each finding."""
CODE: Final = r"([A-Za-z0-9][A-Za-z0-9._-]{0,63})?\Z"


class VisitForm(StaffForm):
    """What is said of a visit."""

    kind = fields.String(
        required=True,
        validate=validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z", error="fault.kind.empty"),
        error_messages={"required": "fault.kind.empty"},
    )
    held_at = fields.NaiveDateTime(
        format=DAY,
        required=True,
        error_messages={
            "required": "fault.held.empty",
            "invalid": "fault.held.empty",
        },
    )
    diary = needed("diary", 4_000)
    result = fields.String(
        load_default="",
        validate=validate.OneOf(("", *OUTCOMES), error="fault.outcome.empty"),
    )
    basics = optional(500)
    living = optional(500)
    thinking = optional(500)
    contact = optional(500)
    help = optional(500)


class FindingForm(StaffForm):
    """What a visit found, of which kind, about whom, and what comes of it."""

    text = needed("finding", 2_000)
    outcome = one_of(OUTCOMES, "fault.outcome.empty")
    how = optional(1_000)
    place = optional(200)
    matter = fields.String(
        load_default="", validate=validate.Regexp(CODE, error="fault.category")
    )
    about = fields.UUID(
        load_default=None,
        allow_none=True,
        error_messages={"invalid_uuid": "fault.about"},
    )

    @validates_schema
    def _settled(self, said: dict[str, Any], **_: object) -> None:
        if said.get("outcome") == "settled" and not said.get("how"):
            raise ValidationError("fault.how.empty", "how")


class ItemsForm(StaffForm):
    """The five, said later (C-08)."""

    basics = optional(500)
    living = optional(500)
    thinking = optional(500)
    contact = optional(500)
    help = optional(500)

    @validates_schema
    def _some(self, said: dict[str, Any], **_: object) -> None:
        if not any(said.get(name) for name in ITEMS):
            raise ValidationError("fault.items.empty", "basics")


class ClosingForm(StaffForm):
    """What closing says of the family."""

    family = one_of(FAMILIES, "fault.family.empty")


def findings_of(
    said: Mapping[str, str],
) -> tuple[list[tuple[int, dict[str, Any]]], dict[str, str]]:
    """Return what was found, by its place on the form, and what is wrong with it."""
    found: list[tuple[int, dict[str, Any]]] = []
    wrong: dict[str, str] = {}
    for at in FOUND:
        one = {name: said.get(f"{name}-{at}", "") for name in PARTS}
        if not one["text"].strip() and not one["outcome"]:
            continue
        told, faults = loaded(FindingForm, asked(one))
        wrong |= {f"{name}-{at}": fault for name, fault in faults.items()}
        found += [] if faults else [(at, finding_of(told))]
    return found, wrong


def asked(said: Mapping[str, str]) -> dict[str, str]:
    """Return a finding's form without the person that nobody chose."""
    return {name: text for name, text in said.items() if name != "about" or text}


def finding_of(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finding as registry's door reads it."""
    said = {name: value for name, value in told.items() if value}
    if "about" in said:
        said["about"] = {"kind": "resident", "id": str(said["about"])}
    return said


def checklist_of(
    said: Mapping[str, str], kinds: Iterable[Mapping[str, Any]], code: str
) -> list[dict[str, str]]:
    """Return the answers to the list of the kind that was chosen, and no other."""
    points = [
        point["code"]
        for kind in kinds
        if kind["code"] == code
        for point in kind["checklist"]
    ]
    told = {point: said.get(f"check-{code}-{point}", "") for point in points}
    return [
        {"point": point, "found": found}
        for point, found in told.items()
        if found in POINTS
    ]
