"""What can be asked about firms."""
