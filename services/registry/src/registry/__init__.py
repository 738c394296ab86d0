"""registry: who is there: organisations, residents, households, grids, staff."""
