"""The forms of the archive's sections: what one asks, row by row, and who may."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from marshmallow import ValidationError, fields, validate, validates_schema

from portal.entrypoints.web.admin.forms import LONGEST_REASON
from portal.entrypoints.web.desk.rooms import day, yes
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of
from portal.entrypoints.web.pages.tracking import loaded

MOST_ROWS: Final = 60
NEW_ROWS: Final = 3
CHOOSING: Final = ("choice", "choices")
TYPES: Final = ("text", "number", "yes-no", "day", "amount", *CHOOSING, "outcomes")
"""What a field takes: registry's own list; its words are `sections.type.<type>`."""
KINDS: Final = ("plain", "name", "identity", "telephone", "address")
CLASSES: Final = ("0", "1", "2", "3")
SUBJECTS: Final = ("resident", "household")
ROLES: Final = ("clerk", "handler", "supervisor")
PARTS: Final = (
    *("code", "title", "type", "sensitivity", "kind"),
    *("required", "options", "longest", "order"),
)


class SectionForm(StaffForm):
    """What a section is called from a day on, who reads and writes it, and why."""

    title = needed("section-title", 100)
    valid_from = day()
    reads_clerk = yes()
    reads_handler = yes()
    reads_supervisor = yes()
    writes_clerk = yes()
    writes_handler = yes()
    writes_supervisor = yes()
    holds_petitions = yes()
    told_to_subject = yes()
    reason = needed("why", LONGEST_REASON)

    @validates_schema
    def _read_by_some(self, said: dict[str, Any], **_: object) -> None:
        if not roles_in(said, "reads"):
            raise ValidationError("fault.readers", "readers")


class NewSectionForm(SectionForm):
    """The same of a new section, with its code and whom it is about."""

    code = fields.String(
        required=True,
        validate=validate.Regexp(r"[a-z][a-z-]{1,19}\Z", error="fault.section-code"),
        error_messages={"required": "fault.section-code"},
    )
    subject = one_of(SUBJECTS, "fault.section-subject")


class RowForm(StaffForm):
    """One field."""

    code = fields.String(
        required=True,
        validate=validate.Regexp(r"[a-z][a-z0-9_]{0,39}\Z", error="fault.field-code"),
        error_messages={"required": "fault.field-code"},
    )
    title = needed("field-title", 100)
    type = one_of(TYPES, "fault.field-type")
    sensitivity = one_of(CLASSES, "fault.field-class")
    kind = one_of(KINDS, "fault.field-kind")
    required = yes()
    options = fields.String(load_default="")
    longest = fields.Integer(
        load_default=200,
        validate=validate.Range(1, 2_000, error="fault.field-longest"),
        error_messages={"invalid": "fault.field-longest"},
    )
    order = fields.Integer(
        load_default=99, error_messages={"invalid": "fault.field-order"}
    )

    @validates_schema
    def _chooses(self, said: dict[str, Any], **_: object) -> None:
        if said.get("type") in CHOOSING and not options_of(said.get("options", "")):
            raise ValidationError("fault.field-options", "options")


def rows_said(said: Mapping[str, str]) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Return the fields that a form says, in their order, and its faults.

    What is ticked as dropped, and rows in which nothing was written, are left out.
    """
    found: list[dict[str, Any]] = []
    faults: dict[str, str] = {}
    for n in range(MOST_ROWS + NEW_ROWS):
        row = _row(said, n)
        if not row.get("code") and not row.get("title"):
            continue
        if said.get(f"f{n}_drop"):
            continue
        told, wrong = loaded(RowForm, row)
        faults |= {f"f{n}_{name}": fault for name, fault in wrong.items()}
        found += [] if wrong else [told]
    if not found and not faults:
        faults = {"f0_title": "fault.fields"}
    return [_field(each) for each in sorted(found, key=_order)], faults


def section_body(
    told: Mapping[str, Any], subject: str, rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return what registry is told of an edition."""
    return {
        "title": told["title"],
        "subject": subject,
        "valid_from": told["valid_from"].isoformat(),
        "fields": list(rows),
        "readers": roles_in(told, "reads"),
        "writers": roles_in(told, "writes"),
        "holds_petitions": told["holds_petitions"],
        "told_to_subject": told["told_to_subject"],
        "reason": told["reason"],
    }


def said_of(edition: Mapping[str, Any]) -> dict[str, str]:
    """Return the form as an edition stands."""
    said = {"title": edition["title"], "subject": edition["subject"]}
    flags = ("holds_petitions", "told_to_subject")
    said |= {name: "true" for name in flags if edition[name]}
    said |= {f"reads_{role}": "true" for role in edition["readers"]}
    said |= {f"writes_{role}": "true" for role in edition["writers"]}
    for n, row in enumerate(edition["rows"]):
        said |= {f"f{n}_{name}": str(row[name]) for name in PARTS[:5]}
        said |= {f"f{n}_required": "true"} if row["required"] else {}
        said[f"f{n}_options"] = "\n".join(row["options"])
        said[f"f{n}_longest"] = str(row["longest"])
        said[f"f{n}_order"] = str(n + 1)
    return said


def roles_in(said: Mapping[str, Any], may: str) -> list[str]:
    """Return the roles that are ticked for reading or for writing."""
    return [role for role in ROLES if said.get(f"{may}_{role}")]


def options_of(said: str) -> list[str]:
    """Return the options, one a line, each once."""
    lines = [each.strip() for each in said.splitlines()]
    return list(dict.fromkeys(each for each in lines if each))


def _row(said: Mapping[str, str], n: int) -> dict[str, str]:
    named = {name: said.get(f"f{n}_{name}", "").strip() for name in PARTS}
    return {name: each for name, each in named.items() if each}


def _order(row: Mapping[str, Any]) -> int:
    return int(row["order"])


def _field(told: Mapping[str, Any]) -> dict[str, Any]:
    chosen = told["type"] in CHOOSING
    plain = told["type"] != "text"
    return {
        "code": told["code"],
        "title": told["title"],
        "type": told["type"],
        "sensitivity": int(told["sensitivity"]),
        "kind": "plain" if plain else told["kind"],
        "required": told["required"],
        "options": options_of(told["options"]) if chosen else [],
        "longest": told["longest"],
    }
