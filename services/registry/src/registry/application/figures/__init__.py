"""What can be asked about figures."""
