"""The forms of staff: marshmallow schemas, faults as keys of texts."""

from typing import Any, Final

from marshmallow import (
    ValidationError,
    fields,
    pre_load,
    validate,
    validates,
    validates_schema,
)

from portal.domain.phrases import open_slots
from portal.entrypoints.schemas import Form

LONGEST_REPLY: Final = 20_000
LONGEST_WORDS: Final = 2_000
LONGEST_MATTER: Final = 20_000
OUTCOMES: Final = ("resolved", "explained", "referred")
CONTACTS: Final = ("reached", "missed")
PURPOSES: Final = ("case-handling", "visit", "benefit-check", "correction")
"""Why a contact may be read whole; intake's own list has one more, for residents."""
GROUNDS: Final = (
    "not-within-powers",
    "in-legal-procedure",
    "already-handled",
    "final",
    "duplicate",
    "unclear",
)
"""Why a matter may be refused: intake's own list; its words are `ground.<ground>`."""
ELSEWHERE: Final = frozenset({"not-within-powers", "in-legal-procedure"})
"""Grounds that send people elsewhere: they are told where (条例第23、31条)."""
MOST_MISSING: Final = 30
LONGEST_MISSING: Final = 200
ID: Final = r"[A-Za-z0-9][A-Za-z0-9-]{0,31}\Z"


class StaffForm(Form):
    """Base: texts are stripped, lines end as ours do, no byte is one that no database
    takes."""

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        return {
            name: value.replace("\0", "").replace("\r\n", "\n").strip()
            for name, value in said.items()
        }


class NoForm(StaffForm):
    """Nothing is asked."""


def needed(name: str, longest: int) -> fields.String:
    """Return a field that must say something; its fault is named after it."""
    empty = f"fault.{name}.empty"
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=empty),
            validate.Length(max=longest, error="fault.words.long"),
        ],
        error_messages={"required": empty},
    )


def optional(longest: int) -> fields.String:
    """Return a field that may stay empty."""
    return fields.String(
        load_default="", validate=validate.Length(max=longest, error="fault.words.long")
    )


def one_of(words: tuple[str, ...], fault: str) -> fields.String:
    """Return a field that says one of these words."""
    return fields.String(
        required=True,
        validate=validate.OneOf(words, error=fault),
        error_messages={"required": fault},
    )


class AnswerForm(StaffForm):
    """Two boxes, never one: for the petitioner, and for colleagues alone."""

    outcome = one_of(OUTCOMES, "fault.outcome.empty")
    reply = needed("reply", LONGEST_REPLY)

    @validates("reply")
    def _whole(self, said: str, **_: object) -> None:
        if open_slots(said):
            raise ValidationError("fault.reply.slots")

    note = optional(LONGEST_WORDS)
    policy_ref = optional(100)


class ReasonForm(StaffForm):
    """Why."""

    reason = needed("why", LONGEST_WORDS - 100)


class ReturnForm(ReasonForm):
    """Why it is not ours, and whose it is."""

    unit = optional(80)


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
    reason = optional(LONGEST_WORDS)


class AssignForm(StaffForm):
    """The unit that is to answer."""

    unit = fields.String(
        required=True,
        validate=validate.Regexp(ID, error="fault.unit.empty"),
        error_messages={"required": "fault.unit.empty"},
    )


class RemarkForm(StaffForm):
    """A remark for colleagues."""

    note = needed("note", LONGEST_WORDS)


class ContactForm(StaffForm):
    """Whether the petitioner was reached, and what was said."""

    outcome = one_of(CONTACTS, "fault.contact.empty")
    note = needed("contact-words", LONGEST_WORDS - 100)


class RevealForm(StaffForm):
    """What somebody's name and number are read for."""

    purpose = one_of(PURPOSES, "fault.purpose.empty")


class AcceptForm(StaffForm):
    """What it is, and where; an empty division leaves the matter's own."""

    category = fields.String(
        required=True,
        validate=validate.Regexp(r"[a-z0-9-]{1,64}\Z", error="fault.category.empty"),
        error_messages={"required": "fault.category.empty"},
    )
    division = fields.String(
        load_default="",
        validate=validate.Regexp(r"([0-9]{2,12})?\Z", error="fault.division"),
    )


class AskForm(StaffForm):
    """All that is missing, in one list, a thing a line."""

    missing = needed("missing", MOST_MISSING * (LONGEST_MISSING + 1))

    @validates("missing")
    def _short(self, said: str, **_: object) -> None:
        lines = lines_of(said)
        if len(lines) > MOST_MISSING or any(len(e) > LONGEST_MISSING for e in lines):
            raise ValidationError("fault.missing.long")


class RefuseForm(StaffForm):
    """On which ground, where to go instead, and why in plain words."""

    ground = one_of(GROUNDS, "fault.ground.empty")
    elsewhere = optional(300)
    explanation = needed("explanation", 1_600)

    @validates_schema
    def _led_on(self, said: dict[str, Any], **_: object) -> None:
        if said["ground"] in ELSEWHERE and not said["elsewhere"]:
            raise ValidationError("fault.elsewhere.empty", "elsewhere")


def lines_of(said: str) -> list[str]:
    """Return what stands on the lines, without empty ones."""
    return [line.strip() for line in said.split("\n") if line.strip()]
