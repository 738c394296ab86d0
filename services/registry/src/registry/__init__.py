"""registry: who is there: organisations, residents, households, grids, staff."""

VERSION = "0.1.0"
