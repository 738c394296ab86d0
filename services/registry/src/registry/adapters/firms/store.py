"""The firms' table and collection."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.shelf import Shelf
from registry.adapters.tables import metadata
from registry.domain.firms.errors import FirmUnknown
from registry.domain.firms.firm import Firm, FirmKind, FirmProfile

firms = Table(
    "firms",
    metadata,
    Column("firm_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("name", Text, nullable=False),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("address", Text, nullable=False),
    Column("credit_code", String(18)),
    Column("premises_id", ForeignKey("premises.premises_id"), index=True),
    Column("active", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("credit_code", name="firms_credit_code_once"),
)


class SqlFirms(Shelf[Firm]):
    """All firms."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work, firms, to_row=firm_row, from_row=firm_of, missing=FirmUnknown
        )


def firm_row(firm: Firm) -> dict[str, Any]:
    """Return the row of a firm."""
    return vars(firm.profile) | {"firm_id": firm.firm_id, "revision": firm.revision}


def firm_of(row: Mapping[Any, Any]) -> Firm:
    """Return the firm of a row."""
    own = {"firm_id", "revision", "kind"}
    said = {key: each for key, each in row.items() if key not in own}
    return Firm(
        firm_id=row["firm_id"],
        revision=row["revision"],
        profile=FirmProfile(kind=FirmKind(row["kind"]), **said),
    )
