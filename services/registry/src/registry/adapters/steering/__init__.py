"""Campaigns, indicators and regulations as rows, and what is counted of them."""
