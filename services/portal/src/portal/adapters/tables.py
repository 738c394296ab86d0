"""The portal's own tables, beside the spine's."""

from typing import Final

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    func,
    text,
)

from minqing_chassis.tables import spine_tables
from portal.adapters.desk_tables import desk_tables
from portal.adapters.staff_tables import staff_tables

METADATA: Final = MetaData()
SPINE: Final = spine_tables(METADATA)


def _moment() -> DateTime:
    return DateTime(timezone=True)


KEPT_MATTERS: Final = Table(
    "kept_matters",
    METADATA,
    Column("matter_id", Uuid, primary_key=True),
    Column("number", String(24), nullable=False),
    Column("code_print", String(64), nullable=False),
    Column("state", String(32), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("reason", String(64), nullable=False),
    Column("kept_at", _moment(), nullable=False),
    Column("settled_at", _moment()),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", _moment(), nullable=False, server_default=func.now()),
    Index("one_matter_a_number", "number", unique=True),
    Index(
        "kept_matters_that_wait", "next_at", postgresql_where=text("state = 'waiting'")
    ),
)
"""Matters taken in; `attempts` and `next_at` are the carriers' alone."""

CALL_DRAFTS: Final = Table(
    "call_drafts",
    METADATA,
    Column("draft_id", Uuid, primary_key=True),
    Column("staff_print", String(64), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("kept_at", _moment(), nullable=False, server_default=func.now()),
    Index("call_drafts_of_somebody", "staff_print", "kept_at"),
    Index("call_drafts_by_age", "kept_at"),
)
"""Calls half written down; `staff_print` is a fingerprint of whose they are."""

PERSONAL_LINKS: Final = Table(
    "personal_links",
    METADATA,
    Column("link_id", Uuid, primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),
    Column("token_print", String(64), nullable=False),
    Column("holder_id", String(64), nullable=False),
    Column("organisation_id", String(32), nullable=False),
    Column("desk_id", String(32), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("issued_at", _moment(), nullable=False),
    Column("issued_by", String(64), nullable=False),
    Column("expires_at", _moment(), nullable=False),
    Column("used_at", _moment()),
    Column("revoked_at", _moment()),
    Column("revoked_by", String(64), nullable=False),
    Column("revision", Integer, nullable=False),
    Index("one_link_a_token", "token_print", unique=True),
    Index("personal_links_of_a_holder", "holder_id", "kind"),
    Index("personal_links_of_a_unit", "organisation_id", "issued_at"),
)
"""Links that desks gave to single persons; a token stands there as a fingerprint."""

DRAFTS: Final = Table(
    "drafts",
    METADATA,
    Column("draft_id", String(64), primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("expires_at", _moment(), nullable=False),
    Index("drafts_by_age", "expires_at"),
)
"""What is being told; the id is a fingerprint of the cookie's."""

WAITING_PICTURES: Final = Table(
    "waiting_pictures",
    METADATA,
    Column("picture_id", Uuid, primary_key=True),
    Column("matter_id", Uuid),
    Column("sealed", Text, nullable=False),
    Column("width", Integer, nullable=False),
    Column("height", Integer, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("pages", Integer, nullable=False, server_default="0"),
    Column("kept_at", _moment(), nullable=False, server_default=func.now()),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", _moment(), nullable=False, server_default=func.now()),
    Index("waiting_pictures_of_a_matter", "matter_id", "kept_at"),
    Index("waiting_pictures_that_wait", "next_at"),
)
"""Pictures that intake does not have yet; one of no matter here says whose it is."""

WAITING_REPORTS: Final = Table(
    "waiting_reports",
    METADATA,
    Column("report_id", Uuid, primary_key=True),
    Column("sealed", Text, nullable=False),
    Column("kept_at", _moment(), nullable=False, server_default=func.now()),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("next_at", _moment(), nullable=False, server_default=func.now()),
    Index("waiting_reports_that_wait", "next_at"),
)
"""Answers of informers that intake does not have yet; the last of each month."""

HEARD_FACTS: Final = Table(
    "heard_facts",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("source", String(16), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("receipt", String(40), nullable=False),
    Column("at", _moment(), nullable=False),
    Column("stand", String(32)),
    Column("category", String(64)),
    Column("division_code", String(12)),
    Column("organisation_id", String(32)),
    Column("received_at", _moment()),
    Column("due_at", _moment()),
    Column("first_agency", String(63)),
)
"""The journal: what the services told, only ever added to. The read model's source."""

MATTERS: Final = Table(
    "matters",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("receipt", String(40), nullable=False),
    Column("stand", String(32), nullable=False),
    Column("category", String(64)),
    Column("division_code", String(12)),
    Column("organisation_id", String(32)),
    Column("received_at", _moment(), nullable=False),
    Column("due_at", _moment()),
    Column("first_agency", String(63)),
    Index("matters_by_receipt", "receipt"),
    Index("matters_by_arrival", "received_at"),
    Index(
        "matters_in_hand",
        *("organisation_id", "due_at", "receipt"),
        postgresql_where=text("stand = 'working'"),
    ),
)
"""The read model: a row a matter, folded from its facts."""

STAFF: Final = staff_tables(METADATA)
"""Those who sign in."""
DESKS: Final = desk_tables(METADATA)
"""What they keep at their desks."""
TRIES: Final = Table(
    "tries",
    METADATA,
    Column("kind", String(16), primary_key=True),
    Column("who", String(64), primary_key=True),
    Column("since", _moment(), nullable=False),
    Column("count", Integer, nullable=False),
    Index("tries_by_age", "since"),
)
"""How often something was tried lately; `who` is a fingerprint."""
