"""The forms of hand-overs to other agencies, and what of them goes to routing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from portal.entrypoints.web.desk import schemas
from portal.entrypoints.web.desk.schemas import StaffForm

MODES: Final = ("transfer", "raise", "lead", "entrust", "assist")
"""In which forms a matter is offered by hand; the words are `mode.<mode>`."""
DUTIES: Final = frozenset({"entrust", "assist"})
"""The work moves and the answer stays: it needs a date of its own."""
NAMELESS: Final = frozenset({"assist"})
"""Who helps learns nothing of the petitioner (个人信息保护法第23条)."""
LONGEST_REASON: Final = 500
LONGEST_SUMMARY: Final = 2_000
END_OF_DAY: Final = time(23, 59, 59)


def needed(name: str, longest: int) -> fields.String:
    """Return a text that must be there."""
    empty = f"fault.{name}.empty"
    return fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error=empty),
            validate.Length(max=longest, error="fault.handover.long"),
        ],
        error_messages={"required": empty},
    )


class WhyForm(StaffForm):
    """Why."""

    why = needed("why", LONGEST_REASON)


class LeaderForm(StaffForm):
    """Who answers for it; asked of a 包案."""

    leader = fields.String(
        load_default="", validate=validate.Length(max=100, error="fault.handover.long")
    )


class OfferForm(StaffForm):
    """To whom and how (one choice of those that there are), why, and what is said."""

    target = fields.String(
        required=True,
        validate=validate.Regexp(r"[a-z][a-z0-9-]{1,62}\Z", error="fault.target.empty"),
        error_messages={"required": "fault.target.empty"},
    )
    mode = fields.String(
        required=True,
        validate=validate.OneOf(MODES, error="fault.mode.empty"),
        error_messages={"required": "fault.mode.empty"},
    )
    why = needed("why", LONGEST_REASON)
    summary = needed("summary", LONGEST_SUMMARY)
    due = fields.String(load_default="")
    person = fields.Boolean(load_default=False)

    @validates_schema
    def _dated(self, said: dict[str, Any], **_: object) -> None:
        if said["mode"] in DUTIES and day_of(said["due"]) is None:
            raise ValidationError("fault.due.empty", "due")


def day_of(said: str) -> date | None:
    """Return the day that was typed, None for what is no day."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


def due_of(said: Mapping[str, Any], zone: ZoneInfo) -> str | None:
    """Return the end of the day by which the work is owed; for a duty alone."""
    day = day_of(said["due"]) if said["mode"] in DUTIES else None
    return datetime.combine(day, END_OF_DAY, zone).isoformat() if day else None


@dataclass(frozen=True, kw_only=True)
class Deed:
    """What may be done to a hand-over: its form, and what goes to routing."""

    form: type[Schema] = WhyForm
    body: Callable[[Mapping[str, Any]], Mapping[str, Any] | None] = lambda said: {
        "reason": said["why"]
    }


DEEDS: Final[Mapping[str, Deed]] = {
    "accept": Deed(form=LeaderForm, body=lambda said: {"leader": said["leader"]}),
    "refuse": Deed(),
    "return": Deed(),
    "recall": Deed(form=schemas.NoForm, body=lambda said: None),
    "return-decision": Deed(
        form=schemas.DecisionForm, body=lambda said: {"granted": said["granted"]}
    ),
    "concede": Deed(),
}
"""By routing's own word for each; the words of its button are `deed.<deed>`."""
