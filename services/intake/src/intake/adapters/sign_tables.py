"""The tables that earlier petitions are found by: what waits for signs, and signs."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from intake.adapters.tables import METADATA

UNSIGNED = Table(
    "unsigned_petitions",
    METADATA,
    Column("petition_id", Uuid, nullable=False),
    Column("person", BigInteger),
)
"""Written in the petition's own round trip; without an index, for it is short."""

SIGNS = Table(
    "petition_signs",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("signs", ARRAY(Integer), nullable=False),
    Column("person", BigInteger),
    Column("place", BigInteger),
    Column("street", BigInteger),
    Index(
        "petition_signs_by_sign",
        "signs",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    ),
    Index(
        "petition_signs_by_person",
        "person",
        "petition_id",
        postgresql_where=text("person is not null"),
    ),
    Index(
        "petition_signs_by_place",
        "place",
        "petition_id",
        postgresql_where=text("place is not null"),
    ),
    Index(
        "petition_signs_by_street",
        "street",
        "petition_id",
        postgresql_where=text("street is not null"),
    ),
)
"""`person` is a keyed hash of a telephone, `place` one of a place and a category,
`street` one of the street that the place begins with."""

WORDLESS = Table(
    "wordless_petitions",
    METADATA,
    Column("petition_id", Uuid, nullable=False),
)
"""What was there before words were kept; it empties behind all that is new."""

WORDS = Table(
    "petition_words",
    METADATA,
    Column("petition_id", Uuid, primary_key=True),
    Column("number", BigInteger, nullable=False),
    Column("name", BigInteger),
    Column("words", ARRAY(Integer), nullable=False),
    Index(
        "petition_words_by_word",
        "words",
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 256},
    ),
    Index(
        "petition_words_by_name",
        "name",
        "number",
        postgresql_where=text("name is not null"),
    ),
    Index("petition_words_by_number", "number"),
)
"""`words` are signs of what stands in the petition's own row, and of its block of
running numbers; `name` is a keyed hash of who petitions."""
