"""A street that never was: people, households, buildings, grids, of any size."""
