"""What the forms of bookings hold; faults are keys of texts."""

import unicodedata
from typing import Any, Final

from marshmallow import ValidationError, fields, pre_load, validate, validates_schema

from portal.domain.numbers import read_number
from portal.domain.telling import TELEPHONE, plain_number
from portal.entrypoints.schemas import Form

LONGEST_NAME: Final = 50
LONGEST_MATTER: Final = 1_000


class BookForm(Form):
    """Who comes, and about what: in words, or by a number with its code."""

    name = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="fault.book.no-name"),
            validate.Length(max=LONGEST_NAME, error="fault.book.name"),
        ],
    )
    telephone = fields.String(
        required=True,
        validate=[
            validate.Length(min=1, error="fault.book.no-telephone"),
            validate.Regexp(TELEPHONE, error="fault.telephone.wrong"),
        ],
    )
    matter = fields.String(
        required=True,
        validate=validate.Length(max=LONGEST_MATTER, error="fault.book.long"),
    )
    number = fields.String(required=True)
    code = fields.String(required=True)

    @pre_load
    def _plain(self, said: dict[str, Any], **_: object) -> dict[str, Any]:
        words = said.get("matter", "").replace("\r\n", "\n").strip()
        return {
            "name": unicodedata.normalize("NFKC", said.get("name", "")).strip(),
            "telephone": plain_number(said.get("telephone", "")),
            "matter": words,
            "number": read_number(said.get("number", "")),
            "code": said.get("code", "").strip()[:64],
        }

    @validates_schema
    def _says_what_about(self, said: dict[str, Any], **_: object) -> None:
        """Ask for words or for a number; a number needs its code, and the reverse."""
        if bool(said["number"]) != bool(said["code"]):
            lacking = "code" if said["number"] else "number"
            raise ValidationError({lacking: ["fault.book.both"]})
        if not said["matter"] and not said["number"]:
            raise ValidationError({"matter": ["fault.book.matter"]})
