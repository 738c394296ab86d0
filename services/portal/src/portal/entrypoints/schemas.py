"""What the portal's short forms hold: marshmallow schemas, faults as keys of texts."""

import re
import unicodedata
from typing import Any, Final

from marshmallow import EXCLUDE, Schema, fields, pre_load, validate

from portal.domain.numbers import read_number

LONGEST_ANSWER: Final = 2_000
LONGEST_REASON: Final = 500
LONGEST_OBJECTION: Final = 1_400
VERDICTS: Final = ("yes", "no", "unknown")


class Form(Schema):
    """Base: what no field asks is left out."""

    class Meta:
        """Browsers send buttons and keys too."""

        unknown = EXCLUDE


class TrackForm(Form):
    """A number and its code, as people copy them."""

    number = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, max=40, error="fault.number.empty"),
            validate.Regexp(r"[A-Z0-9-]*\Z", error="fault.track.wrong"),
        ],
        error_messages={"required": "fault.number.empty"},
    )
    code = fields.String(
        required=True,
        validate=validate.Length(min=1, max=64, error="fault.code.empty"),
        error_messages={"required": "fault.code.empty"},
    )

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        return {
            "number": read_number(said.get("number", "")),
            "code": said.get("code", "").strip(),
        }


class SupplementForm(Form):
    """What was missing."""

    text = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="fault.supplement.empty"),
            validate.Length(max=LONGEST_ANSWER, error="fault.supplement.long"),
        ],
        error_messages={"required": "fault.supplement.empty"},
    )

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        return {"text": said.get("text", "").replace("\r\n", "\n").strip()}


class ReviewForm(Form):
    """When the written answer came, what is held against it, and which papers say so.

    Days are read as people write them: full-width digits, dots or slashes.
    """

    received_on = fields.Date(
        required=True,
        error_messages=dict.fromkeys(("required", "invalid"), "fault.received.empty"),
    )
    reason = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="fault.review.empty"),
            validate.Length(max=LONGEST_OBJECTION, error="fault.review.long"),
        ],
        error_messages={"required": "fault.review.empty"},
    )
    papers = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_REASON, error="fault.papers.long"),
    )

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        day = unicodedata.normalize("NFKC", said.get("received_on", ""))
        words = {
            name: said.get(name, "").replace("\r\n", "\n").strip()
            for name in ("reason", "papers")
        }
        return {"received_on": re.sub(r"[./年月\s]+", "-", day.strip(" 日")), **words}


class WithdrawForm(Form):
    """Why it is taken back, if they like to say."""

    reason = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_REASON, error="fault.withdraw.long"),
    )

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        return {"reason": said.get("reason", "").replace("\r\n", "\n").strip()}


def _verdict(name: str) -> fields.String:
    fault = f"fault.{name}.empty"
    return fields.String(
        required=True,
        validate=validate.OneOf(VERDICTS, error=fault),
        error_messages={"required": fault},
    )


class RateForm(Form):
    """A fact and a feeling, asked apart; who is not content says why."""

    code = fields.String(
        required=True,
        validate=validate.Length(min=1, max=64, error="fault.rate-code.empty"),
        error_messages={"required": "fault.rate-code.empty"},
    )
    solved = _verdict("solved")
    satisfied = _verdict("satisfied")
    reason = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_REASON, error="fault.reason.long"),
    )

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        return {name: value.strip() for name, value in said.items()}
