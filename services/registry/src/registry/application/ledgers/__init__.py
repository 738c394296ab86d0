"""What can be asked about ledgers."""
