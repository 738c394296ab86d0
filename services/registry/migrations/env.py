"""Where Alembic begins; `python -m registry migrate` runs it."""

from minqing_chassis.migrations import run_env
from registry.adapters.tables import metadata

run_env(metadata)
