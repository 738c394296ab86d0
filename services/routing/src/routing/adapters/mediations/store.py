"""The mediations' table and collection, and what is read."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, DateTime, Index, String, Table, Uuid, select, text
from sqlalchemy.dialects.postgresql import JSONB

from minqing_chassis.database import Database
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from routing.adapters.packing import pack, unpack
from routing.adapters.tables import METADATA
from routing.domain.mediations.errors import MediationNotFound
from routing.domain.mediations.lifecycle import ENDED, MediationState
from routing.domain.mediations.mediation import (
    Agreement,
    Dispute,
    Expertise,
    Mediation,
    Party,
    Session,
)
from routing.domain.mediations.outcome import Check, Referral

PLAIN = (
    "mediation_id",
    "petition_id",
    "opened_at",
    "performed_on",
    "satisfied",
    "ended_on",
)

mediations = Table(
    "mediations",
    METADATA,
    Column("mediation_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("state", String(32), nullable=False),
    Column("dispute", JSONB, nullable=False),
    Column("parties", JSONB, nullable=False),
    Column("sessions", JSONB, nullable=False),
    Column("expertises", JSONB, nullable=False),
    Column("agreement", JSONB, nullable=False),
    Column("satisfied", JSONB, nullable=False),
    Column("checks", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    Column("referral", JSONB, nullable=False, server_default=text("'[]'::jsonb")),
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("performed_on", Date),
    Column("ended_on", Date),
    Index("mediations_by_petition", "petition_id", "opened_at"),
)
"""`agreement` and `referral` are lists of none or one."""


def mediation_row(mediation: Mediation) -> dict[str, Any]:
    """Return the row of a mediation."""
    agreement, referral = mediation.agreement, mediation.referral
    return {name: getattr(mediation, name) for name in PLAIN} | {
        "state": mediation.state.value,
        "dispute": pack([mediation.dispute])[0],
        "parties": pack(mediation.parties),
        "sessions": pack(mediation.sessions),
        "expertises": pack(mediation.expertises),
        "agreement": pack([agreement] if agreement else []),
        "checks": pack(mediation.checks),
        "referral": pack([referral] if referral else []),
    }


def mediation_from(row: Mapping[str, Any]) -> Mediation:
    """Return the mediation that a row tells of."""
    return Mediation(
        **{name: row[name] for name in PLAIN},
        state=MediationState(row["state"]),
        dispute=unpack(Dispute, [row["dispute"]])[0],
        parties=unpack(Party, row["parties"]),
        sessions=unpack(Session, row["sessions"]),
        expertises=unpack(Expertise, row["expertises"]),
        agreement=next(iter(unpack(Agreement, row["agreement"])), None),
        checks=unpack(Check, row["checks"]),
        referral=next(iter(unpack(Referral, row["referral"])), None),
    )


class SqlMediations(Repository[Mediation]):
    """The collection of all mediations.

    `mediated` locks a case and says whether one of it goes on.
    """

    def __init__(self, work: SqlWork, *, mediated: Callable[[UUID], bool]) -> None:
        super().__init__(
            work,
            mediations,
            to_row=mediation_row,
            from_row=mediation_from,
            missing=MediationNotFound,
        )
        self._mediated = mediated

    def going_on(self, petition_id: UUID) -> list[Mediation]:
        """Return a case's mediations that have not ended, locked."""
        if not self._mediated(petition_id):
            return []
        key, state = mediations.c.mediation_id, mediations.c.state
        of_case = mediations.c.petition_id == petition_id
        wanted = select(key).where(of_case, state.not_in(ENDED)).order_by(key)
        found = self.get_many([row[key.name] for row in self._work.read(wanted)])
        return [each for each in found.values() if each.state not in ENDED]


class MediationReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_case(self, petition_id: UUID) -> list[Mediation]:
        """Return a case's mediations, oldest first."""
        sql = (
            "select * from mediations where petition_id = :petition_id"
            " order by opened_at, mediation_id"
        )
        rows = self._database.rows(sql, petition_id=petition_id)
        return [mediation_from(dict(row)) for row in rows]
