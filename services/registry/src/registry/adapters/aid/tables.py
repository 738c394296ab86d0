"""The tables of help: ids, days and cents; nothing is said in words of a person."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from registry.adapters.tables import metadata

pairings = Table(
    "pairings",
    metadata,
    Column("pairing_id", Uuid, primary_key=True),
    Column("household_id", ForeignKey("households.household_id"), nullable=False),
    Column("partner_kind", String(16), nullable=False),
    Column("partner_id", String(32), nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("follows", ForeignKey("pairings.pairing_id")),
    Column("revision", Integer, nullable=False),
    Index("ix_pairings_household", "household_id", "since"),
    Index("ix_pairings_partner", "partner_kind", "partner_id", "since"),
    Index(
        "pairings_once",
        "household_id",
        "partner_kind",
        "partner_id",
        unique=True,
        postgresql_where=text("until is null"),
    ),
)

subsidy_payments = Table(
    "subsidy_payments",
    metadata,
    Column("payment_id", Uuid, primary_key=True),
    Column("programme", String(32), nullable=False),
    Column("household_id", ForeignKey("households.household_id"), nullable=False),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("period", String(8), nullable=False),
    Column("cents", BigInteger, CheckConstraint("cents <> 0"), nullable=False),
    Column("reverses", ForeignKey("subsidy_payments.payment_id")),
    Column("why", String(32)),
    Column("state", String(16), nullable=False),
    Column("standing", Boolean, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_at", DateTime(timezone=True), nullable=False),
    Column("decided_by", Text),
    Column("decided_at", DateTime(timezone=True)),
    Column("revision", Integer, nullable=False),
    CheckConstraint(
        "lower(decided_by) <> lower(proposed_by)", name="subsidy_payments_second_person"
    ),
    CheckConstraint(
        "(cents < 0) = (reverses is not null)", name="subsidy_payments_reversal"
    ),
    Index("ix_subsidy_payments_household_id", "household_id", "programme"),
    Index(
        "subsidy_payments_once",
        "household_id",
        "programme",
        "period",
        unique=True,
        postgresql_where=text("standing and reverses is null"),
    ),
    Index(
        "subsidy_payments_reversed_once",
        "reverses",
        unique=True,
        postgresql_where=text("reverses is not null and state <> 'refused'"),
    ),
)
"""The ledger: rows are added and decided, never deleted; see the view subsidy_sums."""

entitlements = Table(
    "entitlements",
    metadata,
    Column("outcome_id", Uuid, primary_key=True),
    Column(
        "resident_id", ForeignKey("residents.resident_id"), nullable=False, index=True
    ),
    Column("edition", String(64), nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)

job_offers = Table(
    "job_offers",
    metadata,
    Column("offer_id", Uuid, primary_key=True),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("firm_id", ForeignKey("firms.firm_id"), nullable=False),
    Column("post", Text, nullable=False),
    Column("posts", Integer, nullable=False),
    Column("wage_cents", BigInteger, nullable=False),
    Column("until", Date, nullable=False),
    Column("hired", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    CheckConstraint("hired <= posts", name="job_offers_not_overfull"),
)

placements = Table(
    "placements",
    metadata,
    Column("placement_id", Uuid, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("resident_id", ForeignKey("residents.resident_id"), index=True),
    Column("offer_id", ForeignKey("job_offers.offer_id"), index=True),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("introduced_on", Date, nullable=False),
    Column("state", String(16), nullable=False),
    Column("settled_on", Date),
    Column("revision", Integer, nullable=False),
)
"""`resident_id` is empty once the person is forgotten: the job stays counted."""

six_ones = Table(
    "six_ones",
    metadata,
    Column("checklist_id", String(40), primary_key=True),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("year", SmallInteger, nullable=False),
    Column("items", JSONB, nullable=False),
    Column("revision", Integer, nullable=False),
)
