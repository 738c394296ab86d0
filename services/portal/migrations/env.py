"""Where Alembic begins; `python -m portal migrate` runs it."""

from minqing_chassis.migrations import run_env
from portal.adapters.tables import METADATA

run_env(METADATA)
