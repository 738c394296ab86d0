"""Alembic's entrance to intake's schema."""

from intake.adapters import channel_tables
from intake.adapters.tables import METADATA
from minqing_chassis.migrations import run_env

assert channel_tables.METADATA is METADATA, "the channels' tables stand in it too"
run_env(METADATA)
