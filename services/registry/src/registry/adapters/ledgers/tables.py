"""The ledgers' tables. What was said in words stands in `sealed`, and nowhere else.

Only what was approved for the public stands open, in `notice`, while it is public.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from registry.adapters.tables import metadata

ledger_items = Table(
    "ledger_items",
    metadata,
    Column("item_id", Uuid, primary_key=True),
    Column("ledger", String(32), nullable=False),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("about_kind", String(32), nullable=False),
    Column("about_id", String(36), nullable=False),
    Column("petition_id", Uuid),
    Column("resident_id", ForeignKey("residents.resident_id")),
    Column("firm_id", ForeignKey("firms.firm_id")),
    Column("premises_id", ForeignKey("premises.premises_id")),
    Column("home_id", ForeignKey("households.household_id")),
    Column("category", String(32), nullable=False),
    Column("person", ForeignKey("staff.staff_id")),
    Column("unit", ForeignKey("organisations.organisation_id")),
    Column("due_on", Date),
    Column("first_on", Date, nullable=False),
    Column("entry_reason", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("presence", String(32), nullable=False),
    Column("round", Integer, nullable=False),
    Column("entered_on", Date, nullable=False),
    Column("exited_on", Date),
    Column("exit_reason", String(32)),
    Column("solved", Boolean, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column("last_on", Date, nullable=False),
    Column("recorded_by", String(32), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("has_result", Boolean, nullable=False),
    Column("sealed", Text),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("item_id", "restricted", name="ledger_items_restricted"),
    Index("ix_ledger_items_organisation_id", "organisation_id", "ledger"),
    Index("ix_ledger_items_about", "about_kind", "about_id"),
    *(
        Index(
            f"ix_ledger_items_{column}",
            column,
            postgresql_where=text(f"{column} is not null"),
        )
        for column in ("resident_id", "home_id")
    ),
    Index(
        "ix_ledger_items_resident_id",
        "resident_id",
        postgresql_where=text("resident_id is not null"),
    ),
    Index(
        "ix_ledger_items_home_id",
        "home_id",
        postgresql_where=text("home_id is not null"),
    ),
    Index(
        "ledger_items_once",
        "organisation_id",
        "ledger",
        "about_kind",
        "about_id",
        unique=True,
        postgresql_where=text("presence = 'standing'"),
    ),
)
"""A matter stands once in a ledger of a place; `first_on` is its first entry.

Forgotten, `sealed` is null, here and in its steps.
"""

ledger_steps = Table(
    "ledger_steps",
    metadata,
    Column("step_id", Uuid, primary_key=True),
    Column("item_id", ForeignKey("ledger_items.item_id"), nullable=False),
    Column("no", Integer, nullable=False),
    Column("step", String(32), nullable=False),
    Column("state", String(32), nullable=False),
    Column("presence", String(32), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", String(32), nullable=False),
    Column("role", String(32), nullable=False),
    Column("reason", String(32)),
    Column("solved", Boolean, nullable=False),
    Column("detail", JSONB, nullable=False),
    Column("sealed", Text),
    UniqueConstraint("item_id", "no", name="ledger_steps_once"),
    Index("ix_ledger_steps_at", "at"),
)
"""The way of each item; only ever added to."""

publications = Table(
    "publications",
    metadata,
    Column("publication_id", Uuid, primary_key=True),
    Column("item_id", Uuid, nullable=False),
    Column("restricted", Boolean, nullable=False),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("state", String(32), nullable=False),
    Column("author", String(32), nullable=False),
    Column("approver", String(32)),
    Column("personal", Boolean, nullable=False),
    Column("consent_on", Date),
    Column("drafted_at", DateTime(timezone=True), nullable=False),
    Column("decided_at", DateTime(timezone=True)),
    Column("public_id", Uuid),
    Column("notice", JSONB),
    Column("withdrawn_by", String(32)),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("reason", String(32)),
    Column("sealed", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    ForeignKeyConstraint(
        ["item_id", "restricted"],
        ["ledger_items.item_id", "ledger_items.restricted"],
        name="publications_item",
    ),
    CheckConstraint("not restricted", name="publications_open_ledger"),
    CheckConstraint("lower(approver) <> lower(author)", name="publications_two_people"),
    CheckConstraint(
        "(state = 'published') = (notice is not null)", name="publications_notice"
    ),
    CheckConstraint(
        "state not in ('published', 'withdrawn') or approver is not null",
        name="publications_approved",
    ),
    CheckConstraint(
        "not personal or consent_on is not null", name="publications_consent"
    ),
    UniqueConstraint("public_id", name="publications_public_id"),
    Index(
        "publications_one_an_item",
        "item_id",
        unique=True,
        postgresql_where=text("state in ('draft', 'published')"),
    ),
    Index("ix_publications_item_id", "item_id"),
    Index("ix_publications_organisation_id", "organisation_id", "publication_id"),
)
"""Nobody approves their own; nothing of a restricted ledger can stand here at all."""

ledger_meetings = Table(
    "ledger_meetings",
    metadata,
    Column("meeting_id", Uuid, primary_key=True),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("ledger", String(32), nullable=False),
    Column("held_on", Date, nullable=False),
    Column("attendees", JSONB, nullable=False),
    Column("recorded_by", String(32), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    Index("ix_ledger_meetings_organisation_id", "organisation_id", "held_on"),
)

ledger_sheets = Table(
    "ledger_sheets",
    metadata,
    Column("sheet_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column(
        "organisation_id", ForeignKey("organisations.organisation_id"), nullable=False
    ),
    Column("ledger", String(32), nullable=False),
    Column("week", Date, nullable=False),
    Column("made_by", String(32), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("figures", JSONB, nullable=False),
    Column("sealed", Text, nullable=False),
    Column("revision", Integer, nullable=False),
    UniqueConstraint(
        "organisation_id", "kind", "ledger", "week", name="ledger_sheets_once"
    ),
)
"""A week's list or bulletin, frozen with its rows."""
