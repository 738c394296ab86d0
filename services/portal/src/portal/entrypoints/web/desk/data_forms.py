"""How a request about data is answered by a form; faults are keys of texts."""

from collections.abc import Mapping

from marshmallow import fields, validate

from portal.entrypoints.web.data_asked import CHECKED, LONGEST_REASON, PARTS
from portal.entrypoints.web.desk.schemas import StaffForm, needed


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
