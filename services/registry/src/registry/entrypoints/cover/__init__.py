"""The doors to the cover of grids."""
