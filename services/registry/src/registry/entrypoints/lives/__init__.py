"""The doors to ends of lives, and to heads of households."""
