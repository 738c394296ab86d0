"""What can be asked about the cover of grids."""
