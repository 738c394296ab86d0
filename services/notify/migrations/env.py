"""Where Alembic begins; `python -m notify migrate` runs it."""

from minqing_chassis.migrations import run_env
from notify.adapters.tables import metadata

run_env(metadata)
