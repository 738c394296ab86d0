"""Alembic's entrance to intake's schema."""

from intake.adapters.tables import METADATA
from minqing_chassis.migrations import run_env

run_env(METADATA)
