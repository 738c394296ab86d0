"""The table of mergings, as notify hears of them."""

from typing import Final

from sqlalchemy import Boolean, Column, DateTime, Integer, String, Table, Uuid

from notify.adapters.tables import metadata

followings: Final = Table(
    "followings",
    metadata,
    Column("petition_id", Uuid, primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("lead_petition_id", Uuid, nullable=False, index=True),
    Column("receipt", String(64), nullable=False),
    Column("reachable", Boolean, nullable=False),
    Column("merged_at", DateTime(timezone=True)),
    Column("separated_at", DateTime(timezone=True)),
)
