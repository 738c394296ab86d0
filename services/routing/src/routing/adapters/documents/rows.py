"""Documents and organs as rows, and back."""

from collections.abc import Mapping
from typing import Any

from routing.application.documents.views import Printed
from routing.domain.documents.document import Document, Number, Wording
from routing.domain.documents.layout import DocumentKind
from routing.domain.organs.organ import Organ

Row = dict[str, Any]
PLAIN = (
    "document_id",
    "petition_id",
    "receipt",
    "organ_id",
    "organ_name",
    "remedy_organ",
    "corrected",
    "due_at",
    "drafted_at",
    "drafted_by",
)


def document_row(document: Document) -> Row:
    """Return the row of a document, its print left out."""
    wording, number = document.wording, document.number
    return {name: getattr(document, name) for name in PLAIN} | {
        "kind": wording.kind,
        "parts": dict(wording.parts),
        "addressee": wording.addressee,
        "address": wording.address,
        "corrects": wording.corrects,
        "mark": number.mark,
        "year": number.year,
        "seq": number.seq,
    }


def document_from(row: Mapping[str, Any]) -> Document:
    """Return the document that a row tells of; `sha256` comes from its print."""
    return Document(
        **{name: row[name] for name in PLAIN},
        wording=Wording(
            kind=DocumentKind(row["kind"]),
            parts=row["parts"],
            addressee=row["addressee"],
            address=row["address"],
            corrects=row["corrects"],
        ),
        number=Number(mark=row["mark"], year=row["year"], seq=row["seq"]),
        sha256=row["sha256"],
    )


def printed_from(row: Mapping[str, Any]) -> Printed:
    """Return the print that a row holds."""
    number = Number(mark=row["mark"], year=row["year"], seq=row["seq"])
    return Printed(pdf=bytes(row["pdf"]), number=str(number))


def organ_row(organ: Organ) -> Row:
    """Return the row of an organ."""
    names = ("organisation_id", "mark", "name", "review_unit", "revision")
    return {name: getattr(organ, name) for name in names}


def organ_from(row: Mapping[str, Any]) -> Organ:
    """Return the organ that a row tells of."""
    return Organ(**dict(row))
