"""Registry's own tables. What is personal stands in `sealed`, and nowhere else."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)

from minqing_chassis.access_log import access_log_table
from minqing_chassis.tables import spine_tables

metadata = MetaData()
spine = spine_tables(metadata)


def _chained(log: Table) -> Table:
    """Give the log a number and a link to the look before it."""
    log.append_column(Column("no", BigInteger, unique=True))
    log.append_column(Column("link", String(64)))
    return log


access_log = _chained(access_log_table(metadata))

access_log_head = Table(
    "access_log_head",
    metadata,
    Column("id", SmallInteger, CheckConstraint("id = 1"), primary_key=True),
    Column("no", BigInteger, nullable=False),
    Column("link", String(64), nullable=False),
)
"""Where the chain of looks ends; one row."""

organisations = Table(
    "organisations",
    metadata,
    Column("organisation_id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("parent_id", ForeignKey("organisations.organisation_id"), index=True),
    Column("division_code", String(12), nullable=False),
    Column("desk_address", Text),
    Column("desk_telephone", String(20)),
    Column("active", Boolean, nullable=False),
    Column("area_m2", BigInteger),
    Column("population", BigInteger),
    Column("revision", Integer, nullable=False),
    Index(
        "ix_organisations_division",
        "division_code",
        postgresql_ops={"division_code": "text_pattern_ops"},
    ),
    CheckConstraint("parent_id <> organisation_id", name="organisations_no_loop"),
)

staff = Table(
    "staff",
    metadata,
    Column("staff_id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("roles", ARRAY(Text), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("person", String(80)),
    Index("ix_staff_person", "person"),
)

staff_editions = Table(
    "staff_editions",
    metadata,
    Column("staff_id", ForeignKey("staff.staff_id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("by", String(120), nullable=False),
    Column("organisation_id", ForeignKey("organisations.organisation_id")),
    Column("roles", ARRAY(Text), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
)

grids = Table(
    "grids",
    metadata,
    Column("grid_id", String(32), primary_key=True),
    Column("name", Text, nullable=False),
    Column("level", SmallInteger, nullable=False),
    Column("parent_id", ForeignKey("grids.grid_id"), index=True),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("active", Boolean, nullable=False),
    Column("revision", Integer, nullable=False),
)

duties = Table(
    "duties",
    metadata,
    Column("duty_id", Uuid, primary_key=True),
    Column("staff_id", ForeignKey("staff.staff_id"), nullable=False, index=True),
    Column("duty", String(32), nullable=False),
    Column("scope_kind", String(32), nullable=False),
    Column("scope_id", Text, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Column("revision", Integer, nullable=False),
    Index("ix_duties_scope", "scope_kind", "scope_id"),
    Index(
        "duties_one_worker_a_household",
        "scope_id",
        unique=True,
        postgresql_where=text(
            "duty = 'social-worker' and scope_kind = 'household' and until is null"
        ),
    ),
    Index(
        "duties_one_head_a_grid",
        "scope_id",
        unique=True,
        postgresql_where=text("duty = 'grid-head' and until is null"),
    ),
)

households = Table(
    "households",
    metadata,
    Column("household_id", Uuid, primary_key=True),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("grid_id", ForeignKey("grids.grid_id"), index=True),
    Column("building_id", ForeignKey("premises.premises_id"), index=True),
    Column("sealed", Text, nullable=False),
    Column(
        "head_id",
        ForeignKey("residents.resident_id", use_alter=True, name="households_head"),
        index=True,
    ),
    Column("revision", Integer, nullable=False),
)

residents = Table(
    "residents",
    metadata,
    Column("resident_id", Uuid, primary_key=True),
    Column(
        "organisation_id",
        ForeignKey("organisations.organisation_id"),
        nullable=False,
        index=True,
    ),
    Column("household_id", ForeignKey("households.household_id")),
    Column("registered_division", String(12)),
    Column("sealed", Text, nullable=False),
    Column("identity_index", String(64)),
    Column("telephone_index", String(64), index=True),
    Column("state", String(32), nullable=False),
    Column("died_on", Date),
    Column("left_on", Date),
    Column("moved_to", String(12)),
    Column("forgotten", SmallInteger),
    Column("revision", Integer, nullable=False),
    UniqueConstraint("identity_index", name="residents_identity_once"),
    Index(
        "ix_residents_at_home",
        "household_id",
        postgresql_include=["state", "died_on", "left_on"],
    ),
    Index(
        "ix_residents_died_on",
        "died_on",
        postgresql_where=text("died_on is not null"),
    ),
    Index(
        "ix_residents_left_on",
        "left_on",
        postgresql_where=text("left_on is not null"),
    ),
)
