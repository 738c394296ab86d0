"""The tables of those who sign in."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Uuid,
    false,
    func,
)


def _moment() -> DateTime:
    return DateTime(timezone=True)


def staff_tables(metadata: MetaData) -> tuple[Table, ...]:
    """Return accounts, sessions and what was tried, as part of the portal's tables."""
    answers = _answers(metadata)
    acts = _acts(metadata)
    return _accounts(metadata), _sessions(metadata), _steps(metadata), answers, acts


def _accounts(metadata: MetaData) -> Table:
    """The secret is argon2's; the second step's key is sealed."""
    return Table(
        "accounts",
        metadata,
        Column("name", String(64), primary_key=True),
        Column("staff_id", String(64), nullable=False),
        Column("secret", Text, nullable=False),
        Column("totp", Text),
        Column("totp_step", Integer, nullable=False, server_default="0"),
        Column("must_change", Boolean, nullable=False, server_default=false()),
        Column("locked_at", _moment()),
        Column("changed_at", _moment(), nullable=False, server_default=func.now()),
        Column("recovery", ARRAY(String(64)), nullable=False, server_default="{}"),
    )


def _sessions(metadata: MetaData) -> Table:
    """`print` is a fingerprint of the cookie's word, so that a copy opens nothing.

    So are `provider_subject` and `provider_session`, of who began it by a provider.
    """
    return Table(
        "staff_sessions",
        metadata,
        Column("print", String(64), primary_key=True),
        Column("account", String(64), nullable=False),
        Column("sealed", Text, nullable=False),
        Column("began_at", _moment(), nullable=False, server_default=func.now()),
        Column("seen_at", _moment(), nullable=False, server_default=func.now()),
        Column("token_until", _moment(), nullable=False),
        Column("provider_subject", String(64)),
        Column("provider_session", String(64)),
        Index("staff_sessions_of_account", "account"),
        Index("staff_sessions_by_age", "seen_at"),
        Index("staff_sessions_of_subject", "provider_subject"),
        Index("staff_sessions_of_provider", "provider_session"),
    )


def _acts(metadata: MetaData) -> Table:
    """What was done to accounts at the pages; only ever added to."""
    return Table(
        "account_acts",
        metadata,
        Column("act_id", Uuid, primary_key=True),
        Column("at", _moment(), nullable=False, server_default=func.now()),
        Column("account", String(64), nullable=False),
        Column("staff_id", String(64), nullable=False),
        Column("act", String(16), nullable=False),
        Column("by", String(64), nullable=False),
        Column("reason", Text, nullable=False),
        Index("account_acts_of_somebody", "staff_id", "at"),
    )


def _answers(metadata: MetaData) -> Table:
    """Fingerprints of the provider's answers that let somebody in."""
    return Table(
        "provider_answers",
        metadata,
        Column("print", String(64), primary_key=True),
        Column("at", _moment(), nullable=False, server_default=func.now()),
        Index("provider_answers_by_age", "at"),
    )


def _steps(metadata: MetaData) -> Table:
    """What was typed as an account may be a password: its fingerprint alone is kept."""
    now = func.clock_timestamp()
    return Table(
        "sign_in_steps",
        metadata,
        Column("step_id", BigInteger, Identity(), primary_key=True),
        Column("at", _moment(), nullable=False, server_default=now),
        Column("who", String(64), nullable=False),
        Column("place", String(64), nullable=False),
        Column("step", String(32), nullable=False),
        Index("sign_in_steps_of_account", "who", "at"),
        Index("sign_in_steps_of_place", "place", "at"),
    )
