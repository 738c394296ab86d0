"""What can be asked about campaigns, indicators and regulations."""
