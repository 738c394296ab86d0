"""What can be asked about obligations."""
