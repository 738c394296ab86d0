"""The doors of ledgers."""
