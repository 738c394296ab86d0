"""The doors of campaigns, indicators and regulations."""
