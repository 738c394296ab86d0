"""What can be asked about moves."""
