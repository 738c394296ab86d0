"""Households that split and merge, people who move: undoable."""
