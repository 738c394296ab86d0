"""Where Alembic begins; `python -m freshhouse migrate` runs it."""

from freshhouse.adapters.tables import METADATA
from minqing_chassis.migrations import run_env

run_env(METADATA)
