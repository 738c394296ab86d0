"""What the forms about one's data hold; faults are keys of texts."""

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import fields, validate

from portal.entrypoints.web.desk.schemas import StaffForm, needed

KINDS: Final = ("correction", "deletion")
CONTACT: Final = ("name", "telephone", "email", "identity", "address")
FILE: Final = "file"
PARTS: Final = (*CONTACT, FILE)
CHECKED: Final = ("called-back", "in-person", "not-yet")
LONGEST_STATEMENT: Final = 1_000
LONGEST_REASON: Final = 500


def asked_of(kind: str, said: Mapping[str, str]) -> tuple[dict[str, Any], str]:
    """Return what a form asks intake for, and the key of what is wrong, if anything."""
    values = {part: said.get(f"new-{part}", "").strip() for part in CONTACT}
    values = {part: words for part, words in values.items() if words}
    ticked = [part for part in PARTS if said.get(f"part-{part}")]
    corrects = kind == KINDS[0]
    body = {
        "kind": kind,
        "parts": list(values) if corrects else ticked,
        "values": values if corrects else {},
        "statement": said.get("statement", "").replace("\r\n", "\n").strip(),
    }
    if not body["parts"]:
        return body, f"fault.data.{kind}"
    too_long = len(body["statement"]) > LONGEST_STATEMENT
    return body, "fault.data.long" if too_long else ""


class DataDecisionForm(StaffForm):
    """How a request is answered; what is ticked is read by `granted_of`."""

    reason = needed("data-reason", LONGEST_REASON)
    law = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_REASON, error="fault.words.long"),
    )
    checked = fields.String(
        required=True,
        validate=validate.OneOf(CHECKED, error="fault.data.checked"),
        error_messages={"required": "fault.data.checked"},
    )


def granted_of(said: Mapping[str, str]) -> list[str]:
    """Return the parts that a decision's form ticks."""
    return [part for part in PARTS if said.get(f"grant-{part}")]
