"""What a clerk types while somebody speaks, and what intake's door takes of it."""

from typing import Any, Final

from marshmallow import fields, validate

from portal.entrypoints.web.desk.schemas import StaffForm
from portal.entrypoints.web.guard import staff

URGENCY: Final = ("ordinary", "urgent", "danger")
WISHES: Final = ("any", "call", "sms", "none")
"""How a caller wants to be answered; `any`: as the place does."""
MERE: Final = ("no-answer", "nuisance", "police", "fire", "ambulance")
"""How a call of which no matter came may have ended."""
TYPED: Final = (
    *("telephone", "name", "text", "place", "community", "category"),
    *("request", "urgency", "wish", "answer"),
    *("call", "since"),
)
"""The fields that a draft keeps."""


def _words(longest: int) -> fields.String:
    return fields.String(
        load_default="", validate=validate.Length(max=longest, error="fault.words.long")
    )


class CallForm(StaffForm):
    """What a caller says; who it is may stay open."""

    text = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="fault.call.empty"),
            validate.Length(max=10_000, error="fault.words.long"),
        ],
        error_messages={"required": "fault.call.empty"},
    )
    place = _words(200)
    community = fields.String(
        load_default="",
        validate=validate.Regexp(r"[A-Za-z0-9-]{0,32}\Z", error="fault.words.long"),
    )
    category = fields.String(
        load_default="",
        validate=validate.Regexp(r"[a-z0-9-]{0,64}\Z", error="fault.category"),
    )
    name = _words(100)
    telephone = fields.String(
        load_default="",
        validate=validate.Regexp(
            r"([0-9+() （）-]{3,32})?\Z", error="fault.telephone.call"
        ),
    )
    request = _words(2_000)
    urgency = fields.String(
        load_default="ordinary",
        validate=validate.OneOf(URGENCY, error="fault.call.urgency"),
    )
    wish = fields.String(
        load_default="any", validate=validate.OneOf(WISHES, error="fault.call.wish")
    )
    answer = _words(2_000)


def body_of(told: dict[str, Any], division: str) -> dict[str, Any]:
    """Return what intake's door takes; what was left open is left out.

    `division` is where the place is, if it was picked from the list.
    """
    contact = {name: told[name] for name in ("name", "telephone") if told[name]}
    body = {"text": told["text"], "organisation_id": staff().organisation_id}
    body |= {n: told[n] for n in ("place", "category", "request") if told[n]}
    body |= {"division_code": division} if division else {}
    if told["urgency"] != "ordinary":
        body |= {"nature": {"severity": "urgent"}}
    return body | ({"contact": contact} if contact else {})
