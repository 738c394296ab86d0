"""The forms of staff: marshmallow schemas, faults as keys of texts."""

from typing import Any, Final

from marshmallow import fields, pre_load, validate

from portal.entrypoints.schemas import Form

LONGEST_REPLY: Final = 20_000
LONGEST_WORDS: Final = 2_000
LONGEST_MATTER: Final = 20_000
OUTCOMES: Final = ("resolved", "explained", "referred")
PURPOSES: Final = ("case-handling", "visit", "benefit-check", "correction")
"""Why a contact may be read whole; intake's own list has one more, for residents."""
ID: Final = r"[A-Za-z0-9][A-Za-z0-9-]{0,31}\Z"


class StaffForm(Form):
    """Base: texts are stripped, lines end as ours do."""

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        return {
            name: value.replace("\r\n", "\n").strip() for name, value in said.items()
        }


class NoForm(StaffForm):
    """Nothing is asked."""


def _needed(name: str, longest: int) -> fields.String:
    empty = f"fault.{name}.empty"
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=empty),
            validate.Length(max=longest, error="fault.words.long"),
        ],
        error_messages={"required": empty},
    )


def _optional(longest: int) -> fields.String:
    return fields.String(
        load_default="", validate=validate.Length(max=longest, error="fault.words.long")
    )


def _one_of(words: tuple[str, ...], fault: str) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.OneOf(words, error=fault),
        error_messages={"required": fault},
    )


class AnswerForm(StaffForm):
    """Two boxes, never one: for the petitioner, and for colleagues alone."""

    outcome = _one_of(OUTCOMES, "fault.outcome.empty")
    reply = _needed("reply", LONGEST_REPLY)
    note = _optional(LONGEST_WORDS)
    policy_ref = _optional(100)


class ReasonForm(StaffForm):
    """Why."""

    reason = _needed("why", LONGEST_WORDS - 100)


class ReturnForm(ReasonForm):
    """Why it is not ours, and whose it is."""

    unit = _optional(80)


class ExtensionForm(ReasonForm):
    """How many days more."""

    days = fields.Integer(
        required=True,
        validate=validate.Range(min=1, max=30, error="fault.days"),
        error_messages={"required": "fault.days", "invalid": "fault.days"},
    )


class DecisionForm(StaffForm):
    """Yes or no; a no has its reason."""

    granted = fields.Boolean(
        required=True,
        error_messages={
            "required": "fault.granted.empty",
            "invalid": "fault.granted.empty",
        },
    )
    reason = _optional(LONGEST_WORDS)


class AssignForm(StaffForm):
    """The unit that is to answer."""

    unit = fields.String(
        required=True,
        validate=validate.Regexp(ID, error="fault.unit.empty"),
        error_messages={"required": "fault.unit.empty"},
    )


class RemarkForm(StaffForm):
    """A remark for colleagues."""

    note = _needed("note", LONGEST_WORDS)


class RevealForm(StaffForm):
    """What somebody's name and number are read for."""

    purpose = _one_of(PURPOSES, "fault.purpose.empty")
