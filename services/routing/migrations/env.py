"""Alembic's entrance to routing's schema."""

from minqing_chassis.migrations import run_env
from routing.adapters.tables import METADATA

run_env(METADATA)
