"""Whether the grids cover every household, once at each level."""
