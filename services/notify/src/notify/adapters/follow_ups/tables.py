"""The tables of the follow-ups' room."""

from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from notify.adapters.tables import metadata


def _moment(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


closings: Final = Table(
    "closings",
    metadata,
    Column("petition_id", Uuid, primary_key=True),
    Column("case_revision", Integer, primary_key=True, autoincrement=False),
    Column("receipt", String(64), nullable=False),
    Column("organisation_id", String(64)),
    _moment("closed_at"),
    Index("closings_by_time", "closed_at", "petition_id", "case_revision"),
    Index("closings_by_organisation", "organisation_id", "closed_at", "petition_id"),
)

visits: Final = Table(
    "visits",
    metadata,
    Column("visit_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("petition_id", Uuid, nullable=False, index=True),
    Column("receipt", String(64), nullable=False),
    Column("case_revision", Integer, nullable=False),
    Column("organisation_id", String(64)),
    Column("resolved_by", Text),
    Column("round_id", Uuid),
    Column("due_on", Date, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", String(32), nullable=False),
    Column("attempts", JSONB, nullable=False),
    Column("form", JSONB, nullable=False),
    Index("visits_of_round", "round_id", "visit_id"),
    Index("visits_by_day", "kind", "state", "due_on", "visit_id"),
)
"""`form` is a list of none or one."""

rounds: Final = Table(
    "rounds",
    metadata,
    Column("round_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("title", Text, nullable=False),
    Column("organisation_id", String(64)),
    Column("closed_from", Date, nullable=False),
    Column("closed_until", Date, nullable=False),
    Column("percent", SmallInteger, nullable=False),
    Column("seed", String(64), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("population", JSONB, nullable=False),
    Column("drawn", Integer, nullable=False),
    Column("drawn_by", Text, nullable=False),
    _moment("drawn_at"),
    UniqueConstraint(
        "kind",
        "title",
        "organisation_id",
        "closed_from",
        "closed_until",
        name="rounds_drawn_once",
        postgresql_nulls_not_distinct=True,
    ),
)

objections: Final = Table(
    "objections",
    metadata,
    Column("objection_id", Uuid, primary_key=True),
    Column("petition_id", Uuid, nullable=False),
    Column("receipt", String(64), nullable=False),
    Column("case_revision", Integer, nullable=False),
    Column("organisation_id", String(64)),
    Column("resolved_by", Text),
    Column("source", String(32), nullable=False),
    Column("source_id", Uuid, nullable=False),
    Column("reason", Text, nullable=False),
    _moment("raised_at"),
    _moment("decide_by"),
    Column("state", String(32), nullable=False),
    Column("number", Integer, nullable=False),
    Column("explanation", Text),
    Column("explained_by", Text),
    _moment("explained_at", nullable=True),
    Column("remark", Text),
    Column("checked_by", Text),
    _moment("settled_at", nullable=True),
    Index(
        "one_objection_a_case",
        "petition_id",
        unique=True,
        postgresql_where=text("state <> 'settled'"),
    ),
    Index("objections_by_petition", "petition_id", "raised_at"),
    Index("objections_by_state", "state", "raised_at", "objection_id"),
    Index(
        "objections_to_decide",
        "decide_by",
        "objection_id",
        postgresql_where=text("state = 'raised'"),
    ),
)

ratings: Final = Table(
    "ratings",
    metadata,
    Column("rating_id", Uuid, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("petition_id", Uuid, nullable=False),
    Column("case_id", Uuid, nullable=False, index=True),
    Column("receipt", String(64), nullable=False),
    Column("case_revision", Integer, nullable=False),
    Column("organisation_id", String(64)),
    Column("resolved_by", Text),
    Column("party", SmallInteger),
    _moment("asked_at"),
    Column("state", String(32), nullable=False),
    Column("solved", Boolean),
    Column("satisfied", Boolean),
    Column("reason", Text, nullable=False),
    Column("given_by", Text),
    _moment("given_at", nullable=True),
    Index("ratings_by_state", "state", "asked_at", "rating_id"),
)

passes: Final = Table(
    "passes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("way", String(32), nullable=False),
    Column("about", Uuid, nullable=False),
    Column("case_revision", Integer),
    Column("issued_by", Text, nullable=False),
    _moment("issued_at"),
    _moment("expires_at"),
    _moment("used_at", nullable=True),
)

surveys: Final = Table(
    "surveys",
    metadata,
    Column("survey_id", Uuid, primary_key=True),
    Column("title", Text, nullable=False),
    Column("wave_on", Date, nullable=False),
    Column("organisation_id", String(64)),
    Column("sample", Integer, nullable=False),
    Column("questions", JSONB, nullable=False),
    Column("opened_by", Text, nullable=False),
    _moment("opened_at"),
    UniqueConstraint(
        "title",
        "wave_on",
        "organisation_id",
        name="surveys_opened_once",
        postgresql_nulls_not_distinct=True,
    ),
)

survey_answers: Final = Table(
    "survey_answers",
    metadata,
    Column("survey_id", Uuid, primary_key=True),
    Column("form_id", Uuid, primary_key=True),
    Column("answers", JSONB, nullable=False),
)

appraisals: Final = Table(
    "appraisals",
    metadata,
    Column("appraisal_id", Uuid, primary_key=True),
    Column("title", Text, nullable=False),
    Column("organisation_id", String(64), nullable=False),
    Column("staff_id", String(64)),
    Column("ends_on", Date, nullable=False),
    Column("sheets", JSONB, nullable=False),
    Column("smallest_group", SmallInteger, nullable=False),
    Column("basis", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    _moment("opened_at"),
    UniqueConstraint(
        "title",
        "organisation_id",
        "staff_id",
        name="appraisals_opened_once",
        postgresql_nulls_not_distinct=True,
    ),
)

appraisal_forms: Final = Table(
    "appraisal_forms",
    metadata,
    Column("appraisal_id", Uuid, primary_key=True),
    Column("raters", String(32), primary_key=True),
    Column("form_id", Uuid, primary_key=True),
    Column("scores", JSONB, nullable=False),
    Column("visit_id", Uuid),
    Column("given_by", Text),
)
"""Of a mutual rating `form_id` is a keyed mark and `given_by` empty: nobody's name."""
