"""Planned visits (走访计划): for whom, when, why, and what became of them."""
