"""Doors: what reaches notify from outside, decoded and handed over."""
