"""Collections of aggregates, each over a table (minqing_chassis.repository)."""
