"""Steering (统筹): campaigns, indicators and regulations that a place sets itself."""
